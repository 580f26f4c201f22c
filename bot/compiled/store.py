"""The store: one SQLite file with every case of a compiled knowledge, and what the cases share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from bot.compiled.compiler import CompiledCase
from bot.compiled.forms.packing import packed, unpacked
from bot.errors import Problem
from bot.knowledge.lazy import CaseCard
from bot.knowledge.model import Party

CASES = "cases.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT UNIQUE NOT NULL, stamp TEXT NOT NULL, digest TEXT NOT NULL,
  id TEXT NOT NULL, served INTEGER NOT NULL DEFAULT 0, card TEXT NOT NULL, entries INTEGER NOT NULL, first INTEGER);
CREATE TABLE IF NOT EXISTS contents (
  number INTEGER PRIMARY KEY, body BLOB NOT NULL, analysis BLOB NOT NULL, documents BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS codes (code TEXT, number INTEGER, PRIMARY KEY (code, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS faults (
  folder TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL, problems TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shared (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_PAGE = 8192  # bytes
_CACHE = 64_000  # kB, while it is written: codes come in no order


class StoreWriter:
    """Writes a store, which is made where there is none. What is not committed is as if it had not been written."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file)
        self._base.execute(f"PRAGMA page_size = {_PAGE}")
        self._base.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._base.executescript(_SCHEMA)

    def commit(self) -> None:
        """Keeps what has been written."""
        self._base.commit()

    def close(self) -> None:
        """Closes the store."""
        self._base.close()

    def share(self, name: str, value: object) -> None:
        """Keeps something that the cases share: plain values, or bytes as they are."""
        data = value if isinstance(value, bytes) else packed(value)
        self._base.execute("INSERT OR REPLACE INTO shared VALUES (?, ?)", (name, data))

    def shared(self, name: str) -> Any:
        """What was kept with `share`, as plain values; None where nothing was."""
        found = self._base.execute("SELECT value FROM shared WHERE name = ?", (name,)).fetchone()
        return None if found is None else unpacked(found[0])

    def traces(self) -> dict[str, tuple[str, str]]:
        """The stamp and the digest of each folder that has been read, whether its case was good or bad."""
        rows = self._base.execute(
            "SELECT folder, stamp, digest FROM cases UNION ALL SELECT folder, stamp, digest FROM faults"
        )
        return {folder: (stamp, digest) for folder, stamp, digest in rows}

    def touch(self, folder: str, stamp: str) -> None:
        """Notes another stamp of a folder whose files say the same as before."""
        for table in ("cases", "faults"):
            self._base.execute(f"UPDATE {table} SET stamp = ? WHERE folder = ?", (stamp, folder))

    def forget(self, folder: str) -> None:
        """Takes out what a folder held."""
        self._base.execute(
            "DELETE FROM contents WHERE number IN (SELECT number FROM cases WHERE folder = ?)", (folder,)
        )
        for table in ("cases", "faults"):
            self._base.execute(f"DELETE FROM {table} WHERE folder = ?", (folder,))

    def put(self, folder: str, stamp: str, digest: str, result: CompiledCase | tuple[Problem, ...]) -> None:
        """Keeps what became of a folder, in place of what it held."""
        self.forget(folder)
        if not isinstance(result, CompiledCase):
            told = json.dumps([[p.file, p.line, p.fact, p.message, p.remedy] for p in result])
            self._base.execute("INSERT INTO faults VALUES (?, ?, ?, ?)", (folder, stamp, digest, told))
            return
        card = json.dumps(list(asdict(result.card).values()), default=date.isoformat, ensure_ascii=False)
        made = self._base.execute(
            "INSERT INTO cases (folder, stamp, digest, id, card, entries) VALUES (?, ?, ?, ?, ?, ?)",
            (folder, stamp, digest, result.card.id, card, result.entries),
        )
        contents = (made.lastrowid, result.case, result.analysis, result.documents)
        self._base.execute("INSERT INTO contents VALUES (?, ?, ?, ?)", contents)
        self._base.executemany("INSERT OR IGNORE INTO codes VALUES (?, ?)", ((c, made.lastrowid) for c in result.codes))

    def faults(self) -> Iterator[Problem]:
        """The problems of the bad cases, in order of their folders."""
        for (told,) in self._base.execute("SELECT problems FROM faults ORDER BY folder"):
            yield from (Problem(*parts) for parts in json.loads(told))

    def settle(self) -> list[tuple[str, str, str]]:
        """Decides which cases are served, and gives each its place among the vectors.

        Of those that give the same id it is the first by its folder's name; of the others it tells the id, their
        folder, and that of the first.
        """
        given: dict[str, str] = {}
        twice = []
        for folder, id_ in self._base.execute("SELECT folder, id FROM cases ORDER BY folder").fetchall():
            if given.setdefault(id_, folder) != folder:
                twice.append((id_, folder, given[id_]))
        self._base.execute("UPDATE cases SET served = 1")
        self._base.executemany("UPDATE cases SET served = 0 WHERE folder = ?", ((folder,) for _, folder, _ in twice))
        self._base.execute("DELETE FROM codes WHERE number NOT IN (SELECT number FROM cases)")
        (last,) = self._base.execute("SELECT coalesce(max(first + entries), 0) FROM cases").fetchone()
        last = max(last, self.shared("rows") or 0)
        for number, entries in self._base.execute(
            "SELECT number, entries FROM cases WHERE first IS NULL ORDER BY number"
        ).fetchall():
            self._base.execute("UPDATE cases SET first = ? WHERE number = ?", (last, number))
            last += entries
        self.share("rows", last)
        return twice

    def served(self) -> set[int]:
        """The numbers of the cases that are served."""
        return {number for (number,) in self._base.execute("SELECT number FROM cases WHERE served")}

    def documents(self, numbers: set[int]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """The documents of some cases, by their numbers."""
        for number in sorted(numbers):
            (data,) = self._base.execute("SELECT documents FROM contents WHERE number = ?", (number,)).fetchone()
            yield number, unpacked(data)


class Store:
    """An open store, which nobody writes any more. Threads may share it."""

    def __init__(self, file: Path) -> None:
        """Raises sqlite3.Error where there is none."""
        self._base = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = Lock()
        self.cards: Mapping[str, CaseCard]
        self.cards, self.numbers, self.rows = self._read_cards()
        self._ids = {number: id_ for id_, number in self.numbers.items()}

    def _read_cards(self) -> tuple[dict[str, CaseCard], dict[str, int], dict[str, tuple[int, int]]]:
        """Of each case that is served: its card, its number, and its place among the vectors with how many it has."""
        cards, numbers, rows = {}, {}, {}
        for id_, number, first, entries, card in self._base.execute(
            "SELECT id, number, first, entries, card FROM cases WHERE served ORDER BY folder"
        ):
            cards[id_], numbers[id_], rows[id_] = _card(json.loads(card)), number, (first, entries)
        return cards, numbers, rows

    def shared(self, name: str) -> bytes:
        """The bytes of something that the cases share."""
        return self._one("SELECT value FROM shared WHERE name = ?", name)

    def body(self, id_: str) -> bytes:
        """The bytes of a case."""
        return self._one("SELECT body FROM contents WHERE number = ?", self.numbers[id_])

    def analysis(self, id_: str) -> bytes:
        """The bytes of the analysis of a case."""
        return self._one("SELECT analysis FROM contents WHERE number = ?", self.numbers[id_])

    def with_code(self, code: str) -> list[str]:
        """The ids of the cases that have something with a code."""
        with self._lock:
            found = self._base.execute("SELECT number FROM codes WHERE code = ?", (code,)).fetchall()
        return [self._ids[number] for (number,) in found if number in self._ids]

    def _one(self, query: str, key: object) -> bytes:
        with self._lock:
            found = self._base.execute(query, (key,)).fetchone()
        data: bytes = found[0]
        return data

    def close(self) -> None:
        """Closes the store."""
        self._base.close()


def _card(tree: list[Any]) -> CaseCard:
    id_, title, sources, parties, facts, passages, reference, municipality, body, document_type, *more = tree
    day, meeting, contact, pages, statuses, own_parties = more
    when = None if day is None else date.fromisoformat(day)
    counts = (tuple(sources), tuple(parties), facts, passages)
    own = tuple(Party(**{**party, "aliases": tuple(party["aliases"])}) for party in own_parties)
    header = (reference, municipality, body, document_type)
    return CaseCard(id_, title, *counts, *header, when, meeting, contact, pages, tuple(statuses), own)
