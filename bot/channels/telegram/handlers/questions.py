"""Questions: a message becomes an answer, and an edited question edits it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from telegram import Bot, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.answering.answer import Answer, Status
from bot.answering.wording import say
from bot.channels.telegram.addressing import (
    TO_BOT,
    Place,
    is_private,
    language_of_question,
    place_of,
    question_text,
)
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.deep_links import link
from bot.channels.telegram.handlers.documents import Documents
from bot.channels.telegram.replies import revise, send
from bot.channels.telegram.state.sent import Sent
from bot.channels.telegram.views.brief import BRIEF, brief, led_on
from bot.channels.telegram.views.keyboards import under
from bot.channels.telegram.views.messages import GROUP, PRIVATE, messages
from bot.matching.context import Context

_BUSY = 4  # questions in hand from which nobody is shown that the bot is typing
_TYPING_LASTS = 5.0  # seconds that Telegram shows it


class Questions:
    """Answers the texts that people send."""

    def __init__(self, state: BotState, documents: Documents) -> None:
        self._state, self._documents = state, documents
        self._in_hand = 0
        self._typed: dict[int, float] = {}

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles new and edited texts and captions that are meant for the bot and are no commands."""
        written = (filters.TEXT & ~filters.Regex(r"^/\w")) | filters.CAPTION
        questions = TO_BOT & written & filters.UpdateType.MESSAGES
        application.add_handler(MessageHandler(questions, self._handle))

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        self._in_hand += 1
        if message.media_group_id is not None:
            self._state.albums.put(message.chat.id, message.media_group_id, True)
        try:
            await self._answer(message, context.bot, edited=update.edited_message is not None)
        finally:
            self._in_hand -= 1

    async def _answer(self, message: Message, bot: Bot, *, edited: bool) -> None:
        started = time.perf_counter()
        state, place = self._state, place_of(message)
        earlier = state.sent.to(place.chat, message.message_id) if edited else None
        before = earlier.before if earlier else state.context(message, bot.id)
        typing = asyncio.ensure_future(self._type(bot, place))
        try:
            answer = await self._ask(message, bot, place, before)
            texts, keyboard = self._shown(answer, message, bot)
            took = 1000 * (time.perf_counter() - started)  # what follows waits for Telegram and its limits
        finally:
            await typing
        numbers = await self._documents.send(bot, place, answer)
        if not numbers and earlier:
            numbers = await revise(bot, place, earlier.messages, texts, keyboard)
        elif not numbers:
            numbers = await send(bot, place, texts, keyboard)
        state.sent.keep(place.chat, message.message_id, Sent(numbers, before))
        state.shown(place, numbers, answer)
        state.statistics.answered(answer, took)
        state.log.event(
            "question",
            chat=place.chat,
            status=answer.status.value,
            reason=answer.reason,
            language=answer.language,
            edited=edited,
            ms=round(took, 1),
        )

    async def _ask(self, message: Message, bot: Bot, place: Place, before: Context) -> Answer:
        state = self._state
        text = question_text(message, bot.username)
        chosen = state.languages.get(place.room)
        language = language_of_question(text, chosen, before.language, message.from_user)
        reply = await state.ask(text, before, language=language)
        state.conversations.keep(place.conversation, reply.context)
        if state.vain.is_on:  # nobody waits for the disk
            asyncio.get_running_loop().run_in_executor(None, state.vain.note, text, reply.answer, f"chat {place.chat}")
        return reply.answer

    def _shown(self, answer: Answer, message: Message, bot: Bot) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """The answer as messages and buttons; cut down in a group where that is set, unless there is to choose."""
        state, private = self._state, is_private(message)
        if private or not state.settings.short_in_groups or answer.choices:
            texts = messages(answer, PRIVATE if private else GROUP, with_examples(answer, state))
            return texts, under(answer, state.loaded.browser, inline=bot.supports_inline_queries)
        fact = next(iter((*answer.facts, *answer.related)), None)
        below = led_on(link(bot.username, fact.id), answer.language) if fact is not None else None
        return messages(brief(answer), BRIEF), below

    async def _type(self, bot: Bot, place: Place) -> None:
        """Shows that the bot is typing, unless it has much to do or shows it already."""
        now = self._state.clock()
        if self._in_hand > _BUSY or now - self._typed.get(place.chat, -_TYPING_LASTS) < _TYPING_LASTS:
            return
        if len(self._typed) > 1_000:
            self._typed.clear()
        self._typed[place.chat] = now
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(1):
                await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)


def with_examples(answer: Answer, state: BotState) -> str:
    """What stands last in a refusal: that the buttons are questions which can be answered."""
    if answer.status is not Status.DECLINED or not state.loaded.browser.examples(answer.language, 1):
        return ""
    return say("telegram.examples", answer.language)
