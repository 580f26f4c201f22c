"""Further hits: each passage once, called by what they are, and the same whether asked for by word or button."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.matching.context import Context
from bot.matching.match import LIST
from bot.matching.ranking.candidates import quotes_overlap


def talk(bot: Answerer, *messages: str) -> list[Answer]:
    context, answers = Context(), []
    for now, message in enumerate(messages):
        reply = bot.ask(message, context, now=float(now))
        answers.append(reply.answer)
        context = reply.context
    return answers


@pytest.mark.parametrize(
    "question",
    ["alla belopp", "alla mål", "Hur stor är trygghetsfonden?", "Vad säger S om bostäder?", "Vad får VINST?"],
)
def test_going_on_never_repeats_a_quote(bot: Answerer, question: str) -> None:
    first, *others = [answer for answer in talk(bot, question, *["mer"] * 30) if answer.facts]
    pages = [first.facts[:LIST], *(answer.facts for answer in others)]
    assert others, "there is more"
    shown = [fact for page in pages for fact in page]
    for number, fact in enumerate(shown):
        earlier = [quote for before in shown[:number] if before.case == fact.case for quote in before.quotes[:1]]
        assert not quotes_overlap(fact.quotes[:1], earlier), fact.id
    assert all(len(page) == LIST for page in pages[1:-1]), "pages are full but the last"


def test_what_is_told_to_come_comes(bot: Answerer) -> None:
    first, *others = talk(bot, "Hur stor är trygghetsfonden?", *["mer"] * 5)
    assert first.more
    assert tuple(fact.id for answer in others for fact in answer.facts) == first.more


def test_all_of_a_kind_are_told_of(bot: Answerer) -> None:
    """Not the first dozen: what is said to be so many must be so many."""
    (answer,) = talk(bot, "alla belopp")
    amounts = {fact.kind for fact in answer.facts}
    assert len(amounts) == 1
    assert answer.lead.startswith(f"{LIST} av {len(answer.facts)} belopp")
    assert len(answer.more) == len(answer.facts) - LIST


@pytest.mark.parametrize(
    ("question", "called"),
    [("alla belopp", "Fler belopp:"), ("alla mål", "Fler mål:"), ("Vad får VINST?", "Fler träffar:")],
)
def test_further_hits_are_called_what_they_are(bot: Answerer, question: str, called: str) -> None:
    assert talk(bot, question, "mer")[1].lead == called
