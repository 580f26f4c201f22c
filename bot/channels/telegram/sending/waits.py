"""Waits: whom Telegram has told to wait (429), one chat or the whole bot, and until when.

Telegram does not say which it means. Where several chats in a row are refused and none is served between, it means the
whole bot.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable

ALL = 2
"""Chats in a row that are refused when everybody waits."""
_TOGETHER = 5.0  # seconds within which they are
MARGIN = 0.1
"""Seconds that are waited longer."""


class Waits:
    """Seconds of `clock` until which each waits, by chat (or by method, where that concerns no chat)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[Hashable, float] = {}
        self._all_until = 0.0
        self._refused: dict[Hashable, float] = {}

    def told(self, who: Hashable, seconds: float) -> bool:
        """Notes that one was told to wait; gives whether everybody is to."""
        now = self._clock()
        until = now + seconds + MARGIN
        # Those whose wait is over may never be served: they may have blocked the bot meanwhile.
        self._until = {other: at for other, at in self._until.items() if at > now} | {who: until}
        self._refused = {other: at for other, at in self._refused.items() if now - at < _TOGETHER} | {who: now}
        if len(self._refused) >= ALL:
            self._all_until = max(self._all_until, until)
        return len(self._refused) >= ALL

    def served(self, who: Hashable) -> None:
        """Notes that one was not told to wait."""
        self._refused.clear()
        self._until.pop(who, None)

    def left(self, who: Hashable) -> float:
        """Seconds that one has yet to wait."""
        return max(self._until.get(who, 0.0), self._all_until) - self._clock()

    async def wait(self, who: Hashable) -> None:
        """Waits until one may go on."""
        while (left := self.left(who)) > 0:
            await asyncio.sleep(left)
