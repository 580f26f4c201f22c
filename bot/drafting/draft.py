"""A draft of a case: everything that is found in its documents, put together in document order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from rapidfuzz import fuzz

from bot.drafting.documents.document import Document
from bot.drafting.extract.amounts import find_amounts
from bot.drafting.extract.attachments import find_attachments
from bot.drafting.extract.decisions.decisions import find_decisions
from bot.drafting.extract.details import find_details
from bot.drafting.extract.goals.goals import find_goals
from bot.drafting.extract.listed import listed
from bot.drafting.extract.votes import votes_of
from bot.drafting.findings import (
    Found,
    FoundAmount,
    FoundAttachment,
    FoundDecision,
    FoundDetail,
    FoundGoal,
    FoundPerson,
    FoundPosition,
)
from bot.drafting.header.header import Header, read_header
from bot.drafting.speakers.claims import find_claims
from bot.drafting.speakers.initiatives import find_initiatives
from bot.drafting.speakers.own_documents import FORMS, own_statement
from bot.drafting.speakers.parties import PrintedNames, own_parties
from bot.drafting.speakers.people import find_people
from bot.drafting.speakers.positions import find_positions
from bot.drafting.structure.matters import matter_mark
from bot.drafting.structure.paragraph import Reading
from bot.drafting.structure.reading import read
from bot.knowledge.model import Party
from bot.knowledge.source import Source
from bot.knowledge.sources.layout import read_layout
from bot.language.word_patterns import words_of

_CALLED = words_of(__file__).table("called")


@dataclass(frozen=True)
class DraftSource:
    """A source of the draft: its file's name in the case folder, and its text as it is to be written.

    `original` is the PDF that is to be kept beside it, where there is one.
    """

    source: Source
    file: str
    document: str
    original: Path | None = None


@dataclass(frozen=True)
class Draft:
    """A drafted case. `parties` are those only this case knows: letter, name, whether the name is sure.

    `mark` is that of a matter of a meeting ("§ 43"), alone in an extract too; `meeting` joins it with the others.
    """

    id: str
    header: Header
    sources: tuple[DraftSource, ...]
    parties: tuple[tuple[str, str, bool], ...]
    people: tuple[FoundPerson, ...]
    attachments: tuple[FoundAttachment, ...]
    decisions: tuple[FoundDecision, ...]
    amounts: tuple[FoundAmount, ...]
    goals: tuple[FoundGoal, ...]
    positions: tuple[FoundPosition, ...]
    details: tuple[FoundDetail, ...]
    notes: tuple[str, ...] = ()
    mark: str = ""
    meeting: str | None = None

    @property
    def facts(self) -> tuple[Found, ...]:
        return (*self.decisions, *self.amounts, *self.goals, *self.positions, *self.details)


@dataclass(frozen=True)
class Within:
    """The meeting that a matter belongs to: its name, the matter's mark and header, and who was present, by name."""

    meeting: str
    mark: str
    header: Header
    present: Mapping[str, FoundPerson]


