"""Sources: the documents of a case as text, their sections, and quotes from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_AFTER_FIGURE = re.compile(r"(?<=\d)- (?!(?:och|eller|samt|respektive)\b)(?=[a-zåäöé])")
_HYPHENATION = re.compile(r"(?<=[a-zåäöé])- (?!(?:och|eller|samt|respektive)\b)(?=[a-zåäöé])")

PDF = ".pdf"
LARGEST_ORIGINAL = 50_000_000
"""Bytes of an original that is handed out: Telegram lets a bot send no more."""


def joined(text: str) -> str:
    """A text, its line breaks as spaces, with the words joined that a line's end cut with a hyphen."""
    return _AFTER_FIGURE.sub("-", _HYPHENATION.sub("", text)) if "- " in text else text


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a source: `start` is where its heading begins, `level` its depth from 1."""

    title: str
    start: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a source, with its place.

    `start` and `end` are character offsets into the source's text; `text` is that span with each run of
    white space (line breaks among them) as one space, and nothing else changed. `page` counts from 1.
    """

    source: str
    title: str
    section: str | None
    page: int | None
    start: int
    end: int
    text: str

    @property
    def display_text(self) -> str:
        """The text for a reader: words that a line's end cut with a hyphen are joined ("2000- talet" keeps its own)."""
        return joined(self.text)


@dataclass(frozen=True)
class Source:
    """A document of a case, verbatim.

    `page_starts` and `sections` are in document order; `furniture` are spans (start, end) of running
    headers, footers and lone page numbers, which no quote contains. `first_page` is the number of its first page:
    a matter may begin on a later page of its minutes. `file` is the document to hand out, where it has one on disk: its
    original, or else the text.
    """

    id: str
    title: str
    text: str
    page_starts: tuple[int, ...] = (0,)
    sections: tuple[Section, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    first_page: int = 1
    file: Path | None = field(default=None, compare=False)

    @cached_property
    def _section_starts(self) -> tuple[int, ...]:
        return tuple(section.start for section in self.sections)

    def page_at(self, offset: int) -> int:
        """The number of the page that holds the character at `offset`."""
        return self.first_page - 1 + max(1, bisect_right(self.page_starts, offset))

    def section_at(self, offset: int) -> str | None:
        """The title of the nearest heading at or before `offset`, or None."""
        index = bisect_right(self._section_starts, offset)
        return self.sections[index - 1].title if index else None

    def quote(self, start: int, end: int) -> Quote:
        """The quote of the span from `start` to `end`, white space at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Quote(
            source=self.id,
            title=self.title,
            section=self.section_at(start),
            page=self.page_at(start),
            start=start,
            end=end,
            text=" ".join(self.text[start:end].split()),
        )

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotes of a span: one, or one on each side of the furniture that it runs across."""
        return tuple(
            self.quote(begin, stop)
            for begin, stop in self.outside_furniture(start, end)
            if not self.text[begin:stop].isspace()
        )

    def outside_furniture(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a span that lie outside the furniture, in order."""
        index = bisect_right(self.furniture, start, key=lambda span: span[1])
        pieces = []
        while index < len(self.furniture) and self.furniture[index][0] < end:
            pieces.append((start, self.furniture[index][0]))
            start = self.furniture[index][1]
            index += 1
        pieces.append((start, end))
        return [(begin, stop) for begin, stop in pieces if begin < stop]
