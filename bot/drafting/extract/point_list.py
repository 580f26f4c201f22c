"""Lists of points that may be a document's decisions."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Paragraph

TOLD = 4
"""The rank of sentences that tell of a decision in running text."""
Point = tuple[str, list[Paragraph], int, int]
"""Mark, paragraphs, and the stretch of the (single) paragraph that is the point."""


@dataclass
class PointList:
    """Points that belong together: what opens them, and how much the list counts."""

    intro: str
    rank: int
    matter: int
    section: str
    part: Part
    points: list[Point] = field(default_factory=list)


def point_text(point: Point) -> str:
    _, paragraphs, begin, end = point
    first = paragraphs[0].text[begin:end]
    return " ".join([first, *(paragraph.text for paragraph in paragraphs[1:])])
