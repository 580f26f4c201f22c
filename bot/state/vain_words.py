"""Words that were asked for in vain: counted so that a word is written down once three have asked for it, not before.

Until then there is only a keyed hash of the word and, under it, hashes of who asked. Those of one person's words have
nothing in common and no order, so that no question can be put together of them. The key is thrown away with all
hashes when it is 30 days old.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.state.database import alone, engine, insert, make
from bot.state.tables import VAIN_ASKED, VAIN_KEYS, VAIN_WORDS

LASTS = 30  # days
ENOUGH = 3
"""Different chats or addresses that must have asked before a word is written down."""
_MOST = 100_000  # hashes that are kept
_PATIENCE = 1.0  # seconds that another process may hold a SQLite file
_COUNTING = 3016  # the number of the lock that whoever counts holds


class VainWords:
    """The words in the database at an address, which several processes may share. `today` gives the day as a number."""

    def __init__(self, url: str, today: Callable[[], int] = lambda: int(time.time() // 86_400)) -> None:
        self._database, self._today = engine(url, patience=_PATIENCE), today
        self._lock = threading.Lock()

    def note(self, words: Mapping[str, str], who: str) -> None:
        """Counts words, by stem, that somebody asked for. Where the file cannot be used nothing is counted."""
        with self._lock, self._opened() as database:
            if database is None:
                return
            key = self._key(database)
            for stem, word in words.items():
                hashed = _hash(key, stem)
                if (database.scalar(select(func.count()).select_from(VAIN_ASKED)) or 0) >= _MOST:
                    return
                asked = insert(database, VAIN_ASKED).values(word=hashed, who=_hash(key, f"{stem}\0{who}"))
                if not database.execute(asked.on_conflict_do_nothing()).rowcount:
                    continue
                people = select(func.count()).where(VAIN_ASKED.c.word == hashed)
                if (count := database.scalar(people) or 0) >= ENOUGH:
                    told = {"word": word, "people": count, "day": self._today()}
                    new = insert(database, VAIN_WORDS).values(stem=stem, **told)
                    database.execute(new.on_conflict_do_update(index_elements=["stem"], set_=told))

    def often(self) -> tuple[tuple[str, int], ...]:
        """The words that enough have asked for in the last 30 days, with how many, most first."""
        with self._lock, self._opened() as database:
            if database is None:
                return ()
            self._key(database)
            most_first = select(VAIN_WORDS.c.word, VAIN_WORDS.c.people).order_by(
                VAIN_WORDS.c.people.desc(), VAIN_WORDS.c.word
            )
            return tuple((str(word), int(people)) for word, people in database.execute(most_first))

    def _key(self, database: Connection) -> bytes:
        """The key of today; what is older than it may be is thrown away."""
        oldest = self._today() - LASTS
        database.execute(delete(VAIN_WORDS).where(VAIN_WORDS.c.day <= oldest))
        if (kept := database.scalar(select(VAIN_KEYS.c.key).where(VAIN_KEYS.c.day > oldest))) is not None:
            return bytes(kept)
        database.execute(delete(VAIN_KEYS))
        database.execute(delete(VAIN_ASKED))
        key = secrets.token_bytes(32)
        database.execute(VAIN_KEYS.insert().values(key=key, day=self._today()))
        return key

    @contextmanager
    def _opened(self) -> Iterator[Connection | None]:
        """The database in one transaction, which no other process comes into; None where it cannot be had."""
        with ExitStack() as stack:
            database: Connection | None = None
            with suppress(OSError, SQLAlchemyError):
                make(self._database, VAIN_KEYS, VAIN_ASKED, VAIN_WORDS)
                database = stack.enter_context(alone(self._database, _COUNTING))
            yield database


def _hash(key: bytes, text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), key=key, digest_size=16).digest()
