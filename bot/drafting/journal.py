"""What was drafted into a folder, so that a later run goes on where one stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from bot.knowledge.files.case_file import CASE_FILE

JOURNAL = ".drafted.jsonl"


Stat = tuple[int, int]
"""Bytes of a file, and nanoseconds of its last change."""


@dataclass(frozen=True)
class Mark:
    """What a document is known again by: its hash, and its size and time of change when it was read."""

    sha256: str
    stat: Stat | None


@dataclass(frozen=True)
class _Entry:
    """A document's cases, and its mark once all of them are saved."""

    mark: Mark | None
    cases: tuple[str, ...]


class Journal:
    """The journal of a folder of cases. A document is known by its name."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._done: dict[str, _Entry] = {}
        line = "\n"
        with suppress(OSError), (out / JOURNAL).open(encoding="utf-8", errors="replace") as file:
            for line in file:
                if found := _read(line):
                    self._done[found[0]] = found[1]
        self._cut = not line.endswith("\n")

    def owners(self) -> Mapping[str, str]:
        """The name of the document of each case that stands there, by the case's id."""
        there = {entry.name for entry in os.scandir(self._out)} if self._out.is_dir() else set()
        return {case: name for name, entry in self._done.items() for case in entry.cases if case in there}

    def has(self, document: Path) -> bool:
        """Whether a document is drafted, unchanged: it is read only where its size or time is another."""
        entry = self._done.get(document.name)
        if entry is None or entry.mark is None:
            return False
        if not all((self._out / case / CASE_FILE).is_file() for case in entry.cases):
            return False
        if entry.mark.stat == _stat(document):
            return True
        with document.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == entry.mark.sha256

    def unfinished(self, document: Path) -> tuple[str, ...]:
        """The cases of a document that a run began to save: it may have been stopped."""
        entry = self._done.get(document.name)
        return entry.cases if entry and entry.mark is None else ()

    def note(self, document: Path, cases: Sequence[str], mark: Mark | None = None) -> None:
        """Notes the cases of a document: that they are going to be saved, and with its mark that they are."""
        entry: dict[str, object] = {"document": document.name, "cases": list(cases)}
        if mark is not None:
            entry["sha256"] = mark.sha256
            if mark.stat is not None:
                entry["size"], entry["time"] = mark.stat
        with (self._out / JOURNAL).open("a", encoding="utf-8") as file:
            file.write("\n" * self._cut + json.dumps(entry, ensure_ascii=False) + "\n")
        self._cut = False


def marked(document: Path, content: bytes) -> Mark:
    """The mark of a document that held this when it was read."""
    try:
        stat = _stat(document)
    except OSError:
        stat = (-1, 0)
    return Mark(sha256(content).hexdigest(), stat if stat[0] == len(content) else None)


def _stat(document: Path) -> Stat:
    found = document.stat()
    return found.st_size, found.st_mtime_ns


def _read(line: str) -> tuple[str, _Entry] | None:
    """A line's document, by its name, and what is noted of it; None of a line that a run did not finish."""
    try:
        entry = json.loads(line)
        stat = (int(entry["size"]), int(entry["time"])) if "size" in entry else None
        mark = Mark(str(entry["sha256"]), stat) if "sha256" in entry else None
        return str(entry["document"]), _Entry(mark, tuple(str(case) for case in entry["cases"]))
    except (ValueError, KeyError, TypeError):
        return None
