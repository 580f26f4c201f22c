"""Postings: texts' terms and where they stand, ready to be searched, with the scores that tantivy would give.

Of texts in memory this is quicker than a tantivy index, to make and to ask. Of n-grams only the words are kept that
have them: they are a tenth as many.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from bot.language.ngrams import count_ngrams
from bot.matching.retrieval.places import NO_PLACES, Places, highest

STEMS, GRAMS = "stems", "grams"
_K1, _B = 1.2, 0.75  # tantivy's
_EXACT = 40  # words of a text up to which its length counts as it is
Scores: TypeAlias = NDArray[numpy.float64]
_NO_SCORES: Scores = numpy.empty(0)


@dataclass(frozen=True)
class Postings:
    """The numbers of the texts that have a term, each as often as it has it; and how many terms each text has."""

    of: Mapping[str, Sequence[int]]
    lengths: Sequence[int]


def postings_of(texts: Iterable[str]) -> Postings:
    """The postings of texts of terms, with blanks between."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    lengths = []
    for number, text in enumerate(texts):
        terms = text.split()
        lengths.append(len(terms))
        for term in terms:
            of[term].append(number)
    return Postings(dict(of), lengths)


def gram_lengths(texts: Iterable[str]) -> list[int]:
    """How many n-grams the words of each text have."""
    return [count_ngrams(text.split()) for text in texts]


class PostingsText:
    """Texts, by their numbers, that are found by their stems, or by the n-grams of their words.

    `stems` and `words` are their postings, and `grams` tells how many n-grams each text has.
    """

    def __init__(self, stems: Postings, words: Postings, grams: Sequence[int]) -> None:
        self._stems = stems
        self._words = words
        self._spelled = "\n".join([f"_{word}_" for word in words.of])
        self._lengths = {STEMS: _Lengths(stems.lengths)}
        self._grams = grams
        self._known: dict[tuple[str, str], tuple[Places, Scores]] = {}

    def having(self, term: str, field: str) -> Places:
        """The numbers of the texts that have a term."""
        return self._scored(term, field)[0]

    def best(self, weights: Mapping[str, float], field: str, limit: int) -> tuple[Places, Scores]:
        """The numbers and the scores of the best texts for weighted terms; of like ones the first comes first."""
        found = numpy.zeros(len(self._grams))
        for term, weight in weights.items():
            numbers, scores = self._scored(term, field)
            found[numbers] += weight * scores
        numbers = highest(found, limit)
        return numbers, found[numbers]

    def _scored(self, term: str, field: str) -> tuple[Places, Scores]:
        """The texts that have a term, and what it gives each by itself. Those of known terms are kept, and no
        stranger's.
        """
        if (scored := self._known.get((field, term))) is None:
            often = Counter(self._stems.of.get(term, ()) if field == STEMS else self._having_gram(term))
            if not often:
                return NO_PLACES, _NO_SCORES
            lengths = self._lengths.get(field) or self._lengths.setdefault(field, _Lengths(self._grams))
            scored = self._known[field, term] = lengths.scored(often)
        return scored

    def _having_gram(self, gram: str) -> Iterator[int]:
        """The texts with an n-gram, each as often as it has it."""
        spelled, words = self._spelled, self._words.of
        place = spelled.find(gram)
        while place >= 0:
            start, end = spelled.rfind("\n", 0, place) + 1, spelled.find("\n", place)
            yield from words[spelled[start + 1 : end - 1 if end >= 0 else -1]]
            place = spelled.find(gram, place + 1)


class _Lengths:
    """The lengths of texts, by which tantivy weighs how often a term occurs."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._size = len(lengths)
        mean = sum(lengths) / self._size if self._size else 0.0
        self._norm = numpy.array([_K1 * (1 - _B + _B * _rounded(length) / mean) if mean else 0.0 for length in lengths])

    def scored(self, often: Mapping[int, int]) -> tuple[Places, Scores]:
        """The numbers of the texts that a term occurs in, so often each, and its BM25 there."""
        weight = math.log(1 + (self._size - len(often) + 0.5) / (len(often) + 0.5)) * (1 + _K1)
        numbers = numpy.fromiter(often, numpy.int64, len(often))
        counts = numpy.fromiter(often.values(), numpy.float64, len(often))
        return numbers, weight * counts / (counts + self._norm[numbers])


def _rounded(length: int) -> int:
    """A text's length as tantivy keeps it, in a byte: Lucene's, exact up to 40, then by four bits."""
    return length if length <= _EXACT else _KEPT[bisect_right(_KEPT, length) - 1]


_KEPT = [*range(_EXACT), *(24 + (8 + step << shift) for shift in range(1, 28) for step in range(8))]
