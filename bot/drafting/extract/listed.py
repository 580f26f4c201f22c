"""Details for what a case lists: its attachments, and the people who have a part in it.

`people:` and `attachments:` of a case are no facts, so nobody is answered with them. Here each becomes one, with
the passage that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.drafting.findings import FoundAttachment, FoundDetail, FoundPerson
from bot.drafting.speakers.parties import national_names
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.paragraph import Reading
from bot.drafting.writing.wording import shortened
from bot.knowledge.sources.pages import Span

_Passage = tuple[str, Span, str]

ATTACHMENTS = "bilagor"
PEOPLE = "personer"
_MARK = re.compile(r"(?:\d{1,2}[.)]|[-–—•*▪·])[ \t]+$")
_KIND = {False: "Bilagor", True: "Beslutsunderlag"}
_FARTHEST = 90  # characters between a name and what it is signed with
_LONGEST = 400  # characters of a passage that names a person
_DEFINITE = (
    (re.compile(r"((?:ordförande|are|ledare|talande))n\b"), r"\1"),
    (re.compile(r"(råd)(?:et|en)\b"), r"\1"),
    (re.compile(r"ledamöterna\b"), "ledamot"),
    (re.compile(r"(ersättar)na\b"), r"\1e"),
    (
        re.compile(r"(ledamot|chef|direktör|strateg|jurist|ekonom|arkitekt|ingenjör|inspektör|rektor|revisor)en\b"),
        r"\1",
    ),
    (re.compile(r"(controller|rektor|revisor)n\b"), r"\1"),
)


def listed(
    readings: Sequence[Reading],
    attachments: Sequence[FoundAttachment],
    people: Sequence[FoundPerson],
    parties: Mapping[str, str],
) -> tuple[FoundDetail, ...]:
    """The details of the attachments and of the people; `parties` are the names of letters that only the case knows."""
    texts = {reading.source.id: reading.source.text for reading in readings}
    names = {**national_names(), **parties}
    return (*_attachments(attachments, texts), *_people(people, readings, names))


def _attachments(attachments: Sequence[FoundAttachment], texts: Mapping[str, str]) -> Iterator[FoundDetail]:
    placed = [item for item in attachments if item.span is not None]
    spans = [_marked(texts[item.source], item.span) for item in placed if item.span is not None]
    for source in dict.fromkeys(item.source for item in placed):
        own = [span for item, span in zip(placed, spans, strict=True) if item.source == source]
        titles = [_numbered(item) for item in placed if item.source == source]
        if len(own) > 1:
            joined = ((own[0][0], own[-1][1]),) if _unbroken(texts[source], own) else tuple(own)
            yield FoundDetail(
                "; ".join(titles),
                source,
                joined,
                topic=ATTACHMENTS,
                key="bilagor",
                summary=shortened(f"{_KIND[placed[0].underlay]}: {'; '.join(titles)}."),
            )
    for item, span in zip(placed, spans, strict=True):
        yield _attachment(item, span)


def _attachment(item: FoundAttachment, span: Span) -> FoundDetail:
    title = item.title
    summary = f"”{title}” ingår i beslutsunderlaget." if item.underlay else f"En bilaga är ”{title}”."
    if item.number:
        summary = f"Bilaga {item.number} är ”{title}”."
    key = f"bilaga {item.number or title}"
    return FoundDetail(item.title, item.source, (span,), topic=ATTACHMENTS, key=key, summary=summary)


def _numbered(item: FoundAttachment) -> str:
    return f"{item.number}. {item.title}" if item.number else item.title


def _marked(text: str, span: Span) -> Span:
    """The span of a point with the mark before it, so that the quote says its number."""
    begin = text.rfind("\n", 0, span[0]) + 1
    mark = _MARK.search(text, begin, span[0])
    return (mark.start(), span[1]) if mark else span


def _unbroken(text: str, spans: Sequence[Span]) -> bool:
    """Whether the spans follow each other with little between, as the points of one list do."""
    return all(one[1] <= two[0] and len(text[one[1] : two[0]].strip()) < 40 for one, two in pairwise(spans))


def _people(
    people: Sequence[FoundPerson], readings: Sequence[Reading], names: Mapping[str, str]
) -> Iterator[FoundDetail]:
    passages = [passage for reading in readings for passage in _passages(reading)]
    for person in people:
        if not (person.role or person.party):
            continue
        found = _named(person, passages, readings)
        if found is None:
            continue
        source, span, text = found
        yield FoundDetail(
            text,
            source,
            (span,),
            topic=PEOPLE,
            key=f"person {person.name}",
            summary=_who(person, names),
        )


def _who(person: FoundPerson, names: Mapping[str, str]) -> str:
    if person.role is None:
        return f"{person.name} företräder {names.get(person.party or '', person.party)}."
    party = f" ({person.party})" if person.party else ""
    return f"{person.name}{party} är {indefinite(person.role)}."


def indefinite(role: str) -> str:
    """A role as what somebody is: "vice ordföranden" is vice ordförande, "borgarrådet" is borgarråd."""
    for pattern, form in _DEFINITE:
        role = pattern.sub(form, role)
    return role


def _named(
    person: FoundPerson, passages: Sequence[_Passage], readings: Sequence[Reading]
) -> tuple[str, Span, str] | None:
    """The shortest passage that names a person with role and party: its source, its span, and its text.

    Where no passage has both, one with the role will do; where a signature stands over its role, those lines.
    """
    name = re.escape(person.name).replace(r"\ ", r"\s+")
    party = rf"{name}[^()]*\((?:[^()\d]+\s)?{re.escape(person.party)}\b" if person.party else None
    role = re.escape(person.role).replace(r"\ ", r"\s+") if person.role else None
    beside = rf"{role}\s+{name}|{name}(?:\s*\([^)]*\))?,?\s+{role}" if role else name
    wanted = [pattern for pattern in (role, party) if pattern]
    for patterns in (wanted, wanted[:1]):
        found = [
            (re.search(beside, said, re.IGNORECASE) is None, len(said), source, span, said)
            for source, span, said in passages
            if re.search(rf"(?<!\w){name}(?!\w)", said)
            and all(re.search(pattern, said, re.IGNORECASE) for pattern in patterns)
        ]
        if found:
            _, length, source, span, said = min(found, key=lambda passage: passage[:2])
            if length <= _LONGEST:
                return source, span, said
    return _signed(name, role, readings) if role else None


def _passages(reading: Reading) -> Iterator[_Passage]:
    """The sentences of a document, but for those that a footnote cuts: source, span, text."""
    for paragraph in reading.paragraphs:
        for begin, end in sentences(paragraph.text):
            spans = paragraph.spans(begin, end)
            if len(spans) == 1:
                yield reading.source.id, spans[0], paragraph.text[begin:end]


def _signed(name: str, role: str, readings: Sequence[Reading]) -> tuple[str, Span, str] | None:
    near = re.compile(rf"(?<!\w){name}(?!\w)[^.:]{{0,{_FARTHEST}}}?\b(?i:{role})\b")
    for reading in readings:
        if match := near.search(reading.source.text):
            return reading.source.id, match.span(), re.sub(r"\s+", " ", match.group())
    return None
