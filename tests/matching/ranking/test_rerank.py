"""The second look: trees choose the first of the first few candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.matching.query.question import read_question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.forest import Forest
from bot.matching.ranking.rerank import LOOKED_AT, held_together, reranked

PREFERS_LONG = Forest(("behind_length",), [(0, -0.01, -3.0, 3.0)], 0.0)
"""It adds to whichever is the longest of those it looks at."""


@pytest.fixture(scope="module")
def some(invented: Answerer) -> list[Candidate]:
    ranker = invented.matcher.ranker
    first = ranker.rank(read_question("Vad kostar badet?", ranker.lexicon)).candidates[0]
    return [replace(first, score=10.0 - n, signals={"length": 1.0 if n == 3 else 0.2}) for n in range(LOOKED_AT + 4)]


def lengths(candidates: list[Candidate]) -> list[float]:
    return [candidate.signals["length"] for candidate in candidates]


def test_trees_choose_the_first(some: list[Candidate]) -> None:
    assert lengths(some).index(1.0) == 3
    assert lengths(reranked(some, PREFERS_LONG)).index(1.0) == 0


def test_the_others_keep_their_order(some: list[Candidate]) -> None:
    named = [replace(candidate, signals={**candidate.signals, "year": float(n)}) for n, candidate in enumerate(some)]
    order = [candidate.signals["year"] for candidate in reranked(named, PREFERS_LONG)]
    assert order == [3.0, 0.0, 1.0, 2.0, *(float(n) for n in range(4, len(some)))]


def test_the_best_is_first_and_the_others_stay_behind(some: list[Candidate]) -> None:
    scores = [candidate.score for candidate in reranked(some, PREFERS_LONG)]
    assert scores == sorted(scores, reverse=True)


def test_what_is_not_looked_at_does_not_pass_what_is(some: list[Candidate]) -> None:
    late = [replace(c, signals={"length": 1.0 if n == LOOKED_AT else 0.2}) for n, c in enumerate(some)]
    assert lengths(reranked(late, PREFERS_LONG)).index(1.0) == LOOKED_AT


@pytest.mark.parametrize("count", [0, 1])
def test_there_is_nothing_to_choose(some: list[Candidate], count: int) -> None:
    assert reranked(some[:count], PREFERS_LONG) == some[:count]


def test_each_is_held_against_the_most_of_any() -> None:
    assert held_together([{"a": 1.0, "b": 0.0}, {"a": 0.25}]) == [
        {"a": 1.0, "b": 0.0, "behind_a": 0.0, "behind_b": 0.0},
        {"a": 0.25, "behind_a": -0.75, "behind_b": 0.0},
    ]
