"""Words that were asked for in vain: counted so that a word is written down once three have asked for it, not before.

Until then there is only a keyed hash of the word and, under it, hashes of who asked. Those of one person's words have
nothing in common and no order, so that no question can be put together of them. The key is thrown away with all
hashes when it is 30 days old.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

LASTS = 30  # days
ENOUGH = 3
"""Different chats or addresses that must have asked before a word is written down."""
_MOST = 100_000  # hashes that are kept
_PATIENCE = 1.0  # seconds that another process may hold the file
_TABLES = """
CREATE TABLE IF NOT EXISTS vain_keys (key BLOB NOT NULL, day INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS vain_asked (word BLOB, who BLOB, PRIMARY KEY (word, who)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vain_words (stem TEXT PRIMARY KEY, word TEXT, people INTEGER, day INTEGER) WITHOUT ROWID;
"""


class VainWords:
    """The words in a SQLite file, which several processes may share. `today` gives the day as a number."""

    def __init__(self, file: Path, today: Callable[[], int] = lambda: int(time.time() // 86_400)) -> None:
        self._file, self._today = file, today
        self._lock = threading.Lock()

    def note(self, words: Mapping[str, str], who: str) -> None:
        """Counts words, by stem, that somebody asked for. Where the file cannot be used nothing is counted."""
        with self._lock, self._opened() as database:
            if database is None:
                return
            key = self._key(database)
            for stem, word in words.items():
                hashed = _hash(key, stem)
                [(count,)] = database.execute("SELECT count(*) FROM vain_asked")
                if count >= _MOST:
                    return
                row = (hashed, _hash(key, f"{stem}\0{who}"))
                if not database.execute("INSERT OR IGNORE INTO vain_asked VALUES (?, ?)", row).rowcount:
                    continue
                [(people,)] = database.execute("SELECT count(*) FROM vain_asked WHERE word = ?", (hashed,))
                if people >= ENOUGH:
                    told = (stem, word, people, self._today())
                    database.execute("INSERT OR REPLACE INTO vain_words VALUES (?, ?, ?, ?)", told)

    def often(self) -> tuple[tuple[str, int], ...]:
        """The words that enough have asked for in the last 30 days, with how many, most first."""
        with self._lock, self._opened() as database:
            if database is None:
                return ()
            self._key(database)
            found = database.execute("SELECT word, people FROM vain_words ORDER BY people DESC, word")
            return tuple((str(word), int(people)) for word, people in found)

    def _key(self, database: sqlite3.Connection) -> bytes:
        """The key of today; what is older than it may be is thrown away."""
        oldest = self._today() - LASTS
        database.execute("DELETE FROM vain_words WHERE day <= ?", (oldest,))
        if kept := database.execute("SELECT key FROM vain_keys WHERE day > ?", (oldest,)).fetchone():
            return bytes(kept[0])
        database.execute("DELETE FROM vain_keys")
        database.execute("DELETE FROM vain_asked")
        key = secrets.token_bytes(32)
        database.execute("INSERT INTO vain_keys VALUES (?, ?)", (key, self._today()))
        return key

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """The database in one transaction, which no other process comes into; None where it cannot be had."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600, exist_ok=True)
            database = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        except (OSError, sqlite3.Error):
            yield None
            return
        with closing(database):
            try:
                database.execute("PRAGMA secure_delete = ON")  # what is thrown away is gone from the disk too
                database.executescript(_TABLES)
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                yield None
                return
            yield database
            database.execute("COMMIT")


def _hash(key: bytes, text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), key=key, digest_size=16).digest()
