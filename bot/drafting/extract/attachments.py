"""Attachments: what stands under Bilagor, or else under Beslutsunderlag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.findings import FoundAttachment
from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.language.word_patterns import words_of

_NUMBERED = re.compile(r"(?:Bilag[ae]\s|Bil\.\s?)(?P<number>\d{1,2}[a-z]?|[A-Z])\s?[.:–—-]?\s*", re.IGNORECASE)
_COUNTED = re.compile(r"\d{1,2}\s+(?=[A-ZÅÄÖ])")
_LABELLED = re.compile(r"Bilag(?:a|or)\s?:\s*(?P<titles>\S.{4,})", re.IGNORECASE)
_NONE = re.compile(rf"\b{words_of(__file__).any_of('none')}\b", re.IGNORECASE)
_LONGEST = 240  # a title is no longer


def find_attachments(paragraphs: Sequence[Paragraph]) -> tuple[FoundAttachment, ...]:
    """The attachments of a document, each once."""
    for part in (Part.ATTACHMENTS, Part.UNDERLAY):
        found = list(_under(paragraphs, part))
        if not found and part is Part.ATTACHMENTS:
            found = list(_labelled(paragraphs))
        if found:
            return tuple({item.title: item for item in found}.values())
    return ()


def _under(paragraphs: Sequence[Paragraph], part: Part) -> Iterator[FoundAttachment]:
    items = [p for p in paragraphs if p.section.part is part and p.form is not Form.HEADING]
    marked = [p for p in items if p.mark or _NUMBERED.match(p.text)]
    counted = [p for p in items if _COUNTED.match(p.text)]
    if not marked and len(counted) == len(items):
        yield from (_found(p, _COUNTED.sub("", p.text).strip(), p.text.split()[0]) for p in counted)
        return
    for paragraph in marked or items:
        if " | " in paragraph.text:
            yield from (_found(paragraph, title.strip(), None) for title in paragraph.text.split(" | "))
            continue
        title, number = paragraph.text, paragraph.mark if paragraph.mark.isdigit() else None
        if match := _NUMBERED.match(title):
            title, number = title[match.end() :], match["number"]
        title = title.strip().rstrip(";,")
        if title.endswith(".") and not re.search(r"\b\w\.$", title):
            title = title[:-1]
        if (
            re.search(r"[^\W_]{2}", title)
            and not _NONE.search(title)
            and 2 < len(title) <= _LONGEST
            and title.lower() not in ("inga", "inga bilagor", "saknas")
        ):
            yield _found(paragraph, title, number)


def _labelled(paragraphs: Sequence[Paragraph]) -> Iterator[FoundAttachment]:
    """Attachments on one line: "Bilaga: Ansökan"."""
    for paragraph in paragraphs:
        if match := _LABELLED.fullmatch(paragraph.text):
            for title in re.split(r";\s*|,\s(?=[A-ZÅÄÖ])|\s(?=\d\.\s)", match["titles"]):
                numbered = re.match(r"(\d{1,2})[.)]\s*", title)
                bare = title[numbered.end() if numbered else 0 :].rstrip(". ")
                if re.search(r"\w\w", bare):
                    yield _found(paragraph, bare, numbered.group(1) if numbered else None)


def _found(paragraph: Paragraph, title: str, number: str | None) -> FoundAttachment:
    spans = paragraph.spans()
    span = (spans[0][0], spans[-1][1]) if spans else None
    return FoundAttachment(title, number, paragraph.source, span, paragraph.section.part is Part.UNDERLAY)
