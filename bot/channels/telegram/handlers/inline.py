"""Inline mode: @bot and a question, in any chat, gives answers to choose from and send."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice

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
from bot.channels.telegram.addressing import language_of_user
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.deep_links import link
from bot.channels.telegram.views.markup import shorten
from bot.channels.telegram.views.messages import SINGLE, messages
from bot.knowledge.codes import code
from bot.knowledge.model import Case, Decision, Fact, Kind, Position

MOST = 10
"""Results on a page; Telegram takes 50."""
_CACHED = 30  # seconds
_NEWEST = 24  # cases whose decisions are shown to whoever has written nothing
_TITLE = 100
_DESCRIPTION = 200


class Inline:
    """Answers inline queries, page by page.

    Results are the same for everybody, so Telegram may keep them for others, unless their language is the person's.
    """

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
        own, shared = language_of_user(query.from_user), text in self._state.loaded.answerer.knowledge.by_id
        is_personal = shared or reply_language(text, "sv") != reply_language(text, "en")  # its words say no language
        language = own if is_personal else reply_language(text, own)
        ids, begins = await self._found(text, language), _number(query.offset)
        answers = (self._state.loaded.answerer.show(id_, language) for id_ in ids[begins : begins + MOST])
        results = [self._result(answer, context.bot.username) for answer in answers if answer is not None]
        further = str(begins + MOST) if len(ids) > begins + MOST else None
        none = InlineQueryResultsButton(say("buttons.inline_none", language), start_parameter="start")
        self._state.statistics.count("inline")
        self._state.log.event("inline", chat=query.from_user.id, results=len(results), empty=not text)
        with suppress(BadRequest):  # a person who types on has made the query too old
            await query.answer(
                results,
                cache_time=_CACHED,
                is_personal=is_personal,
                next_offset=further,
                button=None if results or begins else none,
            )

    async def _found(self, text: str, language: str) -> list[str]:
        """The ids of the facts that may be meant: of the one that is shared by its id, or for no text the decisions."""
        answerer = self._state.loaded.answerer
        if text in answerer.knowledge.by_id:
            return [text]
        if not text:
            newest = islice(self._state.loaded.browser.newest(), _NEWEST)
            return [fact.id for case in newest for fact in case.of_kind(Kind.DECISION)]
        answer = (await self._state.ask(text, language=language)).answer
        chosen = [*(fact.id for fact in answer.facts), *(choice.id for choice in answer.choices), *answer.more]
        return [id_ for id_ in dict.fromkeys(chosen) if id_ in answerer.knowledge.by_id]

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


def _number(offset: str) -> int:
    """Where a page begins, by the offset that Telegram hands back; anybody may have made it up."""
    return int(offset) if offset.isascii() and offset.isdecimal() and len(offset) < 5 else 0


def _title(fact: Fact, case: Case, language: str) -> str:
    """What kind of fact it is, whose, and of which case."""
    kind = say(f"menu.{fact.kind.value}", language)
    if isinstance(fact, Position):
        kind = ", ".join(fact.party) or say("menu.presenter", language)
    if isinstance(fact, Decision) and fact.number:
        kind = f"{kind} {fact.number}"
    return shorten(f"{kind} · {case.reference or case.title}", _TITLE)
