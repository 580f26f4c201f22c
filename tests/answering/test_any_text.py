"""Properties that hold for any text: an answer of the contract, verbatim quotes, no facts under a refusal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.matching.context import Context
from bot.matching.matcher import LONGEST
from tests.answering.test_answer import keeps_the_contract

WORDS = [
    "hur", "mycket", "många", "procent", "kronor", "datum", "när", "vem", "varför", "vad", "tycker",
    "säger", "S", "V", "Fi", "SD", "M", "sossarna", "Lindblom", "Wanngård", "Stefan", "Löfven",
    "rotlarna", "VINST", "äldreomsorgen", "skolan", "bostäder", "trygghetsfonden", "mål", "beslut",
    "alla", "lista", "jämför", "och", "bilagor", "reservation", "how", "what", "who", "does", "the",
    "Left", "Party", "say", "about", "schools", "56,0", "12", "%", "2020", "äldre", "omsorgen",
    "trygetsfonden", "inte", "de", "den", "det", "han", "hon", "oppositionen", "ja", "nej", "?", "!",
    ".", ",", "/", ":", "(", ")", "'", '"', "\n", "\t", "👍", "İ", "ß", "\u0301", "\x00", "\u202e",
]  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
any_text = st.text(st.characters(), max_size=120)  # half surrogate pairs too
texts = st.one_of(phrases, any_text)


def is_faithful(answerer: Answerer, answer: Answer) -> None:
    """Asserts that every quote of an answer stands in its source, at its offsets, up to white space."""
    for fact in (*answer.facts, *answer.related):
        assert fact.quotes
        for quote in fact.quotes:
            text = answerer.knowledge.cases[fact.case].sources[quote.source].text
            assert "".join(text[quote.start : quote.end].split()) == "".join(quote.text.split())


def is_sound(answerer: Answerer, answer: Answer) -> None:
    """Asserts all that holds for any answer."""
    assert answer.status in tuple(Status)
    keeps_the_contract(answer.as_json())
    is_faithful(answerer, answer)
    assert json.loads(json.dumps(answer.as_json())) == answer.as_json()
    if answer.status is Status.DECLINED:
        assert answer.facts == ()
    else:
        assert answer.related == ()
    assert len(answer.choices) <= 4


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_gets_an_answer(bot: Answerer, text: str) -> None:
    is_sound(bot, bot.ask(text).answer)


@settings(max_examples=60, deadline=None)
@given(phrases)
def test_phrases_of_known_words(invented: Answerer, text: str) -> None:
    is_sound(invented, invented.ask(text).answer)


@settings(max_examples=30, deadline=None)
@given(st.lists(texts, min_size=2, max_size=5))
def test_any_conversation(bot: Answerer, turns: list[str]) -> None:
    context = Context()
    for now, turn in enumerate(turns):
        reply = bot.ask(turn, context, now=float(now))
        is_sound(bot, reply.answer)
        assert all(id_ in bot.knowledge.by_id for id_ in reply.context.facts)
        context = reply.context


@settings(max_examples=30, deadline=None)
@given(phrases, st.sampled_from(["sv", "en"]), st.sampled_from(["ks-2020-1616", None]))
def test_any_scope(bot: Answerer, text: str, language: str, case: str | None) -> None:
    answer = bot.ask(text, language=language, case=case).answer
    is_sound(bot, answer)
    assert answer.language == language
    assert all(case in (None, fact.case) for fact in answer.facts)


@settings(max_examples=30, deadline=None)
@given(phrases)
def test_the_same_question_gets_the_same_answer(bot: Answerer, text: str) -> None:
    assert bot.ask(text).answer == bot.ask(text).answer


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 100_000])
@pytest.mark.parametrize(
    "text", ["a", "å ", "1", "12 ", "s ", "och ", "Vad är VINST? ", "\u0301", "👍", "\x00", "(", "'"]
)
def test_long_texts(bot: Answerer, text: str, length: int) -> None:
    answer = bot.ask((text * length)[:length]).answer
    is_sound(bot, answer)
    if length > LONGEST and text.strip():
        assert answer.reason == "too_long"


@pytest.mark.parametrize(
    "text",
    [
        "<b>hej</b> & <script>alert(1)</script>",
        '{"q": "hej"}',
        "'; DROP TABLE facts; --",
        '+simhall -bad "exakt fras" field:value OR AND NOT ~2 ^3 [a TO b] *',
        "{count} {0} %s %d",
        "https://example.com/?q=rotlarna",
        "İİİİ",
        "e\u0301\u0301\u0301",
        "\ud800",
        "\ufeffVad är VINST?",
        "vad\u00a0är\u00a0VINST",
        "１２ ％",
        "٣ procent",
        "²³ kronor",
        "Ⅻ",
    ],
)
def test_odd_texts(bot: Answerer, text: str) -> None:
    is_sound(bot, bot.ask(text).answer)
