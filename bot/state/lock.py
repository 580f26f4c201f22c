"""A lock that one of several processes holds, for as long as its connection to PostgreSQL lives."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

_KEEPALIVE = ("idle = 5", "interval = 2", "count = 3")  # a machine that is gone is so for PostgreSQL in 11 seconds


class Lock:
    """An advisory lock, by number, on a connection of its own."""

    def __init__(self, database: Engine, number: int) -> None:
        self._database, self._number = database, number
        self._held: Connection | None = None

    def take(self) -> bool:
        """Takes the lock; gives whether it was free. Raises SQLAlchemyError where the database cannot be reached."""
        connection = self._database.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            for setting in _KEEPALIVE:
                connection.execute(text(f"set tcp_keepalives_{setting}"))
            is_free = bool(connection.scalar(text("select pg_try_advisory_lock(:number)"), {"number": self._number}))
        except SQLAlchemyError:
            connection.invalidate()
            connection.close()
            raise
        if is_free:
            self._held = connection
        else:
            connection.close()
        return is_free

    def is_held(self) -> bool:
        """Whether the lock is held yet: not where the connection was lost."""
        if self._held is None:
            return False
        try:
            self._held.execute(text("select 1"))
        except SQLAlchemyError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Gives the lock back, with its connection."""
        if self._held is not None:
            held, self._held = self._held, None
            with suppress(SQLAlchemyError):
                held.invalidate()  # the connection is ended, and the lock with it
                held.close()
