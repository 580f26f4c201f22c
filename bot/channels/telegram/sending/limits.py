"""Telegram's limits, and patience with it: requests wait their turn, and failed ones are tried again.

AIORateLimiter keeps the overall rate and that of groups. Here one message a second in each chat is added; a
chat that Telegram says to wait with (429) waits alone, where AIORateLimiter would let every chat wait.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol

from aiolimiter import AsyncLimiter
from cachetools import LRUCache
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.channels.telegram.sending.failures import FINAL, TROUBLE, asked_wait, backoff, surely_not_taken
from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.sending.lost_replies import Send, taken
from bot.channels.telegram.sending.waits import Waits

RATE = 30.0
"""Messages a second to all chats together, Telegram's limit."""
_BURST = 3  # messages of that at once
_SPACING = 1.05  # seconds between messages in one chat; the network may bring two closer together
_CHATS = 10_000  # that wrote last; at 30 messages a second, far more than can be spaced at once
_PATIENCE = 3600.0  # seconds that requests are tried again: a late answer is better than none
_FLEETING = 10.0  # the same for what a person waits for with the finger on the screen
_ONCE = frozenset(
    {"getUpdates", "getMe", "getWebhookInfo", "setWebhook", "deleteWebhook", "sendChatAction"}
)  # those that fetch updates have their own patience, typing is not worth any
_AT_ONCE = frozenset({"answerCallbackQuery", "answerInlineQuery"})
_LIMITED = object()
NOWHERE = -1
"""The first number that a message may have which was surely never sent."""


class Ledger(Protocol):
    """Who notes which messages are under way, so that a kill leaves word of them."""

    def sending(self, chat: int, after: int) -> int | None:
        """A message goes out whose number will be above `after`; gives from which on it may be there already."""

    def sent(self, chat: int, message: int | None) -> None:
        """The message has this number, or was surely not taken."""


class Limits(AIORateLimiter):
    """Keeps to `rate` messages a second overall, 20 a minute in a group and one a second in a chat."""

    __slots__ = ("_known", "_ledger", "_spacing", "_waits")

    def __init__(self, rate: float = RATE, ledger: Ledger | None = None, known: KnownMessages | None = None) -> None:
        steady = max(rate - _BURST, rate / 2)
        if rate:
            super().__init__(overall_max_rate=_BURST, overall_time_period=_BURST / steady)
        else:
            super().__init__(overall_max_rate=0, group_max_rate=0)
        self._spacing: LRUCache[object, AsyncLimiter] | None = LRUCache(_CHATS) if rate else None
        self._waits = Waits()
        self._ledger = ledger
        self._known = known or KnownMessages()

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

        Raises what the last try raised when it is no use to go on. Editing a message to what it is known to show is
        no request. A message whose sender notes itself what is under way, instead of the ledger, has as
        `rate_limit_args` the first number that it may have already. (The library does not hand over a 0.)
        """
        if endpoint in _ONCE:
            return await callback(*args, **kwargs)
        chat, message = data.get("chat_id"), data.get("message_id")
        if chat is None or not (message or endpoint == "sendMessage"):
            return await self._persist(callback, args, kwargs, endpoint, data)
        if message is not None:
            if endpoint == "editMessageText" and self._known.is_shown(chat, message, data):
                return True
            self._known.forget(chat, message)
        result = await self._persist(callback, args, kwargs, endpoint, data, rate_limit_args)
        if endpoint in ("editMessageText", "sendMessage"):
            self._known.shows(chat, message or result["message_id"], data)
        return result

    async def _persist(
        self,
        callback: Send,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        first: int | None = None,
    ) -> Any:
        chat = data.get("chat_id")
        who = endpoint if chat is None else chat
        patience = time.monotonic() + (_FLEETING if endpoint in _AT_ONCE else _PATIENCE)
        ledger = self._ledger if first is None else None
        after = None if first is None or first == NOWHERE else first - 1
        message = _Message(callback, kwargs, data, ledger, self._known, after) if endpoint == "sendMessage" else None

        async def attempt() -> Any:
            if endpoint not in _AT_ONCE and self._waits.left(who) > 0:
                return _LIMITED  # while it stood in line somebody was told to wait
            return await (callback(*args, **kwargs) if message is None else message.send())

        tries = 0
        while True:
            try:
                if endpoint not in _AT_ONCE:
                    await self._turn(who, chat, endpoint)
                result = await self._limited(attempt, chat)
            except FINAL:
                raise
            except RetryAfter as error:
                wait = asked_wait(error)
                if time.monotonic() + wait > patience:
                    raise
                self._waits.told(who, wait)
                if endpoint in _AT_ONCE:
                    await asyncio.sleep(wait)
            except TROUBLE as error:
                tries += 1
                is_message = endpoint.startswith("send")
                if time.monotonic() > patience or (is_message and not message and not surely_not_taken(error)):
                    raise
                await asyncio.sleep(backoff(tries))
            else:
                if result is not _LIMITED:
                    self._waits.served(who)
                    return result

    async def _limited(self, callback: Send, chat: object) -> Any:
        group = chat if isinstance(chat, str) or (isinstance(chat, int) and chat < 0) else False
        return await self._run_request(
            chat=chat is not None, group=group, allow_paid_broadcast=False, callback=callback, args=(), kwargs={}
        )

    async def _turn(self, who: object, chat: object, endpoint: str) -> None:
        """Waits until the chat may have its next message."""
        await self._waits.wait(who)
        if chat is not None and self._spacing is not None and endpoint.startswith("send"):
            await self._spacing.setdefault(chat, AsyncLimiter(1, _SPACING)).acquire()


class _Message:
    """One sendMessage over all its tries: sent again only where it was surely not taken."""

    def __init__(
        self,
        callback: Send,
        kwargs: dict[str, Any],
        data: dict[str, Any],
        ledger: Ledger | None,
        known: KnownMessages,
        after: int | None,
    ) -> None:
        self._callback, self._kwargs, self._data = callback, kwargs, data
        self._ledger, self._known = ledger, known
        self._chat: int = data["chat_id"]
        self._after = after  # in doubt: the message may be there, above this number

    async def send(self) -> Any:
        """Tries once; looks first whether the message is there, when it is in doubt."""
        latest = self._known.latest(self._chat)
        if self._ledger is not None and (doubt := self._ledger.sending(self._chat, latest)) is not None:
            self._after = doubt
        if self._after is not None:
            if (found := await taken(self._callback, self._kwargs, self._data, self._after)) is not None:
                self._sent(found["message_id"])
                return found
            self._after = None
            self._sent(None)
            if self._ledger is not None:
                self._ledger.sending(self._chat, latest)
        try:
            result = await self._callback("sendMessage", self._data, **self._kwargs)
        except TROUBLE as error:
            if not surely_not_taken(error):
                self._after = latest
                raise
            self._sent(None)
            raise
        except (*FINAL, RetryAfter):
            self._sent(None)
            raise
        self._sent(result["message_id"])
        return result

    def _sent(self, message: int | None) -> None:
        if self._ledger is not None:
            self._ledger.sent(self._chat, message)
