"""How near each fact's texts come to a question in meaning: the best cosine of each field, for all facts at once."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy

from bot.matching.ranking.signals import Signals, stretch
from bot.matching.retrieval.entries import OWN, Field
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.places import Groups
from bot.matching.retrieval.rows import Vectors
from bot.matching.retrieval.surroundings import Surroundings, at


class Meaning:
    """Reads cosines of the entries of one index as signals of its facts."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def by_field(self, cosines: Vectors, without: Collection[int]) -> Vectors:
        """The best cosine of each fact's entries, stretched to 0 and up: a row for each fact, a column for each field.

        Entries in `without` are passed over.
        """
        stretched = stretch(cosines)
        stretched[list(without)] = 0.0
        best = numpy.stack([groups.highest(stretched) for groups in self._by_field], axis=1)
        return numpy.maximum(best, 0.0, out=best)

    def signals(self, near: Surroundings, by_field: Vectors, cosines: Vectors) -> list[Signals]:
        """The signals of some facts, and of what stands around and before them."""
        around = at(stretch(cosines), near.around)
        columns = [*by_field[near.facts].T, around, at(by_field[:, Field.SOURCE], near.before)]
        return [dict(zip(_NAMES, row, strict=True)) for row in numpy.stack(columns, axis=1).tolist()]

    @cached_property
    def _by_field(self) -> list[Groups]:
        """The entries of each fact on each field."""
        facts = range(len(self._index.facts))
        return [Groups.of([self._index.entries_on(fact, field) for fact in facts]) for field in OWN]


_NAMES = (*(f"{field.name.lower()}_vector" for field in Field), "before_vector")
