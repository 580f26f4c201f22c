"""Learned terms: how alike texts are by them, and how much of one text others have."""

from __future__ import annotations

import pytest

from bot.matching.retrieval.entries import GAP, PARAGRAPH, Entry, Field
from bot.matching.retrieval.sparse import SparseIndex, looked_at_again
from tests.matching.learned import HashingTerms, numpy

TEXTS = ("simhallen stängs", "simhallen öppnar", "cykelbanan breddas", "")


@pytest.fixture(scope="module")
def index() -> SparseIndex:
    encoder = HashingTerms()
    return SparseIndex(encoder, encoder.encode_terms(TEXTS))


@pytest.mark.parametrize(
    ("asked", "entry", "low", "high"),
    [
        ("simhallen stängs", 0, 0.999, 1.001),
        ("stängs simhallen", 0, 0.999, 1.001),
        ("simhallen", 0, 0.3, 0.9),
        ("simhallen", 2, 0.0, 0.0),
        ("budgeten", 0, 0.0, 0.0),
        ("simhallen", 3, 0.0, 0.0),
        ("", 0, 0.0, 0.0),
    ],
)
def test_cosines(index: SparseIndex, asked: str, entry: int, low: float, high: float) -> None:
    (cosine,) = index.cosines(index.terms(asked), [entry])
    assert low <= cosine <= high


def test_a_rare_word_counts_for_more(index: SparseIndex) -> None:
    common, rare = (index.cosines(index.terms(asked), [0])[0] for asked in ("simhallen", "stängs"))
    assert rare > common


@pytest.mark.parametrize(
    ("asked", "entries", "covered"),
    [
        ("simhallen stängs", [0], 1.0),
        ("stängs öppnar", [0, 1], 1.0),
        ("cykelbanan stängs", [], 0.0),
        ("cykelbanan", [0, 1, 3], 0.0),
        ("", [0], 0.0),
    ],
)
def test_covered(index: SparseIndex, asked: str, entries: list[int], covered: float) -> None:
    assert index.covered(index.terms(asked), entries) == pytest.approx(covered, abs=1e-3)


def test_covered_in_part(index: SparseIndex) -> None:
    assert 0.2 < index.covered(index.terms("cykelbanan stängs"), [0]) < 0.8


def test_no_entries() -> None:
    encoder = HashingTerms()
    index = SparseIndex(encoder, encoder.encode_terms([]))
    assert index.cosines(index.terms("simhallen"), []) == []
    assert numpy.isfinite(index.terms("simhallen")).all()


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([Entry(0, Field.QUESTION, "q"), Entry(0, Field.SOURCE, "s"), Entry(1, Field.SUMMARY, "t")], {"q", "s", "t"}),
        (
            [Entry(0, Field.QUESTION, "q"), Entry(PARAGRAPH, Field.PARAGRAPH, "p"), Entry(GAP, Field.QUESTION, "g")],
            {"q", "g"},
        ),
        ([Entry(0, Field.SUMMARY, "s"), Entry(GAP, Field.QUESTION, "g")], set()),
        ([], set()),
    ],
    ids=["all of a knowledge with questions", "no paragraphs", "none without a fact's questions", "nothing"],
)
def test_whose_terms_count(entries: list[Entry], expected: set[str]) -> None:
    assert looked_at_again(entries) == expected
