"""Questions of two parts: how a text is divided, and the answers that both parts get."""

from __future__ import annotations

import pytest

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.matching.decision.parts import lacks, parts
from bot.matching.query.question import read_question


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("Vad lyder målen för skolan och för äldreomsorgen?", [("for skolan", "for for aldreomsorgen")]),
        ("Hur stor är fonden och vem bestämmer om budgeten?", [("ar fonden", "bestammer om budgeten")]),
        ("What does V say about airports and taxes?", [("about airports", "about taxes")]),
        ("Hur stor är fonden?", []),
        ("Barnen och jag flyttade. Hur stor är fonden?", []),  # not in the sentence that asks
        ("Vad gör staden och alla dess bolag för klimatet framöver?", []),  # too long to be but another thing
        ("och fonden?", []),
        ("", []),
    ],
)
def test_parts(bot: Answerer, text: str, divided: list[tuple[str, str]]) -> None:
    found = list(parts(text, bot.matcher.ranker.lexicon, "sv"))
    assert len(found) == len(divided)
    for (first, second), (first_end, second_end) in zip(found, divided, strict=True):
        assert " ".join(first.words).endswith(first_end)
        assert " ".join(second.words).endswith(second_end)


def test_what_a_fact_lacks(bot: Answerer) -> None:
    ranker = bot.matcher.ranker
    airports, taxes = (read_question(text, ranker.lexicon) for text in ("V flygplatser", "V sänka skatter"))
    fact = ranker.number["ks-2020-1616/positions/v-flygplatser"]
    assert lacks(ranker.index, fact, taxes, airports)
    assert not lacks(ranker.index, fact, airports, taxes)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Vad lyder målen för skolan och för äldreomsorgen?", ["når barn sin fulla potential", "äldre"]),
        ("Hur många dödades i skjutningar och hur stor är trygghetsfonden?", ["23 personer", "100 mnkr"]),
    ],
)
def test_both_parts_are_answered(bot: Answerer, text: str, quotes: list[str]) -> None:
    answer = bot.ask(text).answer
    assert answer.status in (Status.ANSWERED, Status.LIKELY)
    assert len(answer.facts) == 2
    for fact, words in zip(answer.facts, quotes, strict=True):
        assert words in " ".join(quote.display_text for quote in fact.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "Hur mycket får rotlarna och partikanslierna föra över?",  # one fact has both
        "Hur stor är trygghetsfonden och vad kostar en bussbiljett?",  # the second has no answer
    ],
)
def test_one_fact_is_enough(bot: Answerer, text: str) -> None:
    answer = bot.ask(text).answer
    assert len(answer.facts[: answer.whole]) <= 1


def test_both_parts_are_answered_in_a_conversation(bot: Answerer) -> None:
    context = bot.ask("Vad tycker V om flygplatser?", now=0.0).context
    answer = bot.ask("Hur stor är trygghetsfonden och hur många dog i skjutningar?", context, now=0.0).answer
    assert len(answer.facts) == 2


def test_few_parts_are_tried(bot: Answerer) -> None:
    text = "fonden " + "och vad kostar skolan " * 40
    assert len(list(parts(text, bot.matcher.ranker.lexicon, "sv"))) <= 3
