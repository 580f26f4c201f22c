"""Brief: what an answer in a group is cut down to where that is set - the sentence, a quote, its place, one button."""

from __future__ import annotations

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.answer import Answer, AnswerFact, Status
from bot.answering.wording import say
from bot.channels.telegram.views.messages import Measure

BRIEF = Measure(messages=1, facts=1, quote=300)


def brief(answer: Answer) -> Answer:
    """The answer with its first quote only. A list stays a list, of which `BRIEF` shows the first."""
    if len(answer.facts) > 1 and answer.status is not Status.LIKELY:
        return replace(answer, notes=())
    facts, related = (tuple(map(_with_one_quote, some[:1])) for some in (answer.facts, answer.related))
    return replace(answer, facts=facts, related=related, notes=())


def led_on(url: str, language: str) -> InlineKeyboardMarkup:
    """The one button, which leads to all of it in the chat with the bot."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(say("buttons.open", language), url=url)]])


def _with_one_quote(fact: AnswerFact) -> AnswerFact:
    return replace(fact, quotes=fact.quotes[:1])
