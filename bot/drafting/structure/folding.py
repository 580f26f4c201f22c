"""Lines become a folded paragraph: one space for white space, words joined that a line's end cuts; and its sentences.

A sentence ends at its stop, and not at that of an abbreviation.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

from bot.drafting.structure.paragraph import Form, Paragraph, Section
from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Line, Span
from bot.language.sentence_ends import sentence_ends

POINT = re.compile(
    r"(?P<mark>(?P<number>\d{1,2})[.)]|(?P<letter>[a-zå-ö])\)|(?P<att>(?:dels\s)?att|ATT|Att)(?=\s)"
    r"|(?P<bullet>[-–—•*▪·●○■□►➢✓>»→o](?=\s)))\s*"
)
"""The mark that opens a point of a list."""

HYPHEN = re.compile(r"[a-zåäöéü]-$")
_KEPT_HYPHEN = re.compile(r"(?:och|eller|samt|respektive)\b")


def fold(source: Source, lines: Sequence[Line], form: Form, mark: str, section: Section) -> Paragraph | None:
    """The folded paragraph of some lines; None when nothing is left of it."""
    letters: list[str] = []
    offsets = array("l")
    breaks = []
    skip = 0
    if mark or form is Form.FOOTNOTE:
        match = POINT.match(lines[0].text) if mark else re.match(r"\S+\s*", lines[0].text)
        skip = match.end() if match and mark != "att" else 0
    before = ""
    last_end = 0
    for line in lines:
        begin = line.start + skip
        skip = 0
        if before:
            if _foreign(source, last_end, line.start):
                breaks.append(len(letters) + 1)
            if HYPHEN.search(before) and line.text[0].islower() and not _KEPT_HYPHEN.match(line.text):
                letters.pop()
                offsets.pop()
                breaks = [place if place <= len(letters) else len(letters) for place in breaks]
            else:
                letters.append(" ")
                offsets.append(last_end)
        for offset in range(begin, line.end):
            character = source.text[offset]
            if character in "\xad\ufeff":
                continue
            if character.isspace():
                if not letters or letters[-1] == " ":
                    continue
                if _cuts_word(letters, source.text, offset):
                    letters.pop()
                    offsets.pop()
                    continue
                character = " "
            letters.append(character)
            offsets.append(offset)
        before, last_end = line.text, line.end
    if not "".join(letters).strip():
        return None
    return Paragraph(
        form,
        "".join(letters),
        offsets,
        section,
        mark,
        tuple(breaks),
        source.id,
        tuple(line.text for line in lines),
    )


def _cuts_word(letters: Sequence[str], text: str, blank: int) -> bool:
    """Whether a hyphen before a blank is of a line's end that is lost: "kro- nor"."""
    hyphened = HYPHEN.search("".join(letters[-2:])) is not None
    return hyphened and text[blank + 1 : blank + 2].islower() and not _KEPT_HYPHEN.match(text, blank + 1)


def _foreign(source: Source, begin: int, end: int) -> bool:
    """Whether between two lines something stands that is neither white space nor furniture."""
    return any(source.text[a:b].strip() for a, b in source.outside_furniture(begin, end))


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of a text; white space stands in none of them."""
    begin = 0
    for end in sentence_ends(text):
        yield begin, end
        begin = end
        while begin < len(text) and text[begin].isspace():
            begin += 1
    if begin < len(text):
        yield begin, len(text)


def sentence_at(text: str, place: int) -> Span:
    """The sentence that holds a place."""
    found = (0, len(text))
    for begin, end in sentences(text):
        if begin <= place:
            found = (begin, end)
        if place < end:
            break
    return found
