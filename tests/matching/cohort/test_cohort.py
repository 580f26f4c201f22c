"""The cohort: how a question stands against what other documents have."""

from __future__ import annotations

import numpy
import pytest

from bot.matching.cohort.cohort import Standing, read_cohort, read_vectors, standing
from bot.matching.query.question import Concept
from bot.matching.retrieval.vectors import name_of

COMMON, RARE, STRANGE = (Concept({stem: 1.0}) for stem in ("kommun", "skol", "zeppelinar"))


def test_rare_words_are_rare() -> None:
    cohort = read_cohort()
    rarities = [cohort.rarity(concept) for concept in (COMMON, RARE, STRANGE)]
    assert rarities == sorted(rarities)
    assert len(set(rarities)) == 3


def test_a_word_counts_and_not_what_stands_for_it() -> None:
    cohort = read_cohort()
    assert cohort.rarity(Concept({"zeppelinar": 1.0, "kommun": 0.5})) == cohort.rarity(STRANGE)


@pytest.mark.parametrize(
    ("had", "more", "less"),
    [
        ([(RARE, True)], "rare_had", "rarest_missing"),
        ([(RARE, False)], "rarest_missing", "rare_had"),
        ([(COMMON, True), (STRANGE, False)], "rarest_missing", "rarest_had"),
        ([(COMMON, False), (STRANGE, True)], "rarest_had", "rarest_missing"),
    ],
)
def test_what_is_had_and_missing(had: list[tuple[Concept, bool]], more: str, less: str) -> None:
    stands = standing(had, None, 0.9, 0.9)
    assert getattr(stands, more) > getattr(stands, less)
    assert stands.ahead == stands.best_ahead == 0.0, "nothing is told without an encoder"


def test_nothing_asked() -> None:
    assert standing([], None, 0.0, 0.0) == Standing()


def test_what_other_documents_have_is_not_ahead() -> None:
    vectors = read_vectors()
    assert numpy.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    near = standing([], vectors[0], nearest=0.95, own=0.8)
    far = standing([], vectors[0], nearest=0.8, own=0.8)
    assert near.ahead > 0 > far.ahead == near.best_ahead


def test_vectors_of_another_kind_tell_nothing() -> None:
    assert standing([], numpy.ones(7, numpy.float32), 0.9, 0.9).ahead == 0.0


def test_it_is_made_by_the_encoder_that_ships() -> None:
    """Where this fails, python -m tests.benchmarks.make_cohort."""
    assert read_cohort().encoder == name_of()
