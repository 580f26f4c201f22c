"""Signals of a fact for a question, and the weights that they are added up by."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.matching.query.asked import AnswerType
from bot.matching.query.question import read_question
from bot.matching.ranking.profile import Profile
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.rerank import LOOKED_AT
from bot.matching.ranking.signals import NAMES, wanted_met
from bot.matching.ranking.weights import fitted


@pytest.fixture(scope="module")
def ranker(invented: Answerer) -> Ranker:
    return invented.matcher.ranker


def profile(ranker: Ranker, name: str) -> Profile:
    (number,) = [n for id_, n in ranker.number.items() if id_.endswith(f"/{name}")]
    return ranker.profiles[number]


@pytest.mark.parametrize(
    ("fact", "wanted", "met"),
    [
        ("renovering", AnswerType.MONEY, True),
        ("renovering", AnswerType.PERCENT, False),
        ("c-mp-kostnaden", AnswerType.PERCENT, True),
        ("besok", AnswerType.COUNT, True),
        ("besok", AnswerType.MONEY, False),
        ("cykelparkering", AnswerType.DATE, True),
        ("lekplats", AnswerType.DATE, False),
        ("c-mp-reservation", AnswerType.NAME, True),
        ("m-yrkande", AnswerType.MONEY, False),
    ],
)
def test_wanted_met(ranker: Ranker, fact: str, wanted: AnswerType, met: bool) -> None:
    assert (wanted_met(wanted, profile(ranker, fact)) > 0) is met


@pytest.mark.parametrize(
    ("question", "fact", "signal", "sign"),
    [
        ("Vad tycker V?", "v-yttrande", "party", 1),
        ("Vad tycker majoriteten?", "v-yttrande", "party", -1),
        ("Vad tycker majoriteten?", "lekplats", "party", 0),
        ("Vad tycker oppositionen?", "v-yttrande", "party", 1),
        ("Vad sa Björnhag?", "c-mp-annan-plats", "person", 1),
        ("Vad sa Tallkvist?", "m-yrkande", "person", -1),
        ("Var det 31 procent?", "c-mp-kostnaden", "figure", 1),
        ("Var det 32 procent?", "c-mp-kostnaden", "figure", -1),
        ("Vad hände 1950?", "oppnar", "year", -1),
        ("Invigs den 2027?", "oppnar", "year", 1),
        ("Vilka beslut?", "lekplats", "kind", 1),
        ("Vad är målet?", "lekplats", "kind", 0),
        ("Får barnen någonstans att leka vid badet?", "lekplats", "closeness", 1),
        ("När invigs den?", "cykelparkering", "time_met", 1),
        ("Vad kostar lekplatsen?", "lekplats", "time_met", 0),
        ("Vad kostar lekplatsen?", "lekplats", "length", 1),
    ],
)
def test_signals(ranker: Ranker, question: str, fact: str, signal: str, sign: int) -> None:
    read = read_question(question, ranker.lexicon)
    kind = next(f.kind for f in ranker.index.facts if f.id.endswith(f"/{fact}"))
    (found,) = [c for c in ranker.rank(read, kind=kind).candidates if c.fact.id.endswith(f"/{fact}")]
    value = found.signals[signal]
    assert (value > 0) - (value < 0) == sign


@pytest.mark.parametrize("semantic", [False, True])
def test_weights(semantic: bool) -> None:
    weights = fitted(semantic)
    assert set(weights.rank) <= set(NAMES) | {"narrowed"}
    assert weights.rank["wanted_met"] > 0
    assert weights.rank["party"] > 0
    assert any(name.endswith("_vector") for name in weights.rank) or not semantic


def test_the_ranking_is_in_order(ranker: Ranker) -> None:
    candidates = ranker.rank(read_question("Vad kostar lekplatsen?", ranker.lexicon)).candidates
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert len({candidate.fact.id for candidate in candidates}) == len(candidates)
    assert all(c.score <= ranker.score(c.signals) + 1e-9 for c in candidates[LOOKED_AT:]), "not looked at again"


def test_an_entry_left_out_is_not_found_by(ranker: Ranker) -> None:
    number = next(n for id_, n in ranker.number.items() if id_.endswith("/lekplats"))
    read = read_question("Får barnen någonstans att leka vid badet?", ranker.lexicon)
    (best, *_) = ranker.rank(read).candidates
    assert best.fact.id.endswith("/lekplats")
    without = frozenset(ranker.index.entries_of[number])
    left = [c for c in ranker.rank(read, without=without).candidates if c.fact.id == best.fact.id]
    assert all(c.signals["coverage"] == 0 for c in left)


def test_others_words_are_not_ranked(ranker: Ranker) -> None:
    ranking = ranker.rank(read_question("Vad tycker V?", ranker.lexicon))
    assert ranking.candidates
    assert all(c.signals["party"] > -1 for c in ranking.candidates)
