"""The cohort: what other documents have of a question, whatever these say of it, and whoever is asked.

In a short document every word is rare and every passage is far from most questions. Held against other documents this
can be told from a question that has no answer: by how common its words are there, and by how near its meaning comes
to their passages (the T-norm of Auckenthaler, Carey and Lloyd-Thomas, https://doi.org/10.1006/dspr.1999.0360).
tests/benchmarks/make_cohort.py makes what is shipped of it, of invented documents.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy

from bot.matching.query.question import Concept
from bot.matching.retrieval.rows import Vectors

NEAREST = 10  # passages whose mean is what other documents have
WORDS, VECTORS = "words.json", "vectors.npy"
_SPREAD = 0.2  # of cosines, on which differences are told


@dataclass(frozen=True)
class Cohort:
    """How many paragraphs it has, and how many of them each stem; of stems that one has nothing is kept.

    `encoder` is the name of what made the vectors of some of its passages.
    """

    encoder: str
    paragraphs: int
    having: Mapping[str, int]

    def rarity(self, concept: Concept) -> float:
        """The inverse document frequency of a concept's own word, in the cohort."""
        most = max(concept.stems.values())
        return min(self._rarity(stem) for stem, weight in concept.stems.items() if weight == most)

    def _rarity(self, stem: str) -> float:
        return math.log((self.paragraphs + 1) / (self.having.get(stem, 0) + 0.5))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question and its best fact stand against the cohort.

    `rare_had` is the rarity of what the fact has of it, `rarest_had` that of the rarest, and `rarest_missing` that of
    the rarest that it lacks, in tens; `ahead` and `best_ahead` are by how much the nearest of all entries, and the
    fact's own words, are nearer in meaning than what other documents have: 0 without an encoder.
    """

    rare_had: float = 0.0
    rarest_had: float = 0.0
    rarest_missing: float = 0.0
    ahead: float = 0.0
    best_ahead: float = 0.0


def standing(
    had: Sequence[tuple[Concept, bool]],
    vector: Vectors | None,
    nearest: float,
    own: float,
    passages: Vectors | None = None,
) -> Standing:
    """How a question stands that means `vector`, by its concepts and whether its best fact has each.

    `nearest` is the highest cosine of any entry with it, and `own` that of the fact's own words. `passages` are the
    cohort's vectors where they are not those that ship.
    """
    cohort = read_cohort()
    rare, lacking = ([cohort.rarity(concept) / 10 for concept, has in had if has is one] for one in (True, False))
    others = None if vector is None else _of_others(vector, read_vectors() if passages is None else passages)
    return Standing(
        rare_had=sum(rare),
        rarest_had=max(rare, default=0.0),
        rarest_missing=max(lacking, default=0.0),
        ahead=0.0 if others is None else (nearest - others) / _SPREAD,
        best_ahead=0.0 if others is None else (own - others) / _SPREAD,
    )


def _of_others(vector: Vectors, passages: Vectors) -> float | None:
    """The mean cosine of the nearest passages of the cohort; None with an encoder of another kind."""
    if passages.shape[1] != len(vector):
        return None
    cosines = numpy.vecdot(passages, vector)
    return float(numpy.partition(cosines, -NEAREST)[-NEAREST:].mean())


@cache
def read_cohort() -> Cohort:
    """The cohort that ships."""
    return Cohort(**json.loads(files("bot.matching.cohort").joinpath(WORDS).read_text(encoding="utf-8")))


@cache
def read_vectors() -> Vectors:
    """The vectors of the cohort that ships, a row each."""
    with as_file(files("bot.matching.cohort").joinpath(VECTORS)) as file:
        return vectors_of(file)


def vectors_of(file: Path) -> Vectors:
    """The vectors of a cohort as make_cohort.py writes them. Raises OSError."""
    from bot.matching.retrieval.rows import unpacked

    rows = numpy.load(file)
    return unpacked([row.tobytes() for row in rows], rows.shape[1])
