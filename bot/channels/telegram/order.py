"""The order of updates: chats do not wait for each other, and within a chat all goes in turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_MOST_WAITING = 1 << 16  # high, so that those who wait for their turn in one chat take no room from others


async def _at_once(_: object) -> bool:
    return True


class Order(BaseUpdateProcessor):
    """Processes updates concurrently, but those of one chat one after another, as they came.

    `first` gives what is to be done for an update at once, whoever is before it, or None. `begun` is told of each when
    its turn comes, and says whether it is to be dealt with here; `settled` when it has been dealt with, however that
    went, unless it was broken off. Where the turns are kept elsewhere (not `in_lanes`), `begun` waits for each.
    """

    __slots__ = ("_begun", "_first", "_in_lanes", "_lanes", "_settled")

    def __init__(
        self,
        settled: Callable[[object], Awaitable[None]],
        begun: Callable[[object], Awaitable[bool]] = _at_once,
        first: Callable[[object], Coroutine[Any, Any, None] | None] = lambda _: None,
        *,
        in_lanes: bool = True,
    ) -> None:
        super().__init__(_MOST_WAITING)
        self._settled, self._begun, self._first = settled, begun, first
        self._lanes: dict[int, _Lane] = {}
        self._in_lanes = in_lanes

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits the coroutine when those before it in the same chat are done."""
        first = self._first(update)
        ahead = None if first is None else asyncio.ensure_future(first)
        is_awaited = False
        try:
            async with self._turn(lane(update) if self._in_lanes else None):
                if await self._begun(update):
                    is_awaited = True
                    await self._deal(update, coroutine, ahead)
        finally:
            if not is_awaited and isinstance(coroutine, Coroutine):
                coroutine.close()

    async def _deal(self, update: object, coroutine: Awaitable[Any], ahead: asyncio.Future[None] | None) -> None:
        try:
            await coroutine
            if ahead is not None:
                await ahead
        except asyncio.CancelledError:
            raise  # the bot stops: nobody has dealt with it, and it comes again
        except BaseException:
            await self._settled(update)
            raise
        await self._settled(update)

    @asynccontextmanager
    async def _turn(self, number: int | None) -> AsyncIterator[None]:
        if number is None:
            yield
            return
        mine = self._lanes.setdefault(number, _Lane())
        mine.waiting += 1
        try:
            async with mine.lock:
                yield
        finally:
            mine.waiting -= 1
            if not mine.waiting:
                del self._lanes[number]


class _Lane:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0


def lane(update: object) -> int | None:
    """The number of the chat (or of the person, for an inline query) whose turn an update waits for."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None
