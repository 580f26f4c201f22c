"""The questions most like one that is asked, and whether they are the best fact's or have no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.load import load_knowledge
from bot.matching.query.question import read_question
from bot.matching.ranking.neighbours import NO_NEIGHBOURS, Neighbours
from bot.matching.ranking.rank import Ranker
from tests.matching.curated import with_questions

UNANSWERED = ("Hur många gungor får lekplatsen?", "Vem ritar lekplatsen?")


@pytest.fixture(scope="module")
def ranker(granvik: Path) -> Ranker:
    questions = {"lekplats": ("Får barnen leka?", "Blir det en lekplats?")}
    return Answerer(with_questions(load_knowledge(granvik), questions, UNANSWERED)).matcher.ranker


def neighbours(ranker: Ranker, text: str) -> Neighbours:
    return ranker.neighbours(ranker.rank(read_question(text, ranker.lexicon)))


def test_nearer_what_is_answered(ranker: Ranker) -> None:
    found = neighbours(ranker, "Får barnen leka på en lekplats?")
    assert found.gap_words < 0
    assert found.own_share > found.gap_share


def test_nearer_what_is_not(ranker: Ranker) -> None:
    found = neighbours(ranker, "Hur många gungor har lekplatsen?")
    assert found.gap_words > 0
    assert found.gap_share > found.own_share


def test_meaning_counts_nothing_without_an_encoder(ranker: Ranker) -> None:
    found = neighbours(ranker, "Vem ritar lekplatsen?")
    assert (found.gap_meaning, found.own_meaning) == (0.0, 0.0)


def test_none_where_nothing_is_found(ranker: Ranker) -> None:
    assert neighbours(ranker, "") == NO_NEIGHBOURS


def test_a_question_out_of_the_index_is_no_neighbour(ranker: Ranker) -> None:
    question = read_question(UNANSWERED[0], ranker.lexicon)
    gaps = frozenset(n for n, entry in enumerate(ranker.index.entries) if entry.text in UNANSWERED)
    assert ranker.neighbours(ranker.rank(question)).gap_share > 0.4
    assert ranker.neighbours(ranker.rank(question, without=gaps)).gap_share == 0.0
