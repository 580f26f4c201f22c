"""Years as one counts from today: "nästa år", "i fjol", "last year".

A document gives its years in figures, and whoever asks may count from its day or from their own: such words tell
little of what is asked for. Of many cases they tell which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.language.word_patterns import words_of

_WORDS = words_of(__file__, blank=" ")
_YEAR = re.compile(rf"\b{_WORDS.any_of('years')}\b")
_OFFSETS = {f" {said} ": int(offset) for said, offset in _WORDS.table("offsets").items()}


def relative_years(words: Sequence[str]) -> frozenset[int]:
    """The numbers of the words, folded ones, that tell a year so."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    spans = [match.span() for match in _YEAR.finditer(" ".join(words))]
    return frozenset(n for n in range(len(words)) if any(start <= starts[n] < end for start, end in spans))


def meant_years(words: Sequence[str], today: date) -> frozenset[int]:
    """The years that the words, folded ones, mean as one counts from a day."""
    said = f" {' '.join(words)} "
    return frozenset(today.year + offset for phrase, offset in _OFFSETS.items() if phrase in said)
