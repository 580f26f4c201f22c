"""Lists of points that may be a document's decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Paragraph


class Rank(IntEnum):
    """How much a list counts; the lower the more."""

    DECIDED = 0
    OPENING = 1  # proposed, or before any heading
    UNHEADED = 2  # in running text; what else is told there counts as much
    OPINION = 3
    TOLD = 4  # sentences of running text


Point = tuple[str, list[Paragraph], int, int]
"""Mark, paragraphs, and the stretch of the (single) paragraph that is the point."""


@dataclass
class PointList:
    """Points that belong together: what opens them, and how much the list counts."""

    intro: str
    rank: Rank
    matter: int
    section: str
    part: Part
    points: list[Point] = field(default_factory=list)


def point_text(point: Point) -> str:
    _, paragraphs, begin, end = point
    first = paragraphs[0].text[begin:end]
    return " ".join([first, *(paragraph.text for paragraph in paragraphs[1:])])
