"""How near each fact's texts come to a question in meaning: the best cosine of each field, for all facts at once."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy

from bot.matching.ranking.signals import OWN, Signals, stretch
from bot.matching.retrieval.groups import Groups
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.rows import Vectors


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

    def signals(self, fact: int, by_field: Vectors, cosines: Vectors) -> Signals:
        """The signals of one fact, and of the paragraph around it."""
        signals = dict(zip(_NAMES, by_field[fact].tolist(), strict=True))
        around = self._index.paragraph_of[fact]
        signals["paragraph_vector"] = stretch(float(cosines[around])) if around is not None else 0.0
        return signals

    @cached_property
    def _by_field(self) -> list[Groups]:
        """The entries of each fact on each field."""
        facts = range(len(self._index.facts))
        return [Groups.of([self._index.entries_on(fact, field) for fact in facts]) for field in OWN]


_NAMES = tuple(f"{field.name.lower()}_vector" for field in OWN)
