"""Units of money and shares: how each is written (units.yaml), and which one a written unit is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.language.word_file import read_words

_WORDS = read_words(Path(__file__).with_name("units.yaml"))


def _phrases(written: str) -> list[str]:
    return [phrase.strip() for phrase in written.split(",")]


_MONEY: dict[str, list[str]] = {unit: _phrases(written) for unit, written in _WORDS["money"].items()}
_SHARES: dict[str, list[str]] = {unit: _phrases(written) for unit, written in _WORDS["shares"].items()}
_NAMES = {phrase: unit for ways in (_MONEY, _SHARES) for unit, phrases in ways.items() for phrase in phrases}
_BARE = _phrases(_WORDS["bare"])

MONEY = frozenset(_MONEY)
"""The names of units of money."""
SHARES = frozenset(_SHARES)
"""The names of units of shares."""


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern of phrases, the longest first: what follows the unit is not a part of it."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest_first) + ")"


def written_as(*units: str) -> str:
    """A pattern of how units are written, given by their names; of all units where none is given."""
    return _any_of(phrase for phrase, unit in _NAMES.items() if not units or unit in units)


def written_money() -> str:
    """A pattern of money in Swedish or English, also where it says no more than "miljoner"."""
    return _any_of((*(phrase for phrases in _MONEY.values() for phrase in phrases), *_BARE, *_english("money")))


def written_percent() -> str:
    """A pattern of percents and percentage points in Swedish or English."""
    return _any_of((*_SHARES["procent"], *_SHARES["procentenheter"], *_english("shares")))


def bare_money() -> str:
    """A pattern of the words of money that say how much and not of what: "5 miljoner"."""
    return _any_of(_BARE)


def unit_named(written: str) -> str | None:
    """The name of a unit as written, whatever its letter case; None when it is no unit of money or shares."""
    return _NAMES.get(" ".join(written.lower().split()))


def _english(kind: str) -> list[str]:
    return _phrases(_WORDS["english"][kind])
