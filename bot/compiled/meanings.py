"""The meanings: vectors of a bundle's entries, in files that grow behind it while it is served by words.

A row is eight bits a number (see rows.py) in one file. In another are the signs of the numbers, less those of a centre:
these are walked to find what is near, and the rows of what was found are compared. The centre matters, as an encoder's
vectors all point much the same way: without it 4 of the nearest 10 are among 100 found by signs, with it 9 (of 8,000).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.matching.retrieval.rows import unpacked

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder

VECTORS = "vectors.bin"
SIGNS = "signs.bin"
STATE = "vectors.json"
_RESCORED = 40  # rows compared for each case that is wanted
_TOGETHER = 65_536  # rows walked at a time, so that what is in between stays in the processor's own memory


@dataclass(frozen=True)
class State:
    """Whose vectors there are, how many numbers each has, and how many rows are done, from the first on.

    `centre` is the mean of the first vectors, of length 1.
    """

    encoder: str
    fingerprint: str
    dimensions: int
    done: int = 0
    centre: tuple[float, ...] = ()

    def is_by(self, encoder: Encoder) -> bool:
        """Whether it is this encoder that made them."""
        own = (encoder.name, encoder.fingerprint, encoder.dimensions)
        return (self.encoder, self.fingerprint, self.dimensions) == own


def read_state(bundle: Path) -> State | None:
    """How far the vectors of a bundle are; None where there are none."""
    try:
        tree = json.loads((bundle / STATE).read_bytes())
        return State(**{**tree, "centre": tuple(tree["centre"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_state(bundle: Path, state: State) -> None:
    """Notes how far the vectors of a bundle are. Raises OSError."""
    written = bundle / f"{STATE}.new"
    written.write_text(json.dumps(asdict(state)), "ascii")
    written.replace(bundle / STATE)


def forget(bundle: Path) -> None:
    """Deletes the vectors of a bundle. Whoever has them open, and the bundle before, keep theirs. Raises OSError."""
    for name in (STATE, VECTORS, SIGNS):
        (bundle / name).unlink(missing_ok=True)


def write_rows(bundle: Path, state: State, first: int, rows: Sequence[bytes]) -> State:
    """Writes rows to their place, the first and those behind it; gives the state in which the vectors then are.

    Raises OSError.
    """
    vectors = unpacked(rows, state.dimensions)
    if not state.centre:
        state = replace(state, centre=tuple(vectors.mean(axis=0).tolist()))
    signs = _signs(vectors, state)
    sizes = ((VECTORS, state.dimensions, b"".join(rows)), (SIGNS, 8 * signs.shape[1], signs.tobytes()))
    for name, size, written in sizes:
        with os.fdopen(os.open(bundle / name, os.O_WRONLY | os.O_CREAT, 0o644), "wb") as file:
            file.seek(first * size)
            file.write(written)
    state = replace(state, done=first + len(rows))
    write_state(bundle, state)
    return state


def _signs(vectors: Vectors, state: State) -> NDArray[numpy.uint64]:
    """The signs of some vectors' numbers less the centre's, a bit each, in as many whole words as they take."""
    import numpy

    bits = numpy.packbits(vectors > numpy.asarray(state.centre, numpy.float32), axis=1)
    words = numpy.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
    return words.view(numpy.uint64)


def carry_over(before: Path | None, bundle: Path) -> None:
    """Gives a new bundle the vectors of the one before: the same files, as no row ever changes."""
    if before is None or read_state(before) is None:
        return
    shutil.copyfile(before / STATE, bundle / STATE)
    for name in (VECTORS, SIGNS):
        try:
            os.link(before / name, bundle / name)
        except OSError:
            shutil.copyfile(before / name, bundle / name)


class Meanings:
    """The vectors that a bundle had when this was made. `rows` are the first row of each case and how many it has."""

    def __init__(self, bundle: Path, rows: Mapping[str, tuple[int, int]]) -> None:
        self._bundle = bundle
        self._rows = rows
        self.state = read_state(bundle)
        self._vectors: NDArray[numpy.int8] | None = None
        self._signs: NDArray[numpy.uint64] | None = None
        if self.state is not None and self.state.done:
            self._open(self.state)

    def _open(self, state: State) -> None:
        import numpy

        shape = (state.done, state.dimensions)
        self._vectors = numpy.memmap(self._bundle / VECTORS, numpy.int8, "r", shape=shape)
        self._signs = numpy.memmap(
            self._bundle / SIGNS, numpy.uint64, "r", shape=(state.done, -(-state.dimensions // 64))
        )
        by_row = sorted((first, count, id_) for id_, (first, count) in self._rows.items())
        self._ids = [id_ for _, _, id_ in by_row]
        self._starts = numpy.array([first for first, _, _ in by_row])
        self._ends = numpy.array([first + count for first, count, _ in by_row])

    @property
    def share(self) -> float:
        """How much of the rows is done, from 0 to 1."""
        last = max((first + count for first, count in self._rows.values()), default=0)
        return min(1.0, self.state.done / last) if self.state is not None and last else 0.0

    def of(self, id_: str) -> Vectors | None:
        """The vectors of a case's entries, in order; None while they are not all there. Raises KeyError."""
        import numpy

        first, count = self._rows[id_]
        if self._vectors is None or first + count > len(self._vectors):
            return None
        vectors: Vectors = self._vectors[first : first + count].astype(numpy.float32)
        vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return vectors

    def among(self, vector: Vectors, ids: Iterable[str]) -> list[tuple[str, float]]:
        """Those of some cases whose vectors are there, best first, with the cosine of the entry nearest to a vector.

        Raises KeyError.
        """
        found = ((id_, self.of(id_)) for id_ in ids)
        near = [(id_, float((vectors @ vector).max())) for id_, vectors in found if vectors is not None]
        return sorted(near, key=lambda one: -one[1])

    def nearest(self, vector: Vectors, limit: int = 10) -> list[tuple[str, float]]:
        """The cases with the entries nearest to a unit vector, best first, with the cosine of the nearest.

        All rows are walked: 75 ms for a million. A few that words have found are sooner compared by `among`.
        """
        import numpy

        if self._vectors is None or self._signs is None or self.state is None or limit < 1:
            return []
        asked = _signs(vector[None], self.state)
        far = numpy.empty(len(self._signs), numpy.uint16)
        for start in range(0, len(far), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            far[part] = numpy.bitwise_count(self._signs[part] ^ asked).sum(axis=1, dtype=numpy.uint16)
        most = min(limit * _RESCORED, len(far))
        near = numpy.sort(numpy.argpartition(far, most - 1)[:most])
        rows = self._vectors[near].astype(numpy.float32)
        cosines = rows @ vector / numpy.maximum(numpy.linalg.norm(rows, axis=1), 1e-9)
        best: dict[str, float] = {}
        for place in numpy.argsort(-cosines):
            row = near[place]
            case = int(numpy.searchsorted(self._starts, row, "right")) - 1
            if case >= 0 and row < self._ends[case]:  # no row of a case that is gone
                best.setdefault(self._ids[case], float(cosines[place]))
                if len(best) == limit:
                    break
        return list(best.items())
