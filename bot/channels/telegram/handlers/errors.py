"""Errors: each gets a short id; the log and the admins learn the kind and the place, never a text."""

from __future__ import annotations

import logging
import secrets
import traceback
from contextlib import suppress
from pathlib import Path

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes

from bot.channels.telegram.addressing import place_of
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.replies import send, tell_admins
from bot.channels.telegram.sending.failures import TakenOverError
from bot.channels.telegram.views.markup import tell

_PACKAGE = Path(__file__).parents[3]
_UNTOLD = (Forbidden, NetworkError, RetryAfter, TakenOverError)  # whoever cannot be reached cannot be told either
_BETWEEN = 60.0  # seconds between errors that the admins are told of


class Errors:
    """Meets what other handlers raise, so that one bad update never stops the others."""

    def __init__(self, state: BotState) -> None:
        self._state = state
        self._told_at = -_BETWEEN

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles every error."""
        application.add_error_handler(self._handle)

    async def _handle(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if error is None:
            return
        chat = update.effective_chat.id if isinstance(update, Update) and update.effective_chat else None
        self._state.statistics.count("errors")
        id_, kind, where = secrets.token_hex(3), type(error).__name__, place_in_code(error)
        self._state.log.event("error", logging.ERROR, chat=chat, id=id_, kind=kind, where=where)
        if isinstance(error, _UNTOLD) and not isinstance(error, BadRequest):
            return
        if not isinstance(error, TelegramError):
            await self._tell_person(update, context, id_)
        await self._tell_admins(context, id_, kind, where)

    async def _tell_person(self, update: object, context: ContextTypes.DEFAULT_TYPE, id_: str) -> None:
        if not isinstance(update, Update):
            return
        with suppress(TelegramError):
            if update.effective_message is not None:
                place = place_of(update.effective_message)
                language = self._state.language(place, update.effective_user)
                await send(context.bot, place, [tell("telegram.failed", language, id=id_)])

    async def _tell_admins(self, context: ContextTypes.DEFAULT_TYPE, id_: str, kind: str, where: str) -> None:
        now = self._state.clock()
        if now - self._told_at < _BETWEEN:
            return
        self._told_at = now
        text = tell("admin.error", "sv", id=id_, kind=kind, where=where)
        await tell_admins(context.bot, self._state.settings.admins, text)


def place_in_code(error: BaseException) -> str:
    """The last place in our own code that an error went through, as in channels/telegram/views/menus.py:40."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE)}:{frame.lineno}"
    return "a library"
