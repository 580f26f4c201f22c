"""How many facts make up an answer: one for a plain question, all for a list, each side for a comparison."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.knowledge.model import Kind
from bot.matching.decision.selection import MOST


def ask(answerer: Answerer, question: str) -> Answer:
    answer = answerer.ask(question).answer
    assert answer.status in (Status.ANSWERED, Status.LIKELY), question
    return answer


def parties(answerer: Answerer, answer: Answer) -> list[str]:
    return [party for fact in answer.facts for party in answerer.knowledge.by_id[fact.id].parties]


@pytest.mark.parametrize(
    "question",
    [
        "Hur mycket får rotlarna och partikanslierna föra över?",
        "Hur mycket pengar gäller det för VINST?",
        "Vad säger Fi om dödsskjutningarna?",
        "Hur stor är trygghetsfonden?",
    ],
)
def test_a_plain_question_gets_one_to_three(bot: Answerer, question: str) -> None:
    assert 1 <= len(ask(bot, question).facts) <= 3


@pytest.mark.parametrize(
    "question", ["alla beslut", "lista alla beslut", "vilka beslut föreslås?", "Vad ska beslutas?"]
)
def test_all_decisions(bot: Answerer, question: str) -> None:
    answer = ask(bot, question)
    decisions = bot.knowledge.cases["ks-2020-1616"].of_kind(Kind.DECISION)
    assert [fact.id for fact in answer.facts] == [decision.id for decision in decisions]


def test_a_list_of_goals(bot: Answerer) -> None:
    answer = ask(bot, "Vilka mål bestrider S?")
    assert 2 <= len(answer.facts) <= MOST
    assert {fact.kind for fact in answer.facts} <= {Kind.GOAL, Kind.POSITION}


@pytest.mark.parametrize(
    ("question", "goals"),
    [
        ("vilka mål är delvis uppfyllda?", ["trygg-stad-kf"]),
        ("which goals are partly met?", ["trygg-stad-kf"]),
        ("vilka nämndmål uppfylls helt?", ["sjalvforsorjande-namnd", "aldre-namnd", "samhallsbyggande-namnd"]),
        ("vilka mål uppfylls inte?", ["sjalvforsorjande-kf", "skola-forskola-kf", "aldre-kf"]),
        ("vilka KF-mål uppfylls helt?", ["sjalvforsorjande-kf", "aldre-kf", "kultur-evenemang-kf"]),
    ],
)
def test_a_list_of_goals_by_how_far_they_are_met(bot: Answerer, question: str, goals: list[str]) -> None:
    names = [fact.id.rpartition("/")[2] for fact in bot.ask(question).answer.facts]
    assert names[: len(goals)] == goals


def test_a_list_is_in_document_order(bot: Answerer) -> None:
    starts = [fact.quotes[0].start for fact in ask(bot, "lista alla beslut").facts]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("jämför S och V om äldreomsorgen", ["S", "V"]),
        ("jämför V och S om äldreomsorgen", ["V", "S"]),
        ("Vad säger S och V om äldreomsorgen?", ["S", "V"]),
        ("vad tycker V och Fi om bostäder?", ["V", "Fi"]),
        ("Vad tycker S, V och Fi?", ["S", "V", "Fi"]),
    ],
)
def test_a_comparison_has_two_facts_of_each_side_at_most(bot: Answerer, question: str, sides: list[str]) -> None:
    each = [(side, len(list(facts))) for side, facts in groupby(parties(bot, bot.ask(question).answer))]
    assert [side for side, _ in each] == sides
    assert all(count <= 2 for _, count in each)


def test_no_two_facts_quote_the_same_words(bot: Answerer) -> None:
    for question in ("alla beslut", "vilka mål bestrider S?"):
        spans = sorted({(q.start, q.end) for f in ask(bot, question).facts for q in f.quotes[:1]})
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("question", ["Vilka var emot?", "Varför lagar man inte bara det gamla badet?"])
def test_a_plain_question_on_the_invented_case(invented: Answerer, question: str) -> None:
    assert 1 <= len(ask(invented, question).facts) <= 3
