"""The structure of a source's text: pages, furniture, sections and passages, by form alone.

`read_layout` is the one way in. It never raises, whatever the text; offsets count characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.knowledge.source import Section
from bot.knowledge.sources.headings import (
    ends_sentence,
    heading,
    is_date,
    is_point,
    level,
    list_heading,
    position_title,
    tight_heading,
)
from bot.knowledge.sources.pages import Line, Span, read_pages
from bot.knowledge.sources.passages import split_passages

_FOOTNOTE = re.compile(r"\d{1,2}\s[A-ZÅÄÖ]")

Block = list[Line]
"""Lines with no blank line and no furniture between them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the form of a text tells.

    `lines` are those of the running text, `headings` the spans of headings, which no passage holds. A passage is mostly
    one span; one that furniture or a footnote interrupts is several, in order. Passages are disjoint and sorted.
    """

    page_starts: tuple[int, ...]
    lines: tuple[Line, ...]
    furniture: tuple[Span, ...]
    sections: tuple[Section, ...]
    headings: tuple[Span, ...]
    passages: tuple[tuple[Span, ...], ...]


def read_layout(text: str) -> Layout:
    """The layout of a source's text."""
    pages = read_pages(text)
    outline = _Outline(text)
    blocks = list(_blocks(text, pages.lines))
    footnotes = _footnotes(text, blocks, pages.starts)
    running = [block for index, block in enumerate(blocks) if index not in footnotes]
    for block, following in zip_longest(running, running[1:]):
        outline.read(block, following[0] if following else None)
    outline.paragraphs.extend(blocks[index] for index in footnotes)
    return Layout(
        page_starts=pages.starts,
        lines=pages.lines,
        furniture=pages.furniture,
        sections=tuple(outline.sections),
        headings=tuple(outline.headings),
        passages=tuple(sorted(split_passages(text, outline.paragraphs))),
    )


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    block: Block = []
    for line in lines:
        if block and (line.blank_before or not text[block[-1].end : line.start].isspace()):
            yield from _parted(block)
            block = []
        block.append(line)
    if block:
        yield from _parted(block)


def _parted(block: Block) -> Iterator[Block]:
    """A block parted at the headings that stand in it right above their text."""
    begin = 0
    for index in range(len(block) - 1):
        before = block[index - 1] if index > begin else None
        if (index == begin or before) and tight_heading(block[index], before, block[index + 1 :]):
            if index > begin:
                yield block[begin:index]
            yield block[index : index + 1]
            begin = index + 1
    yield block[begin:]


def _footnotes(text: str, blocks: Sequence[Block], page_starts: Sequence[int]) -> set[int]:
    """The blocks (by index) that are footnotes: numbered, and last on their page.

    Text before them goes on after them; they are passages of their own. Of several footnotes on a
    page, each ends its page once those below it are set aside.
    """
    found: set[int] = set()
    for index in range(len(blocks) - 1, 0, -1):
        if not _FOOTNOTE.match(blocks[index][0].text):
            continue
        end = blocks[index][-1].end
        following = blocks[index + 1][0].start if index + 1 < len(blocks) else len(text)
        turns = bisect_right(page_starts, following) > bisect_right(page_starts, end)
        if turns or index + 1 in found or text[end:following].strip():
            found.add(index)
    return found


class _Outline:
    """Reads blocks in order, and keeps the sections, headings and paragraphs found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sections: list[Section] = []
        self.headings: list[Span] = []
        self.paragraphs: list[Block] = []
        self.after_heading = True  # no paragraph is open
        self.after_date = False  # a signature may follow

    def read(self, block: Block, following: Line | None) -> None:
        """Take in a block; `following` is the line after it."""
        continues = not self.after_heading and self._continues(block)
        body = block if continues else self._without_heading(block, following)
        for position, line in enumerate(body):
            before = body[position - 1].text if position else None
            if (before is None and continues) or (before is not None and not ends_sentence(before)):
                continue
            if title := position_title(line, self.text):
                self.sections.append(Section(title, line.start, 2))
        signed = self.after_date and len(body) == 1 and body[0].text.isupper()
        if self.paragraphs and (continues or signed):
            self.paragraphs[-1].extend(body)
        elif body:
            self.paragraphs.append(list(body))
        self.after_date = len(block) == 1 and is_date(block[0].text)
        self.after_heading = not body

    def _without_heading(self, block: Block, following: Line | None) -> Block:
        """What is left of a block when the heading it is, or begins with, is noted."""
        title = heading(block, following, self.after_date)
        rest: Block = []
        if title is None and len(block) > 1:
            title, rest = list_heading(block[0], block[1]), block[1:]
        if title is None:
            return block
        last = block[-1] if not rest else block[0]
        self.headings.append((block[0].start, last.end))
        self.sections.append(Section(title, block[0].start, level(title)))
        return rest

    def _continues(self, block: Block) -> bool:
        """Whether a block goes on with the sentence before the blank line or the page's end.

        An att-sats after a blank line is a point of its own; after furniture it is not.
        """
        last, first = self.paragraphs[-1][-1], block[0]
        if last.text.endswith("-") and first.text[0].islower():
            return True
        if ends_sentence(last.text) or is_point(first) or not first.text[0].islower():
            return False
        interrupted = not self.text[last.end : first.start].isspace()
        return interrupted or not first.text.startswith("att ")
