"""Tables that rules are drawn in: each cell's text on one line, the cells of a row beside each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.drafting.documents.glyphs import Glyph, Rule
from bot.drafting.documents.lines import Piece, pieces_of, rows_of, unwrapped, words_of

_TOUCH = 3.0  # points: rules nearer than that meet
_LEAST_LENGTH = 6.0  # points: shorter ones are no borders
_MOST_RULES = 600  # a page with more holds a map or a chart
_MOST_LINES = 8  # lines in a cell: a longer text stands in a box, which is no table
_FIGURES = re.compile(r"[-−–+±]?[\d\s.,%()–−-]*(?:kr|tkr|mnkr|st)?")


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with the text of its cells, row by row, and the glyphs that it takes."""

    rows: tuple[tuple[str, ...], ...]
    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rules that meet: their places from left to right, and from the top down."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    columns: tuple[float, ...]
    bands: tuple[float, ...]


def ruled_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> Iterator[RuledTable]:
    """The tables of a page that have at least two rows and two columns between rules."""
    taken: set[int] = set()
    for grid in sorted(_grids(rules), key=_area):
        left, right, top, bottom = grid.columns[0], grid.columns[-1], grid.bands[0], grid.bands[-1]
        inside = [g for g in glyphs if left <= g.centre <= right and bottom <= g.middle <= top]
        if inside and taken.isdisjoint(map(id, inside)) and (rows := _rows(grid, inside)):
            taken.update(map(id, inside))
            size = inside[0].size
            yield RuledTable(rows, tuple(inside), left, right, bottom, top, size)


def _area(grid: _Grid) -> float:
    return (grid.columns[-1] - grid.columns[0]) * (grid.bands[0] - grid.bands[-1])


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    across = _merged([rule for rule in rules if rule.horizontal])
    down = [_flipped(rule) for rule in _merged([_flipped(rule) for rule in rules if not rule.horizontal])]
    left = [rule for rule in (*across, *down) if max(rule.right - rule.left, rule.top - rule.bottom) > _LEAST_LENGTH]
    if len(left) > _MOST_RULES:
        return
    while left:
        group = [left.pop()]
        for rule in group:  # grows while it is walked
            group += [other for other in left if _meet(rule, other)]
            left = [other for other in left if not _meet(rule, other)]
        grid = _Grid(
            tuple(rule for rule in group if rule.horizontal),
            tuple(rule for rule in group if not rule.horizontal),
            _places([rule.left for rule in group] + [rule.right for rule in group if rule.horizontal]),
            _places([rule.top for rule in group] + [rule.bottom for rule in group if not rule.horizontal])[::-1],
        )
        if len(grid.columns) > 2 and len(grid.bands) > 2:
            yield grid


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Horizontal rules, those that continue each other as one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.bottom / 2), rule.left)):
        last = merged[-1] if merged else None
        if last and abs(last.bottom - rule.bottom) <= _TOUCH and last.left <= rule.left <= last.right + _TOUCH:
            merged[-1] = Rule(last.left, max(last.right, rule.right), last.bottom, last.top)
        else:
            merged.append(rule)
    return merged


def _flipped(rule: Rule) -> Rule:
    return Rule(rule.bottom, rule.top, rule.left, rule.right)


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.left <= other.right + _TOUCH
        and other.left <= one.right + _TOUCH
        and one.bottom <= other.top + _TOUCH
        and other.bottom <= one.top + _TOUCH
    )


def _places(values: Sequence[float]) -> tuple[float, ...]:
    ordered = sorted(values)
    return (*ordered[:1], *(after for before, after in pairwise(ordered) if after - before > _TOUCH))


def _rows(grid: _Grid, glyphs: Sequence[Glyph]) -> tuple[tuple[str, ...], ...]:
    """The text of the cells, row by row; nothing when a cell is too long for one."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    firsts: dict[tuple[int, int], tuple[int, int]] = {}
    depths = [-place for place in grid.bands]
    for glyph in glyphs:
        column = _last(grid.columns, glyph.centre)
        band = _last(depths, -glyph.middle)
        if (band, column) not in firsts:
            firsts[band, column] = _first_of(grid, band, column)
        cells.setdefault(firsts[band, column], []).append(glyph)
    if len({column for _, column in cells}) < 2:
        return ()
    found: list[tuple[str, ...]] = []
    for band in range(len(grid.bands) - 1):
        texts = []
        for at in sorted(at for at in cells if at[0] == band):
            pieces = _cell_lines(cells[at])
            if len(pieces) > _MOST_LINES:
                return ()
            texts.append(pieces)
        found += _lines_of(texts)
    return tuple(found)


def _cell_lines(glyphs: Sequence[Glyph]) -> list[list[Piece]]:
    """The lines of a cell; where its text is wrapped, wide gaps only justify it."""
    rows = [words_of(row) for row in rows_of(glyphs)]
    return [list(pieces_of(rows[0]))] if len(rows) == 1 else rows


def _last(places: Sequence[float], at: float) -> int:
    return min(max(bisect_right(places, at) - 1, 0), len(places) - 2)


def _first_of(grid: _Grid, band: int, column: int) -> tuple[int, int]:
    """The first row and column of the cell that a place belongs to: no rule parts it from those before."""
    y = (grid.bands[band] + grid.bands[band + 1]) / 2
    x = (grid.columns[column] + grid.columns[column + 1]) / 2
    while column and not any(
        abs(rule.left - grid.columns[column]) <= _TOUCH and rule.bottom <= y <= rule.top for rule in grid.down
    ):
        column -= 1
    while band and not any(
        abs(rule.top - grid.bands[band]) <= _TOUCH and rule.left <= x <= rule.right for rule in grid.across
    ):
        band -= 1
    return band, column


def _lines_of(cells: Sequence[Sequence[Sequence[Piece]]]) -> Iterator[tuple[str, ...]]:
    """The rows between two rules: one, its cells unwrapped, unless figures stand below each other."""
    if not cells:
        return
    texts = [[("   " if len(cell) == 1 else " ").join(piece.text for piece in row) for row in cell] for cell in cells]
    if not any(len(cell) > 1 and all(_FIGURES.fullmatch(text) for text in cell) for cell in texts):
        yield tuple(unwrapped(cell) for cell in texts)
        return
    flat = [
        (row[0].base, index, text)
        for index, cell in enumerate(cells)
        for row, text in zip(cell, texts[index], strict=True)
    ]
    flat.sort(key=lambda each: (-each[0], each[1]))
    begin = 0
    for index in range(1, len(flat) + 1):
        if index == len(flat) or flat[begin][0] - flat[index][0] > 4:
            yield tuple(text for _, _, text in sorted(flat[begin:index], key=lambda each: each[1]))
            begin = index
