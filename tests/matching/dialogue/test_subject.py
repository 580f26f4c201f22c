"""The subject of a conversation: how facts of an invented case relate to what was answered last."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.matching.context import Context
from bot.matching.dialogue.subject import Subject, relate, subject_of
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import Signals


@pytest.fixture(scope="module")
def ranker(invented: Answerer) -> Ranker:
    return invented.matcher.ranker


def number(ranker: Ranker, name: str) -> int:
    (found,) = [n for id_, n in ranker.number.items() if id_.endswith(f"/{name}")]
    return found


def relation(ranker: Ranker, last: str, fact: str) -> Signals:
    answered = ranker.index.facts[number(ranker, last)]
    subject = subject_of(Context(facts=(answered.id,), topic=answered.about), ranker)
    asked = number(ranker, fact)
    return relate(subject, ranker.index.facts[asked], ranker.profiles[asked])


@pytest.mark.parametrize(
    ("last", "fact", "signal", "low", "high"),
    [
        ("c-mp-annan-plats", "c-mp-annan-plats", "near", 1.0, 1.0),
        ("c-mp-annan-plats", "c-mp-kostnaden", "near", 0.5, 1.0),
        ("c-mp-annan-plats", "lekplats", "near", 0.0, 0.5),
        ("c-mp-annan-plats", "c-mp-kostnaden", "after", 0.5, 1.0),
        ("c-mp-kostnaden", "c-mp-annan-plats", "after", 0.0, 0.0),  # stands before
        ("c-mp-kostnaden", "c-mp-kostnaden", "after", 0.0, 0.0),
        ("lekplats", "lekplats", "previous", 1.0, 1.0),
        ("lekplats", "lekplats", "repeats", 1.0, 1.0),
        ("lekplats", "renovering", "repeats", 0.0, 0.0),
        ("c-mp-annan-plats", "c-mp-kostnaden", "statement", 1.0, 1.0),
        ("c-mp-annan-plats", "c-mp-kostnaden", "voice", 1.0, 1.0),
        ("c-mp-annan-plats", "v-yttrande", "voice", 0.0, 0.0),
        ("lekplats", "v-yttrande", "other_voice", 1.0, 1.0),
        ("lekplats", "lekplats", "topic", 1.0, 1.0),
        ("lekplats", "m-yrkande", "topic", 0.0, 0.5),
    ],
)
def test_relations(ranker: Ranker, last: str, fact: str, signal: str, low: float, high: float) -> None:
    assert low <= relation(ranker, last, fact)[signal] <= high


def test_a_fact_that_is_gone(ranker: Ranker) -> None:
    subject = subject_of(Context(facts=("gone",)), ranker)
    assert subject == Subject()
    fact = ranker.index.facts[0]
    assert set(relate(subject, fact, ranker.profiles[0]).values()) == {0.0}
