"""Names of months, in Swedish and English, and of the days of the week."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.word_patterns import words_of

SWEDISH = tuple("januari februari mars april maj juni juli augusti september oktober november december".split())
"""The months in their order, as Swedish writes them."""
ENGLISH = tuple("january february march april may june july august september october november december".split())
"""The months in their order, as English writes them, but in lower case."""

WEEKDAYS = tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split())
"""The days of the week in their order, as Swedish writes them."""

_SHORTEST = 3  # letters of a month's abbreviation
_LONGER = ("sept",)  # the abbreviations of more letters

NAMED = f"(?:{'|'.join(dict.fromkeys((*SWEDISH, *ENGLISH)))})"
"""A pattern of a month's name in either language."""
SWEDISH_NAMED = f"(?:{'|'.join(SWEDISH)})"
"""A pattern of a month's name in Swedish."""
SWEDISH_SHORTENED = f"(?:{'|'.join((*SWEDISH, *_LONGER, *(month[:_SHORTEST] for month in SWEDISH)))})"
"""A pattern of a month's name in Swedish, or of its abbreviation."""

_BEFORE = words_of(__file__).each("before")
_NUMBERS = {name: number for names in (SWEDISH, ENGLISH) for number, name in enumerate(names, start=1)}


def meant_months(words: Sequence[str]) -> frozenset[int]:
    """The months, from 1 to 12, that folded words name as when something was: "i maj", "12 maj", not "you may"."""
    said = (word for before, word in pairwise(words) if before in _BEFORE or before.isdigit())
    return frozenset(_NUMBERS[word] for word in said if word in _NUMBERS)
