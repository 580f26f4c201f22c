"""Coverage: how much of a question each entry and each fact has, its concepts weighed by their rarity."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.query.question import Concept, Question
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Index

_LENIENT = 0.2  # a synonym or part counts for somewhat more than its weight in the search


@dataclass(frozen=True)
class Coverage:
    """Of one question: the share from 0 to 1 that each entry and each fact has, those that have none left out.

    `in_one` is the most that a single entry of each fact has; `missing` is the rarity of the rarest concept that a fact
    lacks, on a scale to 1, by fact.
    """

    of_entry: dict[int, float]
    of_fact: dict[int, float]
    in_one: dict[int, float]
    rarities: tuple[float, ...]
    found: tuple[dict[int, float], ...]

    def has(self, concept: int | None, fact: int) -> float:
        """1 where the fact has the concept of that number, -1 where it lacks it, 0 for None."""
        if concept is None:
            return 0.0
        return 1.0 if fact in self.found[concept] else -1.0

    def missing(self, fact: int) -> float:
        """How rare the rarest concept is that the fact lacks, as a share of the question's rarities."""
        lacking = [r for r, found in zip(self.rarities, self.found, strict=True) if fact not in found]
        total = sum(self.rarities)
        return max(lacking, default=0.0) / total if total else 0.0


def cover(question: Question, index: Index, without: frozenset[int]) -> Coverage:
    """The coverage of a question; entries in `without` are passed over."""
    rarities = [_rarity(concept, index) for concept in question.concepts]
    if not any(rarities):  # nothing but measures: they are what there is
        rarities = [1.0] * len(rarities)
    total = sum(rarities) or 1.0
    of_entry: dict[int, float] = {}
    of_fact: dict[int, float] = {}
    found: list[dict[int, float]] = []
    for concept, rarity in zip(question.concepts, rarities, strict=True):
        entries: dict[int, float] = {}
        for stem, weight in concept.stems.items():
            credit = min(1.0, weight + _LENIENT)
            for entry in index.postings.get(stem, ()):
                if entries.get(entry, 0.0) < credit and entry not in without:
                    entries[entry] = credit
        facts: dict[int, float] = {}
        for entry, credit in entries.items():
            of_entry[entry] = of_entry.get(entry, 0.0) + credit * rarity / total
            fact = index.fact_of[entry]
            if fact >= 0 and facts.get(fact, 0.0) < credit:
                facts[fact] = credit
        for fact, credit in facts.items():
            of_fact[fact] = of_fact.get(fact, 0.0) + credit * rarity / total
        found.append(facts)
    in_one: dict[int, float] = {}
    for entry, share in of_entry.items():
        fact = index.fact_of[entry]
        if share > in_one.get(fact, 0.0):
            in_one[fact] = share
    return Coverage(of_entry, of_fact, in_one, tuple(rarities), tuple(found))


def mentioned(question: Question, index: Index, fact: int) -> float:
    """The share of a question that a fact's own words have, those of its curated questions left out."""
    own = [index.stems[n] for n in index.entries_of[fact] if index.entries[n].field is not Field.QUESTION]
    words = frozenset().union(*own)
    rarities = [_rarity(concept, index) for concept in question.concepts]
    had = sum(r for r, c in zip(rarities, question.concepts, strict=True) if not words.isdisjoint(c.stems))
    return had / sum(rarities) if any(rarities) else 0.0


def _rarity(concept: Concept, index: Index) -> float:
    if concept.measure:
        return 0.0
    return max(index.rarity(stem) * min(1.0, weight + 2 * _LENIENT) for stem, weight in concept.stems.items())
