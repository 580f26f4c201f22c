"""A document as it is read: paragraphs of running text with the way back to the source.

Furniture is left out, footnotes and tables are set apart, words that a line's end cuts are joined, and a
paragraph that a page break interrupts is one. Every paragraph knows the section it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bot.drafting.structure.dates import DATE, parse_date
from bot.drafting.structure.folding import HYPHEN, POINT, fold
from bot.drafting.structure.footnotes import footnote_blocks
from bot.drafting.structure.forms import BODY, Part, bare_heading, is_body, part_of
from bot.drafting.structure.line_kinds import (
    begins_anew,
    begins_speech,
    ends_list,
    heads_goal,
    is_signature,
    may_head,
    names_people,
    signs,
)
from bot.drafting.structure.paragraph import Form, Paragraph, Reading, Section
from bot.drafting.structure.parting import blocks
from bot.drafting.structure.references import is_reference
from bot.drafting.structure.tables.finding import find_tables, rows_apart
from bot.drafting.structure.tables.table import Table
from bot.knowledge.source import Source
from bot.knowledge.sources.headings import ends_sentence, heading, is_date, is_item
from bot.knowledge.sources.pages import Line
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_UNFINISHED = re.compile(rf"(?:\b{_WORDS.any_of('unfinished')}|[,-])$")
_SPACE = re.compile(r"\s+")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s[A-ZÅÄÖ][^.]*$")
_WORDS_OF_NUMBERED = 6  # a heading with a number has fewer words
_SPEAK_HERE = (Part.CLAIMS, Part.STATEMENTS, Part.VOTES)
_ITEM = re.compile(r"\d{4}|^[A-Z]\.\s")  # what the title of an attachment has, and no heading
_BY = re.compile(rf"{_WORDS.any_of('by')}\s")  # whose a statement is, on the line below its heading
_BIL = re.compile(r"bil\.? \d")  # an attachment, as a line begins
_DATED = re.compile(rf"(?:{DATE.pattern})$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_MATTER = re.compile(r"(?:§+|Paragraf)\s?\d+", re.IGNORECASE)
_WIDE = re.compile(r"att(?:\s{2,}|\t)")  # an att-sats with its text set apart
_DECIDES = re.compile(r"\b(?:beslut\w*|föreslå\w*)$")
_LIST_OPENS = re.compile(r"(?:[:;,.]|beslut\w*|föreslå\w*|att|följande|och|samt|hemställ\w*)$", re.IGNORECASE)


def read(source: Source, lines: Sequence[Line], head: int = 0) -> Reading:
    """The reading of a source; `lines` are its running text without furniture, the first `head` of them its title."""
    below = rows_apart(lines[head:])
    return _Reader(source, below, tuple(find_tables(below))).read(lines[:head])


class _Reader:
    """Goes through the blocks of a text in order."""

    def __init__(self, source: Source, lines: Sequence[Line], tables: tuple[Table, ...]) -> None:
        self.source = source
        self.text = source.text
        self.tables = tables
        in_table = {index for table in tables for index in table.lines}
        self.blocks = list(blocks(self.text, lines, in_table))
        self.widest = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10] if lines else 0
        self.section = Section("", Part.OPENING)
        self.paragraphs: list[Paragraph] = []
        self.open: list[Line] = []  # the lines of the paragraph that is being read
        self.form, self.mark, self.number = Form.TEXT, "", 0
        self.after_date = False

    def read(self, head: Sequence[Line]) -> Reading:
        if head:
            self._head(head, " ".join(line.text for line in head))
        footnotes = footnote_blocks(self.blocks, self.source)
        notes = []
        for index, block in enumerate(self.blocks):
            if index in footnotes:
                notes.append(fold(self.source, block, Form.FOOTNOTE, "", Section("fotnot", Part.TEXT)))
                continue
            after = next((i for i in range(index + 1, len(self.blocks)) if i not in footnotes), None)
            self._take(block, None if after is None else self.blocks[after][0])
        self._close()
        kept = (p for p in self.paragraphs if p is not None)
        return Reading(self.source, tuple(kept), tuple(n for n in notes if n is not None), self.tables)

    def _take(self, block: list[Line], following: Line | None) -> None:
        continues = self._continues(block)
        if continues:
            rest = block
        else:
            self._close()
            if self._unmarked_list() and ends_list(block):
                self.section = Section("", Part.TEXT, self.section.matter)
            rest = self._without_heading(block, following)
        self.after_date = len(block) == 1 and is_date(block[0].text)
        for position, line in enumerate(rest):
            if continues and not position:
                self.open.append(line)
                continue
            if self._is_heading_inside(line, position, rest):
                self._close()
                self._head([line], line.text)
                continue
            after = rest[position + 1] if position + 1 < len(rest) else None
            if heads_goal(line.text) and after is not None and not after.text[0].islower():
                self._close()
                self._head([line], line.text)
                continue
            point = self._point(line)
            if point is not None:
                self._close()
                self.form, self.mark = Form.POINT, point
            elif self.open and (
                self._begins_item(line) or self._signs(line) or begins_anew(line.text) or self._after_reference(line)
            ):
                self._close()
            self.open.append(line)

    def _continues(self, block: list[Line]) -> bool:
        """Whether a block goes on with the paragraph before the blank line, the table or the page's end."""
        if not self.open:
            return False
        last, first = self.open[-1], block[0]
        if HYPHEN.search(last.text) and first.text[0].islower():
            return True
        if ends_sentence(last.text) or part_of(first.text) is not None or _MATTER.match(first.text):
            return False
        interrupted = not self.text[last.end : first.start].isspace() or self._turns(last.end, first.start)
        if first.text[0].islower():
            return interrupted or not (re.match(r"att\s|[a-z]\)", first.text) or _DECIDES.search(last.text))
        long = len(last.text) >= 0.7 * self.widest
        return (
            interrupted
            and long
            and self._point(first) is None
            and not self._unmarked_list()
            and heading(block, None, False) is None
        )

    def _unmarked_list(self) -> bool:
        return self.section.part in (Part.ATTACHMENTS, Part.UNDERLAY, Part.RECIPIENTS, Part.ATTENDANCE)

    def _turns(self, end: int, start: int) -> bool:
        starts = self.source.page_starts
        return bisect_left(starts, start) > bisect_left(starts, end)

    def _without_heading(self, block: list[Line], following: Line | None) -> list[Line]:
        """What is left of a block when the heading it is, or begins with, is noted."""
        first = block[0].text
        known = part_of(first)
        in_list = self._unmarked_list()
        if in_list and known is Part.TEXT and _ITEM.search(first):
            known = None
        if known is not None and self._is_wrapped(block):
            known = None
        if known is not None and len(first) < 100 and (first[0].isupper() or first[0].isdigit()):
            if known is Part.STATEMENTS and len(block) > 1 and _BY.match(block[1].text):
                self._head(block[:2], f"{first} {block[1].text}")
                return block[2:]
            goes_on = len(block) > 1 and block[1].text[0].islower() and not is_item(block[1])
            if goes_on and not _BIL.match(block[1].text) and not (known is Part.STATEMENTS and "(" in first):
                return block
            self._head(block[:1], first)
            return block[1:]
        if in_list and not _MATTER.match(first) and not (len(block) == 1 and first.endswith(":")):
            return block
        title = heading(block, following, self.after_date)
        if title is not None and not is_signature(block) and may_head(title) and not names_people(title):
            self._head(block, title)
            return []
        if len(block) > 1 and self._is_tight_heading(block):
            self._head(block[:1], first)
            return block[1:]
        return block

    def _is_tight_heading(self, block: list[Line]) -> bool:
        """Whether a block's first line is a heading with its text right under it."""
        first, second = block[0].text, block[1].text
        return (
            len(first) < min(60, 0.6 * len(second))
            and len(first) < 0.6 * self.widest
            and (first[0].isupper() or (_NUMBERED.match(first) is not None and len(first.split()) < _WORDS_OF_NUMBERED))
            and second[0].isupper()
            and not ends_sentence(first)
            and not first.endswith((",", ";"))
            and not re.search(r"\d{4}|\(|@", first)
            and may_head(first)
        )

    def _is_heading_inside(self, line: Line, position: int, block: list[Line]) -> bool:
        """Whether a line within a block is a known heading, with neither blank line around it."""
        if not (line.text[0].isupper() and len(line.text) < 60):
            return False
        part = part_of(line.text)
        if self._unmarked_list():
            return part in (Part.DECIDED, Part.PROPOSED, Part.CLAIMS, Part.STATEMENTS) and "," not in line.text
        before = block[position - 1].text if position else (self.open[-1].text if self.open else "")
        after = block[position + 1] if position + 1 < len(block) else None
        return (
            part is not None
            and (
                not before
                or ends_sentence(before)
                or self._is_short(before)
                or self._stands_alone(line, part, before, after)
            )
            and (after is None or not after.text[0].islower() or is_item(after))
            and len(line.text.split()) < 6
        )

    def _stands_alone(self, line: Line, part: Part, before: str, after: Line | None) -> bool:
        """Whether a line under a title says that a decision follows, far too short to be the title's end."""
        decides = part is Part.DECIDED and (after is None or not _YEAR.search(after.text))
        titled = len(self.open) == 1 and _UNFINISHED.search(before) is None
        return decides and titled and len(line.text) < 0.5 * self.widest

    def _is_wrapped(self, block: list[Line]) -> bool:
        """Whether a block's first line goes on in the next, as its length tells."""
        first = block[0].text
        return len(block) > 1 and len(first) > 0.8 * self.widest and not (first.isupper() or first.endswith(":"))

    def _is_short(self, text: str) -> bool:
        """Whether a line ends where no line's end had to cut it, and not in the middle of a clause."""
        return (len(text) < 0.6 * self.widest or _DATED.search(text) is not None) and not _UNFINISHED.search(text)

    def _head(self, lines: Sequence[Line], title: str) -> None:
        matter = self.section.matter + bool(_MATTER.match(title))
        if not self._is_metadata(title):
            self.section = Section(bare_heading(_SPACE.sub(" ", title)), part_of(title) or Part.TEXT, matter)
        made = fold(self.source, lines, Form.HEADING, "", self.section)
        if made:
            self.paragraphs.append(made)
        self.number = 0

    def _is_metadata(self, title: str) -> bool:
        """Whether a line under a heading says which body decided when, or gives a reference, and heads nothing."""
        if self.section.part not in (Part.DECIDED, Part.PROPOSED):
            return False
        meets = re.match(BODY, title) is not None and (parse_date(title) is not None or "§" in title)
        return meets or is_reference(title) or is_body(title)

    def _point(self, line: Line) -> str | None:
        """The mark of a point that a line opens, or None."""
        match = POINT.match(line.text)
        if not match or match.end() == len(line.text):
            return None
        before = self.open[-1].text if self.open else ""
        if number := match["number"]:
            count = int(number)
            decides = self.section.part in (Part.DECIDED, Part.PROPOSED)
            opens = count == 1 or count == self.number + 1 or (not before and (line.blank_before or decides))
            if opens:
                self.number = count
            return number if opens else None
        if match["att"]:
            opens = not before or line.blank_before or self.mark in ("att", "-") or before.endswith(":")
            opens = opens or (len(before) < 0.6 * self.widest and _DECIDES.search(before) is not None)
            opens = opens or _WIDE.match(line.text) is not None
            if match["att"] == "Att":
                return None
            follows = not before or _LIST_OPENS.search(before) or _WIDE.match(line.text)
            return "att" if opens and follows else None
        if match["letter"]:
            return match["letter"]
        return match["bullet"] if match["bullet"] != "o" or not before else None

    def _begins_item(self, line: Line) -> bool:
        """Whether a line in an unmarked list is an item of its own."""
        return (
            self._unmarked_list()
            and not (line.text[0].islower() and not _BIL.match(line.text))
            and re.match(r"\d(?!\d*(?:\.\d+)?\s+[A-ZÅÄÖ])", line.text) is None
        )

    def _after_reference(self, line: Line) -> bool:
        """Whether a line begins what stands under a reference that is a line of its own."""
        return len(self.open) == 1 and is_reference(self.open[0].text) and line.text[0].isupper()

    def _signs(self, line: Line) -> bool:
        """Whether a line is names below a text, or begins with who speaks next: "Anna Berg (S): ..."."""
        speaks = self.section.part in _SPEAK_HERE and begins_speech(line.text)
        return speaks or (ends_sentence(self.open[-1].text) and signs(line.text))

    def _close(self) -> None:
        if self.open:
            made = fold(self.source, self.open, self.form, self.mark, self.section)
            if made:
                self.paragraphs.append(made)
            self.open = []
        self.form, self.mark = Form.TEXT, ""
