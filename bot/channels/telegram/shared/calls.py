"""Calls of the database, in threads, so that nobody waits who does not ask for it; repeated while it is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.logs import Log
from bot.state.database import what_failed

_THREADS = 8
_QUICKEST, _SLOWEST = 0.05, 1.0  # seconds between tries
_Result = TypeVar("_Result")


class Calls:
    """Does works in `database`, each statement of its own. `trouble` is told where one fails for long."""

    def __init__(self, database: Engine, log: Log, trouble: Callable[[str], None]) -> None:
        self.database = database
        self._committing = database.execution_options(isolation_level="AUTOCOMMIT")
        self._log, self._trouble = log, trouble
        self._threads = ThreadPoolExecutor(_THREADS, "database")
        self._is_away = False

    async def __call__(self, work: Callable[[Connection], _Result]) -> _Result:
        """What a work gives; it is tried again until it succeeds, so it must be one that may be done twice."""
        wait = _QUICKEST
        while True:
            try:
                result: _Result = await self.once(partial(self._with_connection, work))
            except (SQLAlchemyError, OSError) as error:
                self._failed(error, told=wait >= _SLOWEST)
                await asyncio.sleep(wait)
                wait = min(2 * wait, _SLOWEST)
            else:
                if self._is_away:
                    self._is_away = False
                    self._log.event("database_back")
                return result

    async def once(self, work: Callable[[], _Result]) -> _Result:
        """What a work in a thread gives, or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Ends the threads and the connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.database.dispose()

    def _with_connection(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._committing.connect() as connection:
            return work(connection)

    def _failed(self, error: Exception, *, told: bool) -> None:
        if not self._is_away:
            self._is_away = True
            self._log.event("database_away", logging.WARNING, kind=what_failed(error))
        if told:
            self._trouble(f"the database: {what_failed(error)}")
