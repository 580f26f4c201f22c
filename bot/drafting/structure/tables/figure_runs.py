"""Figures in a row with single spaces between: where one ends and the next begins, the rows tell together.

"1 234 5 678" is two figures, or four, or three. Rows of one table have equally many, and figures of like lengths.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

_FIGURE = re.compile(r"[-−–]?\d{1,3}(?: \d{3})*(?:,\d+)?|[-−–]?\d+(?:,\d+)?")
_ROW = r"[A-ZÅÄÖ][^\d\n–−-]{2,60}(?:\s[-−–]?\d[\d,]*){2,}"
_TWO_ROWS = re.compile(rf"{_ROW}\s(?P<second>{_ROW})")


def even_runs(runs: Sequence[str]) -> list[list[str]]:
    """The figures of each run, read so that as many of the runs as can be have equally many."""
    readings = [list(_readings(run.split())) for run in runs]
    counts = Counter(size for reading in readings for size in {len(figures) for figures in reading})
    best = max(counts, key=lambda size: (counts[size], -size))
    alike = ([figures for figures in reading if len(figures) == best] or reading[:1] for reading in readings)
    return [min(figures, key=_unevenness) for figures in alike]


def glued_rows(text: str) -> int:
    """Where the second of two rows begins that stand on one line, each a name and two figures or more; 0 where none."""
    match = _TWO_ROWS.fullmatch(text)
    return match.start("second") if match else 0


def _readings(tokens: Sequence[str]) -> Iterator[list[str]]:
    """The ways to read tokens as figures: "1 234 5 678" is two figures, or four, or three."""
    joins = [
        i
        for i in range(1, len(tokens))
        if re.match(r"\d{3}(?:,\d+)?$", tokens[i]) and re.match(r"[-−–]?\d{1,3}$", tokens[i - 1])
    ][:8]
    for choice in product((True, False), repeat=len(joins)):
        joined = {place for place, taken in zip(joins, choice, strict=True) if taken}
        figures: list[str] = []
        for i, token in enumerate(tokens):
            if i in joined:
                figures[-1] += f" {token}"
            else:
                figures.append(token)
        if all(_FIGURE.fullmatch(figure.rstrip("%").strip()) or figure == "%" for figure in figures):
            yield figures
    yield list(tokens)


def _unevenness(figures: Sequence[str]) -> int:
    """How much the figures of a row differ in length: of several readings, the even one is likely."""
    groups = [figure.count(" ") for figure in figures]
    return max(groups) - min(groups)