def make_draft(
    documents: Sequence[Document], known: Sequence[Party], id: str | None = None, within: Within | None = None
) -> Draft:
    """The draft of a case from its documents; the first that has a header gives the case its own.

    `known` are the parties that need no entry of their own; `within` is given for a matter of a meeting. The same
    documents always give the same draft.
    """
    readings: list[Reading] = []
    files: list[DraftSource] = []
    present = within.present if within else {}
    taken: set[str] = set()
    for document in documents:
        source_id = unique(slug(PurePath(document.name).stem) or "handling", taken)
        readings.append(reading_of(document, source_id))
        source = readings[-1].source
        files.append(DraftSource(source, f"{source_id}.txt", document.name, document.original))
    headers = (
        [within.header]
        if within
        else [
            read_header(reading, PurePath(document.name).stem)
            for reading, document in zip(readings, documents, strict=True)
        ]
    )
    header = _common(headers)
    people = _people(readings, known, present)
    everyone = {**present, **people}
    names = PrintedNames(known, {person.name: person.party for person in everyone.values() if person.party})
    decisions: list[FoundDecision] = []
    amounts: list[FoundAmount] = []
    goals: list[FoundGoal] = []
    positions: list[FoundPosition] = []
    details: list[FoundDetail] = []
    attachments: dict[str, FoundAttachment] = {}
    for reading, own in zip(readings, headers, strict=True):
        whole = (
            own_statement(reading, own.document_type, names) if own.document_type in FORMS and within is None else None
        )
        votes = votes_of(reading)
        points = () if whole else find_decisions(reading, own.body, votes, within.mark if within else "")
        stated = (whole,) if whole else find_positions(reading, names)
        said = [span for position in stated if position.part_of is None for span in position.spans]
        claims = [c for c in find_claims(reading.paragraphs, names) if not _inside(c, said)]
        moved = [span for claim in claims for span in claim.spans]
        claims += [i for i in find_initiatives(reading.paragraphs, names) if not _inside(i, (*said, *moved))]
        decisions += [
            p for p in points if not any(fuzz.ratio(p.text, d.text) > 96 for d in decisions if d.source != p.source)
        ]
        amounts += find_amounts(reading, points)
        goals += [
            g
            for g in find_goals(reading, said, _CALLED.get(own.document_type or "", "dokumentet"))
            if g.name not in {k.name for k in goals}
        ]
        positions += sorted((*stated, *claims), key=lambda position: position.start)
        details += find_details(reading, votes)
        for item in find_attachments(reading.paragraphs):
            attachments.setdefault(item.title, item)
    letters = [letter for position in positions for letter in position.party]
    letters += [person.party for person in people.values() if person.party]
    text = "\n".join(document.text for document in documents)
    parties = own_parties(letters, known, text)
    told = {(detail.topic, detail.source, detail.spans) for detail in details}
    of_letters = {letter: name for letter, (name, _) in parties.items()}
    of_lists = listed(readings, tuple(attachments.values()), tuple(people.values()), of_letters)
    details += [detail for detail in of_lists if (detail.topic, detail.source, detail.spans) not in told]
    return Draft(
        id=id or case_id(header, documents[0].name),
        header=header,
        sources=tuple(files),
        parties=tuple((letter, name, sure) for letter, (name, sure) in parties.items()),
        people=tuple(people.values()),
        attachments=tuple(attachments.values()),
        decisions=tuple(decisions),
        amounts=tuple(amounts),
        goals=tuple(goals),
        positions=tuple(positions),
        details=tuple(details),
        notes=tuple(note for document in documents for note in document.notes),
        mark=within.mark if within else matter_mark(readings[0].source.text) if len(readings) == 1 else "",
        meeting=within.meeting if within else None,
    )


def _people(
    readings: Sequence[Reading], known: Sequence[Party], present: Mapping[str, FoundPerson]
) -> dict[str, FoundPerson]:
    """Those whom the documents name, by name, with what the meeting's attendance list says of them."""
    people: dict[str, FoundPerson] = {}
    for reading in readings:
        for person in find_people(reading.paragraphs, PrintedNames(known)):
            before = people.get(person.name) or present.get(person.name, person)
            people[person.name] = replace(before, party=before.party or person.party, role=before.role or person.role)
    return people


def reading_of(document: Document, id: str) -> Reading:
    """A document as it is read, as the source of such an id."""
    layout = read_layout(document.text)
    parts = (layout.page_starts, layout.sections, layout.furniture, document.first_page)
    return read(Source(id, document.name, document.text, *parts), layout.lines, document.head)


def case_id(header: Header, file: str) -> str:
    """The id of a case: its reference number, or else the name of its file."""
    return slug(header.reference or "") or slug(PurePath(file).stem) or "arende"


def slug(text: str) -> str:
    """Letters a-z and figures with single hyphens between: "KS 2020/1616" is ks-2020-1616."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")[:60].strip("-")


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number when it is taken already; notes it as taken."""
    chosen, count = name, 1
    while chosen in taken:
        count += 1
        chosen = f"{name}-{count}"
    taken.add(chosen)
    return chosen


def _inside(claim: FoundPosition, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin <= claim.start < end for begin, end in spans)


def _common(headers: Sequence[Header]) -> Header:
    """One header of several: what the first does not say, the next may."""
    first = headers[0]
    for other in headers[1:]:
        first = replace(
            first,
            reference=first.reference or other.reference,
            municipality=first.municipality or other.municipality,
            body=first.body or other.body,
            document_type=first.document_type or other.document_type,
            date=first.date or other.date,
        )
    return first
