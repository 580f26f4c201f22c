"""Word vectors: what a word means by itself."""

from __future__ import annotations

import numpy
import pytest

from bot.language.stems import Stems
from bot.language.tokens import fold
from bot.matching.meanings.learned import normalised, shipped
from bot.matching.meanings.word_vectors import WordVectors, key_of


def cosine(one: str, other: str, language: str = "sv") -> float:
    """How near a word of a question comes to a word of a passage, by what ships."""
    stems, (vectors, learned) = Stems(), shipped()
    asked = vectors.meant([stems.stem(fold(one), language)], language).rows @ learned.asked
    given = vectors.meant([stems.stem(fold(other))]).rows
    return float(normalised(asked)[0] @ normalised(given)[0])


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("pengar", "kostnad", "gran"),
        ("dagis", "förskolor", "vägar"),
        ("barnen", "elever", "avlopp"),
        ("bussen", "kollektivtrafik", "äldreomsorg"),
        ("gamla", "äldre", "cykelbana"),
        ("simhallsavgift", "badhus", "detaljplan"),  # a compound that the table need not have
        ("SKOLMATEN", "måltider", "reservation"),
    ],
)
def test_words_are_near_what_they_mean(word: str, near: str, far: str) -> None:
    assert cosine(word, near) > cosine(word, far)


@pytest.mark.parametrize(
    ("word", "near", "far"), [("school", "skolor", "vägar"), ("money", "kostnad", "barn"), ("road", "gata", "skola")]
)
def test_english_words_are_near_swedish_ones(word: str, near: str, far: str) -> None:
    assert cosine(word, near, "en") > cosine(word, far, "en")


def test_a_compound_means_what_its_parts_do() -> None:
    vectors = shipped()[0]
    whole = vectors.meant(["parkeringsimhall"])
    parts = vectors.meant(["parkering", "simhall"])
    assert whole.unknown.tolist() == [0.0]
    assert numpy.allclose(whole.rows[0], parts.rows.sum(axis=0), atol=1e-4)
    assert whole.rarities[0] == pytest.approx(vectors.rarest), "as a whole it is unheard of"


@pytest.mark.parametrize("word", ["xqzt", "2024", "", "a" * 400, "xx yy", "🙂"])
def test_what_is_no_word_means_nothing(word: str) -> None:
    meant = shipped()[0].meant([word])
    assert not meant.rows.any()
    assert meant.unknown.tolist() == [1.0]


def test_nothing_is_asked() -> None:
    assert shipped()[0].meant([]).rows.shape == (0, shipped()[1].asked.shape[0])


def test_an_english_word_may_be_a_name_or_swedish() -> None:
    vectors = shipped()[0]
    assert vectors.meant(["simhall"], "en").rows.tolist() == vectors.meant(["simhall"]).rows.tolist()


def test_common_words_are_less_rare() -> None:
    rarities = shipped()[0].meant(["kommun", "skol", "zeppelinar"]).rarities.tolist()
    assert rarities == sorted(rarities)
    assert len(set(rarities)) == 3


def test_a_row_counts_by_its_length() -> None:
    keys = sorted([key_of("hus"), key_of("bil")])
    rows = numpy.array([[127, 0], [0, 127]], dtype=numpy.int8)
    table = WordVectors(
        numpy.array(keys, dtype=numpy.uint64), rows, numpy.array([0.1, 0.2], "f4"), numpy.ones(2, "f4"), 2
    )
    assert sorted(abs(table.meant(["hus", "bil"]).rows).max(axis=1).tolist()) == pytest.approx([12.7, 25.4])
