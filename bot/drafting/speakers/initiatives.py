"""Initiatives: the motions, interpellations and questions that a document tells of, each shown as somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.findings import FoundPosition
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part
from bot.drafting.structure.names import PARTY, Signer, everyone_in, parties_of
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_MADE = {
    form: re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for form, pattern in _WORDS.patterns("made", letters=r"[\wåäö-]*", few=r"(?:[\wåäö-]+\s){0,4}?").items()
}
_BY = {
    form: re.compile(rf"(?:{_WORDS.any_of('answers')}\s)?{pattern}\s{_WORDS.any_of('by')}\s", re.IGNORECASE)
    for form, pattern in _WORDS.patterns("named").items()
}
_BEFORE = re.compile(rf"(?:{_WORDS.any_of('before')}\s)*[^.]{{0,75}}", re.IGNORECASE)
_PARTIES = rf"{PARTY}(?:(?:,|\soch)\s{PARTY})*"
_OF_PARTIES = re.compile(
    rf"(?:\d{{1,3}}[.)]?\s|§\s?\d+\s)?(?:{_WORDS.any_of('answers')}\s)?(?P<form>{'|'.join(_BY)})\b.*\((?P<parties>{_PARTIES})\)",
    re.IGNORECASE,
)
_NEAR = 90  # characters between what is brought up and who does
_QUESTIONS = ("fråga", "enkel fråga")  # a title says which of them it is
_NOT_HERE = {Part.RECIPIENTS, Part.ATTACHMENTS, Part.UNDERLAY, Part.ATTENDANCE, Part.CLAIMS, Part.STATEMENTS}


def find_initiatives(paragraphs: Sequence[Paragraph], names: PrintedNames) -> Iterator[FoundPosition]:
    """The initiatives of a document in order: what a sentence tells of, and what only a title or a list names."""
    told = [found for p in paragraphs if p.form is not Form.HEADING for found in _told(p, names)]
    named = [found for p in paragraphs for found in _named(p, names)]
    called = {found.by: found.form for found in named if found.form in _QUESTIONS}
    told = [replace(f, form=called.get(f.by, f.form)) if f.form in _QUESTIONS else f for f in told]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for found in (*told, *named):
        if (found.form, found.by) not in seen:
            seen.add((found.form, found.by))
            yield found


def _told(paragraph: Paragraph, names: PrintedNames) -> Iterator[FoundPosition]:
    """Those that a sentence tells of: "Anna Berg (S) har i en motion föreslagit ..."."""
    if paragraph.section.part in _NOT_HERE:
        return
    for begin, end in sentences(paragraph.text):
        said = paragraph.text[begin:end]
        people = names.people_in(said)
        form = next((form for form, pattern in _MADE.items() if pattern.search(said)), None)
        if form is None or not people or _BEFORE.fullmatch(said[: people[0].start]) is None:
            continue
        place = _MADE[form].search(said)
        own = _row(said, people)
        if place is not None and own and own[0].start < place.end() + _NEAR:
            yield _found(paragraph, begin, end, form, own)


def _named(paragraph: Paragraph, names: PrintedNames) -> Iterator[FoundPosition]:
    """The one that a title or an item of a list names: "Svar på motion från Anna Berg (S) om ..."."""
    if paragraph.section.part in _NOT_HERE or len(paragraph.text) > 300:
        return
    yield from _by_parties(paragraph)
    for form, pattern in _BY.items():
        match = pattern.search(paragraph.text)
        people = names.people_in(paragraph.text)
        if match is None or match.start() > 40:
            continue
        own = [person for person in people if person.start >= match.end()]
        if own and own[0].start - match.end() < 60:
            yield _found(paragraph, 0, len(paragraph.text), form, _row(paragraph.text, own))
            return


def _by_parties(paragraph: Paragraph) -> Iterator[FoundPosition]:
    """The one whose title ends with the parties that bring it up: "Svar på motion – Bygg ut ishallen (M)"."""
    match = _OF_PARTIES.fullmatch(paragraph.text.strip())
    if match is None or everyone_in(paragraph.text):
        return
    form = next(form for form in _BY if match["form"].lower() == form)
    parties = tuple(dict.fromkeys(re.split(r",\s|\soch\s", match["parties"])))
    yield replace(_found(paragraph, 0, len(paragraph.text), form, ()), party=parties)


def _row(said: str, people: Sequence[Signer]) -> list[Signer]:
    """The first of some people, and those who are named in one row with them."""
    row = list(people[:1])
    for person in people[1:]:
        between = re.sub(r"\([^)]*\)", "", said[row[-1].end : person.start])
        if not re.fullmatch(rf"(?:\s|,|{_WORDS.any_of('joined')})*", between):
            break
        row.append(person)
    return row


def _found(paragraph: Paragraph, begin: int, end: int, form: str, people: Sequence[Signer]) -> FoundPosition:
    return FoundPosition(
        paragraph.text[begin:end],
        paragraph.source,
        paragraph.spans(begin, end),
        party=parties_of(people),
        form=form,
        by=tuple(dict.fromkeys(person.name for person in people)),
        stance="comment",
    )
