"""Polling: updates are fetched, and Telegram is told of each only when it is dealt with, or safe in the outbox.

The library's Updater tells Telegram as soon as updates are in its queue, so a killed bot loses what it had in
hand; it waits up to 30 seconds after an outage; and one update that it cannot read holds up all others. Hence
this loop.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from contextlib import suppress
from typing import Any

from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application
from telegram.warnings import PTBUserWarning

from bot.channels.logs import Log
from bot.channels.telegram.application import UPDATES
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.sending.failures import asked_wait, backoff
from bot.channels.telegram.updates.reception import BadUpdateError, Reception
from bot.channels.telegram.updates.token_check import TokenCheck

TIMEOUT = 6
"""Seconds that Telegram holds a request open; with _MARGIN under ten, to give a hanging one up in time."""
_MARGIN = 3.0
_SLOWEST = 4.0  # seconds between tries while Telegram is gone
_PAUSE = 0.1  # seconds to wait for updates in hand before asking for more
_CALM = 60.0  # seconds without another program's polling after which it is forgotten


class Polling:
    """Fetches updates until it is cancelled."""

    def __init__(
        self,
        application: Application,  # type: ignore[type-arg]
        intake: Reception,
        log: Log,
        token: TokenCheck,
        notices: Notices,
        slowest: float,
    ) -> None:
        self._application, self._intake, self._log = application, intake, log
        self._token, self._notices, self._slowest = token, notices, slowest
        self._next: int | None = None
        self._conflicts, self._conflict_at = 0, 0.0

    async def run(self) -> None:
        """Fetches and hands over updates; waits where another program does, `slowest` seconds at most."""
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
        failures = 0
        while True:
            try:
                updates = await self._fetch(TIMEOUT)
            except Conflict as error:
                await self._yield(error)
            except RetryAfter as error:
                await asyncio.sleep(asked_wait(error))
            except TelegramError as error:
                if isinstance(error, InvalidToken | EndPointNotFound):
                    self._token.begin()
                failures += 1
                if failures == 1:
                    self._log.event("polling_failed", logging.WARNING, kind=type(error).__name__)
                await asyncio.sleep(0 if isinstance(error, TimedOut) else backoff(failures, _SLOWEST))
            else:
                if failures:
                    self._log.event("polling_back", after_failures=failures)
                failures = 0
                await self._take(updates)

    async def _yield(self, error: Conflict) -> None:
        """Waits longer each time while another program polls, or has set a webhook, which is deleted."""
        now = time.monotonic()
        self._conflicts = 1 if now - self._conflict_at > max(_CALM, 2 * self._slowest) else self._conflicts + 1
        self._conflict_at = now
        if self._conflicts == 1:
            self._notices.give("foreign_poller")
        await asyncio.sleep(backoff(self._conflicts, self._slowest))
        if "webhook" in str(error):
            with suppress(TelegramError):
                await self._application.bot.delete_webhook()

    async def confirm(self) -> None:
        """Tells Telegram what has been dealt with, so that it does not come again."""
        if self._offset is None:
            return
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(1):
                await self._fetch(0)

    @property
    def _offset(self) -> int | None:
        """What Telegram is asked from: the first update that is neither dealt with nor in the outbox."""
        lowest = self._intake.lowest
        return self._next if lowest is None else lowest

    async def _fetch(self, timeout: int) -> list[Any]:
        parameters = {"offset": self._offset, "timeout": timeout, "allowed_updates": list(UPDATES)}
        found = await self._application.bot.do_api_request(
            "getUpdates",
            api_kwargs={name: value for name, value in parameters.items() if value is not None},
            read_timeout=timeout + _MARGIN,
        )
        return found if isinstance(found, list) else []

    async def _take(self, updates: list[Any]) -> None:
        waiting = set()
        fresh = False
        for raw in updates:
            with suppress(BadUpdateError):
                known = self._next
                safe = self._intake.take(raw, self._application.bot, self._application.update_queue.put_nowait)
                self._next = max(self._next or 0, raw["update_id"] + 1)
                fresh = fresh or self._next != known
                if safe is not None:
                    waiting.add(safe)
        if waiting:
            # Those still in hand come again with the next request: give them time, more when nothing is new.
            await asyncio.wait(waiting, timeout=_PAUSE if fresh else 2 * _PAUSE)
        elif updates and not fresh:
            await asyncio.sleep(_PAUSE)
