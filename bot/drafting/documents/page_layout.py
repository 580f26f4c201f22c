"""A page's glyphs become lines in reading order: columns one after the other, tables row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from bot.drafting.documents.glyphs import Glyph, Sheet
from bot.drafting.documents.lines import Piece, cell_edges, pieces_of, rows_of, text_lines, usual_step, words_of
from bot.drafting.documents.ruled_tables import ruled_tables

_STRIP = 0.8  # of the font size: the least gutter between columns
_DEPTH = 3  # columns within columns; newspapers have more, minutes do not
_LEAST_LINES = 4  # lines on each side that make columns and not a table or a letterhead
_LEAST_STARTS = 4
_TRIED = 8
_APART = 2.4  # of the font size, between lines: what stands so far off is a header or a footer
_FURNITURE = 3  # rows at most in a header or a footer
_FILLED = 0.55  # of a column's width: lines of prose are this long
_PROSE = (2.0, 3.0)  # words a line on each side: when lines stand at heights of their own; when they stand in rows
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its glyphs and its words; a ruled table is a row too."""

    words: tuple[Piece, ...]
    glyphs: tuple[Glyph, ...] = ()

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def top(self) -> float:
        return self.words[0].top


@dataclass(frozen=True, slots=True)
class Band:
    """Rows below each other that all keep clear of a gutter, or none of which does."""

    rows: tuple[Row, ...]
    clear: bool


def page_lines(sheet: Sheet) -> list[str]:
    """The lines of a page, blank lines among them; gaps within a line are three spaces or more."""
    tables = list(ruled_tables(sheet.glyphs, sheet.rules))
    taken = {id(glyph) for table in tables for glyph in table.glyphs}
    rest = [glyph for glyph in sheet.glyphs if id(glyph) not in taken]
    blocks: list[Row] = []
    for table in tables:
        text = "\n".join("   ".join(cells) for cells in table.rows)
        blocks.append(Row((Piece(text + "\n", table.left, table.right, table.bottom, table.size, table.top),)))
    lines: list[str] = []
    for zone in _zones(rest, blocks, 0):
        block = list(text_lines(zone))
        while block and not block[-1]:
            block.pop()
        if lines and block and not _continues(lines[-1], block[0]):
            lines.append("")
        lines += block
    return _single_blanks(lines)


def _continues(before: str, after: str) -> bool:
    """Whether a sentence goes on from the foot of a column to the head of the next."""
    return after[:1].islower() and before[-1:] not in ".:!?"


def _single_blanks(lines: Sequence[str]) -> list[str]:
    return [line for before, line in pairwise(["", *lines]) if line or before]


def _zones(glyphs: Sequence[Glyph], blocks: Sequence[Row], depth: int) -> Iterator[list[Piece]]:
    """Parts of the page to read one after the other: what spans it, then its columns from left to right."""
    rows = [Row(tuple(words_of(row)), tuple(row)) for row in rows_of(glyphs)]
    rows = sorted([*rows, *blocks], key=lambda row: -row.top)
    gutter = _gutter(rows) if depth < _DEPTH else None
    if gutter is None:
        if rows:
            yield _pieces(rows)
        return
    plain: list[Row] = []
    for band in _bands(rows, gutter):
        if not (band.clear and _is_columns(band.rows, gutter)):
            plain += band.rows
            continue
        if plain:
            yield _pieces(plain)
            plain = []
        inked = [glyph for row in band.rows for glyph in row.glyphs]
        apart = [row for row in band.rows if not row.glyphs]
        for left in (True, False):
            side = [glyph for glyph in inked if (glyph.centre < gutter) == left]
            yield from _zones(side, [row for row in apart if (row.words[0].left < gutter) == left], depth + 1)
    if plain:
        yield _pieces(plain)


