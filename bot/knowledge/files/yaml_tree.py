"""YAML read safely into a tree whose nodes know their line.

One pass over libyaml's events; nothing is ever expanded or constructed but plain scalars. What the
knowledge files have no use for is refused: anchors and aliases (a few lines of them can stand for
gigabytes), tags other than those of plain scalars, several documents, deep nesting, large files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BeslutsbotError
from bot.knowledge.files.paths import is_inside
from bot.knowledge.problems import Report

MAX_BYTES = 5_000_000
MAX_NESTING = 20
_MAX_REFUSALS = 20  # how many anchors, aliases and tags one run names in one file
_NESTED = f"nested deeper than {MAX_NESTING} levels; take out brackets or indentation"
_LONGEST_NUMBER = 64  # a longer plain scalar is text: no figure or date needs as much

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_FIRST_CHARACTERS = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)
_TAG = "tag:yaml.org,2002:"
_STRING = _TAG + "str"
_SCALAR_TAGS = frozenset(_TAG + name for name in ("int", "float", "bool", "null", "timestamp"))
# More brackets in a row than may be open. They are refused before the library sees them: it reads a thousand
# characters ahead of the events that it gives, and may refuse what it finds there in its own words.
_TOO_DEEP = re.compile(rf"[\[{{](?:\s*+[\[{{]){{{MAX_NESTING}}}")
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_TYPE_NAMES = {bool: "true or false", int: "a number", float: "a number", date: "a date"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: `value` as YAML 1.1 understands it, `text` as it is written.

    `bare` when a comma ended it, or might have: it stands in a list in brackets, without quotation marks.
    """

    line: int
    value: str | int | float | bool | date | None
    text: str
    bare: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `flow` when it is one in brackets."""

    line: int
    items: list[Node] = field(default_factory=list)
    flow: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys as they are written (`yes` and `no` are words here) and the line of each, with values."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def kind_of(node: Node) -> str:
    """What a node is, in words for a message."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if node.value is None:
        return "empty"
    return _TYPE_NAMES.get(type(node.value), "a text")


def plain(node: Node | None) -> Any:
    """A tree as dictionaries, lists and values. Keys are words, `yes` and `no` too."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None else node.value


def read_tree(path: Path, report: Report) -> Node | None:
    """The tree of a YAML file; None, and what is wrong in the report, when it cannot be read."""
    text = read_text(path, report)
    return None if text is None else parse_tree(text, report)


def read_mapping(folder: Path, name: str, report: Report, must: str) -> Mapping | None:
    """The mapping that a file of a folder holds; None, and what is wrong in the report, when there is none.

    `must` says what the file must be: "a case must be a mapping".
    """
    path = folder / name
    if not is_inside(folder, path):
        report.add(1, f"{name} leads out of the case's folder")
        return None
    root = read_tree(path, report)
    if root is None or isinstance(root, Mapping):
        return root
    report.add(root.line, f"{must}, not {kind_of(root)}")
    return None


def read_text(path: Path, report: Report, line: int = 1) -> str | None:
    """A file's text in composed letters (NFC), with its line ends. Problems are noted at `line` of the report."""
    try:
        if not path.is_file():
            report.add(line, f"the file {path.name} does not exist")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            report.add(line, f"the file {path.name} has {size} bytes; at most {MAX_BYTES} are read")
            return None
        return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        report.add(line, f"the file {path.name} is not UTF-8: byte {error.start} cannot be read")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        report.add(line, f"the file {path.name} cannot be read: {reason}")
    return None


def parse_tree(text: str, report: Report) -> Node | None:
    """The tree of a YAML text; None, and what is wrong in the report, when it is refused."""
    problems_before = len(report.problems)
    if too_deep := _TOO_DEEP.search(text):
        report.add(text.count("\n", 0, too_deep.end()) + 1, _NESTED)
        return None
    try:
        root = _Builder(report).build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        report.add(line, f"not valid YAML: {error.problem or error.context}")
        return None
    except yaml.YAMLError:
        found = _NOT_PRINTABLE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        report.add(line, "not valid YAML: a character that YAML does not allow")
        return None
    if root is None and len(report.problems) == problems_before:
        report.add(1, "the file is empty")
    return root


