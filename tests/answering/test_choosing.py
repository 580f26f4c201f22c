"""Choosing in a conversation: facts together, cases and documents one at a time, and nothing that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.answering.wording import say
from bot.knowledge.load import load_knowledge
from bot.matching.context import LASTS, Context

KNOWLEDGE = Path(__file__).parents[1] / "telegram" / "knowledge"
TWINS, CASES, DOCUMENTS = "Var anslås beslutet?", "vad handlar det om?", "skicka PDF"


@pytest.fixture(scope="module")
def two() -> Answerer:
    """Two cases that say the same of where decisions are put up."""
    return Answerer(load_knowledge(KNOWLEDGE))


def talk(bot: Answerer, *messages: str, apart: float = 1.0) -> list[Answer]:
    context, answers = Context(), []
    for number, message in enumerate(messages, 1):
        reply = bot.ask(message, context, now=number * apart)
        answers.append(reply.answer)
        context = reply.context
    return answers


@pytest.mark.parametrize("asked", [TWINS, CASES, DOCUMENTS])
@pytest.mark.parametrize(("said", "place"), [("2", 1), ("den första", 0), ("ja", 0), ("the second one", 1)])
def test_one_is_chosen(two: Answerer, asked: str, said: str, place: int) -> None:
    choices, chosen = talk(two, asked, said)
    assert choices.status is Status.CHOICES
    expected = two.show(choices.choices[place].id, chosen.language)
    assert chosen == expected


@pytest.mark.parametrize("asked", [TWINS, CASES, DOCUMENTS])
@pytest.mark.parametrize("said", ["båda", "alla", "1 och 2"])
def test_facts_are_shown_together_and_the_rest_one_at_a_time(two: Answerer, asked: str, said: str) -> None:
    choices, chosen = talk(two, asked, said)
    ids = [choice.id for choice in choices.choices]
    if asked == TWINS:
        assert [fact.id for fact in chosen.facts] == ids
    else:
        assert chosen == two.show(ids[0], "sv")


def test_a_document_is_chosen_for_good(two: Answerer) -> None:
    *_, chosen, again = talk(two, DOCUMENTS, "2", "skicka PDF")
    assert chosen.document is not None
    assert again.document == chosen.document


@pytest.mark.parametrize("asked", [TWINS, CASES, DOCUMENTS])
def test_none_is_chosen(two: Answerer, asked: str) -> None:
    assert talk(two, asked, "nej")[1].text == say("choices.none", "sv")


def test_what_was_offered_is_offered_once_and_for_a_while(two: Answerer) -> None:
    first, again = talk(two, TWINS, "1", "2")[1:]
    assert first.facts
    assert again.status is Status.DECLINED
    assert talk(two, TWINS, "1", apart=LASTS + 1.0)[1].status is Status.DECLINED


def test_a_question_after_choices_is_a_question(two: Answerer) -> None:
    answer = talk(two, TWINS, "Vad kostar simskolan?")[1]
    assert "900 kronor" in answer.text


def test_what_is_gone_meanwhile_is_not_shown(two: Answerer) -> None:
    reply = two.ask("1", Context(offered=("tn-1900-1/decisions/a",), asked_at=1.0), now=2.0)
    assert reply.answer.text == say("choices.none", "sv")
    assert reply.context.offered == ()


@pytest.mark.parametrize(
    ("asked", "said", "key"),
    [
        ("gamla badet", "ja", "agreed"),
        ("gamla badet", "Ja tack!", "agreed"),
        ("gamla badet", "nej", "refused"),
        ("Is the old pool closed?", "yes", "agreed"),
        ("Is the old pool closed?", "no", "refused"),
    ],
)
def test_what_may_be_the_answer_is_or_is_not(invented: Answerer, asked: str, said: str, key: str) -> None:
    may_be, after, again = talk(invented, asked, said, said)
    assert may_be.status is Status.LIKELY
    assert after.text == say(f"likely.{key}", may_be.language)
    assert again.text != after.text, "it is said once"


def test_the_conversation_goes_on_after_yes(invented: Answerer) -> None:
    *_, after = talk(invented, "gamla badet", "ja", "alla beslut")
    assert after.status is Status.ANSWERED


def test_after_what_is_stated_nothing_is_asked(invented: Answerer) -> None:
    stated, after = talk(invented, "alla beslut", "ja")
    assert stated.status is Status.ANSWERED
    assert after.text not in {say(f"likely.{key}", "sv") for key in ("agreed", "refused")}