def _pieces(rows: Sequence[Row]) -> list[Piece]:
    edges = cell_edges([row.words for row in rows if row.glyphs])
    return [piece for row in rows for piece in (pieces_of(row.words, edges) if row.glyphs else row.words)]


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the right one of two columns of prose begins, or None."""
    starts = Counter(
        round(word.left / 2)
        for row in rows
        for before, word in pairwise((None, *row.words))
        if word is not None and (before is None or word.left - before.right > _STRIP * word.size)
    )
    leftmost = min(starts, default=0)
    counted = {at: starts[at - 1] + starts[at] + starts[at + 1] for at in starts if at > leftmost + 20}
    best: tuple[int, float] | None = None
    for at in sorted(counted, key=lambda at: -counted[at])[:_TRIED]:
        if counted[at] < _LEAST_STARTS:
            continue
        gutter = 2.0 * at - 4
        found = sum(len(band.rows) for band in _bands(rows, gutter) if band.clear and _is_columns(band.rows, gutter))
        if found and (best is None or found > best[0]):
            best = (found, gutter)
    return best[1] if best else None


def _bands(rows: Sequence[Row], gutter: float) -> list[Band]:
    """The rows in bands, those that cross the gutter apart; headers and footers are bands of their own."""
    runs: list[tuple[bool, list[Row]]] = []
    for row in rows:
        clear = _keeps_clear(row, gutter)
        if runs and runs[-1][0] == clear:
            runs[-1][1].append(row)
        else:
            runs.append((clear, [row]))
    bands: list[Band] = []
    for clear, run in runs:
        start, end = _without_furniture(run) if clear else (0, len(run))
        for part in (run[:start], run[start:end], run[end:]):
            if part:
                bands.append(Band(tuple(part), clear))
    return bands


def _keeps_clear(row: Row, gutter: float) -> bool:
    left = max((word.right for word in row.words if word.left < gutter), default=None)
    right = min((word.left for word in row.words if word.left >= gutter), default=None)
    if left is None:
        return True
    return left <= gutter and (right is None or right - left > _STRIP * row.words[0].size)


def _without_furniture(rows: Sequence[Row]) -> tuple[int, int]:
    """Where a run of rows begins and ends without the few at its top and bottom that stand well apart."""
    far = [
        index
        for index, (above, below) in enumerate(pairwise(rows), start=1)
        if above.base - below.base > _APART * below.words[0].size
    ]
    start = max((index for index in far if index <= _FURNITURE), default=0)
    return start, min((index for index in far if index >= len(rows) - _FURNITURE), default=len(rows))


def _is_columns(rows: Sequence[Row], gutter: float) -> bool:
    """Whether rows are two columns of prose and no table: full lines, and not rows of which all begin together."""
    left = [part for row in rows if row.glyphs and (part := [word for word in row.words if word.left < gutter])]
    right = [part for row in rows if row.glyphs and (part := [word for word in row.words if word.left >= gutter])]
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    heights = [part[0].base for part in right]
    shared = sum(any(abs(part[0].base - height) < 0.08 * part[0].size for height in heights) for part in left)
    in_rows = shared > 0.5 * min(len(left), len(right))
    if min(_prose(left), _prose(right)) < _PROSE[in_rows]:
        return False
    if not in_rows:
        return True
    return min(_filled(left), _filled(right)) >= _FILLED and not _begin_together(left, right)


def _prose(lines: Sequence[Sequence[Piece]]) -> float:
    return fmean(sum(_WORD.search(word.text) is not None for word in line) for line in lines)


def _filled(lines: Sequence[Sequence[Piece]]) -> float:
    width = max(line[-1].right for line in lines) - min(line[0].left for line in lines)
    return median(line[-1].right - line[0].left for line in lines) / max(width, 1.0)


def _begin_together(left: Sequence[Sequence[Piece]], right: Sequence[Sequence[Piece]]) -> bool:
    """Whether paragraphs on both sides begin at the same heights, as the wrapped cells of a table do."""
    first, second = _beginnings(left), _beginnings(right)
    fewer, more = sorted((first, second), key=len)
    together = sum(any(abs(height - other) < 1 for other in more) for height in fewer)
    return len(fewer) > 2 and together > 0.8 * len(fewer)


def _beginnings(lines: Sequence[Sequence[Piece]]) -> list[float]:
    bases = [line[0].base for line in lines]
    usual = usual_step(bases)
    return bases[:1] + [below for above, below in pairwise(bases) if above - below > 1.25 * usual]
