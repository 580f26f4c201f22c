"""What is kept of an encoded text: one row of bytes with its vector.

A vector's numbers are whole, -127 to 127: half the room of numbers in half precision, and the same answers (measured in
bot/matching/README.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

Vectors = NDArray[numpy.float32]

_MOST = 127  # what the largest number of a vector becomes


def packed(vectors: Vectors) -> list[bytes]:
    """A row for each text."""
    largest = numpy.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    kept = numpy.round(vectors * (_MOST / largest)).astype(numpy.int8).view(numpy.uint8)
    return [row.tobytes() for row in kept]


def unpacked(rows: Sequence[bytes], dimensions: int) -> Vectors:
    """The vectors of some rows. They have length 1 again, so no scale is kept."""
    numbers = numpy.frombuffer(b"".join(rows), dtype=numpy.int8)
    vectors: Vectors = numbers.reshape(len(rows), dimensions).astype(numpy.float32)
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors
