"""Reranking: what the first leaves in doubt is ranked and weighed again by learned terms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.matcher import Matcher
from bot.matching.query.question import read_question
from bot.matching.ranking.rank import Ranking
from bot.matching.ranking.rerank import SIGNALS, Reranker
from bot.matching.ranking.weights import Scorecard
from tests.matching.curated import with_questions
from tests.matching.learned import Hashing, HashingTerms

QUESTIONS = {
    "lekplats": ("Får barnen någonstans att leka?", "Blir det en lekplats?"),
    "simhall": ("Ska det byggas en simhall?",),
}
UNANSWERED = ("Hur många gungor får lekplatsen?", "Vem ritar lekplatsen?")


@pytest.fixture(scope="module")
def knowledge(granvik: Path) -> Knowledge:
    return with_questions(load_knowledge(granvik), QUESTIONS, UNANSWERED)


@pytest.fixture(scope="module")
def matcher(knowledge: Knowledge) -> Matcher:
    return Answerer(knowledge, HashingTerms()).matcher


@pytest.fixture(scope="module")
def reranker(matcher: Matcher) -> Reranker:
    assert matcher.reranker is not None
    return matcher.reranker


def first(matcher: Matcher, text: str) -> Ranking:
    return matcher.ranker.rank(read_question(text, matcher.ranker.lexicon))


def test_only_where_the_encoder_has_terms(knowledge: Knowledge) -> None:
    assert Answerer(knowledge).matcher.reranker is None
    assert Answerer(knowledge, Hashing()).matcher.reranker is None


@pytest.mark.parametrize(("margin", "due"), [(0.0, True), (0.9, True), (-0.9, True), (1.1, False), (-1.1, False)])
def test_due_where_the_first_is_in_doubt(matcher: Matcher, reranker: Reranker, margin: float, due: bool) -> None:
    assert reranker.is_due(first(matcher, "Blir det en lekplats?"), margin) is due


def test_not_due_without_questions_of_its_own(matcher: Matcher, reranker: Reranker) -> None:
    ranking = first(matcher, "Blir det en lekplats?")
    plain = [c for c in ranking.candidates if c.signals["plain"]]
    assert not reranker.is_due(replace(ranking, candidates=tuple(plain)), 0.0)
    assert not reranker.is_due(replace(ranking, candidates=()), 0.0)


def test_likeness_to_its_questions_moves_a_candidate_up(matcher: Matcher, reranker: Reranker) -> None:
    text = "Får barnen någonstans att leka?"
    ranking = first(matcher, text)
    last = replace(ranking, candidates=ranking.candidates[:4][::-1])
    level = replace(last, candidates=tuple(replace(c, score=5.0) for c in last.candidates))
    asked = reranker.terms(read_question(text, matcher.ranker.lexicon))
    again = reranker.rerank(asked, level)
    assert again.candidates[0].fact.id.endswith("/lekplats")
    assert {c.fact.id for c in again.candidates} == {c.fact.id for c in level.candidates}
    assert sum(c.score for c in again.candidates) == pytest.approx(20.0), "what one gains, the others lose"


def test_only_the_first_few_are_looked_at(matcher: Matcher, reranker: Reranker) -> None:
    ranking = first(matcher, "Vad kostar simhallen?")
    assert len(ranking.candidates) > 6
    again = reranker.rerank(reranker.terms(read_question("Vad kostar simhallen?", matcher.ranker.lexicon)), ranking)
    assert again.candidates[6:] == ranking.candidates[6:]
    assert all(SIGNALS[0] in candidate.signals for candidate in again.candidates[:6])


@pytest.mark.parametrize(
    ("text", "nearer"), [("Får barnen leka på en lekplats?", "own"), ("Hur många gungor får lekplatsen då?", "gap")]
)
def test_evidence_tells_whose_questions_are_nearer(
    matcher: Matcher, reranker: Reranker, text: str, nearer: str
) -> None:
    asked = reranker.terms(read_question(text, matcher.ranker.lexicon))
    ranking = reranker.rerank(asked, first(matcher, text))
    lekplats = next(c for c in ranking.candidates if c.fact.id.endswith("/lekplats"))
    found = reranker.evidence(asked, replace(ranking, candidates=(lekplats,)), 0.25)
    assert found["odds"] == 0.25
    assert 0 <= found["covered_by_fact"] <= found["covered"] <= 1
    assert (found["gap_terms"] > found["own_terms"]) is (nearer == "gap")


@pytest.mark.parametrize("base", [5.0, -5.0])
@pytest.mark.parametrize(("first_base", "in_doubt"), [(0.0, True), (3.0, False), (-3.0, False)])
def test_what_was_in_doubt_is_as_the_reranker_says(
    knowledge: Knowledge, first_base: float, in_doubt: bool, base: float
) -> None:
    matcher = Answerer(knowledge, HashingTerms()).matcher
    first_card, second_card = (Scorecard(b, {}, {}, 0.0) for b in (first_base, base))
    matcher.ranker.weights = replace(matcher.ranker.weights, curated=first_card, again={}, looked_again=second_card)
    match = matcher.match("Får barnen leka på en lekplats?")
    assert bool(match.answers) is ((base if in_doubt else first_base) > 0)
