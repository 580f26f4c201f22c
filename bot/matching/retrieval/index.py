"""The index: entries that are searched by our own stems and character n-grams, in memory."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy

from bot.knowledge.model import Fact, Knowledge
from bot.matching.query.lexicon import Lexicon
from bot.matching.retrieval.analysis import Analysed, analyse
from bot.matching.retrieval.entries import (
    GAP,
    OWN,
    PARAGRAPH,
    Entry,
    Field,
    Paragraph,
    findable,
    paragraphs,
    searched,
)
from bot.matching.retrieval.places import Groups, Places
from bot.matching.retrieval.postings import STEMS, Scores

Analyser = Callable[[Knowledge, Sequence[str]], tuple[Analysed, Lexicon]]
_HITS = 400
NOTHING = -1
"""Stands for no entry."""
_MOST_KEPT = 200_000  # strangers' words must not fill the memory


@dataclass(frozen=True)
class Hits:
    """What a search found, with scores from 0.

    `scores` and `entries` are the score and the number of the best entry of each fact, a row, on each field of its own,
    a column: 0 and `NOTHING` where none was found. `paragraphs` are the scores of the paragraphs, by their entries.
    """

    scores: Scores
    entries: Places
    paragraphs: Scores

    @cached_property
    def of_facts(self) -> Scores:
        """The score of each fact on all fields together."""
        together: Scores = self.scores.sum(axis=1)
        return together


class Index:
    """Facts, the entries they are found by, the lexicon of their words, and how rare each term is among the entries.

    `fact_of` is the fact of each entry, `folded` are its folded words and `stems` its terms; `entries_of` are the entry
    numbers of each fact, `questions_of` those of its curated questions, `gaps` those of questions that no fact answers,
    `fields` the field of each, `paragraph_of` the entry of the paragraph that each fact stands in,
    `case_of_paragraph` the case of each paragraph, by its entry.
    `analysed` makes the analysis of the texts, where it is not to be read from the folder `cache` or kept there.
    """

    def __init__(self, knowledge: Knowledge, cache: Path | None = None, analysed: Analyser | None = None) -> None:
        self.facts: tuple[Fact, ...] = findable(knowledge)
        stretches = tuple(paragraphs(knowledge))
        self.entries: tuple[Entry, ...] = searched(knowledge, self.facts, stretches)
        self.fact_of: tuple[int, ...] = tuple(entry.fact for entry in self.entries)
        self._owners: Places = numpy.array(self.fact_of, dtype=numpy.int64)
        self.fields: Places = numpy.array([entry.field for entry in self.entries], dtype=numpy.int64)
        self.case_of_paragraph = tuple(stretch.case for stretch in stretches)
        self.paragraph_of: tuple[int | None, ...] = tuple(_places(self.facts, stretches))
        texts = [entry.text for entry in self.entries]
        analysis, self.lexicon = analysed(knowledge, texts) if analysed else analyse(knowledge, texts, cache)
        self.folded: Sequence[str] = analysis.folded
        self.stems: Sequence[frozenset[str]] = _Stems(analysis.terms)
        self.entries_of: tuple[tuple[int, ...], ...] = self._group()
        self.questions_of = tuple(
            tuple(number for number in group if self.entries[number].field is Field.QUESTION)
            for group in self.entries_of
        )
        self.gaps: tuple[int, ...] = tuple(number for number, fact in enumerate(self.fact_of) if fact == GAP)
        self._rarity: dict[tuple[str, str], float] = {}
        self._weight: dict[int, float] = {}
        self._texts = analysis.searched()

    def rarity(self, term: str, field: str = "stems") -> float:
        """The inverse document frequency of a term, by tantivy's own formula (Lucene's BM25).

        It is highest for unknown terms.
        """
        key = (term, field)
        if (rarity := self._rarity.get(key)) is None:
            size, having = len(self.entries), len(self._texts.having(term, field))
            rarity = math.log(1 + (size - having + 0.5) / (having + 0.5))
            if len(self._rarity) < _MOST_KEPT:
                self._rarity[key] = rarity
        return rarity

    def weight(self, entry: int) -> float:
        """The rarities of an entry's terms together."""
        if (weight := self._weight.get(entry)) is None:
            weight = self._weight[entry] = sum(map(self.rarity, self.stems[entry]))
        return weight

    def entries_on(self, fact: int, *fields: Field) -> list[int]:
        """The entry numbers of a fact on some fields."""
        return [number for number in self.entries_of[fact] if self.entries[number].field in fields]

    def having(self, stem: str) -> Places:
        """The numbers of the entries that have a stem."""
        return self._texts.having(stem, STEMS)

    @cached_property
    def groups(self) -> Groups:
        """The entries of each fact."""
        return Groups.of(self.entries_of)

    def knows(self, stem: str) -> bool:
        """Whether any entry has the stem."""
        return bool(len(self.having(stem)))

    def search(self, weights: Mapping[str, float], field: str, without: frozenset[int] = frozenset()) -> Hits:
        """What is found for weighted terms.

        Scores are BM25 divided by what one occurrence of every term would give, so that 1 means about
        "has it all". Entries in `without` are passed over.
        """
        total = sum(weight * self.rarity(term, field) for term, weight in weights.items())
        scores = numpy.zeros((len(self.facts), len(OWN)))
        entries = numpy.full(scores.shape, NOTHING)
        around = numpy.zeros(len(self.case_of_paragraph))
        if total:
            numbers, found = self._texts.best(weights, field, _HITS)
            if without:
                left = ~numpy.isin(numbers, list(without))
                numbers, found = numbers[left], found[left]
            facts, fields = self._owners[numbers], self.fields[numbers]
            (own,) = numpy.nonzero(facts >= 0)
            own = own[::-1]  # what is set last stays: the best
            scores[facts[own], fields[own]] = found[own] / total
            entries[facts[own], fields[own]] = numbers[own]
            of_paragraphs = facts == PARAGRAPH
            around[numbers[of_paragraphs]] = found[of_paragraphs] / total
        return Hits(scores, entries, around)

    def _group(self) -> tuple[tuple[int, ...], ...]:
        groups: list[list[int]] = [[] for _ in self.facts]
        for number, entry in enumerate(self.entries):
            if entry.fact >= 0:
                groups[entry.fact].append(number)
        return tuple(map(tuple, groups))


def _places(facts: tuple[Fact, ...], stretches: tuple[Paragraph, ...]) -> Iterator[int | None]:
    """For each fact the number of the paragraph that its first quote begins in."""
    by_source: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, paragraph in enumerate(stretches):
        by_source.setdefault((paragraph.case, paragraph.source), []).append((paragraph.start, number))
    for fact in facts:
        quote = fact.quotes[0]
        starts = by_source.get((fact.case, quote.source), [])
        place = bisect_right(starts, quote.start, key=lambda start: start[0]) - 1
        yield starts[max(0, place)][1] if starts else None


class _Stems(Sequence[frozenset[str]]):
    """The stems of each of some texts of terms, taken apart when they are first asked for."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._made: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, number: int) -> frozenset[str]: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[frozenset[str]]: ...

    def __getitem__(self, number: int | slice) -> frozenset[str] | Sequence[frozenset[str]]:
        if isinstance(number, slice):
            return _Stems(self._terms[number])
        if (made := self._made.get(number)) is None:
            made = self._made[number] = frozenset(self._terms[number].split())
        return made
