"""Word vectors: what a word means by itself, in a table that is read without an encoder.

tests/benchmarks/teach_words.py makes the table: what multilingual-e5 says of single words, in few numbers, which are
learned from questions and what answers them. Words are kept by the hashes of their stems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float32]
TABLE = "words.npz"
_SHORTEST_PART = 4  # letters of a part of a compound
_LONGEST = 40  # letters; longer strings are noise


@dataclass(frozen=True)
class Meant:
    """What some words mean: a row for each, 0 where it is unknown; how rare it is; and 1 where it is unknown."""

    rows: Numbers
    rarities: Numbers
    unknown: Numbers


@dataclass(frozen=True)
class WordVectors:
    """The vectors of words, by the hashes of their stems in order, each row to be multiplied by its length; and how
    rare each word is. `rarest` is the rarity of one that is unknown."""

    keys: NDArray[numpy.uint64]
    rows: NDArray[numpy.int8] | Numbers
    lengths: Numbers
    rarities: Numbers
    rarest: float

    def meant(self, stems: Sequence[str], language: str = "sv") -> Meant:
        """What words mean by their folded stems; an unknown compound means what its parts do together."""
        rows = numpy.zeros((len(stems), self.rows.shape[1]), numpy.float32)
        rarities = numpy.full(len(stems), self.rarest, numpy.float32)
        unknown = numpy.ones(len(stems), numpy.float32)
        for number, places in enumerate(self.places(stems, language)):
            for place in places:
                rows[number] += self.rows[place] * self.lengths[place]
                unknown[number] = 0.0
            if len(places) == 1:
                rarities[number] = self.rarities[places[0]]
        return Meant(rows, rarities, unknown)

    def places(self, stems: Sequence[str], language: str = "sv") -> list[tuple[int, ...]]:
        """Where each word, or the parts of one that is unknown, stand in the table."""
        found = self._found([key_of(stem, language) for stem in stems])
        if language != "sv":  # a name, or a Swedish word in an English question
            swedish = self._found([key_of(stem) for stem in stems])
            found = [other if place < 0 else place for place, other in zip(found, swedish, strict=True)]
        return [(place,) if place >= 0 else self._parts(stem) for stem, place in zip(stems, found, strict=True)]

    def _parts(self, stem: str) -> tuple[int, ...]:
        """Where the two parts of an unknown compound stand, whose shorter one is longest; () where it has none."""
        if not stem.isalpha() or len(stem) > _LONGEST:
            return ()
        cuts = range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1)
        heads = [(cut, head) for cut in cuts for head in _as_words(stem[:cut])]
        first = self._found([key_of(head) for _, head in heads])
        second = self._found([key_of(stem[cut:]) for cut, _ in heads])
        both = [
            (min(cut, len(stem) - cut), one, other)
            for (cut, _), one, other in zip(heads, first, second, strict=True)
            if one >= 0 and other >= 0
        ]
        return max(both)[1:] if both else ()

    def _found(self, keys: Sequence[int]) -> list[int]:
        """The place of each key in the table, or -1."""
        wanted = numpy.array(keys, dtype=numpy.uint64)
        places = numpy.minimum(numpy.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return [int(place) if here else -1 for place, here in zip(places, self.keys[places] == wanted, strict=True)]


def read_table(file: Path) -> WordVectors:
    """The table in a file, as teach_words.py writes it."""
    with file.open("rb") as content, numpy.load(content) as arrays:
        keys, rows, lengths, rarities = (arrays[name] for name in ("keys", "rows", "lengths", "rarities"))
        rarest = float(arrays["rarest"])
    return WordVectors(keys, rows, lengths.astype(numpy.float32), rarities.astype(numpy.float32), rarest)


def key_of(stem: str, language: str = "sv") -> int:
    """The key of a folded stem."""
    return int.from_bytes(hashlib.blake2b(f"{language}:{stem}".encode(), digest_size=8).digest(), "big")


def _as_words(head: str) -> tuple[str, ...]:
    """What the first part of a compound may be as a stem: itself, or without the "s" that links it."""
    return (head, head[:-1]) if head.endswith("s") else (head,)
