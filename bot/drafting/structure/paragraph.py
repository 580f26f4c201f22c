"""What a document is when it is read: paragraphs with the way back to the source, in sections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from bot.drafting.structure.forms import Part
from bot.drafting.structure.tables.table import Table
from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Span


class Form(StrEnum):
    """What a paragraph is."""

    HEADING = "heading"
    TEXT = "text"
    POINT = "point"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part: `matter` counts the § of a protocol that it belongs to."""

    title: str
    part: Part
    matter: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Folded text, and for each of its characters the offset in the source.

    `breaks` are the places in `text` where foreign text (a footnote) stands between in the source; `mark` is
    the point's number, letter, "-" or "att". A point's text is without its mark, but for "att".
    """

    form: Form
    text: str
    offsets: Sequence[int]
    section: Section
    mark: str = ""
    breaks: tuple[int, ...] = ()
    source: str = ""
    lines: tuple[str, ...] = field(default=(), compare=False)

    def spans(self, begin: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The spans in the source of a stretch of the text, white space at its ends left out."""
        stop = len(self.text) if end is None else end
        edges = [begin, *(place for place in self.breaks if begin < place < stop), stop]
        found = []
        for left, right in pairwise(edges):
            while left < right and self.text[left].isspace():
                left += 1
            while right > left and self.text[right - 1].isspace():
                right -= 1
            if left < right:
                found.append((self.offsets[left], self.offsets[right - 1] + 1))
        return tuple(found)

    @property
    def start(self) -> int:
        return self.offsets[0]

    @property
    def end(self) -> int:
        return self.offsets[-1] + 1


@dataclass(frozen=True)
class Reading:
    """A source, its paragraphs in document order, its footnotes, and its tables."""

    source: Source
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Paragraph, ...]
    tables: tuple[Table, ...]

    def section_at(self, offset: int) -> Section:
        """The section that holds an offset of the source."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start)
        return self.paragraphs[index - 1].section if index else Section("", Part.OPENING)
