"""What the bot replies, as plain text and in both languages."""

from __future__ import annotations

import pytest

from bot.answering.answer import Status
from bot.answering.answerer import Answerer, lead
from bot.answering.wording import say, shown


def test_a_plain_answer(invented: Answerer) -> None:
    answer = invented.ask("När öppnar det nya badet?").answer
    assert answer.status is Status.ANSWERED
    assert answer.lead == "Bygget börjar hösten 2024 och simhallen invigs i januari 2027."
    assert answer.text == (
        "Bygget börjar hösten 2024 och simhallen invigs i januari 2027.\n\n"
        "”Byggstarten är planerad till hösten 2024 och invigningen till januari 2027.”\n"
        "— Protokollsutdrag § 61 (Dnr GV 2023/0417), Ärendebeskrivning, sida 1"
    )


def test_an_english_reply_quotes_in_swedish(invented: Answerer) -> None:
    answer = invented.ask("When does the new pool open?").answer
    assert answer.language == "en"
    assert answer.text == (
        "Building starts in the autumn of 2024 and the hall opens in January 2027.\n\n"
        "”Byggstarten är planerad till hösten 2024 och invigningen till januari 2027.”\n"
        "— Protokollsutdrag § 61 (Dnr GV 2023/0417), Ärendebeskrivning, page 1"
    )


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("hej", "Hej. Fråga mig om ett kommunalt beslut, så svarar jag med handlingens egna ord."),
        ("tack", "Varsågod. Fråga gärna mer."),
        (
            "hello",
            "Hello. Ask me about a municipal decision and I will answer with the document's own words.",
        ),
        ("thanks", "You are welcome. Do ask more."),
        ("", "Skriv en fråga, så letar jag i handlingarna."),
        ("Vad säger Stefan Löfven?", "Stefan Löfven nämns inte i de handlingar jag känner till."),
        (
            "Vad tycker Socialdemokraterna?",
            "Socialdemokraterna har inte sagt något i ärendet. "
            "De som hörs är Centerpartiet, Miljöpartiet, Vänsterpartiet och Moderaterna.",
        ),
        (
            "What do the Social Democrats think?",
            "Social Democrats is not heard in this case. "
            "Those who are: Centre Party, Green Party, Left Party and Moderate Party.",
        ),
    ],
)
def test_refusals(invented: Answerer, question: str, reply: str) -> None:
    answer = invented.ask(question).answer
    assert answer.status is Status.DECLINED
    assert answer.text == reply
    assert answer.facts == ()


def test_what_comes_closest_is_marked_as_no_answer(invented: Answerer) -> None:
    answer = invented.ask("Vilken färg får lekplatsen?").answer
    assert answer.status is Status.DECLINED
    assert answer.facts == ()
    assert answer.related
    assert answer.lead == say("declined.not_in_case", "sv")
    assert answer.text.startswith(answer.lead)
    assert shown(answer.related[0].quotes[0]) in answer.text


@pytest.mark.parametrize(("language", "start"), [("sv", "En ny simhall byggs"), ("en", "A new swimming hall is built")])
def test_a_language_that_is_settled(invented: Answerer, language: str, start: str) -> None:
    for question in ("Blir det något nytt badhus?", "Is Granvik getting a new swimming pool?"):
        answer = invented.ask(question, language=language).answer
        assert answer.language == language
        assert answer.text.startswith(start)


def test_several_facts_have_their_summaries(bot: Answerer) -> None:
    answer = bot.ask("alla beslut").answer
    assert len(answer.facts) == 3
    assert answer.lead == "3 beslut svarar på frågan:"
    assert all(fact.summary in answer.text for fact in answer.facts)
    assert all(shown(fact.quotes[0]) in answer.text for fact in answer.facts)


def test_a_passage_is_marked_as_a_passage(invented: Answerer) -> None:
    (passage,) = [
        p for case in invented.knowledge.cases.values() for p in case.passages if "justerades" in p.quotes[0].text
    ]
    answer = invented.show(passage.id, "sv")
    assert answer is not None
    assert answer.lead == "Så här står det i handlingen:"
    assert "”Protokollet justerades den 19 juni 2023 av ordföranden Ulrika Fallhed.”" in answer.text


def test_show(invented: Answerer) -> None:
    answer = invented.show("gv-2023-0417/decisions/lekplats", "en")
    assert answer is not None
    assert answer.lead == lead(answer.facts, "en")
    assert answer.lead.startswith("The municipality spends 2,400,000 kronor")
    assert invented.show("gv-2023-0417/decisions/nothing", "en") is None


def test_words_cut_at_a_line_are_joined_for_the_reader(invented: Answerer) -> None:
    answer = invented.ask("När ska cykelparkeringen redovisas?").answer
    assert "cykelparkeringen vid Älvparken" in answer.text
    assert "cykel- parkeringen" in answer.facts[0].quotes[0].text


@pytest.mark.parametrize("case", ["gv-2023-0417", None])
def test_kept_to_a_case(invented: Answerer, case: str | None) -> None:
    assert invented.ask("När öppnar det nya badet?", case=case).answer.status is Status.ANSWERED
