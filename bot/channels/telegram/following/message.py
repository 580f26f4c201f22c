"""The message that tells a follower of news: what is new in each case, in the document's own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.answer import answer_fact
from bot.answering.browse import Browser
from bot.answering.wording import is_said, say
from bot.channels.telegram.deep_links import link
from bot.channels.telegram.following.subjects import Meeting, all_named
from bot.channels.telegram.views.callback_data import Verb
from bot.channels.telegram.views.keyboards import Rows, button, keyboard
from bot.channels.telegram.views.markup import shorten
from bot.channels.telegram.views.messages import Block, Style, quote_blocks, single
from bot.knowledge.model import Case, Fact, Kind
from bot.knowledge.news import News, What
from bot.state.follows import Follow

CASES = 5
"""Cases that a message quotes from; the rest is counted."""
_EACH = {1: 4, 2: 3, 3: 2}  # quotes from each case, by how many there are; else one
_QUOTES = 2000  # units of all quotes together
_FOLDED = 160  # units from which a quote is folded
_WITH_SUMMARY = 3  # quotes up to which each has its summary above it
_LEAD, _TITLE, _SUMMARY, _LABEL = 300, 120, 300, 40  # units at most


@dataclass(frozen=True, slots=True)
class Message:
    """A text of HTML, and the ids of the cases that it has buttons to."""

    text: str
    cases: tuple[str, ...]

    @classmethod
    def read(cls, written: str) -> Message:
        """A message as `str` writes it."""
        text, cases = json.loads(written)
        return cls(text, tuple(cases))

    def __str__(self) -> str:
        return json.dumps((self.text, self.cases), ensure_ascii=False)

    def keyboard(self, browser: Browser, username: str, language: str) -> InlineKeyboardMarkup | None:
        """The buttons under it: to each case, and to what is followed."""
        known = [case for id_ in self.cases if (case := browser.case(id_)) is not None]
        rows: Rows = [
            [InlineKeyboardButton(shorten(case.title, _LABEL), url=link(username, case.id))] for case in known
        ]
        return keyboard([*rows, [button(say("buttons.follows", language), Verb.FOLLOWS, language)]])


def news_message(news: Sequence[News], follows: Sequence[Follow], browser: Browser, language: str) -> Message | None:
    """The message with the news that meet what is followed, by case; None where none does (any more)."""
    meeting = Meeting(news)
    met = {follow: [new.key for new in meeting.of(follow)] for follow in follows}
    keys = {key for found in met.values() for key in found}
    by_case: dict[str, list[News]] = {}
    for new in news:
        if new.key in keys and new.facts:
            by_case.setdefault(new.case.id, []).append(new)
    if not by_case:
        return None
    followed = all_named([follow for follow, found in met.items() if found], browser, language)
    shown = list(by_case.values())[:CASES]
    each = _EACH.get(len(shown), 1)
    count = sum(min(each, len(_told(of_case))) for of_case in shown)
    blocks = [Block(Style.LEAD, shorten(say("follow.news", language, what=followed), _LEAD))]
    for of_case in shown:
        blocks += _of_case(of_case, language, each, count)
    if (more := len(by_case) - len(shown)) > 0:
        blocks.append(Block(Style.NOTE, say("follow.more_cases", language, count=more)))
    return Message(single(blocks, language), tuple(of_case[0].case.id for of_case in shown))


def _of_case(news: Sequence[News], language: str, each: int, quotes: int) -> Iterator[Block]:
    """What is new in a case: so many quotes from it, of so many in all."""
    yield Block(Style.SUMMARY, _name(news[0].case))
    told, kind = _told(news), ""
    for new, fact in told[:each]:
        before, kind = kind, _kind(new, language)
        if kind != before:
            yield Block(Style.NOTE, kind)
        summary = answer_fact(fact, language, 1.0).summary
        if quotes <= _WITH_SUMMARY and fact.kind is not Kind.PASSAGE and not is_said(summary, fact.quotes):
            yield Block(Style.PLAIN, shorten(summary, _SUMMARY))
        yield from quote_blocks(fact.quotes[:1], language, _QUOTES // quotes, _FOLDED)
    if (more := len(told) - each) > 0:
        yield Block(Style.NOTE, say("follow.more", language, count=more))


def _told(news: Sequence[News]) -> list[tuple[News, Fact]]:
    return [(new, fact) for new in news for fact in new.facts]


def _kind(new: News, language: str) -> str:
    """What is new, in a few words."""
    if new.what is What.CASE or new.decision is None:
        return say("follow.new_case", language)
    prefix = "now" if new.what is What.STATUS else "new"
    return say(f"follow.{prefix}_{new.decision.status.value}", language)


def _name(case: Case) -> str:
    name = f"{case.title} ({case.reference})" if case.reference else case.title
    return shorten(name, _TITLE)
