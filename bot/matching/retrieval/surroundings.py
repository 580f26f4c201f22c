"""Surroundings: the paragraph that each fact stands in, and the fact before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from bot.matching.retrieval.entries import before
from bot.matching.retrieval.index import NOTHING, Index
from bot.matching.retrieval.places import Places


@dataclass(frozen=True)
class Surroundings:
    """Some facts: for each the entry of the paragraph around it, and the fact before it, or NOTHING."""

    facts: Places
    around: Places
    before: Places

    @classmethod
    def in_index(cls, index: Index) -> Surroundings:
        """Those of all facts of an index."""
        return cls(numpy.arange(len(index.facts)), _places(index.paragraph_of), _places(before(index.facts)))

    def of(self, facts: Sequence[int]) -> Surroundings:
        """Those of some facts."""
        places = numpy.array(facts, dtype=numpy.int64)
        return Surroundings(self.facts[places], self.around[places], self.before[places])


def at(values: NDArray[numpy.floating], places: Places) -> NDArray[numpy.floating]:
    """The values at some places, 0 where a place is NOTHING."""
    if not len(values):
        return numpy.zeros(len(places))
    return numpy.where(places == NOTHING, 0.0, values[places])


def _places(numbers: Sequence[int | None]) -> Places:
    return numpy.array([NOTHING if number is None else number for number in numbers], dtype=numpy.int64)
