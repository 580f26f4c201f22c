"""Inline mode: @bot and a question, in any chat, gives answers to choose from and send."""

from __future__ import annotations

from contextlib import suppress

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import Application, ContextTypes, InlineQueryHandler

from bot.answering import wording
from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.language import reply_language
from bot.answering.wording import say
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.deep_links import link
from bot.channels.telegram.views.callback_data import code
from bot.channels.telegram.views.markup import shorten
from bot.channels.telegram.views.messages import SINGLE, messages
from bot.knowledge.model import Case, Decision, Fact, Kind, Position

MOST = 10
"""Results of a query; Telegram takes 50."""
_CACHED = 30  # seconds
_TITLE = 100
_DESCRIPTION = 200


class Inline:
    """Answers inline queries. Results are the same for everybody, so Telegram may keep them for others."""

    def __init__(self, state: BotState) -> None:
        self._state = state

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles every inline query."""
        application.add_handler(InlineQueryHandler(self._handle))

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        text = query.query.strip()
        language = reply_language(text, "sv")
        results = [self._result(answer, context.bot.username) for answer in await self._answers(text, language)]
        none = InlineQueryResultsButton(say("buttons.inline_none", language), start_parameter="start")
        self._state.statistics.count("inline")
        self._state.log.event("inline", chat=query.from_user.id, results=len(results), empty=not text)
        with suppress(BadRequest):  # a person who types on has made the query too old
            await query.answer(results, cache_time=_CACHED, is_personal=False, button=None if results else none)

    async def _answers(self, text: str, language: str) -> list[Answer]:
        """One answer for each fact that may be meant; for an empty query the decisions."""
        answerer = self._state.loaded.answerer
        if text:
            answer = (await self._state.ask(text, language=language)).answer
            chosen = [*(fact.id for fact in answer.facts), *(choice.id for choice in answer.choices)]
            ids = list(dict.fromkeys([*chosen, *answer.more]))
        else:
            ids = [fact.id for case in self._state.loaded.browser.cases for fact in case.of_kind(Kind.DECISION)]
        return [shown for id_ in ids[:MOST] if (shown := answerer.show(id_, language)) is not None]

    def _result(self, answer: Answer, username: str) -> InlineQueryResultArticle:
        fact = answer.facts[0]
        known: Answerer = self._state.loaded.answerer
        title = _title(known.knowledge.by_id[fact.id], known.knowledge.cases[fact.case], answer.language)
        described = wording.shown(fact.quotes[0]) if fact.kind is Kind.PASSAGE else fact.summary
        opened = InlineKeyboardButton(say("buttons.open", answer.language), url=link(username, fact.id))
        return InlineQueryResultArticle(
            id=code(fact.id),
            title=title,
            input_message_content=InputTextMessageContent(messages(answer, SINGLE)[0]),
            description=shorten(described, _DESCRIPTION),
            reply_markup=InlineKeyboardMarkup([[opened]]),
        )


def _title(fact: Fact, case: Case, language: str) -> str:
    """What kind of fact it is, whose, and of which case."""
    kind = say(f"menu.{fact.kind.value}", language)
    if isinstance(fact, Position):
        kind = ", ".join(fact.party) or say("menu.presenter", language)
    if isinstance(fact, Decision) and fact.number:
        kind = f"{kind} {fact.number}"
    return shorten(f"{kind} · {case.reference or case.title}", _TITLE)