class _RefusedError(BeslutsbotError):
    """The text holds what is not allowed; the report says what, where, and what to do."""

    def __init__(self) -> None:
        super().__init__("the text holds what is not allowed")


class _Builder:
    """Builds the tree from events, with a stack of the collections that are open."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.root: Node | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []  # for each open collection, the key that waits
        self.refusals = 0
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._check(event)
                self._place(_scalar(event, self._is_bare(event)))
            elif isinstance(event, yaml.MappingStartEvent):
                self._check(event)
                self._enter(Mapping(_line(event)))
            elif isinstance(event, yaml.SequenceStartEvent):
                self._check(event)
                self._enter(Sequence(_line(event), flow=bool(event.flow_style)))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(event, f"aliases (*{event.anchor}) are not allowed")
                self._place(Scalar(_line(event), f"*{event.anchor}", ""))
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(event, "a file holds one YAML document, not several")
        if self.refusals:
            raise _RefusedError
        return self.root

    def _is_bare(self, event: Any) -> bool:
        inside = self.open[-1] if self.open else None
        return isinstance(inside, Sequence) and inside.flow and not event.style

    def _check(self, event: Any) -> None:
        """Refuse an anchor, and a tag that no plain scalar has."""
        if event.anchor is not None:
            self._refuse(event, f"anchors (&{event.anchor}) are not allowed")
        tag = event.tag
        if tag is not None and not (isinstance(event, yaml.ScalarEvent) and (tag == _STRING or tag in _SCALAR_TAGS)):
            self._refuse(event, f"tags ({tag}) are not allowed")

    def _refuse(self, event: Any, message: str) -> None:
        self.report.add(_line(event), message)
        self.refusals += 1
        if self.refusals == _MAX_REFUSALS:
            raise _RefusedError

    def _stop(self, event: Any, message: str) -> None:
        self.report.add(_line(event), message)
        raise _RefusedError

    def _enter(self, node: Sequence | Mapping) -> None:
        self._place(node)
        self.open.append(node)
        self.keys.append(None)
        if len(self.open) > MAX_NESTING:
            self.report.add(node.line, _NESTED)
            raise _RefusedError

    def _place(self, node: Node) -> None:
        """Put a node where it belongs: the root, a list's next item, a mapping's key or value."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            self.keys[-1] = None
            if key.text not in parent.entries:
                parent.entries[key.text] = node
                parent.key_lines[key.text] = key.line
            else:
                first = parent.key_lines[key.text]
                self.report.add(key.line, f'the key "{key.text}" is already given on line {first}')
        elif isinstance(node, Scalar):
            self.keys[-1] = node
        else:
            self.report.add(node.line, f"a key must be a word, not {kind_of(node)}")
            raise _RefusedError


def _scalar(event: Any, bare: bool) -> Scalar:
    """A scalar resolved as YAML 1.1's safe loader does; what fails to (2021-02-30) stays text."""
    text: str = event.value
    line = _line(event)
    tag = event.tag
    if tag is None:
        plain = event.implicit[0] and len(text) <= _LONGEST_NUMBER
        if not plain or (text[:1] not in _FIRST_CHARACTERS):
            return Scalar(line, text, text, bare)
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if tag not in _SCALAR_TAGS or len(text) > _LONGEST_NUMBER:
        return Scalar(line, text, text, bare)
    try:
        value = _CONSTRUCTOR.yaml_constructors[tag](_CONSTRUCTOR, yaml.ScalarNode(tag, text))
    except (ValueError, KeyError, IndexError, OverflowError, AttributeError, yaml.YAMLError):
        value = text
    return Scalar(line, value, text, bare)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
