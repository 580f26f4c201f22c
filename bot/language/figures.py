"""Figures, dates and years in a text, and the unit each figure has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december "
    "january february march may june july august october"
).split()
_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_MONEY = (
    r"mnkr|mkr|tkr|kr|kronor|krona|öre|miljon(?:er)?(?: kronor)?|miljard(?:er)?(?: kronor)?|tusen kronor|sek"
    r"|million(?:s)?|billion(?:s)?"
)
_PERCENT = r"%|procent(?:enheter|enhet)?|per ?cent(?:age points)?"
_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<sign>[-−–](?=\d))?(?P<number>{_NUMBER})(?![\w/])\s*(?P<unit>(?:{_MONEY}|"
    rf"{_PERCENT})(?!\w))?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:\s*:?[ae]|st|nd|rd|th)?\s+(?:{'|'.join(_MONTHS)})\b|\b\d{{4}}-\d\d-\d\d\b", re.IGNORECASE
)
_MONTH = 3  # letters by which a month is known in both languages, but for "maj" and "okt"
_DAY = re.compile(rf"\b(\d{{1,2}})(?:\s*:?[ae]|st|nd|rd|th)?\s+({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?!\d|[.,]\d)")
_NUMBER_WORD = re.compile(
    r"\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|trettio|femtio|hundra|tusen|"
    r"dubbel\w*|fördubbla\w*|"
    r"halver\w*|hälften|tredjedel\w*|fjärdedel\w*|första|andra|tredje|fjärde|femte|ensam|enda|rekord|"
    r"aldrig varit högre|"
    r"en och en)\b",
    re.IGNORECASE,
)


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


def value_of(number: str) -> float:
    """The number that a figure writes, with decimal comma or point and blanks between thousands."""
    return float(re.sub(r"\s", "", number).replace(",", ".").replace("−", "-").replace("–", "-"))


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text; dates and years are not among them."""
    taken = [match.span() for pattern in (_DATE, _YEAR) for match in pattern.finditer(text)]
    return tuple(_figures(text, taken))


def _figures(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        start, end = match.start("number"), match.end("number")
        if any(start < stop and begin < end for begin, stop in taken) and not match["unit"]:
            continue
        yield Figure(value_of(match["number"]), _unit(match["unit"]), match.start(), match.end())


def _unit(written: str | None) -> Unit:
    if written is None:
        return Unit.COUNT
    return Unit.PERCENT if re.fullmatch(_PERCENT, written, re.IGNORECASE) else Unit.MONEY


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
