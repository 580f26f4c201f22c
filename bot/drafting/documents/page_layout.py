"""Characters on a page become lines in reading order: columns one after the other, tables row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SPACE = 0.22  # of the font size: a wider gap parts words
_GAP = 1.6  # of the font size: a wider gap parts cells or columns
_BLANK = 1.45  # of the usual distance between lines: more is a blank line
_LEAST_ROWS = 6  # lines beside each other that make columns and not a table
_MEAN_WORDS = 3.5  # words in the lines of a column of prose


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the box that its font gives it, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Fragment:
    """Words on one line that no wide gap parts."""

    text: str
    left: float
    right: float
    base: float
    size: float


def page_lines(glyphs: Sequence[Glyph], width: float) -> list[str]:
    """The lines of a page, blank lines among them; gaps within a line are three spaces or more."""
    fragments = [fragment for row in _rows(glyphs) for fragment in _fragments(row)]
    if not fragments:
        return []
    lines: list[str] = []
    for zone in _zones(fragments, width):
        block = list(_lines(zone))
        if lines and block:
            lines.append("")
        lines += block
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs whose boxes share a line, from the top down; a raised footnote mark goes with its word."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    inked.sort(key=lambda glyph: (-glyph.middle, glyph.left))
    rows: list[list[Glyph]] = []
    level = reach = 0.0
    for glyph in inked:
        middle = glyph.middle
        if rows and abs(level - middle) <= 0.42 * max(reach, glyph.size, 1.0):
            rows[-1].append(glyph)
            count = len(rows[-1])
            level += (middle - level) / count
            reach = max(reach, glyph.size) if count < 4 else reach
        else:
            rows.append([glyph])
            level, reach = middle, glyph.size
    return rows


def _fragments(row: Sequence[Glyph]) -> Iterator[Fragment]:
    """The pieces of a row that wide gaps part."""
    ordered = sorted(row, key=lambda glyph: (glyph.left, glyph.right))
    size = median(glyph.size for glyph in ordered) or 10.0
    lowest = min(glyph.bottom for glyph in ordered)
    text = ""
    left = right = base = 0.0
    for glyph in ordered:
        if text and glyph.left - right > _GAP * size:
            yield Fragment(text, left, right, base, size)
            text = ""
        if not text:
            left, base = glyph.left, lowest
        elif glyph.left - right > _SPACE * size:
            text += " "
        text += glyph.text
        right = max(right, glyph.right) if len(text) > 1 else glyph.right
    if text:
        yield Fragment(text, left, right, base, size)


def _zones(fragments: Sequence[Fragment], width: float) -> Iterator[list[Fragment]]:
    """Parts of the page to read one after the other: what spans it, then its columns from left to right."""
    gutter = _gutter(fragments, width)
    if gutter is None:
        yield list(fragments)
        return
    spanning: list[Fragment] = []
    left: list[Fragment] = []
    right: list[Fragment] = []
    for fragment in fragments:
        if fragment.left < gutter < fragment.right or (not left and not right and _alone(fragment, fragments, gutter)):
            if left or right:
                yield left
                yield right
                left, right = [], []
            spanning.append(fragment)
            continue
        if spanning:
            yield spanning
            spanning = []
        (left if fragment.right <= gutter else right).append(fragment)
    for zone in (spanning, left, right):
        if zone:
            yield zone


def _alone(fragment: Fragment, fragments: Sequence[Fragment], gutter: float) -> bool:
    """Whether nothing but short pieces stand beside a fragment: a running header in columns of its own."""
    row = [other for other in fragments if abs(other.base - fragment.base) < 0.5 * fragment.size]
    return all(len(other.text.split()) < 5 for other in row)


def _gutter(fragments: Sequence[Fragment], width: float) -> float | None:
    """The middle of the empty strip between two columns of prose, or None."""
    body = [fragment for fragment in fragments if len(fragment.text) > 1]
    best: tuple[int, float] | None = None
    for step in range(30, 71, 2):
        x = width * step / 100
        left = [f for f in body if f.right <= x]
        right = [f for f in body if f.left >= x]
        crossing = len(body) - len(left) - len(right)
        if min(len(left), len(right)) < _LEAST_ROWS or crossing > 0.25 * len(body):
            continue
        if _words(left) < _MEAN_WORDS or _words(right) < _MEAN_WORDS:
            continue
        beside = sum(any(abs(f.base - other.base) < 60 for other in right) for f in left)
        if beside < _LEAST_ROWS:
            continue
        score = len(left) + len(right)
        if best is None or score > best[0]:
            best = (score, x)
    return best[1] if best else None


def _words(fragments: Sequence[Fragment]) -> float:
    return sum(len(fragment.text.split()) for fragment in fragments) / len(fragments)


def _lines(fragments: Sequence[Fragment]) -> Iterator[str]:
    """The lines of a zone, blank ones where the distance is larger than usual."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: -f.base):
        if rows and abs(rows[-1][0].base - fragment.base) <= 0.5 * fragment.size:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    steps = [above[0].base - below[0].base for above, below in pairwise(rows)]
    usual = _usual(steps)
    for index, row in enumerate(rows):
        row.sort(key=lambda f: f.left)
        if index and steps[index - 1] > _BLANK * usual:
            yield ""
        yield _joined(row)


def _usual(steps: Sequence[float]) -> float:
    """The common distance between lines: the lower quartile, since blank lines only make it larger."""
    if not steps:
        return 12.0
    ordered = sorted(steps)
    return max(ordered[len(ordered) // 4], 1.0)


def _joined(row: Sequence[Fragment]) -> str:
    text = row[0].text
    for before, fragment in pairwise(row):
        gap = (fragment.left - before.right) / max(0.5 * fragment.size, 1.0)
        text += " " * max(3, round(gap)) + fragment.text
    return text
