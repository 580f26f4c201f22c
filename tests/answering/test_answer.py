"""The Answer as JSON: a stable contract, key by key."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.answering.answer import Answer, Choice, Status, answer_fact
from bot.answering.answerer import Answerer, lead
from bot.knowledge.model import Detail, Kind
from bot.knowledge.source import Quote

ANSWER = ["status", "reason", "language", "text", "facts", "choices", "related"]
FACT = ["id", "kind", "summary", "score", "quotes"]
QUOTE = ["text", "source", "title", "section", "page", "start", "end"]
REASONS = {"no_match", "off_topic", "not_in_case", "party_absent", "person_absent", "empty", "too_long"}
QUESTIONS = [
    "Kan alla barn simma?",
    "Blir det något nytt badhus?",
    "Is the swimming goal met?",
    "Vad tycker Socialdemokraterna?",
    "Vad säger Stefan Löfven?",
    "Vilken färg får lekplatsen?",
    "hej",
    "",
    "x" * 2000,
]


def keeps_the_contract(written: dict[str, Any]) -> None:
    """Asserts that an answer's JSON has the contract's keys, in its order, with its types."""
    assert list(written) == ANSWER
    assert written["status"] in ("answered", "likely", "choices", "declined")
    assert (written["reason"] in REASONS) == (written["status"] == "declined")
    assert written["reason"] is None or written["status"] == "declined"
    assert len(written["language"]) in (2, 3)
    assert isinstance(written["text"], str)
    assert written["text"]
    assert bool(written["facts"]) == (written["status"] in ("answered", "likely"))
    assert bool(written["choices"]) == (written["status"] == "choices")
    for fact in [*written["facts"], *written["related"]]:
        assert list(fact) == FACT
        assert fact["kind"] in [kind.value for kind in Kind]
        assert isinstance(fact["score"], float)
        assert fact["quotes"]
        assert all(list(quote) == QUOTE for quote in fact["quotes"])
    assert all(list(choice) == ["id", "label"] for choice in written["choices"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_contract(invented: Answerer, question: str) -> None:
    written = invented.ask(question).answer.as_json()
    keeps_the_contract(written)
    assert json.loads(json.dumps(written)) == written


def test_a_fact_in_full(invented: Answerer) -> None:
    (fact,) = invented.ask("Kan alla barn simma?").answer.as_json()["facts"]
    assert fact["id"] == "gv-2023-0417/goals/alla-barn-simmar"
    assert fact["kind"] == "goal"
    assert fact["summary"] == "Målet att alla barn i Granvik ska kunna simma bedöms som delvis uppnått."
    quote = fact["quotes"][-1]
    text = invented.knowledge.cases["gv-2023-0417"].sources["protokoll"].text
    assert " ".join(text[quote["start"] : quote["end"]].split()) == quote["text"]
    assert {key: quote[key] for key in ("text", "source", "title", "section", "page")} == {
        "text": "Av eleverna i årskurs 6 var det 83 procent som kunde simma.",
        "source": "protokoll",
        "title": "Protokollsutdrag § 61 (Dnr GV 2023/0417)",
        "section": "Ärendebeskrivning",
        "page": 1,
    }


def test_what_comes_closest_is_in_the_json_of_a_refusal(invented: Answerer) -> None:
    written = invented.ask("Vilken färg får lekplatsen?").answer.as_json()
    assert written["facts"] == []
    assert [fact["id"] for fact in written["related"]][:1] == ["gv-2023-0417/decisions/lekplats"]


def test_choices() -> None:
    answer = Answer(Status.CHOICES, "sv", "Vad menar du?", choices=(Choice("a/decisions/b", "Badet"),))
    written = answer.as_json()
    keeps_the_contract(written)
    assert written["choices"] == [{"id": "a/decisions/b", "label": "Badet"}]


@pytest.mark.parametrize(
    ("language", "summary_en", "shown"),
    [
        ("sv", "The pool opens.", "Badet öppnar."),
        ("en", "The pool opens.", "The pool opens."),
    ],
)
def test_summary_in_the_language(language: str, summary_en: str, shown: str) -> None:
    quote = Quote("pm", "PM", None, None, 0, 5, "Badet")
    fact = Detail("a/details/b", "a", "Badet öppnar.", (quote,), summary_en=summary_en, topic="bad")
    found = answer_fact(fact, language, 0.12345)
    assert found.summary == shown
    assert found.as_json()["score"] == 0.123
    assert found.as_json()["quotes"][0]["page"] is None


@pytest.mark.parametrize(
    ("language", "english", "said"),
    [
        ("sv", None, "Badet öppnar i januari."),
        ("en", None, "The document says, in Swedish:"),
        ("en", "The pool opens in January.", "The pool opens in January."),
    ],
)
def test_a_summary_that_is_only_in_swedish_leads_no_english_answer(
    language: str, english: str | None, said: str
) -> None:
    quote = Quote("pm", "PM", None, 1, 0, 29, "Det nya badet öppnar i januari nästa år.")
    fact = answer_fact(
        Detail("x/details/y", "x", "Badet öppnar i januari.", (quote,), summary_en=english), language, 1.0
    )
    assert lead((fact,), language) == said
    assert list(fact.as_json()) == FACT


def test_quotes_have_an_address_where_the_pages_are_reached(invented: Answerer) -> None:
    written = invented.ask("Kan alla barn simma?").answer.as_json("https://svar.example")
    quote = written["facts"][0]["quotes"][0]
    assert list(quote) == [*QUOTE, "url"]
    place = f"start={quote['start']}&end={quote['end']}#citat"
    assert quote["url"] == f"https://svar.example/arende/gv-2023-0417/kalla/protokoll?{place}"
