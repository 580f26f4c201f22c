"""A meeting's minutes or agenda become a case for each of their matters, and one for the meeting itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.drafting.documents.document import Document
from bot.drafting.draft import Draft, Within, make_draft, reading_of, slug
from bot.drafting.header.header import NEWS, Header, read_header
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.speakers.people import find_people
from bot.drafting.structure.matters import Matter, matters_of
from bot.drafting.structure.references import find_reference
from bot.drafting.structure.unglued import unglued
from bot.knowledge.model import Party
from bot.language.word_patterns import words_of

MOST_COPIED = 200_000_000
"""Bytes of all copies of an original."""
_AGENDAS = re.compile(words_of(__file__).any_of("agendas"), re.IGNORECASE)
_NO_BREAKS = "texten saknar radbrytningar: de har satts där rubriker börjar, jämför med originalet"
_NOT_COPIED = "originalet är för stort att läggas i varje ärendes mapp: boten skickar texten i stället"
_TOP = 1500  # characters in which minutes say that they are an extract
_LONGEST_LINE = 120  # characters of a line of a head
_HEAD_LINES = 4  # of a matter, in which its reference may stand


def make_drafts(documents: Sequence[Document], known: Sequence[Party], id: str | None = None) -> tuple[Draft, ...]:
    """The drafts of what documents are about: of one that has several matters, a draft of each; else one draft.

    `known` are the parties that need no entry of their own.
    """
    apart = [_with_line_breaks(document) for document in documents]
    matters = matters_of(apart[0].text) if len(apart) == 1 else ()
    return tuple(_drafts(apart[0], matters, known, id)) if matters else (make_draft(apart, known, id),)


def _with_line_breaks(document: Document) -> Document:
    """The document with line breaks where its text lost them, which is noted."""
    text = unglued(document.text)
    return document if text == document.text else replace(document, text=text, notes=(*document.notes, _NO_BREAKS))


def _drafts(document: Document, matters: Sequence[Matter], known: Sequence[Party], id: str | None) -> Iterator[Draft]:
    """First the draft of the meeting, of what stands before its first matter, then one of each matter."""
    stem = PurePath(document.name).stem
    header = read_header(reading_of(document, "whole"), stem)
    told = header.document_type or ""
    says = any("utdrag" in line.lower() for line in document.text[:_TOP].splitlines() if len(line) < _LONGEST_LINE)
    guessed = told.startswith("beslut med") or (told == "protokollsutdrag" and not says)
    kind = told if told and not guessed else _kind(document.text, matters)
    header = replace(header, document_type=kind)
    name = " ".join(str(part) for part in (header.body, header.date) if part) or stem
    opening = replace(document, text=matters[0].text)
    present = {
        person.name: person for person in find_people(reading_of(opening, "opening").paragraphs, PrintedNames(known))
    }
    join = id or slug(name)
    titled = kind in NEWS and header.title not in (stem, *(matter.title for matter in matters))
    if (original := document.original) and original.stat().st_size * len(matters) > MOST_COPIED:
        document = replace(document, original=None, notes=(*document.notes, _NOT_COPIED))
    for matter in matters:
        title = matter.title or matter.mark or (header.title if titled else f"{kind.capitalize()}, {name}")
        reference = find_reference(matter.text.strip().splitlines()[:_HEAD_LINES], "") if matter.mark else None
        own = _header_of(header, title, reference)
        notes = () if matter.mark else document.notes
        text = replace(document, text=matter.text, first_page=matter.first_page, head=matter.head, notes=notes)
        case = f"{join}-{slug(matter.mark)}" if matter.mark else join
        draft = make_draft([text], known, case, Within(name, matter.mark, own, present))
        if matter.mark or draft.facts or draft.people:
            yield draft


def _kind(text: str, matters: Sequence[Matter]) -> str:
    """What a document of many matters is that does not say it in a line of its own."""
    if any(matter.mark.startswith("§") for matter in matters):
        return "protokoll"
    named = _AGENDAS.search(text)
    return named.group().lower() if named else "föredragningslista"


def _header_of(meeting: Header, title: str, reference: str | None) -> Header:
    """A matter's header: that of the meeting, with a title and a reference of its own."""
    doubts = tuple((key, doubt) for key, doubt in meeting.doubts if key not in ("title", "reference"))
    return replace(meeting, title=title, reference=reference, doubts=doubts)
