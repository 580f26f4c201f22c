"""A YAML file as its lines: one value, item or comment is changed, and every other line stays as it is, to the byte.

A library that writes the file anew would fold and quote lines that nobody touched. Each change is proved before it is
given: the lines are read again, and must say what was there before but for the change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from bot.drafting.writing.yaml_text import Comment, Entries, item_lines, mapping_lines
from bot.errors import BeslutsbotError
from bot.knowledge.files.yaml_tree import Mapping as MappingNode
from bot.knowledge.files.yaml_tree import Node, parse_tree, plain
from bot.knowledge.files.yaml_tree import Sequence as SequenceNode
from bot.knowledge.problems import Report

Path = tuple[str | int, ...]
"""Where a mapping stands: () is the whole file, ("questions",) under a key, ("decisions", 3) an item of a list."""
_ITEM = re.compile(r"\s*-\s+")
_NEW_ITEM = 2  # spaces before the first item of a list


class UnwritableError(BeslutsbotError):
    """The file is laid out so that the change cannot be made in its lines; a person has to make it in the file."""


class YamlLines:
    """A file's text, which must be one that reads without fault. Each change gives a new one, and raises
    UnwritableError where it cannot be made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._end = "\r" if "\r\n" in text else ""
        self._lines = text.split("\n")
        is_said = any(line.strip() and not line.lstrip().startswith("#") for line in self._lines)
        root = parse_tree(text, Report("")) if is_said else MappingNode(1)
        if not isinstance(root, MappingNode):
            raise UnwritableError("the file holds no mapping")
        self._root: MappingNode = root
        self.data: dict[str, Any] = plain(root)

    def comments(self, key: str, place: int) -> tuple[str, ...]:
        """The lines of comment above an item of a list, without their marks."""
        item = self._list(key).items[place].line - 1
        return tuple(line.strip().lstrip("#").strip() for line in self._lines[self._above(item) : item])

    def head(self, before: Sequence[str]) -> tuple[str, ...]:
        """The lines of comment above the first of some keys of the file, in order, without their marks."""
        lines = map(str.strip, self._lines[: self._first(before)])
        return tuple(line.lstrip("#").strip() if line.startswith("#") else "" for line in lines)

    def with_head(self, before: Sequence[str], kept: Sequence[bool]) -> YamlLines:
        """The file with only those lines of its head that are kept, of which none but comments may go."""
        head = [line for line, stays in zip(self._lines, kept, strict=False) if stays]
        return self._proved([*head, *self._lines[self._first(before) :]], self.data)

    def with_comments(self, above: Mapping[tuple[str, int], Sequence[str]]) -> YamlLines:
        """The file with other lines of comment above some items of lists, by list and place."""
        lines = list(self._lines)
        at = {self._list(key).items[place].line - 1: comments for (key, place), comments in above.items()}
        for item in sorted(at, reverse=True):
            pad = " " * (len(lines[item]) - len(lines[item].lstrip()))
            lines[self._above(item) : item] = [f"{pad}# {comment}{self._end}" for comment in at[item]]
        return self._proved(lines, self.data)

    def with_item(self, key: str, values: Mapping[str, Any], comments: Sequence[str] = ()) -> YamlLines:
        """The file with one more item, the last of a list, which is made where there is none."""
        expected = deepcopy(self.data)
        expected.setdefault(key, []).append(dict(values))
        made = Entries([*map(Comment, comments), *values.items()])
        if key not in self._root.entries:
            lines = [f"{key}:", *item_lines(made, _NEW_ITEM)]
            at = self._stop(len(self._lines))
            return self._spliced(at, at, lines, expected)
        items = self._list(key).items
        begun = self._lines[items[0].line - 1]
        at = self._span((key, len(items) - 1))[1]
        return self._spliced(at, at, list(item_lines(made, len(begun) - len(begun.lstrip()))), expected)

    def without_item(self, key: str, place: int) -> YamlLines:
        """The file without an item of a list; without the list, where that was all of it."""
        expected = deepcopy(self.data)
        del expected[key][place]
        start, end = self._span((key, place))
        if not expected[key]:
            del expected[key]
            start = self._root.key_lines[key] - 1
        return self._spliced(start, end, [], expected)

    def with_value(self, path: Path, key: str, value: Any, before: str | None = None) -> YamlLines:
        """The file with another value of a key; without the key where the value is None.

        A key that is new stands before the key `before`, or else last. A mapping under a key that loses its last key
        goes too.
        """
        expected = deepcopy(self.data)
        if path and path[0] not in expected and value is not None:
            return self.with_value((), str(path[0]), {key: value}, before)
        mapping = expected
        for step in path:
            mapping = mapping[step]  # type: ignore[index]
        if value is None:
            mapping.pop(key, None)
            if not mapping and len(path) == 1:
                return self.with_value((), str(path[0]), None)
        else:
            mapping[key] = value
        node = self._node(path)
        _, end = self._span(path)
        if not self._is_block(node):
            if len(path) != 2:
                raise UnwritableError("the mapping does not have a line for each key")
            item = node.line - 1
            pad = len(self._lines[item]) - len(self._lines[item].lstrip())
            return self._spliced(item, end, list(item_lines(Entries(list(mapping.items())), pad)), expected)
        keys = sorted(node.key_lines.values())
        first = self._lines[keys[0] - 1] if keys else ""
        lead = _ITEM.match(first) if len(path) == 2 else None
        indent = len(lead.group()) if lead else len(first) - len(first.lstrip())
        made = [] if value is None else list(mapping_lines([(key, value)], indent))
        if key in node.entries:
            at = node.key_lines[key] - 1
            following = [line - 1 for line in keys if line - 1 > at]
            until = self._above(following[0]) if following else end
            if lead and at == keys[0] - 1:
                if not made:
                    raise UnwritableError(f"the key {key} begins its item")
                made[0] = lead.group() + made[0].lstrip()
            return self._spliced(at, until, made, expected)
        at = self._above(node.key_lines[before] - 1) if before in node.entries and before is not None else end
        return self._spliced(at, at, made, expected)

    def _first(self, keys: Sequence[str]) -> int:
        """The line where the first of some keys of the file stands, its comments left above it."""
        lines = [self._root.key_lines[key] - 1 for key in keys if key in self._root.key_lines]
        return min(lines, default=len(self._lines))

    def _list(self, key: str) -> SequenceNode:
        node = self._root.entries.get(key)
        if not isinstance(node, SequenceNode) or node.flow:
            raise UnwritableError(f"{key} is not a list with a line for each item")
        return node

    def _node(self, path: Path) -> MappingNode:
        node: Node = self._root
        for step in path:
            if isinstance(node, MappingNode):
                node = node.entries[str(step)]
            elif isinstance(node, SequenceNode):
                node = node.items[int(step)]
        if not isinstance(node, MappingNode):
            raise UnwritableError("there is no mapping")
        return node

    def _span(self, path: Path) -> tuple[int, int]:
        """The lines of a mapping, with the comments above it."""
        if not path:
            return 0, self._stop(len(self._lines))
        key = str(path[0])
        own = self._root.key_lines[key]
        others = [line for line in self._root.key_lines.values() if line > own]
        until = self._stop(self._above(min(others) - 1, "#") if others else len(self._lines))
        if len(path) == 1:
            return own, until
        items, place = self._list(key).items, int(path[1])
        end = self._above(items[place + 1].line - 1) if place + 1 < len(items) else until
        return self._above(items[place].line - 1), end

    def _above(self, line: int, mark: str = " #") -> int:
        """Where the comments begin that stand right above a line: those that begin with `mark`, or any."""
        while line and (
            self._lines[line - 1].lstrip().startswith("#") if mark == " #" else self._lines[line - 1].startswith(mark)
        ):
            line -= 1
        return line

    def _stop(self, line: int) -> int:
        """The line after the last before `line` that is not empty."""
        while line and not self._lines[line - 1].strip():
            line -= 1
        return line

    def _is_block(self, node: MappingNode) -> bool:
        """Whether each key of a mapping begins a line."""
        return all(
            re.match(rf"\s*(?:-\s+)?['\"]?{re.escape(key)}['\"]?\s*:", self._lines[line - 1])
            for key, line in node.key_lines.items()
        )

    def _spliced(self, start: int, end: int, lines: Sequence[str], expected: Mapping[str, Any]) -> YamlLines:
        made = [line + self._end for line in lines]
        before = self._lines[:start]
        if made and start == len(self._lines):
            made.append("")
        return self._proved([*before, *made, *self._lines[end:]], expected)

    def _proved(self, lines: Sequence[str], expected: Mapping[str, Any]) -> YamlLines:
        """The lines as a file. Raises UnwritableError where it does not say what is expected."""
        changed = YamlLines("\n".join(lines))
        if changed.data != _listed(expected):
            raise UnwritableError("the change cannot be made in the lines of the file")
        return changed


def _listed(value: Any) -> Any:
    """A value with its tuples as lists, as YAML reads them."""
    if isinstance(value, Mapping):
        return {key: _listed(own) for key, own in value.items()}
    return [_listed(own) for own in value] if isinstance(value, list | tuple) else value
