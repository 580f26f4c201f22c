"""Years as one counts from today: "nästa år", "i fjol", "last year".

A document gives its years in figures, and whoever asks may count from its day or from their own: such words tell
little of what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(
    r"\b(?:(?:nasta|forra|foregaende|kommande|innevarande|detta|det har|i) (?:aret|ar)|i ?fjol|fjolaret|"
    r"aret (?:efter|darpa|innan|fore|dessforinnan)|"
    r"(?:next|last|this|previous|following|coming|past) years?|year (?:before|after))\b"
)


def relative_years(words: Sequence[str]) -> frozenset[int]:
    """The numbers of the words, folded ones, that tell a year so."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    spans = [match.span() for match in _YEAR.finditer(" ".join(words))]
    return frozenset(n for n in range(len(words)) if any(start <= starts[n] < end for start, end in spans))
