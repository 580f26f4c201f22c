"""Learned terms: how alike texts are by what an encoder sees in their words, one by one.

Where a vector says what a text is about on the whole, its terms tell "who got the money" from "how much money".
Rare terms count for more, as words do (inverse document frequency).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.matching.retrieval.vectors import HEAVIEST, SparseEncoder

if TYPE_CHECKING:
    from bot.matching.retrieval.vectors import Rows, Vectors


class SparseIndex:
    """The learned terms of the entries of an index, from rows as `SparseEncoder` makes them."""

    def __init__(self, encoder: SparseEncoder, rows: Rows) -> None:
        import numpy

        self._encoder = encoder
        self._terms, weights = _unpacked(rows)
        having = numpy.bincount(self._terms[weights > 0], minlength=encoder.vocabulary)
        self._rarity = numpy.log(1 + len(rows) / (1 + having)).astype(numpy.float32)
        self._weights = weights * self._rarity[self._terms]
        self._lengths = numpy.linalg.norm(self._weights, axis=1) + 1e-9

    def terms(self, text: str) -> Vectors:
        """The terms of a text that a person asks, each with its weight: one number for each term there is."""
        import numpy

        numbers, weights = _unpacked(self._encoder.encode_terms([text]))
        terms = numpy.zeros(self._encoder.vocabulary, dtype=numpy.float32)
        terms[numbers[weights > 0]] = weights[weights > 0]
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


def _unpacked(rows: Rows) -> tuple[Rows, Vectors]:
    """The numbers of the terms in each row, and their weights."""
    import numpy

    return rows[:, :HEAVIEST], rows[:, HEAVIEST:].view(numpy.float16).astype(numpy.float32)
