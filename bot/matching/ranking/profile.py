"""Profiles: what a fact offers a question besides its words - voice, units, dates, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from bot.knowledge.model import Amount, Assessment, Case, Fact, Goal, Knowledge, Position
from bot.language.measures.figures import Unit, figures, has_date, has_quantity_word, years
from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.lexicon import Lexicon
from bot.matching.ranking.gives import gives_reason, gives_time
from bot.matching.ranking.voices import Voice, Voices
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Index

_LIST_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")  # counts nothing
_INTRODUCES = re.compile(rf"(?::|\b{words_of(__file__).any_of('introduces')}\b(?:\W+\w+){{0,2}}\W*)$", re.IGNORECASE)
_HEADING_WORDS = 8  # at most
_ENDS = (".", "!", "?", ":")  # of a sentence
_HOLDER_WORDS = 6  # a summary says within so many words who thinks what it tells


@dataclass(frozen=True, slots=True)
class Profile:
    """What a fact has to offer.

    `voice` are the parties whose words it has, `statement` the id of what they say it in, `mentions` the parties its
    quotes name, `people` the known people who say it or are named in it, `units` the kinds of figures its quotes give,
    `holders` the stems of whoever it lets speak, `length` the words of its quotes; `introduces` tells whether they only
    say that something follows, `heading` whether they are no sentence, `reason` and `time` whether they give one.
    """

    voice: tuple[str, ...]
    statement: str | None
    mentions: frozenset[str]
    people: frozenset[str]
    units: frozenset[Unit]
    figures: frozenset[float]
    years: frozenset[int]
    year: bool
    date: bool
    quantity: bool
    name: bool
    holders: frozenset[str]
    header: frozenset[str]
    about: frozenset[str]
    length: int
    introduces: bool
    heading: bool
    reason: bool
    time: bool

    @property
    def kinds(self) -> tuple[bool, ...]:
        """Whether it gives each kind of thing that a word may ask for: the rows of `Learned.kinds`, in their order."""
        units = (Unit.MONEY in self.units, Unit.PERCENT in self.units, Unit.COUNT in self.units)
        return (*units, self.date, self.year, self.name, self.reason, self.time)


class Profiles(Sequence[Profile]):
    """The profile of each fact of the index, by the fact's number; each is made when it is first asked for."""

    def __init__(self, index: Index, knowledge: Knowledge) -> None:
        self._index = index
        self._voices = {case.id: Voices(case) for case in knowledge.cases.values()}
        self._headers = {case.id: _header(case, index.lexicon) for case in knowledge.cases.values()}
        self._years = {case.id: _case_years(case) for case in knowledge.cases.values()}
        self._made: dict[int, Profile] = {}

    def __len__(self) -> int:
        return len(self._index.facts)

    @overload
    def __getitem__(self, number: int) -> Profile: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Profile]: ...

    def __getitem__(self, number: int | slice) -> Profile | Sequence[Profile]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Profile:
        fact = self._index.facts[number]
        return _profile(
            fact,
            self._voices[fact.case].get(fact.id, Voice()),
            self._headers[fact.case],
            self._years[fact.case],
            _described(number, self._index),
            self._index.lexicon,
        )


def _profile(
    fact: Fact,
    voice: Voice,
    header: frozenset[str],
    case_years: frozenset[int],
    about: frozenset[str],
    lexicon: Lexicon,
) -> Profile:
    text = " ".join(quote.display_text for quote in fact.quotes)
    tokens = tokenize(text)
    found = figures(" ".join(_LIST_NUMBER.sub("", quote.display_text) for quote in fact.quotes))
    people = lexicon.people.find(tokens, misspelled=False).names
    mentions = lexicon.parties.find(tokens).letters
    by = fact.by if isinstance(fact, Position) else ()
    units = {figure.unit for figure in found}
    if isinstance(fact, Amount):
        units.add(_unit_of(fact))
    return Profile(
        voice=voice.parties,
        statement=voice.statement,
        mentions=frozenset(mentions),
        people=frozenset((*people, *by, *voice.people)),
        units=frozenset(units),
        figures=frozenset(figure.value for figure in found),
        years=frozenset(years(text)) | case_years,
        year=bool(years(text)),
        date=has_date(text),
        quantity=has_quantity_word(text) or isinstance(fact, Amount),
        name=bool(people or mentions or by or voice.parties or voice.people)
        or any(t.text[0].isupper() for t in tokens[1:]),
        holders=_holders(fact, (*by, *voice.people), lexicon),
        header=header,
        about=about,
        length=len(tokens),
        introduces=bool(_INTRODUCES.search(text)),
        heading=len(tokens) <= _HEADING_WORDS and not text.rstrip().endswith(_ENDS),
        reason=gives_reason(text),
        time=gives_time(text),
    )


def _described(number: int, index: Index) -> frozenset[str]:
    """The stems of a fact's description: its summary and topics."""
    own = (entry for entry in index.entries_of[number] if index.entries[entry].field is Field.SUMMARY)
    return frozenset().union(*(index.stems[entry] for entry in own))


def _unit_of(amount: Amount) -> Unit:
    (figure, *_) = figures(f"1 {amount.unit}") or (None,)
    return figure.unit if figure is not None else Unit.COUNT


def _case_years(case: Case) -> frozenset[int]:
    named = set(years(" ".join(filter(None, (case.title, case.reference)))))
    return frozenset(named | ({case.date.year} if case.date else set()))


def _header(case: Case, lexicon: Lexicon) -> frozenset[str]:
    parts = (case.title, case.body, case.municipality, case.document_type, case.reference)
    header = set(lexicon.terms(" ".join(filter(None, parts))))
    if case.date:
        header.add(str(case.date.year))
    return frozenset(header)


def _holders(fact: Fact, speakers: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    first = tokenize(fact.summary)[:_HOLDER_WORDS]
    holders = {lexicon.stem(token, "sv") for token in first}
    holders.update(lexicon.stems.stem(word) for name in speakers for word in lexicon.people.roles_of(name))
    if isinstance(fact, Goal):
        for assessment in fact.assessments:
            holders |= _stems(assessment, lexicon)
    return frozenset(holders)


def _stems(assessment: Assessment, lexicon: Lexicon) -> set[str]:
    return {lexicon.stem(token, "sv") for token in tokenize(assessment.by)}
