"""The token check: a token counts as refused when Telegram says so twice, a while apart, and not for one bad reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import InvalidToken, TelegramError

from bot.channels.logs import Log

REFUSED = "Telegram refused the token (401): check BESLUTSBOT_TELEGRAM_TOKEN"


class TokenCheck:
    """Asks Telegram with `ask`, which raises InvalidToken where it is refused; asks again after so many seconds."""

    def __init__(
        self, ask: Callable[[], Awaitable[object]], log: Log, apart: float, end: Callable[[str], None]
    ) -> None:
        self._ask, self._log, self._apart, self._end = ask, log, apart, end
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Looks whether the token is refused, unless that is under way; ends the service where it is."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._look())

    async def passes(self, work: Callable[[], Awaitable[object]]) -> None:
        """Does a work, and once more after a while where it raises InvalidToken. Raises that then."""
        try:
            await work()
        except InvalidToken:
            self._log.event("token_refused", logging.WARNING, again_in=self._apart)
            await asyncio.sleep(self._apart)
            await work()

    async def _look(self) -> None:
        try:
            await self.passes(self._ask)
        except InvalidToken:
            self._end(REFUSED)
        except TelegramError:
            return  # trouble, and no word about the token
