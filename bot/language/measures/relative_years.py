"""Years as one counts from today: "nästa år", "i fjol", "last year".

A document gives its years in figures, and whoever asks may count from its day or from their own: such words tell
little of what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.word_patterns import words_of

_YEAR = re.compile(rf"\b{words_of(__file__, blank=' ').any_of('years')}\b")


def relative_years(words: Sequence[str]) -> frozenset[int]:
    """The numbers of the words, folded ones, that tell a year so."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    spans = [match.span() for match in _YEAR.finditer(" ".join(words))]
    return frozenset(n for n in range(len(words)) if any(start <= starts[n] < end for start, end in spans))
