"""The gate: what is met before any other handler - floods, and messages that have no text."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import Application, ApplicationHandlerStop, ContextTypes, MessageHandler, filters

from bot.channels.telegram.addressing import TO_BOT, place_of
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.handlers.commands import FOR_BOT
from bot.channels.telegram.replies import send
from bot.channels.telegram.state.flood import Verdict
from bot.channels.telegram.views.markup import tell

_NOT_TEXT = ~filters.TEXT & ~filters.CAPTION & ~filters.StatusUpdate.ALL


class Gate:
    """Lets messages through, unless their sender floods."""

    def __init__(self, state: BotState) -> None:
        self._state = state

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Stands before all other handlers."""
        application.add_handler(MessageHandler(FOR_BOT & filters.UpdateType.MESSAGES, self._judge), group=-1)

    async def _judge(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        sender = message.from_user.id if message.from_user is not None else message.chat.id
        verdict = self._state.messages.judge(message.chat.id, sender)
        if verdict is Verdict.ANSWER:
            return
        if verdict is Verdict.NOTICE:
            self._state.statistics.count("floods")
            self._state.log.event("flood", chat=message.chat.id)
            await _tell(self._state, context, message, "telegram.flood")
        raise ApplicationHandlerStop


class NotText:
    """Says, at most once a minute in a chat, that only text is understood."""

    def __init__(self, state: BotState) -> None:
        self._state = state

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles what has no text, whatever kinds Telegram comes to have; service messages are let be."""
        application.add_handler(MessageHandler(TO_BOT & filters.UpdateType.MESSAGE & _NOT_TEXT, self._handle))

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None or self._state.albums.get(message.chat.id, message.media_group_id or ""):
            return  # its caption was answered
        if self._state.not_text.judge(message.chat.id) is not Verdict.ANSWER:
            return
        self._state.statistics.count("not_text")
        self._state.log.event("not_text", chat=message.chat.id)
        await _tell(self._state, context, message, "telegram.not_text")


async def _tell(state: BotState, context: ContextTypes.DEFAULT_TYPE, message: Message, key: str) -> None:
    place = place_of(message)
    await send(context.bot, place, [tell(key, state.language(place, message.from_user))])
