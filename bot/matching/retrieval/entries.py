"""Entries: the texts a fact can be found by, each in its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.knowledge.model import Amount, Case, Detail, Fact, Goal, Kind, Knowledge, Position
from bot.knowledge.source import Quote
from bot.knowledge.spans import covered, curated_spans

_SAME_WORDS = 0.5  # of a passage are quoted by facts that are found by questions of their own
PARAGRAPH = -2  # the number that stands for no fact, in entries of the paragraphs that facts stand in
_PARAGRAPH_LENGTH = 700  # characters, at most
GAP = -1  # the number that stands for no fact, in entries of questions that a case does not answer


class Field(IntEnum):
    """Whose words an entry has: a curated question, the curator's summary, the source, or the source around it."""

    QUESTION = 0
    SUMMARY = 1
    SOURCE = 2
    PARAGRAPH = 3


OWN = (Field.QUESTION, Field.SUMMARY, Field.SOURCE)
"""The fields of a fact's own texts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of one fact. `fact` is the fact's number in the index."""

    fact: int
    field: Field
    text: str


def findable(knowledge: Knowledge) -> tuple[Fact, ...]:
    """Every fact, and every passage besides those whose words curated facts quote: these are found as the facts."""
    return tuple(fact for case in knowledge.cases.values() for fact in (*case.facts, *_own_passages(case)))


def _own_passages(case: Case) -> Iterator[Fact]:
    taken = curated_spans(case)
    for passage in case.passages:
        quote = passage.quotes[0]
        if covered(quote, taken) < _SAME_WORDS * (quote.end - quote.start):
            yield passage


def entries(facts: tuple[Fact, ...], cases: Mapping[str, Case]) -> Iterator[Entry]:
    """The entries of the facts, in order."""
    for number, fact in enumerate(facts):
        for question in fact.questions:
            yield Entry(number, Field.QUESTION, question)
        for text in _descriptions(fact, cases[fact.case]):
            yield Entry(number, Field.SUMMARY, text)
        for quote in fact.quotes:
            yield Entry(number, Field.SOURCE, quote.display_text)


def searched(knowledge: Knowledge, facts: tuple[Fact, ...], stretches: Iterable[Paragraph]) -> tuple[Entry, ...]:
    """All entries of a knowledge, in the order of their numbers. `facts` are those that are findable, `stretches` its
    paragraphs.
    """
    around = (Entry(PARAGRAPH, Field.PARAGRAPH, stretch.text) for stretch in stretches)
    return (*around, *entries(facts, knowledge.cases), *gaps(knowledge))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a source, some sentences long, that facts stand in."""

    case: str
    source: str
    start: int
    end: int
    text: str


def paragraphs(knowledge: Knowledge) -> Iterator[Paragraph]:
    """The sources of the cases in stretches of some sentences, each with its case's title, in order."""
    for case in knowledge.cases.values():
        run: list[Quote] = []
        for quote in sorted((q for p in case.passages for q in p.quotes), key=lambda q: (q.source, q.start)):
            if run and (quote.source != run[0].source or quote.end - run[0].start > _PARAGRAPH_LENGTH):
                yield _paragraph(case, run)
                run = []
            run.append(quote)
        if run:
            yield _paragraph(case, run)


def _paragraph(case: Case, run: list[Quote]) -> Paragraph:
    sections = dict.fromkeys(quote.section for quote in run if quote.section and quote.section != case.title)
    text = " ".join([case.title, *sections, *(quote.display_text for quote in run)])
    return Paragraph(case.id, run[0].source, run[0].start, run[-1].end, text)


def gaps(knowledge: Knowledge) -> Iterator[Entry]:
    """The questions that the cases are known not to answer."""
    for case in knowledge.cases.values():
        for question in case.unanswered:
            yield Entry(GAP, Field.QUESTION, question)


def _descriptions(fact: Fact, case: Case) -> Iterator[str]:
    if not fact.questions:
        sections = dict.fromkeys(quote.section for quote in fact.quotes if quote.section)
        yield f"{' '.join(sections) or case.title}: {fact.quotes[0].display_text}"
    if fact.kind is Kind.PASSAGE:
        return
    yield " ".join([fact.summary, *fact.about, *_own_words(fact)])
    if fact.summary_en:
        yield fact.summary_en


def _own_words(fact: Fact) -> Iterator[str]:
    match fact:
        case Amount():
            yield from (fact.what, fact.unit)
        case Goal():
            yield from (fact.name, fact.level or "")
        case Position():
            yield from (fact.form, *fact.by)
        case Detail():
            yield fact.topic


def before(facts: Sequence[Fact]) -> list[int | None]:
    """For each fact the number of the one before it in its source, the last that ends before it begins; or None."""
    found: list[int | None] = [None] * len(facts)
    sources: dict[tuple[str, str], list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.quotes:
            sources.setdefault((fact.case, fact.quotes[0].source), []).append(number)
    for numbers in sources.values():
        numbers.sort(key=lambda number: facts[number].quotes[0].start)
        for place, number in enumerate(numbers):
            begins = facts[number].quotes[0].start
            found[number] = next(
                (numbers[p] for p in range(place - 1, -1, -1) if facts[numbers[p]].quotes[-1].end <= begins), None
            )
    return found
