"""What is learned of words besides their vectors, from questions and what answers them (teach_words.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy

from bot.matching.meanings.word_vectors import TABLE, Meant, Numbers, WordVectors, read_table

LEARNED = "learned.npz"
MATRICES = ("asked", "leaning", "kinds")
NUMBERS = ("rarity", "stop", "unknown", "base", "knee", "around", "met", "together")
_LEAST = 1e-4


@dataclass(frozen=True)
class Learned:
    """What the vectors of a question's words are multiplied by (`asked`), to be held against those of passages.

    A word counts for softplus(`rarity` * its rarity + `stop` if it is a function word + `unknown` if it is unknown +
    `base` + its vector @ `leaning`). Cosines count from `knee` on, those of the words around a fact `around` as much;
    `kinds` has a row for each of what a passage may give. In a fact's sum what is met counts `met`, and the cosine of
    all words together `together`.
    """

    asked: Numbers
    leaning: Numbers
    kinds: Numbers
    rarity: float
    stop: float
    unknown: float
    base: float
    knee: float
    around: float
    met: float
    together: float

    def counts(self, meant: Meant, function_words: Iterable[bool]) -> Numbers:
        """What each word of a question counts."""
        stops = numpy.array(list(function_words), dtype=numpy.float32)
        sums = self.rarity * meant.rarities + self.stop * stops + self.unknown * meant.unknown + self.base
        counts: Numbers = numpy.logaddexp(0.0, sums + meant.rows @ self.leaning) + _LEAST
        return counts


def read_learned(file: Path) -> Learned:
    """What a file has, as teach_words.py writes it."""
    with file.open("rb") as content, numpy.load(content) as arrays:
        matrices = (arrays[name].astype(numpy.float32) for name in MATRICES)
        numbers = (float(arrays[name]) for name in NUMBERS)
        return Learned(*matrices, *numbers)


@cache
def shipped() -> tuple[WordVectors, Learned]:
    """The vectors of words, and what is learned besides, that ship."""
    folder = Path(str(files("bot.matching.meanings")))
    return read_table(folder / TABLE), read_learned(folder / LEARNED)


def normalised(rows: Numbers) -> Numbers:
    """Rows, or one, of length 1; those of nothing stay 0."""
    scaled: Numbers = rows / (numpy.linalg.norm(rows, axis=-1, keepdims=True) + _LEAST)
    return scaled
