"""Figures, dates and years in a text, and the unit each figure has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.language.measures.months import NAMED
from bot.language.measures.numbers import value_of
from bot.language.measures.units import written_money, written_percent
from bot.language.word_patterns import words_of

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<sign>[-−–](?=\d))?(?P<number>{_NUMBER})(?![\w/])\s*"
    rf"(?P<unit>(?:{written_money()}|(?P<percent>{written_percent()}))(?!\w))?",
    re.IGNORECASE,
)
_DATE = re.compile(rf"\b\d{{1,2}}(?:\s*:?[ae]|st|nd|rd|th)?\s+{NAMED}\b|\b\d{{4}}-\d\d-\d\d\b", re.IGNORECASE)
_MONTH = 3  # letters by which a month is known in both languages, but for "maj" and "okt"
_DAY = re.compile(rf"\b(\d{{1,2}})(?:\s*:?[ae]|st|nd|rd|th)?\s+({NAMED})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?!\d|[.,]\d)")
_NUMBER_WORD = re.compile(rf"\b{words_of(__file__).any_of('in_letters')}\b", re.IGNORECASE)


class Unit(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a number, with the kind of unit it has, and its offsets in the text."""

    value: float
    unit: Unit
    start: int
    end: int


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text; dates and years are not among them."""
    taken = [match.span() for pattern in (_DATE, _YEAR) for match in pattern.finditer(text)]
    return tuple(_figures(text, taken))


def _figures(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        start, end = match.start("number"), match.end("number")
        if any(start < stop and begin < end for begin, stop in taken) and not match["unit"]:
            continue
        yield Figure(value_of(match["number"]), _unit(match), match.start(), match.end())


def _unit(match: re.Match[str]) -> Unit:
    if match["unit"] is None:
        return Unit.COUNT
    return Unit.MONEY if match["percent"] is None else Unit.PERCENT


def has_date(text: str) -> bool:
    """Whether the text gives a day of a month, or an ISO date."""
    return _DATE.search(text) is not None


def days_of(text: str) -> frozenset[tuple[int, str]]:
    """The days that a text names ("10 mars"), each as its number and the first letters of the month."""
    return frozenset((int(match[1]), match[2][:_MONTH].lower()) for match in _DAY.finditer(text))


def years(text: str) -> tuple[int, ...]:
    """The years from 1900 to 2099 that a text names, in order."""
    return tuple(int(match[0]) for match in _YEAR.finditer(text))


def has_quantity_word(text: str) -> bool:
    """Whether the text gives a quantity in words ("fyra förslag", "tredje året", "fördubblats")."""
    return _NUMBER_WORD.search(text) is not None
