"""Glyphs become lines of words, and lines become text: blanks between words, wide gaps between cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.drafting.documents.glyphs import Glyph

_SPACE = 0.15  # of the font size, beyond the letters' usual distance: a wider gap parts words
_DRAWN_SPACE = 0.04  # the same where a blank is drawn
_SPREAD = 0.12  # of the font size: letters are seldom set wider apart
_GAP = 1.6  # of the font size: a wider gap parts cells or columns
_CELL_GAP = 0.35  # of the font size: wider than the blank within a figure
_LEAST_ROWS = 3
_HEADER = 3.5  # of the font size: so far above the first figures stand the names of the columns
_BLANK = 1.3  # of the usual distance between lines: more is a blank line
_FEW = 5  # lines: too few to tell how far apart lines stand
_WIDE = 1.5  # of the font size: lines of prose seldom stand further apart
_HYPHEN = re.compile(r"(?<=[^\W\d_])-$")
_FIGURE = re.compile(r"[-−–+±]?\d|[-−–]$")
_PARTLY = re.compile(r"(?:och|eller|samt|respektive)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line that no wide gap parts, or the text of a whole table with its rows on lines of their own."""

    text: str
    left: float
    right: float
    base: float
    size: float
    top: float


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a column of figures, between its bottom and its top."""

    right: float
    bottom: float
    top: float


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs whose boxes share a line, from the top down; a raised footnote mark goes with its word."""
    rows: list[list[Glyph]] = []
    level = reach = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.middle, glyph.left)):
        middle = glyph.middle
        if rows and abs(level - middle) <= 0.42 * max(reach, glyph.size, 1.0):
            rows[-1].append(glyph)
            count = len(rows[-1])
            level += (middle - level) / count
            reach = max(reach, glyph.size) if count < 4 else reach
        else:
            rows.append([glyph])
            level, reach = middle, glyph.size
    for row in rows:
        row.sort(key=lambda glyph: (glyph.left, glyph.right))
    return rows


def words_of(row: Sequence[Glyph]) -> list[Piece]:
    """The words of a row."""
    size = median(glyph.size for glyph in row) or 10.0
    gaps = [after.left - before.right for before, after in pairwise(row)]
    close = [gap for gap in gaps if gap < _GAP * size]
    usual = min(max(median(close), 0.0), _SPREAD * size) if len(close) > 3 else 0.0
    words = []
    begin = 0
    right = row[0].right
    for index, glyph in enumerate(row[1:], start=1):
        gap = glyph.left - right - usual
        if gap > _SPACE * size or (glyph.spaced and gap > _DRAWN_SPACE * size):
            words.append(_word(row[begin:index], right, size))
            begin, right = index, glyph.right
        right = max(right, glyph.right)
    words.append(_word(row[begin:], right, size))
    return words


def _word(glyphs: Sequence[Glyph], right: float, size: float) -> Piece:
    base = median(glyph.base for glyph in glyphs)
    top = max(glyph.top for glyph in glyphs)
    return Piece("".join(glyph.text for glyph in glyphs), glyphs[0].left, right, base, size, top)


def cell_edges(rows: Iterable[Sequence[Piece]]) -> tuple[Edge, ...]:
    """Where columns of figures end: several rows have a figure there, and another after more than a blank."""
    found: dict[int, list[Piece]] = {}
    for words in rows:
        least = _cell_gap(words)
        for before, word in pairwise(words):
            if word.left - before.right > least and _FIGURE.match(before.text) and _FIGURE.match(word.text):
                found.setdefault(round(before.right / 2), []).append(before)
    edges = []
    for at in sorted(found):
        ends = [*found[at], *found.get(at + 1, ())]
        if len(ends) >= _LEAST_ROWS:
            bases = [end.base for end in ends]
            right = median(end.right for end in ends)
            edges.append(Edge(right, min(bases) - 1, max(bases) + _HEADER * ends[0].size))
    return tuple(edges)


def _cell_gap(words: Sequence[Piece]) -> float:
    """The least gap between two cells of a row: wider than its blanks, which justified prose stretches."""
    plain = [
        after.left - before.right
        for before, after in pairwise(words)
        if not (_FIGURE.match(before.text) or _FIGURE.match(after.text))
    ]
    return max(_CELL_GAP * words[0].size, min(1.5 * median(plain), _GAP * words[0].size) if plain else 0.0)


def pieces_of(words: Sequence[Piece], edges: Sequence[Edge] = ()) -> Iterator[Piece]:
    """The words of a row together where no wide gap parts them, and no column of figures ends."""
    begin = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or _parted(words[index - 1], words[index], edges):
            part = words[begin:index]
            text = " ".join(word.text for word in part)
            longest = max(part, key=lambda word: len(word.text))
            right = max(word.right for word in part)
            yield Piece(text, part[0].left, right, longest.base, longest.size, longest.top)
            begin = index


def _parted(before: Piece, after: Piece, edges: Sequence[Edge]) -> bool:
    gap = after.left - before.right
    if gap > _GAP * after.size:
        return True
    return gap > _CELL_GAP * after.size and any(
        abs(before.right - edge.right) < 1.5 and edge.bottom < before.base < edge.top for edge in edges
    )


def text_lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The lines of a part of the page, blank ones where the distance is larger than usual."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top if "\n" in piece.text else -piece.base):
        if rows and abs(rows[-1][0].base - piece.base) <= 0.5 * piece.size and "\n" not in piece.text:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    plain = [row[0] for row in rows if "\n" not in row[0].text]
    usual = usual_step([piece.base for piece in plain])
    if len(plain) < _FEW:
        usual = min(usual, _WIDE * max((piece.size for piece in plain), default=usual))
    for index, row in enumerate(rows):
        row.sort(key=lambda piece: piece.left)
        tables = "\n" in row[0].text or (index and "\n" in rows[index - 1][0].text)
        if index and (tables or rows[index - 1][0].base - row[0].base > _BLANK * usual):
            yield ""
        yield from _joined(row).split("\n")


def usual_step(bases: Sequence[float]) -> float:
    """The common distance between lines: the lower quartile, since blank lines only make it larger."""
    steps = sorted(abs(above - below) for above, below in pairwise(bases))
    return max(steps[len(steps) // 4], 1.0) if steps else 12.0


def _joined(row: Sequence[Piece]) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = (piece.left - before.right) / max(0.5 * piece.size, 1.0)
        text += " " * max(3, round(gap)) + piece.text
    return text


def unwrapped(lines: Iterable[str]) -> str:
    """The lines of a cell as one, words that were divided between lines put together."""
    text = ""
    for line in lines:
        if text and _HYPHEN.search(text) and not _PARTLY.match(line):
            text = (text[:-1] if line[:1].islower() else text) + line
        else:
            text = f"{text} {line}" if text else line
    return text
