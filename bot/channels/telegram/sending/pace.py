"""The pace of requests: Telegram's limits, and the waits that it asks for."""

from __future__ import annotations

from abc import ABC, abstractmethod

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


class Pace(ABC):
    """Lets requests go when the limits allow: `rate` messages a second overall (0: any number), 20 a minute in a group
    and one a second in a chat. `who` is a chat, or a method where that concerns no chat.
    """

    def __init__(self, rate: float, waits: Waits | None = None) -> None:
        self._is_limited = bool(rate)
        self._waits = waits or Waits()

    async def turn(self, who: int | str, chat: int | str | None, *, spaced: bool) -> None:
        """Waits until a request may go, and longer where somebody is told to wait while it stands in line.

        `spaced` is whether it makes a message in the chat.
        """
        await self._waits.wait(who)
        while chat is not None and self._is_limited:
            await self._take(chat, spaced)
            if self._waits.left(who) <= 0:
                return
            await self._waits.wait(who)

    @abstractmethod
    async def _take(self, chat: int | str, spaced: bool) -> None:
        """Takes the turns that a request to a chat must have."""

    @abstractmethod
    async def told(self, who: int | str, seconds: float) -> None:
        """Notes that Telegram told one to wait."""

    def served(self, who: int | str) -> None:
        """Notes that it did not."""
        self._waits.served(who)


class OwnPace(Pace):
    """The pace of a bot that is one process."""

    def __init__(self, rate: float = RATE, waits: Waits | None = None) -> None:
        super().__init__(rate, waits)
        self._overall = AsyncLimiter(BURST, BURST / steady(rate or RATE))
        self._groups: LRUCache[int | str, AsyncLimiter] = LRUCache(_CHATS)
        self._spacing: LRUCache[int | str, AsyncLimiter] = LRUCache(_CHATS)

    async def _take(self, chat: int | str, spaced: bool) -> None:
        if spaced:
            await self._spacing.setdefault(chat, AsyncLimiter(1, SPACING)).acquire()
        if is_group(chat):
            await self._groups.setdefault(chat, AsyncLimiter(*IN_GROUP)).acquire()
        await self._overall.acquire()

    async def told(self, who: int | str, seconds: float) -> None:
        self._waits.told(who, seconds)


def steady(rate: float) -> float:
    """Messages a second that are sent at length, so that a burst on top of them stays within the rate."""
    return max(rate - BURST, rate / 2)


def is_group(chat: int | str) -> bool:
    """Whether a chat is one of several people."""
    return isinstance(chat, str) or chat < 0
