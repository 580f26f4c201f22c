"""What is kept of an encoded text: one row of bytes with its vector and, where it has them, its learned terms.

A vector's numbers are whole, -127 to 127, and of terms as many bits are kept as tell them apart: less than half the
room of numbers in half precision, and the same answers (measured in bot/matching/README.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Vectors = NDArray[numpy.float32]
    Numbers = NDArray[numpy.uint16]

HEAVIEST = 128  # terms of a text that are kept
VOCABULARY = 16_384  # terms that there may be
_MOST = 127  # what the largest number of a vector becomes
_HIGH = VOCABULARY // 256  # values of the high byte of a term's number
_MARKS = (HEAVIEST + _HIGH) // 8  # bytes
TERMS = HEAVIEST + _MARKS + HEAVIEST // 2  # bytes: low bytes, high bytes, weights
_STEP = 1.16  # between one weight and the next that is told apart from it
_ONE = 8  # what a weight of 1 becomes; the lightest becomes 1, the heaviest 15, and none 0


@dataclass(frozen=True)
class Terms:
    """The heaviest learned terms of texts, a row each: their numbers, and their weights.

    A text with fewer terms has some of no weight.
    """

    numbers: Numbers
    weights: Vectors


@dataclass(frozen=True)
class Encoded:
    """Texts as an encoder sees them, a row each: their vectors, and their terms where any text has them."""

    vectors: Vectors
    terms: Terms | None


def packed(vectors: Vectors, terms: Terms | None = None) -> list[bytes]:
    """A row for each text."""
    import numpy

    largest = numpy.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    kept = numpy.round(vectors * (_MOST / largest)).astype(numpy.int8).view(numpy.uint8)
    return [row.tobytes() for row in (kept if terms is None else numpy.hstack([kept, _packed_terms(terms)]))]


def unpacked(rows: Sequence[bytes], dimensions: int) -> Encoded:
    """The texts of some rows. Vectors have length 1 again, so no scale is kept."""
    import numpy

    numbers = numpy.frombuffer(b"".join([row[:dimensions] for row in rows]), dtype=numpy.int8)
    vectors = numbers.reshape(len(rows), dimensions).astype(numpy.float32)
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    if not any(len(row) > dimensions for row in rows):
        return Encoded(vectors, None)
    kept = b"".join([row[dimensions:].ljust(TERMS, b"\0") for row in rows])
    return Encoded(vectors, _unpacked_terms(numpy.frombuffer(kept, dtype=numpy.uint8).reshape(len(rows), TERMS)))


def _packed_terms(terms: Terms) -> NDArray[numpy.uint8]:
    """The terms in the order of their numbers: low bytes; high bytes; weights, by their logarithm in half a byte.

    High bytes rise, so a mark for each, as many bits further on as it is high and terms stand before it, tells all
    (the code of Elias and Fano).
    """
    import numpy

    numbers = numpy.where(terms.weights > 0, terms.numbers, VOCABULARY - 1)
    order = numbers.argsort(axis=1, kind="stable")
    numbers = numpy.take_along_axis(numbers, order, axis=1)
    weights = numpy.take_along_axis(terms.weights, order, axis=1)
    marks = numpy.zeros((len(numbers), 8 * _MARKS), dtype=numpy.uint8)
    numpy.put_along_axis(marks, (numbers >> 8) + numpy.arange(HEAVIEST), 1, axis=1)
    steps = numpy.round(numpy.log(numpy.maximum(weights, 1e-9)) / numpy.log(_STEP)).clip(1 - _ONE, 15 - _ONE) + _ONE
    steps = numpy.where(weights > 0, steps, 0).astype(numpy.uint8)
    low = (numbers & 255).astype(numpy.uint8)
    return numpy.hstack([low, numpy.packbits(marks, axis=1), steps[:, ::2] << 4 | steps[:, 1::2]])


def _unpacked_terms(kept: NDArray[numpy.uint8]) -> Terms:
    import numpy

    low, marks, pairs = numpy.split(kept, [HEAVIEST, HEAVIEST + _MARKS], axis=1)
    # The marks first, in their order: in a row that holds something else there may be too few.
    places = (1 - numpy.unpackbits(marks, axis=1)).argsort(axis=1, kind="stable")[:, :HEAVIEST]
    high = (places - numpy.arange(HEAVIEST)).clip(0, _HIGH - 1)
    steps = numpy.stack([pairs >> 4, pairs & 15], axis=2).reshape(len(kept), HEAVIEST)
    weights = numpy.where(steps > 0, _STEP ** (steps.astype(numpy.float32) - _ONE), 0).astype(numpy.float32)
    return Terms(numpy.where(steps > 0, high * 256 + low, 0).astype(numpy.uint16), weights)
