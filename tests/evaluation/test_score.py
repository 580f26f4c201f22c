"""An answer is held against what was expected; outcomes become rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Answer, AnswerFact, Choice, Status
from bot.answering.answerer import Answerer
from bot.evaluation.questions import Expected
from bot.evaluation.score import Outcome, Row, evaluate, judge, table
from bot.knowledge.model import Kind
from bot.knowledge.source import Quote


def answer(*quoted: str, status: Status = Status.ANSWERED) -> Answer:
    """An answer with one fact for each text."""
    facts = tuple(
        AnswerFact(f"a/details/{n}", "a", Kind.DETAIL, "", 1.0, (Quote("pm", "PM", None, 1, 0, 1, text),))
        for n, text in enumerate(quoted)
    )
    return Answer(status, "sv", "text", facts=facts if status is Status.ANSWERED else ())


def expected(*any_of: str, all_of: tuple[tuple[str, ...], ...] = (), declines: bool = False) -> Expected:
    return Expected("q", "?", "staff", declines, any_of, all_of)


DECLINED = answer(status=Status.DECLINED)
CHOICES = Answer(Status.CHOICES, "sv", "text", choices=(Choice("a", "A"),))


@pytest.mark.parametrize(
    ("wanted", "given", "judged"),
    [
        (expected("56,0 mnkr"), answer("får 56,0 mnkr för"), (True, True)),
        (expected("får  56,0\nmnkr"), answer("får 56,0 mnkr"), (True, True)),
        (expected("x", "56,0"), answer("56,0"), (True, True)),
        (expected("56,0"), answer("1,0", "56,0"), (False, True)),
        (expected("56,0"), answer("1,0"), (False, False)),
        (expected("56,0"), replace(answer("56,0"), status=Status.LIKELY), (True, True)),
        (expected(declines=True), replace(answer("a"), status=Status.LIKELY), (False, False)),
        (expected("1,0 56,0"), answer("1,0", "56,0"), (False, False)),  # not across two quotes
        (expected("56,0"), DECLINED, (False, False)),
        (expected("56,0"), CHOICES, (False, False)),
        (expected(all_of=(("a", "b"), ("c",))), answer("b", "c"), (True, True)),
        (expected(all_of=(("a",), ("c",))), answer("a"), (False, False)),
        (expected(declines=True), DECLINED, (True, True)),
        (expected(declines=True), answer("a"), (False, False)),
        (expected(declines=True), CHOICES, (False, False)),
    ],
)
def test_judge(wanted: Expected, given: Answer, judged: tuple[bool, bool]) -> None:
    assert judge(wanted, given) == judged


def outcome(style: str, given: Answer, right: bool, declines: bool = False) -> Outcome:
    return Outcome(Expected("q", "?", style, declines), given, right, right, 1.0)


def test_table() -> None:
    outcomes = [
        outcome("staff", answer("a"), True),
        outcome("staff", replace(answer("a"), status=Status.LIKELY), True),  # offered, and so not sure
        outcome("staff", DECLINED, False),
        outcome("citizen", CHOICES, False),
        outcome("offtopic", DECLINED, True, declines=True),
        outcome("premise", answer("a"), False, declines=True),  # shown, not counted in the total
    ]
    assert table(outcomes) == (
        Row("answer", "citizen", 1, 0, 0, 0, 0, 1, 0),
        Row("answer", "staff", 3, 2, 2, 1, 1, 0, 1),
        Row("decline", "offtopic", 1, 1, 1, 0, 0, 0, 1),
        Row("decline", "premise", 1, 0, 0, 1, 0, 0, 0),
        Row("answer", "TOTAL", 4, 2, 2, 1, 1, 1, 1),
        Row("decline", "TOTAL", 1, 1, 1, 0, 0, 0, 1),
    )
    assert table([]) == ()


def test_the_turns_of_a_dialogue_are_one_conversation(invented: Answerer) -> None:
    turns = [
        Expected("t.1", "Var ska man ställa cykeln?", "dialogue-first", False, ("cykel",), (), "t", 1),
        Expected("u.1", "Kan alla barn simma?", "dialogue-first", False, ("simma",), (), "u", 1),
        Expected("t.2", "när?", "dialogue-next", False, ("senast den 1 mars 2024",), (), "t", 2),
        Expected("alone", "när?", "staff", True),
    ]
    steps: list[None] = []
    outcomes = evaluate(invented, turns, lambda: steps.append(None))
    assert [outcome.right_at_1 for outcome in outcomes] == [True, True, True, True]
    assert len(steps) == 4
    assert all(outcome.milliseconds > 0 for outcome in outcomes)
