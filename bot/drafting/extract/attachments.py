"""Attachments: what stands under Bilagor, or else under Beslutsunderlag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.findings import FoundAttachment
from bot.drafting.structure.dates import DATE
from bot.drafting.structure.forms import Part
from bot.drafting.structure.names import NAME, begins_given
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_NUMBERED = re.compile(r"(?:Bilag[ae]\s|Bil\.?\s?)(?P<number>\d{1,2}[a-z]?|[A-Z])(?!\w)\s?[.:–—-]?\s*", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})?)\s+(?=[A-ZÅÄÖ])")
_ANYWHERE = re.compile(
    r"Bilaga\s(?P<number>\d{1,2}|[A-Z])(?:\s?[:–—-]\s|\s{2,})(?:§\s?\d+\.?\s)?(?P<title>[A-ZÅÄÖ].{3,})"
)
_LETTERED = re.compile(r"(?P<number>\d|[A-Z])\.\s")
_WHOSE = r"[\wåäö-]+s "
_ADDRESS = re.compile(r"@|\bwww\.|\b\d{3}\s\d\d\s[A-ZÅÄÖ]|\(at\)")
_NONE = re.compile(rf"\b{_WORDS.any_of('none', whose=_WHOSE)}", re.IGNORECASE)
_NOTHING = _WORDS.phrases("nothing")
_PARTS = re.compile(
    r";\s*|,\s(?=[A-ZÅÄÖ])|,$|\s\|\s|\s(?=\d\.\s[A-ZÅÄÖ])|(?<=\d{4}-\d\d-\d\d)\s(?=[A-ZÅÄÖ])|(?<=[a-zåäö\d])\.\s(?=[A-ZÅÄÖ])"
)
_SEMICOLONS = re.compile(r";\s*(?=[A-ZÅÄÖ])")  # part titles even where each has a line
_DATED = re.compile(rf"(?:daterad\s)?(?:{DATE.pattern})", re.IGNORECASE)
_FEWEST = 3  # lines of a list that shows how its items look
_DIGIT = re.compile(r"\d")
_LONGEST = 240  # a title is no longer


def find_attachments(paragraphs: Sequence[Paragraph]) -> tuple[FoundAttachment, ...]:
    """The attachments of a document, each once."""
    for part in (Part.ATTACHMENTS, Part.UNDERLAY):
        found = list(_under(paragraphs, part)) or (list(_anywhere(paragraphs)) if part is Part.ATTACHMENTS else [])
        if found:
            return tuple({item.title: item for item in found}.values())
    return ()


def _under(paragraphs: Sequence[Paragraph], part: Part) -> Iterator[FoundAttachment]:
    """The titles under the headings of a part: points, lines, or what commas part."""
    items = [p for p in paragraphs if p.section.part is part and p.form is not Form.HEADING and _may_list(p.text)]
    items = items[:-1] if _ends_with_heading(items, paragraphs) else items
    marked = [p for p in items if p.mark or _NUMBERED.match(p.text) or _COUNTED.match(p.text)]
    in_a_row = not marked
    for paragraph in marked or items:
        number = paragraph.mark if paragraph.mark.isdigit() else None
        commas = in_a_row and not _tells_author(paragraph.text)
        parts = _PARTS if commas or " | " in paragraph.text else _SEMICOLONS
        for piece in parts.split(paragraph.text):
            title = piece
            if match := _NUMBERED.match(piece) or _COUNTED.match(piece) or _LETTERED.match(piece):
                title, number = piece[match.end() :], match["number"]
            title = title.strip().rstrip(";,")
            if title.endswith(".") and not re.search(r"\b\w\.$", title):
                title = title[:-1]
            if _is_title(title):
                yield _found(paragraph, title, number)


def _ends_with_heading(items: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the last line of a list heads the text under it: it has no date or number, as all the others have."""
    if len(items) < _FEWEST:
        return False
    *others, last = items
    below = next((p for p in paragraphs if p.start > last.start), None)
    text_follows = below is not None and below.section.part is Part.TEXT and below.form is Form.TEXT
    return text_follows and not _DIGIT.search(last.text) and all(_DIGIT.search(item.text) for item in others)


def _may_list(text: str) -> bool:
    """Whether a line under a heading of attachments may be one: no address, and not who receives or signs."""
    return _NONE.match(text) is None and _ADDRESS.search(text) is None


def _tells_author(text: str) -> bool:
    """Whether commas part a title from who wrote it, or when: "Tjänsteskrivelse, Anna Berg, 2026-01-15"."""
    pieces = text.split(", ")[1:]
    return any(_DATED.fullmatch(piece) or (re.fullmatch(NAME, piece) and begins_given(piece)) for piece in pieces)


def _is_title(title: str) -> bool:
    return (
        re.search(r"[^\W_]{2}", title) is not None
        and _may_list(title)
        and 2 < len(title) <= _LONGEST
        and title.lower() not in _NOTHING
    )


def _anywhere(paragraphs: Sequence[Paragraph]) -> Iterator[FoundAttachment]:
    """Attachments that lines of their own name, wherever they stand: "Bilaga A – Karta"."""
    for paragraph in paragraphs:
        for line in paragraph.lines:
            if match := _ANYWHERE.fullmatch(line):
                yield _found(paragraph, match["title"].rstrip(". "), match["number"])


def _found(paragraph: Paragraph, title: str, number: str | None) -> FoundAttachment:
    spans = paragraph.spans()
    span = (spans[0][0], spans[-1][1]) if spans else None
    return FoundAttachment(title, number, paragraph.source, span, paragraph.section.part is Part.UNDERLAY)
