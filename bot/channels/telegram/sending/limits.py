"""Telegram's limits, and patience with it: requests wait their turn, and failed ones are tried again.

AIORateLimiter keeps the overall rate and that of groups. Here one message a second in each chat is added; a
chat that Telegram says to wait with (429) waits alone, where AIORateLimiter would let every chat wait.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from cachetools import LRUCache
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import AIORateLimiter

RATE = 30.0
"""Messages a second to all chats together, Telegram's limit."""
_BURST = 3  # messages of that at once
_SPACING = 1.05  # seconds between messages in one chat; the network may bring two closer together
_CHATS = 10_000  # that wrote last; at 30 messages a second, far more than can be spaced at once
_PATIENCE = 900.0  # seconds that failing requests are tried again: a late answer is better than none
_LONGEST_WAIT = 300.0  # seconds of retry_after beyond which it is no use waiting
_SLOWEST = 8.0  # seconds between tries
_UNCERTAIN_TRIES = 2  # after a timeout Telegram may have done what was asked: hardly ever ask again
_ONCE = frozenset({"getUpdates", "getMe", "sendChatAction"})  # polling has its own patience, typing is not worth any
_FINAL = (BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken)

Send = Callable[..., Coroutine[Any, Any, Any]]


class Limits(AIORateLimiter):
    """Keeps to `rate` messages a second overall, 20 a minute in a group and one a second in a chat."""

    __slots__ = ("_spacing", "_wait_until")

    def __init__(self, rate: float = RATE) -> None:
        steady = max(rate - _BURST, rate / 2)
        if rate:
            super().__init__(overall_max_rate=_BURST, overall_time_period=_BURST / steady)
        else:
            super().__init__(overall_max_rate=0, group_max_rate=0)
        self._spacing: LRUCache[object, AsyncLimiter] | None = LRUCache(_CHATS) if rate else None
        self._wait_until: dict[object, float] = {}

    async def process_request(
        self,
        callback: Send,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Makes a request when the limits allow, and again while Telegram asks to wait or is not reached.

        Raises what the last try raised when it is no use to go on.
        """
        if endpoint in _ONCE:
            return await callback(*args, **kwargs)
        chat = data.get("chat_id")
        started = time.monotonic()
        tries = uncertain = 0
        while True:
            await self._turn(chat, endpoint)
            try:
                return await self._limited(callback, args, kwargs, chat)
            except _FINAL:
                raise
            except RetryAfter as error:
                wait = asked_wait(error)
                if wait > _LONGEST_WAIT or time.monotonic() - started > _LONGEST_WAIT:
                    raise
                self._wait_until[chat] = time.monotonic() + wait + 0.1
            except NetworkError as error:
                tries += 1
                uncertain += _may_have_arrived(error)
                if time.monotonic() - started > _PATIENCE or uncertain >= _UNCERTAIN_TRIES:
                    raise
                await asyncio.sleep(backoff(tries))

    async def _limited(self, callback: Send, args: Any, kwargs: dict[str, Any], chat: object) -> Any:
        group = chat if isinstance(chat, str) or (isinstance(chat, int) and chat < 0) else False
        return await self._run_request(
            chat=chat is not None,
            group=group,
            allow_paid_broadcast=False,
            callback=callback,
            args=args,
            kwargs=kwargs,
        )

    async def _turn(self, chat: object, endpoint: str) -> None:
        """Waits until the chat may have its next message."""
        while (now := time.monotonic()) < (until := self._wait_until.get(chat, 0.0)):
            await asyncio.sleep(until - now)
        self._wait_until.pop(chat, None)
        if chat is not None and self._spacing is not None and endpoint.startswith("send"):
            await self._spacing.setdefault(chat, AsyncLimiter(1, _SPACING)).acquire()


def backoff(tries: int, slowest: float = _SLOWEST) -> float:
    """Seconds to wait after so many failed tries: half a second doubled each time, a little at random."""
    return float(min(slowest, 0.5 * 2.0 ** min(tries - 1, 10)) * random.uniform(0.75, 1.0))


def asked_wait(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _may_have_arrived(error: NetworkError) -> bool:
    """Whether Telegram may have done what was asked although no answer came: the answer timed out."""
    return isinstance(error, TimedOut) and isinstance(error.__cause__, httpx.ReadTimeout)
