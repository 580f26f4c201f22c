"""Rates: amounts per year, per month, per inhabitant."""

from __future__ import annotations

import re

_RATE = re.compile(
    r" per (?!cent |definition |automatik )\w+ | (?:varje|each|every) (?:ar|manad|vecka|dag|year|month|week|day) |"
    r" (?:om aret|i manaden|i veckan|om dagen|arligen|arlig|arliga|manadsvis|a year|a month|a week|a day|yearly|"
    r"annually|monthly) "
)


def has_rate(words: str) -> bool:
    """Whether folded words, joined by blanks, speak of so much in each of something."""
    return _RATE.search(f" {words} ") is not None
