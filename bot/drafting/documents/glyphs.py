"""Characters and drawn rules with their places on a page, and the directions that text runs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from statistics import median

_ASLANT = 12.0  # degrees off the page's axes: a scan is never so skewed, a watermark always is
_SKEW = 0.3  # degrees: less moves no line into its neighbour
_LEAST_TURNED = 100  # characters: less than that beside text in another direction is a stamp
_LEAST_LINES = 4
_OVERLAID = 2.5  # times the usual size: larger letters that lie over text are a watermark
_LEAST_OVERLAID = 3  # letters: an initial lies over text too
_MOST_OVERLAID = 60  # letters: more are a poster's text


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the box that its font gives it, in points from the page's lower left corner.

    `angle` is how many degrees clockwise its line runs, `spaced` whether a blank was drawn before it.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    angle: float = 0.0
    spaced: bool = False

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line that runs along the page's edges; its box is thin one way."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left >= self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a page, or the part of it that is read in one direction: characters and rules."""

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()


def upright(sheet: Sheet) -> tuple[list[Sheet], bool]:
    """The text of a page in each direction that text is read in, turned upright; whether any text is left out.

    Left out are watermarks, which run aslant or lie over the text, and stamps of a few lines along the margin.
    """
    by_direction: dict[int, list[Glyph]] = {}
    for glyph in sheet.glyphs:
        direction = round(glyph.angle / 90) % 4
        if abs((glyph.angle - 90 * direction + 180) % 360 - 180) <= _ASLANT:
            by_direction.setdefault(direction, []).append(glyph)
    if not by_direction:
        return [], bool(sheet.glyphs)
    main = max(by_direction, key=lambda direction: len(by_direction[direction]))
    sheets = []
    for direction, glyphs in sorted(by_direction.items()):
        if direction not in (0, main) and not _is_read(glyphs, direction):
            continue
        turned = _without_overlaid(_turned(glyphs, direction))
        sheets.append(Sheet(tuple(turned), tuple(_turned_rule(rule, direction) for rule in sheet.rules)))
    return sheets, sum(len(each.glyphs) for each in sheets) < len(sheet.glyphs)


def _is_read(glyphs: Sequence[Glyph], direction: int) -> bool:
    lines = {round(glyph.base / max(glyph.size, 1.0)) for glyph in _turned(glyphs, direction)}
    return len(glyphs) >= _LEAST_TURNED and len(lines) >= _LEAST_LINES


def _turned(glyphs: Sequence[Glyph], direction: int) -> Sequence[Glyph]:
    """The glyphs of one direction as they stand when the page is turned, a skewed scan made straight."""
    skew = median((glyph.angle - 90 * direction + 180) % 360 - 180 for glyph in glyphs)
    if direction == 0 and abs(skew) < _SKEW:
        return glyphs
    angle = radians(90 * direction + (skew if abs(skew) >= _SKEW else 0.0))
    across, along = sin(angle), cos(angle)
    turned = []
    for glyph in glyphs:
        wide, high = glyph.right - glyph.left, glyph.top - glyph.bottom
        if direction % 2:
            wide, high = high, wide
        x = glyph.centre * along - glyph.middle * across
        y = glyph.centre * across + glyph.middle * along
        box = (x - wide / 2, x + wide / 2, y - high / 2, y + high / 2)
        turned.append(Glyph(glyph.text, *box, base=y - 0.3 * high, spaced=glyph.spaced))
    return turned


def _turned_rule(rule: Rule, direction: int) -> Rule:
    for _ in range(direction):
        rule = Rule(-rule.top, -rule.bottom, rule.left, rule.right)
    return rule


def _without_overlaid(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs without large letters that lie over smaller ones."""
    usual = median(glyph.size for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.size > _OVERLAID * usual]
    if not _LEAST_OVERLAID <= len(large) <= _MOST_OVERLAID:
        return glyphs
    small = [glyph for glyph in glyphs if glyph.size <= _OVERLAID * usual]
    over = {
        glyph.top
        for glyph in large
        if any(
            glyph.left < other.centre < glyph.right and glyph.base < other.middle < glyph.base + 0.6 * glyph.size
            for other in small
        )
    }
    overlaid = {id(glyph) for glyph in large if glyph.top in over}
    return [glyph for glyph in glyphs if id(glyph) not in overlaid] if len(overlaid) >= _LEAST_OVERLAID else glyphs
