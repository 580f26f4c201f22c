"""The best cosine of each fact's texts, for all facts at once."""

from __future__ import annotations

import numpy
import pytest

from bot.answering.answerer import Answerer
from bot.matching.ranking.meaning import Meaning
from bot.matching.ranking.signals import stretch
from bot.matching.retrieval.entries import OWN, Field, before
from bot.matching.retrieval.surroundings import Surroundings


@pytest.mark.parametrize("every", [0, 3])
def test_it_is_the_best_of_each_field(invented: Answerer, every: int) -> None:
    """As told entry by entry, whether or not some entries are passed over."""
    index = invented.matcher.ranker.index
    cosines = numpy.random.default_rng(1).uniform(0.7, 1.0, len(index.entries)).astype(numpy.float32)
    without = frozenset(range(0, len(cosines), every) if every else ())
    meaning = Meaning(index)
    by_field = meaning.by_field(cosines, without)
    facts, preceding = range(len(index.facts)), before(index.facts)
    for fact, signals in zip(facts, meaning.signals(Surroundings.in_index(index), by_field, cosines), strict=True):
        for field in OWN:
            entries = [n for n in index.entries_on(fact, field) if n not in without]
            best = max((stretch(float(cosines[n])) for n in entries), default=0.0)
            assert signals[f"{field.name.lower()}_vector"] == pytest.approx(max(0.0, best), abs=1e-5)
        around = index.paragraph_of[fact]
        expected = 0.0 if around is None else stretch(float(cosines[around]))
        assert signals["paragraph_vector"] == pytest.approx(expected, abs=1e-5)
        one_before = preceding[fact]
        expected = 0.0 if one_before is None else by_field[one_before, Field.SOURCE]
        assert signals["before_vector"] == pytest.approx(expected, abs=1e-5)
