"""Only one: what one worker does for the bot, such as polling, and another when that one is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.channels.logs import Log
from bot.channels.telegram.shared.calls import Calls
from bot.state.lock import Lock

_LOOK = 1.0  # seconds between looks at the lock


class OnlyOne:
    """Does a work while it holds a lock of the database's."""

    def __init__(self, lock: Lock, calls: Calls, log: Log) -> None:
        self._lock, self._calls, self._log = lock, calls, log

    async def __call__(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does the work when this is the one, again when it is so anew, until the work ends or is cancelled."""
        while True:
            with suppress(SQLAlchemyError, OSError):
                if await self._calls.once(self._lock.take):
                    self._log.event("only_one")
                    if await self._while_held(work):
                        return
            await asyncio.sleep(_LOOK)

    async def _while_held(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Does the work until it ends, or the lock is lost; gives whether it ended."""
        task = asyncio.ensure_future(work())
        try:
            while not task.done():
                await asyncio.wait([task], timeout=_LOOK)
                if not task.done() and not await self._calls.once(self._lock.is_held):
                    self._log.event("only_one_no_more")
                    return False
            await task
            return True
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, TelegramError):
                await task
            await self._calls.once(self._lock.release)
