"""Tables that came out a cell a line: first the names of the columns, then row after row a name and its figures.

Text drawn out of a PDF or copied from a web page often has its tables so. What makes them tables is that the same
number of figures follows each name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.sources.headings import ends_sentence
from bot.knowledge.sources.pages import Line

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 60  # characters of a cell
_LEAST_ROWS = 2
_NAME_LINES = 2  # a name may be cut in so many


@dataclass(frozen=True, slots=True)
class CellRows:
    """Rows of cells: `header` are the indices of the lines that name the columns, `rows` those of each row.

    Each row is the indices of the lines of its name, and those of its figures.
    """

    header: tuple[int, ...]
    rows: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    @property
    def lines(self) -> range:
        first = self.header[0] if self.header else self.rows[0][0][0]
        return range(first, self.rows[-1][1][-1] + 1)


def cell_rows(lines: Sequence[Line], is_figure: Sequence[bool]) -> Iterator[CellRows]:
    """The tables of a text that have a cell a line; `is_figure` tells of each line whether it is but a figure."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and (is_figure[end] or _is_name(lines[end])):
            end += 1
        found = _table(lines, index, end, is_figure) if any(is_figure[index:end]) else None
        if found is not None:
            yield found
        index = max(end, index + 1)


def _is_name(line: Line) -> bool:
    return len(line.text) <= _LONGEST and not ends_sentence(line.text) and not line.text.endswith((",", ";"))


def _table(lines: Sequence[Line], begin: int, end: int, is_figure: Sequence[bool]) -> CellRows | None:
    """The table of a run of cells: the rows with the number of figures that most of them have, and their header."""
    runs = list(_runs(begin, end, is_figure))
    above: tuple[int, ...] = ()
    if len(runs) > _LEAST_ROWS and all(_YEAR.fullmatch(lines[index].text) for index in runs[0][1]):
        above = (*runs[0][0], *runs[0][1])  # years as the names of columns
        runs = runs[1:]
    counts = Counter(len(figures) for _, figures in runs)
    width, rows = max(counts.items(), key=lambda item: (item[1] * item[0], item[0]), default=(0, 0))
    if rows < _LEAST_ROWS or (width == 1 and rows < _LEAST_ROWS + 1):
        return None
    places = [place for place, (_, figures) in enumerate(runs) if len(figures) == width]
    first, last = places[0], places[-1]
    if any(len(figures) != width for _, figures in runs[first : last + 1]):
        return None
    header = (*above, *runs[first][0])
    # The names before the first figures are the columns', and its own: one line, or two where the second begins small.
    own = header[-_NAME_LINES:] if lines[header[-1]].text[0].islower() else header[-1:]
    rest = [(names[-_NAME_LINES:], figures) for names, figures in runs[first + 1 : last + 1]]
    return CellRows(header[: len(header) - len(own)][-(width + 1) :], ((own, runs[first][1]), *rest))


def _runs(begin: int, end: int, is_figure: Sequence[bool]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Names and the figures after them, by index."""
    index = begin
    while index < end:
        names, figures = index, 0
        while index < end and not is_figure[index]:
            index += 1
        figures = index
        while index < end and is_figure[index]:
            index += 1
        if index > figures > names:
            yield tuple(range(names, figures)), tuple(range(figures, index))
