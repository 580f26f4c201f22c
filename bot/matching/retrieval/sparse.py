"""Learned terms: how alike texts are by what an encoder sees in their words, one by one.

Where a vector says what a text is about on the whole, its terms tell "who got the money" from "how much money".
Rare terms count for more, as words do (inverse document frequency).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.matching.retrieval.entries import Entry, Field
from bot.matching.retrieval.rows import Terms
from bot.matching.retrieval.vectors import SparseEncoder

if TYPE_CHECKING:
    from bot.matching.retrieval.rows import Vectors


def looked_at_again(entries: Sequence[Entry]) -> frozenset[str]:
    """The texts whose terms may be looked at: all but paragraphs; none where no fact has questions of its own.

    Terms take as long to make as vectors do.
    """
    if not any(entry.field is Field.QUESTION and entry.fact >= 0 for entry in entries):
        return frozenset()
    return frozenset(entry.text for entry in entries if entry.field is not Field.PARAGRAPH)


class SparseIndex:
    """The learned terms of the entries of an index."""

    def __init__(self, encoder: SparseEncoder, terms: Terms) -> None:
        import numpy

        self._encoder = encoder
        self._terms, weights = terms.numbers, terms.weights
        having = numpy.bincount(self._terms[weights > 0], minlength=encoder.vocabulary)
        self._rarity = numpy.log(1 + len(weights) / (1 + having)).astype(numpy.float32)
        self._weights = weights * self._rarity[self._terms]
        self._lengths = numpy.linalg.norm(self._weights, axis=1) + 1e-9

    def terms(self, text: str) -> Vectors:
        """The terms of a text that a person asks, each with its weight: one number for each term there is."""
        import numpy

        own = self._encoder.encode_terms([text])
        having = own.weights > 0
        terms = numpy.zeros(self._encoder.vocabulary, dtype=numpy.float32)
        terms[own.numbers[having]] = own.weights[having]
        return terms * self._rarity

    def cosines(self, asked: Vectors, entries: Sequence[int]) -> list[float]:
        """How alike what is asked and each of some entries are, from 0 to 1."""
        import numpy

        if not len(entries):
            return []
        places = list(entries)
        shared = (asked[self._terms[places]] * self._weights[places]).sum(axis=1)
        length = float(numpy.linalg.norm(asked)) or 1.0
        cosines: list[float] = (shared / (self._lengths[places] * length)).tolist()
        return cosines

    def covered(self, asked: Vectors, entries: Sequence[int]) -> float:
        """How much of what is asked some entries have between them, from 0 to 1."""
        import numpy

        total = float(asked.sum())
        if not total or not len(entries):
            return 0.0
        places = list(entries)
        had = numpy.zeros_like(asked)
        numpy.maximum.at(had, self._terms[places], self._weights[places])
        return float(numpy.minimum(asked, had).sum()) / total
