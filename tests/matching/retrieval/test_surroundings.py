"""Surroundings: the paragraph around a fact, the fact before it, and what is found there."""

from __future__ import annotations

import numpy
import pytest

from bot.answering.answerer import Answerer
from bot.matching.ranking.signals import lexical
from bot.matching.retrieval.entries import Field, before
from bot.matching.retrieval.index import NOTHING, Index
from bot.matching.retrieval.surroundings import Surroundings, at


@pytest.fixture(scope="module")
def index(invented: Answerer) -> Index:
    return invented.matcher.ranker.index


@pytest.mark.parametrize(
    ("values", "places", "found"),
    [([0.5, 0.7], [1, NOTHING, 0], [0.7, 0.0, 0.5]), ([], [NOTHING], [0.0]), ([0.5], [], [])],
)
def test_what_is_at_no_place_is_nought(values: list[float], places: list[int], found: list[float]) -> None:
    assert at(numpy.array(values), numpy.array(places, numpy.int64)).tolist() == found


def test_those_of_some_facts(index: Index) -> None:
    some = Surroundings.in_index(index).of([3, 0])
    assert some.facts.tolist() == [3, 0]
    assert some.around.tolist() == [NOTHING if (n := index.paragraph_of[fact]) is None else n for fact in (3, 0)]
    preceding = before(index.facts)
    assert some.before.tolist() == [NOTHING if (n := preceding[fact]) is None else n for fact in (3, 0)]


def test_signals_of_the_words_around_and_before(index: Index) -> None:
    """A word that only the paragraph has, or the fact before, counts there and nowhere else."""
    every = Surroundings.in_index(index)
    tried = 0
    for fact, (around, preceding) in enumerate(zip(every.around.tolist(), every.before.tolist(), strict=True)):
        if NOTHING in (around, preceding):
            continue
        own = frozenset().union(*(index.stems[entry] for entry in index.entries_of[fact]))
        for stem in sorted(index.stems[around] - own)[:2]:
            hits = index.search({stem: 1.0}, "stems")
            (signals,) = lexical(every.of([fact]), hits, hits)
            assert signals["paragraph_stems"] > 0
            assert not any(signals[f"{field.name.lower()}_stems"] for field in (Field.SUMMARY, Field.SOURCE))
            found = bool(hits.scores[preceding, Field.SOURCE])
            assert bool(signals["before_grams"]) is found
            tried += found
    assert tried > 3
