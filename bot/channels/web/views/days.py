"""The days that a case names, on a line: what the quotes of its facts date to a day and a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import answer_fact
from bot.channels.web.views.reply import ORIGINAL, Linked, fact_path
from bot.knowledge.model import Case, Fact, Kind
from bot.language.measures.months import SWEDISH, SWEDISH_NAMED

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_WRITTEN = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\s*:?e)?\s+({SWEDISH_NAMED})\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_KINDS = (Kind.DETAIL, Kind.DECISION)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and what happens on it."""

    day: date
    told: Linked


def days(case: Case, language: str) -> tuple[Day, ...]:
    """The days of a case in their order, each fact once a day."""
    found = [
        Day(day, Linked(shown.summary, fact_path(fact.id), language if shown.translated else ORIGINAL))
        for kind in _KINDS
        for fact in case.of_kind(kind)
        for shown in [answer_fact(fact, language, 1.0)]
        for day in sorted(set(_days(fact)))
    ]
    return tuple(sorted(found, key=lambda day: day.day))


def _days(fact: Fact) -> Iterator[date]:
    for quote in fact.quotes:
        for year, month, day in _ISO.findall(quote.text):
            yield from _day(int(year), int(month), int(day))
        for day, name, year in _WRITTEN.findall(quote.text):
            yield from _day(int(year), SWEDISH.index(name.lower()) + 1, int(day))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
