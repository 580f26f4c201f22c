"""Coverage: how much of a question each entry and each fact has, its concepts weighed by their rarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy
from numpy.typing import NDArray

from bot.matching.query.question import Concept, Question
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Index

_LENIENT = 0.2  # a synonym or part counts for somewhat more than its weight in the search


@dataclass(frozen=True)
class Coverage:
    """Of one question: the share from 0 to 1 that each entry and each fact has.

    `in_one` is the most that a single entry of each fact has; `missing` is the rarity of the rarest concept that a fact
    lacks, as a share of the question's rarities; `found` tells for each fact which concepts it has, and `had` the
    rarities together of those of the question's terms that each entry has.
    """

    of_entry: NDArray[numpy.float32]
    had: NDArray[numpy.float32]
    of_fact: Sequence[float]
    in_one: Sequence[float]
    missing: Sequence[float]
    rarities: tuple[float, ...]
    found: Sequence[Sequence[bool]]

    def has(self, concept: int | None, fact: int) -> float:
        """1 where the fact has the concept of that number, -1 where it lacks it, 0 for None."""
        if concept is None:
            return 0.0
        return 1.0 if self.found[fact][concept] else -1.0


def cover(question: Question, index: Index, without: frozenset[int]) -> Coverage:
    """The coverage of a question; entries in `without` are passed over."""
    rarities = [_rarity(concept, index) for concept in question.concepts]
    if not any(rarities):  # nothing but measures: they are what there is
        rarities = [1.0] * len(rarities)
    credits = numpy.zeros((len(index.entries), len(rarities)), numpy.float32)
    for number, concept in enumerate(question.concepts):
        for stem, weight in sorted(concept.stems.items(), key=itemgetter(1)):  # what weighs most is set last
            credits[index.having(stem), number] = min(1.0, weight + _LENIENT)
    credits[list(without)] = 0.0
    shares = numpy.array(rarities, numpy.float32) / (sum(rarities) or 1.0)
    had = numpy.zeros(len(index.entries), numpy.float32)
    for term in question.terms:
        had[index.having(term)] += index.rarity(term)
    found = index.groups.highest(credits)
    of_entry = numpy.vecdot(credits, shares)
    return Coverage(
        of_entry,
        had,
        numpy.vecdot(found, shares).tolist(),
        index.groups.highest(of_entry).tolist(),
        numpy.where(found > 0, 0.0, shares).max(axis=1, initial=0.0).tolist(),
        tuple(rarities),
        (found > 0).tolist(),
    )


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
