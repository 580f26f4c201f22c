"""The fields of a mapping in a knowledge file, read by type; what is wrong goes into the report."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from rapidfuzz import process

from bot.knowledge.files.yaml_tree import Mapping, Node, Scalar, Sequence, kind_of
from bot.knowledge.problems import Report

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ALIKE = 60.0  # of 100; a less alike key is no suggestion

E = TypeVar("E", bound=Enum)


class Fields:
    """One mapping: `fact` names it in problems, `known` are the keys it may have."""

    def __init__(self, node: Mapping, report: Report, known: Iterable[str], fact: str = "") -> None:
        self.node = node
        self.report = report
        self.fact = fact
        keys = tuple(known)
        for key, line in node.key_lines.items():
            if key not in keys:
                self.report.add(line, f'unknown key "{_cut(key)}"{did_you_mean(key, keys)}', fact)

    def has(self, key: str) -> bool:
        return key in self.node.entries

    def line(self, key: str = "") -> int:
        """The line of a key, or of the mapping when it lacks the key."""
        return self.node.key_lines.get(key, self.node.line)

    def wrong(self, key: str, message: str, *, remedy: str = "") -> None:
        """Report a problem with the value of a key, and what to do where `message` does not say it."""
        self.report.add(self.line(key), message, self.fact, remedy=remedy)

    def get(self, key: str, required: bool = False) -> Node | None:
        """The node of a key. A key that is required and lacks is reported."""
        node = self.node.entries.get(key)
        if node is None and required:
            self.wrong(key, f'"{key}" is missing')
        return node

    def text(self, key: str, required: bool = False) -> str | None:
        """A text. Numbers and dates count as what is written; true, false and nothing do not."""
        node = self.get(key, required)
        return None if node is None else self.text_of(node, key)

    def text_of(self, node: Node, key: str) -> str | None:
        """The text of a node under a key, or None and a problem."""
        if not isinstance(node, Scalar):
            self.report.add(node.line, f'"{key}" must be a text, not {kind_of(node)}', self.fact)
        elif node.value is None or (isinstance(node.value, str) and not node.text.strip()):
            self.report.add(node.line, f'"{key}" is empty', self.fact)
        elif isinstance(node.value, bool):
            message = f'"{key}": YAML reads {node.text} as {str(node.value).lower()}; put it in quotes'
            self.report.add(node.line, message, self.fact)
        else:
            return " ".join(node.text.split())
        return None

    def id(self) -> str | None:
        """The `id` of the mapping: a-z, 0-9 and single hyphens."""
        text = self.text("id", required=True)
        if text is not None and not _ID.fullmatch(text):
            self.wrong("id", f'the id "{_cut(text)}" may hold only a-z, 0-9 and hyphens between them')
            return None
        return text

    def texts(self, key: str, single: bool = False, required: bool = False) -> tuple[str, ...]:
        """A list of texts; with `single`, one text is a list of one."""
        node = self.get(key, required)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            found = (self.text_of(item, key) for item in node.items)
            return tuple(text for text in found if text is not None)
        if single and isinstance(node, Scalar):
            text = self.text_of(node, key)
            return () if text is None else (text,)
        self._no_list(node, key)
        return ()

    def mappings(self, key: str) -> list[Mapping]:
        """A list of mappings."""
        node = self.get(key)
        if node is None:
            return []
        if not isinstance(node, Sequence):
            self._no_list(node, key)
            return []
        for item in node.items:
            if not isinstance(item, Mapping):
                message = f'"{key}" must hold mappings, not {kind_of(item)}'
                self.report.add(item.line, message, self.fact)
        return [item for item in node.items if isinstance(item, Mapping)]

    def _no_list(self, node: Node, key: str) -> None:
        empty = isinstance(node, Scalar) and node.value is None
        self.wrong(key, f'"{key}" is empty' if empty else f'"{key}" must be a list, not {kind_of(node)}')

    def number(self, key: str, required: bool = False) -> float | None:
        """A number, as YAML reads it (with a decimal point)."""
        node = self.get(key, required)
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                if math.isfinite(value):
                    return float(value)
            except OverflowError:
                pass
        written = f'"{_cut(node.text)}"' if isinstance(node, Scalar) else kind_of(node)
        self.wrong(key, f'"{key}" must be a number with a decimal point, not {written}')
        return None

    def whole(self, key: str, least: int = 0, required: bool = False) -> int | None:
        """A whole number that is at least `least`."""
        node = self.get(key, required)
        if node is None:
            return None
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.wrong(key, f'"{key}" must be a whole number, at least {least}')
        return None

    def choice(self, key: str, default: E) -> E:
        """One of the values of an enumeration, that of `default`."""
        text = self.text(key)
        if text is None:
            return default
        values = {member.value: member for member in type(default)}
        if text not in values:
            self.wrong(key, f'"{key}" must be one of {", ".join(values)}, not "{_cut(text)}"')
        return values.get(text, default)

    def date(self, key: str) -> date | None:
        """A date in ISO form: 2021-03-10."""
        text = self.text(key)
        if text is None:
            return None
        node = self.node.entries[key]
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, date) and not isinstance(value, datetime) and _ISO_DATE.fullmatch(text):
            return value
        try:
            if _ISO_DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.wrong(key, f'"{key}" must be a date such as 2021-03-10, not "{_cut(text)}"')
        return None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """An end for a message: the known word most like the one given, or nothing."""
    found = process.extractOne(word, list(known), score_cutoff=_ALIKE)
    return f' (did you mean "{found[0]}"?)' if found else ""


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
