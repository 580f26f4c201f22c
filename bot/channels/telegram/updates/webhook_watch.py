"""The webhook's watch: who polls with the same token removes the webhook, and the bot hears nothing more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.logs import Log
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.updates.token_check import TokenCheck


async def watch_webhook(
    bot: Bot,
    url: str,
    set_it: Callable[[], Awaitable[object]],
    every: float,
    notices: Notices,
    token: TokenCheck,
    log: Log,
) -> None:
    """Looks every so many seconds whether Telegram has the webhook, and sets it again, until it is cancelled."""
    while True:
        await asyncio.sleep(every)
        try:
            if (await bot.get_webhook_info()).url != url:
                await set_it()
                log.event("webhook_set_again", logging.WARNING)
                notices.give("webhook_lost")
        except InvalidToken:
            token.begin()
        except TelegramError as error:
            log.event("webhook_not_seen", logging.WARNING, kind=type(error).__name__)
