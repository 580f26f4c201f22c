"""What is kept of encoded texts: as few bytes as tell them apart, read as they were written."""

from __future__ import annotations

import numpy
import pytest

from bot.matching.retrieval.rows import packed, unpacked

SIZE = 384


def test_vectors() -> None:
    vectors = numpy.random.default_rng(1).normal(size=(50, SIZE)).astype(numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    rows = packed(vectors)
    assert {len(row) for row in rows} == {SIZE}
    again = unpacked(rows, SIZE)
    assert numpy.allclose(numpy.linalg.norm(again, axis=1), 1, atol=1e-5)
    assert ((again * vectors).sum(axis=1) > 0.9999).all()
    assert packed(again) == rows


@pytest.mark.parametrize("filled", [0, 170, 255])
def test_bytes_that_are_no_row(filled: int) -> None:
    again = unpacked([bytes([filled]) * SIZE], SIZE)
    assert again.shape == (1, SIZE)
    assert numpy.isfinite(again).all()


def test_no_texts() -> None:
    assert unpacked([], SIZE).shape == (0, SIZE)
