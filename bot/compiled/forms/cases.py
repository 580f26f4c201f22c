"""A case as bytes: JSON with lists for tuples, in which a quote is its source and span, and a text stands once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.compiled.forms.packing import packed, unpacked
from bot.knowledge.model import (
    Amount,
    Assessment,
    Attachment,
    Case,
    Decision,
    Detail,
    Fact,
    Goal,
    Kind,
    Party,
    Passage,
    Person,
    Position,
    Stance,
    Status,
    Votes,
)
from bot.knowledge.source import Quote, Section, Source


def write_case(case: Case, folder: Path) -> bytes:
    """The bytes of a case whose files lie in a folder; its sources' files are named from there."""
    return packed(
        {
            "header": [case.id, case.title, case.reference, case.municipality, case.body, case.document_type],
            "date": None if case.date is None else case.date.isoformat(),
            "more": [case.meeting, case.contact, case.unanswered],
            "sources": [_source(source, folder) for source in case.sources.values()],
            "facts": [_fact(fact) for fact in case.facts],
            "passages": [[fact.id, fact.summary, _quotes(fact.quotes)] for fact in case.passages],
            "people": [[p.name, p.party, p.role, p.called] for p in case.people],
            "attachments": [[a.number, a.title] for a in case.attachments],
            "parties": [party_tree(party) for party in case.parties],
        }
    )


def read_case(data: bytes, folder: Path | None) -> Case:
    """The case of some bytes. Its sources hand out files of `folder`, or none where that is None."""
    tree = unpacked(data)
    id_, title, reference, municipality, body, document_type = tree["header"]
    meeting, contact, unanswered = tree["more"]
    sources = {source.id: source for source in (_read_source(part, folder) for part in tree["sources"])}
    return Case(
        id=id_,
        title=title,
        sources=sources,
        facts=tuple(_read_fact(part, id_, sources) for part in tree["facts"]),
        passages=tuple(
            Passage(fact, id_, summary, _read_quotes(quotes, sources)) for fact, summary, quotes in tree["passages"]
        ),
        reference=reference,
        municipality=municipality,
        body=body,
        document_type=document_type,
        date=None if tree["date"] is None else date.fromisoformat(tree["date"]),
        people=tuple(Person(name, party, role, tuple(called)) for name, party, role, called in tree["people"]),
        attachments=tuple(Attachment(number, title) for number, title in tree["attachments"]),
        parties=tuple(map(read_party, tree["parties"])),
        unanswered=tuple(unanswered),
        meeting=meeting,
        contact=contact,
    )


def party_tree(party: Party) -> list[object]:
    """A party as plain values."""
    return [party.letter, party.name, party.name_en, party.aliases]


def read_party(tree: Sequence[Any]) -> Party:
    """The party of plain values."""
    letter, name, name_en, aliases = tree
    return Party(letter, name, name_en, tuple(aliases))


def _source(source: Source, folder: Path) -> list[object]:
    sections = [[section.title, section.start, section.level] for section in source.sections]
    file = None if source.file is None else source.file.relative_to(folder).as_posix()
    parts = [source.page_starts, sections, source.furniture, source.first_page, file]
    return [source.id, source.title, source.text, *parts]


def _read_source(tree: Sequence[Any], folder: Path | None) -> Source:
    id_, title, text, page_starts, sections, furniture, first_page, file = tree
    return Source(
        id_,
        title,
        text,
        tuple(page_starts),
        tuple(Section(*section) for section in sections),
        tuple((start, end) for start, end in furniture),
        first_page,
        None if folder is None or file is None else folder / file,
    )


def _quotes(quotes: Iterable[Quote]) -> list[list[object]]:
    return [[quote.source, quote.start, quote.end] for quote in quotes]


def _read_quotes(tree: Iterable[Sequence[Any]], sources: Mapping[str, Source]) -> tuple[Quote, ...]:
    return tuple(sources[source].quote(start, end) for source, start, end in tree)


def _fact(fact: Fact) -> list[object]:
    common = [fact.id, fact.summary, _quotes(fact.quotes), fact.summary_en, fact.about, fact.questions]
    return [fact.kind.value, common, _own(fact)]


def _own(fact: Fact) -> list[object]:
    """What only facts of its kind have."""
    match fact:
        case Decision():
            votes = None if fact.votes is None else [fact.votes.yes, fact.votes.no, fact.votes.abstained]
            return [fact.number, fact.status.value, fact.by, votes]
        case Amount():
            return [fact.value, fact.unit, fact.what, fact.period]
        case Goal():
            assessments = [[one.by, one.outcome, _quotes(one.quotes)] for one in fact.assessments]
            return [fact.name, fact.level, assessments]
        case Position():
            return [fact.party, fact.form, fact.by, fact.stance.value, fact.part_of]
        case Detail():
            return [fact.topic]
    return []


def _read_fact(tree: Sequence[Any], case_id: str, sources: Mapping[str, Source]) -> Fact:
    kind, (id_, summary, quotes, summary_en, about, questions), own = tree
    common = (id_, case_id, summary, _read_quotes(quotes, sources), summary_en, tuple(about), tuple(questions))
    match Kind(kind):
        case Kind.DECISION:
            number, status, by, votes = own
            return Decision(*common, number, Status(status), by, None if votes is None else Votes(*votes))
        case Kind.AMOUNT:
            return Amount(*common, *own)
        case Kind.GOAL:
            name, level, assessments = own
            judged = (Assessment(by, outcome, _read_quotes(said, sources)) for by, outcome, said in assessments)
            return Goal(*common, name, level, tuple(judged))
        case Kind.POSITION:
            party, form, by, stance, part_of = own
            return Position(*common, tuple(party), form, tuple(by), Stance(stance), part_of)
        case Kind.DETAIL:
            return Detail(*common, *own)
        case Kind.PASSAGE:
            return Passage(*common)
