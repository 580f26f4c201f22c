"""Patience with Telegram: requests wait their turn, and failed ones are tried again.

A chat that Telegram says to wait with (429) waits alone, where the library's AIORateLimiter would let every chat wait.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.channels.telegram.sending.failures import FINAL, TROUBLE, asked_wait, backoff, surely_not_taken
from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.sending.lost_replies import Send, taken
from bot.channels.telegram.sending.pace import Pace

_PATIENCE = 3600.0  # seconds that requests are tried again: a late answer is better than none
_FLEETING = 10.0  # the same for what a person waits for with the finger on the screen
_ONCE = frozenset(
    {"getUpdates", "getMe", "getWebhookInfo", "setWebhook", "deleteWebhook", "sendChatAction"}
)  # those that fetch updates have their own patience, typing is not worth any
_AT_ONCE = frozenset({"answerCallbackQuery", "answerInlineQuery"})
NOWHERE = -1
"""The first number that a message may have which was surely never sent."""


class Ledger(Protocol):
    """Who notes which messages are under way, so that a kill leaves word of them."""

    async def sending(self, chat: int, after: int) -> int | None:
        """A message goes out whose number will be above `after`; gives from which on it may be there already."""

    async def sent(self, chat: int, message: int | None) -> None:
        """The message has this number, or was surely not taken."""


class Limits(BaseRateLimiter[int]):
    """Keeps to a pace."""

    def __init__(self, pace: Pace, ledger: Ledger | None = None, known: KnownMessages | None = None) -> None:
        self._pace, self._ledger = pace, ledger
        self._known = known or KnownMessages()

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

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

        tries = 0
        while True:
            try:
                if endpoint not in _AT_ONCE:
                    await self._pace.turn(who, chat, spaced=endpoint.startswith("send"))
                result = await (callback(*args, **kwargs) if message is None else message.send())
            except FINAL:
                raise
            except RetryAfter as error:
                wait = asked_wait(error)
                if time.monotonic() + wait > patience:
                    raise
                await self._pace.told(who, wait)
                if endpoint in _AT_ONCE:
                    await asyncio.sleep(wait)
            except TROUBLE as error:
                tries += 1
                is_message = endpoint.startswith("send")
                if time.monotonic() > patience or (is_message and not message and not surely_not_taken(error)):
                    raise
                await asyncio.sleep(backoff(tries))
            else:
                self._pace.served(who)
                return result


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
        if self._ledger is not None and (doubt := await self._ledger.sending(self._chat, latest)) is not None:
            self._after = doubt
        if self._after is not None:
            if (found := await taken(self._callback, self._kwargs, self._data, self._after)) is not None:
                await self._sent(found["message_id"])
                return found
            self._after = None
            await self._sent(None)
            if self._ledger is not None:
                await self._ledger.sending(self._chat, latest)
        try:
            result = await self._callback("sendMessage", self._data, **self._kwargs)
        except TROUBLE as error:
            if not surely_not_taken(error):
                self._after = latest
                raise
            await self._sent(None)
            raise
        except (*FINAL, RetryAfter):
            await self._sent(None)
            raise
        await self._sent(result["message_id"])
        return result

    async def _sent(self, message: int | None) -> None:
        if self._ledger is not None:
            await self._ledger.sent(self._chat, message)
