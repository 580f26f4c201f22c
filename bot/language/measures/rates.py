"""Rates: amounts per year, per month, per inhabitant."""

from __future__ import annotations

import re

from bot.language.word_patterns import words_of

_WORDS = words_of(__file__, blank=" ")
_NO_MEASURE, _EACH, _PERIODS, _RATES = (_WORDS.any_of(name) for name in ("no_measure", "each", "periods", "rates"))
_RATE = re.compile(rf" per (?!{_NO_MEASURE} )\w+ | {_EACH} {_PERIODS} | {_RATES} ")


def has_rate(words: str) -> bool:
    """Whether folded words, joined by blanks, speak of so much in each of something."""
    return _RATE.search(f" {words} ") is not None
