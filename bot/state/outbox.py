"""The outbox: what could not be answered at once, kept in SQLite until it is, so that no stop of the bot loses it.

It holds what people wrote, so nothing stays longer than it must: a row is deleted, and overwritten, once it is
answered, and after an hour at most. SQLite does not wait for the disk here (synchronous=OFF): a process may be killed
at any moment without loss; a power failure may cost what waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, not_, select
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from bot.errors import BeslutsbotError
from bot.settings import SQLITE
from bot.state.database import engine, insert, make, what_failed
from bot.state.tables import OUTBOX

KEPT = 3600.0
"""Seconds that a row is kept at most."""
_PRAGMAS = ("journal_mode = truncate", "synchronous = off")
_Result = TypeVar("_Result")


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
        self._database = engine(f"{SQLITE}{path}", *_PRAGMAS)
        self._is_made = False
        self._answered: set[int] = set()  # what the disk could not yet be told of

    def put(self, rows: Mapping[int, str]) -> None:
        """Keeps texts by their numbers, all or none."""
        wall, uptime = self._wall(), self._uptime()
        values = [{"id": id_, "body": body, "wall": wall, "uptime": uptime} for id_, body in rows.items()]

        def put(connection: Connection) -> None:
            new = insert(connection, OUTBOX)
            kept = {name: new.excluded[name] for name in ("body", "wall", "uptime")}
            connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=kept), values)

        self._done(put)

    def delete(self, ids: Iterable[int]) -> None:
        """Deletes what is answered; what cannot be deleted just now is at the next call."""
        self._answered.update(ids)
        if self._answered:
            gone = delete(OUTBOX).where(OUTBOX.c.id == bindparam("gone"))
            self._done(lambda connection: connection.execute(gone, [{"gone": id_} for id_ in self._answered]))
            self._answered.clear()

    def delete_old(self) -> None:
        """Deletes what has been kept for an hour."""
        wall, uptime = self._wall(), self._uptime()
        young = OUTBOX.c.wall.between(wall - KEPT, wall) | OUTBOX.c.uptime.between(uptime - KEPT, uptime)
        self._done(lambda connection: connection.execute(delete(OUTBOX).where(not_(young))))

    def waiting(self) -> list[str]:
        """The texts that wait, by number, without those that are old."""
        self.delete_old()
        by_number = select(OUTBOX.c.body).order_by(OUTBOX.c.id)
        return self._done(lambda connection: list(connection.scalars(by_number)))

    def close(self) -> None:
        """Ends the use of the file."""
        with suppress(SQLAlchemyError):
            self._database.dispose()
        self._is_made = False

    def _done(self, work: Callable[[Connection], _Result]) -> _Result:
        """What a work gives, done in a transaction. Raises OutboxError; the next call opens the file anew then."""
        try:
            if not self._is_made:
                make(self._database, OUTBOX)
                self._is_made = True
            with self._database.begin() as connection:
                return work(connection)
        except (SQLAlchemyError, OSError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> OutboxError:
        """Closes the file; one that is no database any more is begun anew."""
        self.close()
        if isinstance(error, DatabaseError) and not isinstance(error, OperationalError):
            with suppress(OSError):
                self.path.unlink()
        return OutboxError(error)
