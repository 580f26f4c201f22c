"""The outbox: what could not be answered at once, kept in SQLite until it is, so that no stop of the bot loses it.

It holds what people wrote, so nothing stays longer than it must: a row is deleted, and overwritten, once it is
answered, and after an hour at most. SQLite does not wait for the disk here (synchronous=OFF): a process may be killed
at any moment without loss; a power failure may cost what waits.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.errors import BeslutsbotError
from bot.state.database import opened, what_failed

KEPT = 3600.0
"""Seconds that a row is kept at most."""
_TABLE = "create table if not exists outbox (id integer primary key, body text not null, wall real, uptime real)"
_PRAGMAS = ("journal_mode = truncate", "synchronous = off")


class OutboxError(BeslutsbotError):
    """The outbox cannot be read or written."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"the outbox: {what_failed(error)}")


class Outbox:
    """Rows of a number and a text. Methods raise OutboxError where the disk is full or broken.

    Two clocks tell how old a row is, `wall` and `uptime`, as either may jump: the one over a correction of days, the
    other over a restart of the machine. A row is old when both say so.
    """

    def __init__(
        self, path: Path, wall: Callable[[], float] = time.time, uptime: Callable[[], float] = time.monotonic
    ) -> None:
        self.path = path
        self._wall, self._uptime = wall, uptime
        self._store: sqlite3.Connection | None = None
        self._answered: set[int] = set()  # what the disk could not yet be told of

    def put(self, rows: Mapping[int, str]) -> None:
        """Keeps texts by their numbers, all or none."""
        values = [(id_, body, self._wall(), self._uptime()) for id_, body in rows.items()]
        self._write("insert or replace into outbox values (?, ?, ?, ?)", values)

    def delete(self, ids: Iterable[int]) -> None:
        """Deletes what is answered; what cannot be deleted just now is at the next call."""
        self._answered.update(ids)
        if self._answered:
            self._write("delete from outbox where id = ?", [(id_,) for id_ in self._answered])
            self._answered.clear()

    def delete_old(self) -> None:
        """Deletes what has been kept for an hour."""
        wall, uptime = self._wall(), self._uptime()
        young = (wall - KEPT, wall, uptime - KEPT, uptime)
        self._write("delete from outbox where not (wall between ? and ? or uptime between ? and ?)", [young])

    def waiting(self) -> list[str]:
        """The texts that wait, by number, without those that are old."""
        self.delete_old()
        try:
            return [body for (body,) in self._opened().execute("select body from outbox order by id")]
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def close(self) -> None:
        """Ends the use of the file."""
        if self._store is not None:
            with suppress(sqlite3.Error):
                self._store.close()
            self._store = None

    def _write(self, statement: str, values: Sequence[tuple[object, ...]]) -> None:
        try:
            with self._opened() as store:
                store.executemany(statement, values)
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from None

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            self._store = opened(self.path, _TABLE, *_PRAGMAS)
        return self._store

    def _failed(self, error: Exception) -> OutboxError:
        """Closes the file, so that the next call opens it anew; one that is no database any more is begun anew."""
        self.close()
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self.path.unlink()
        return OutboxError(error)
