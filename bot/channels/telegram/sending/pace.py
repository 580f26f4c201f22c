"""The pace of requests: Telegram's limits, and the waits that it asks for."""

from __future__ import annotations

from typing import Protocol

from aiolimiter import AsyncLimiter
from cachetools import LRUCache

from bot.channels.telegram.sending.waits import Waits

RATE = 30.0
"""Messages a second to all chats together, Telegram's limit."""
BURST = 3
"""Messages of that at once."""
SPACING = 1.05
"""Seconds between messages in one chat; the network may bring two closer together."""
IN_GROUP = (20, 60.0)
"""Messages in a group, and in how many seconds."""
_CHATS = 10_000  # that wrote last; at 30 messages a second, far more than can be spaced at once


class Pace(Protocol):
    """Lets requests go when the limits allow. `who` is a chat, or a method where that concerns no chat."""

    async def turn(self, who: int | str, chat: int | str | None, *, spaced: bool) -> None:
        """Waits until a request may go; `spaced` is whether it makes a message in the chat."""

    async def told(self, who: int | str, seconds: float) -> None:
        """Notes that Telegram told one to wait."""

    def served(self, who: int | str) -> None:
        """Notes that it did not."""


class OwnPace:
    """The pace of a bot that is one process: `rate` messages a second overall (0: any number), 20 a minute in a group
    and one a second in a chat.
    """

    def __init__(self, rate: float = RATE, waits: Waits | None = None) -> None:
        self._waits = waits or Waits()
        self._overall = AsyncLimiter(BURST, BURST / steady(rate)) if rate else None
        self._groups: LRUCache[int | str, AsyncLimiter] = LRUCache(_CHATS)
        self._spacing: LRUCache[int | str, AsyncLimiter] = LRUCache(_CHATS)

    async def turn(self, who: int | str, chat: int | str | None, *, spaced: bool) -> None:
        """Waits until a request may go, and longer where somebody is told to wait while it stands in line."""
        await self._waits.wait(who)
        while chat is not None and self._overall is not None:
            if spaced:
                await self._spacing.setdefault(chat, AsyncLimiter(1, SPACING)).acquire()
            if is_group(chat):
                await self._groups.setdefault(chat, AsyncLimiter(*IN_GROUP)).acquire()
            await self._overall.acquire()
            if self._waits.left(who) <= 0:
                return
            await self._waits.wait(who)

    async def told(self, who: int | str, seconds: float) -> None:
        """Notes that Telegram told one to wait."""
        self._waits.told(who, seconds)

    def served(self, who: int | str) -> None:
        """Notes that it did not."""
        self._waits.served(who)


def steady(rate: float) -> float:
    """Messages a second that are sent at length, so that a burst on top of them stays within the rate."""
    return max(rate - BURST, rate / 2)


def is_group(chat: int | str) -> bool:
    """Whether a chat is one of several people."""
    return isinstance(chat, str) or chat < 0
