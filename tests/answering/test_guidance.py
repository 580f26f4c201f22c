"""Guidance: what is answered about the bot, about a case as a whole and about the last answer."""

from __future__ import annotations

import re

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.answering.wording import place, quoted
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Decision, Kind
from bot.matching.context import Context
from bot.matching.match import LIST

QUESTION = re.compile(r"”([^”]+\?)”")
TEXT = """Beslut

Nämnden beslutar att bygga en simhall i parken.

Eva Ek vill hellre ha en lekplats.
"""
CASE = """id: {id}
title: {title}
sources: {{pm: {{file: pm.txt, title: PM}}}}
"""


def talk(bot: Answerer, *messages: str) -> list[Answer]:
    """The answers to the messages of one conversation."""
    context, answers = Context(), []
    for message in messages:
        reply = bot.ask(message, context, now=0.0)
        context = reply.context
        answers.append(reply.answer)
    return answers


@pytest.fixture(params=["shipped", "invented"])
def either(request: pytest.FixtureRequest, bot: Answerer, invented: Answerer) -> Answerer:
    return bot if request.param == "shipped" else invented


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """The answerer over two cases of which nothing but the text is known."""
    folder = tmp_path_factory.mktemp("several")
    for id_, title in (("bad", "Simhall i parken"), ("lek", "Lekplats i parken")):
        (folder / id_).mkdir()
        (folder / id_ / "case.yaml").write_text(CASE.format(id=id_, title=title), encoding="utf-8")
        (folder / id_ / "pm.txt").write_text(TEXT, encoding="utf-8")
    return Answerer(load_knowledge(folder))


# A case as a whole


@pytest.mark.parametrize("message", ["Vad handlar det om?", "What is this about?", "sammanfatta ärendet"])
def test_an_overview(either: Answerer, message: str) -> None:
    (answer,) = talk(either, message)
    (case,) = either.knowledge.cases.values()
    lines = answer.text.splitlines()
    assert answer.status is Status.ANSWERED
    assert len(lines) <= 12
    assert lines[0] == f"{case.title} ({case.reference})"
    assert str(case.date) in lines[1]
    decisions = [fact for fact in case.facts if isinstance(fact, Decision)]
    assert len(decisions) == 3
    for decision in decisions:
        (line,) = [line for line in lines if line.startswith(f"{decision.number}. ")]
        assert quoted(decision.quotes[0]) in line
        assert line.endswith(f" {decision.quotes[0].page})")
    statements = [line for line in lines if line.startswith("– ")]
    assert 1 <= len(statements) <= 3
    assert {fact.summary for fact in answer.facts} >= {line.removeprefix("– ") for line in statements}
    assert len(QUESTION.findall(lines[-1])) == 3


def test_an_overview_names_each_statement_once_where_it_first_stands(bot: Answerer) -> None:
    (answer,) = talk(bot, "Vad handlar det om?")
    named = [fact.id.rpartition("/")[2] for fact in answer.facts if fact.kind is Kind.POSITION]
    assert named == ["s-reservation", "v-uttalande", "fi-yttrande"]


def test_what_an_overview_proposes_to_ask_is_answered(either: Answerer) -> None:
    (answer,) = talk(either, "Vad handlar det om?")
    for question in QUESTION.findall(answer.text.splitlines()[-1]):
        assert either.ask(question).answer.status is Status.ANSWERED


@pytest.mark.parametrize(("known", "stage"), [("bot", "Föreslås:"), ("invented", "Beslut:")])
def test_what_is_proposed_is_not_decided(request: pytest.FixtureRequest, known: str, stage: str) -> None:
    (answer,) = talk(request.getfixturevalue(known), "Vad handlar det om?")
    assert answer.text.splitlines()[2] == stage


def test_an_overview_of_a_case_in_hand(several: Answerer) -> None:
    lines = several.ask("Vad handlar det om?", case="bad").answer.text.splitlines()
    assert lines[0] == "Simhall i parken"
    assert "”Nämnden beslutar att bygga en simhall i parken.”" in lines


def test_one_of_several_cases_is_asked_for(several: Answerer) -> None:
    (answer,) = talk(several, "Vad handlar det om?")
    assert answer.text.splitlines()[0] == "Jag känner till flera ärenden. Vilket menar du?"
    assert {"Simhall i parken", "Lekplats i parken"} <= {line.partition(". ")[2] for line in answer.text.splitlines()}
    assert [choice.label for choice in answer.choices] == ["Simhall i parken", "Lekplats i parken"]


# The bot itself


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("hjälp", "Fråga om det ärende jag känner till: "),
        ("help", "Ask about the case I know: "),
        ("vem är du?", "Jag är Beslutsbot, ett datorprogram och ingen människa. "),
        ("are you human?", "I am Beslutsbot, a computer program and not a person. "),
        ("hur mår du?", "Tack, bra. "),
        ("vad tycker du?", "Jag tar inte ställning "),
        ("jag vill lämna ett klagomål", "Jag tar inte emot klagomål "),
    ],
)
def test_about_the_bot(either: Answerer, message: str, begins: str) -> None:
    (answer,) = talk(either, message)
    assert answer.text.startswith(begins)
    assert answer.status is Status.DECLINED
    assert answer.reason == "off_topic"
    assert answer.facts == answer.related == ()
    assert not answer.ends
    assert "  " not in answer.text


def test_a_goodbye_ends(bot: Answerer) -> None:
    (answer,) = talk(bot, "hej då")
    assert answer.ends
    assert answer.text == "Hej då. Fråga gärna igen."


@pytest.mark.parametrize("said", ["{} ljuger", "{} är bäst", "ska jag rösta på {}?", "jag hatar {}"])
def test_a_judgement_names_every_party_alike(either: Answerer, said: str) -> None:
    (asked,) = talk(either, "vad tycker du?")
    for party in either.knowledge.parties:
        for name in (party.letter, party.name):
            (judged,) = talk(either, said.format(name))
            assert judged.text == asked.text, name  # whichever party is judged, and however
    heard = either.matcher.heard(None)
    names = [party.name for party in either.knowledge.parties if party.letter in heard]
    assert len(names) == len(heard)
    assert all(asked.text.partition("Fråga till exempel")[0].count(name) == 1 for name in names)


# The last answer


def test_place_tells_the_page(bot: Answerer) -> None:
    first, answer = talk(bot, "Vad säger V om skolan?", "på vilken sida?")
    quote = first.facts[0].quotes[0]
    assert answer.lead == f"Det står på sidan {quote.page}, under rubriken ”{quote.section}”:"
    assert [fact.id for fact in answer.facts] == [fact.id for fact in first.facts[:1]]
    assert quoted(quote) in answer.text


def test_place_in_english(bot: Answerer) -> None:
    first, answer = talk(bot, "How much money do the party offices get?", "which page?")
    quote = first.facts[0].quotes[0]
    assert answer.lead == f"It stands on page {quote.page}, under the heading “{quote.section}”:"


@pytest.mark.parametrize("message", ["på vilken sida?", "källa?", "länk?", "kan jag läsa hela?"])
def test_the_document(bot: Answerer, message: str) -> None:
    (answer,) = talk(bot, message)
    (case,) = bot.knowledge.cases.values()
    assert next(iter(case.sources.values())).title in answer.text
    assert case.reference is not None
    assert case.reference in answer.text
    assert "ingen länk" in answer.text


def test_more_goes_on_and_ends(bot: Answerer) -> None:
    first, *others = talk(bot, "alla mål", *["mer"] * 6)
    shown = [fact.id for fact in first.facts[:5]]
    going = [answer for answer in others if answer.facts]
    for answer in going:
        assert answer.status is Status.LIKELY
        assert answer.lead == "Fler mål:"
        assert 1 <= len(answer.facts) <= LIST
        shown += [fact.id for fact in answer.facts]
        assert {*shown, *answer.more} == {fact.id for fact in first.facts}
    assert len(shown) == len(set(shown))  # nothing twice
    assert set(shown) == {fact.id for fact in first.facts}
    assert [answer.text for answer in others[len(going) :]] == ["Jag har inget mer om det."] * (6 - len(going))
    assert len(going) < 6


def test_more_of_nothing_is_help(bot: Answerer) -> None:
    (more,), (help_,) = talk(bot, "mer"), talk(bot, "hjälp")
    assert more.text == help_.text


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Vad säger V om skolan?", "Vänsterpartiet"),
        ("Vad säger S om bostäder?", "Socialdemokraterna"),
        ("Vad säger Fi om skjutningar?", "Feministiskt initiativ"),
    ],
)
def test_verify_names_who_says_so(bot: Answerer, question: str, who: str) -> None:
    first, answer = talk(bot, question, "stämmer det?")
    where = place(first.facts[0].quotes[0], "sv")
    assert first.facts
    assert answer.text == (
        f"Det bedömer jag inte. Det är {who} som säger det, och citatet är ordagrant ur handlingen: {where}."
    )


def test_verify_what_nobody_in_particular_says(invented: Answerer) -> None:
    first, answer = talk(invented, "När öppnar det nya badet?", "är det sant?")
    where = place(first.facts[0].quotes[0], "sv")
    assert answer.text == f"Det bedömer jag inte. Det är vad handlingen säger, ordagrant: {where}."


def test_verify_two_parties(invented: Answerer) -> None:
    _, answer = talk(invented, "Varför ville centern och de gröna inte bygga i parken?", "stämmer det?")
    assert "Det är Centerpartiet och Miljöpartiet som säger det" in answer.text


def test_sides(bot: Answerer) -> None:
    (answer,) = talk(bot, "vilka styr?")
    assert answer.status is Status.DECLINED
    assert answer.lead == (
        "Handlingen säger inte vilka partier som ingår i majoriteten eller oppositionen. "
        "De som hörs är Socialdemokraterna, Vänsterpartiet och Feministiskt initiativ."
    )


# Pages


def test_a_page(bot: Answerer) -> None:
    (answer,) = talk(bot, "sida 2")
    assert answer.lead == "Sida 2 av 8 börjar så här:"
    assert {fact.quotes[0].page for fact in answer.facts} == {2}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("sida 99", "Den sidan finns inte. Handlingen har 8 sidor."),
        ("page 99", "There is no such page. The document has 8 pages."),
    ],
)
def test_an_unknown_page(bot: Answerer, message: str, text: str) -> None:
    (answer,) = talk(bot, message)
    assert answer.text == text
    assert answer.status is Status.DECLINED


def test_an_unknown_page_of_another_document(invented: Answerer) -> None:
    assert talk(invented, "sida 99")[0].text == "Den sidan finns inte. Handlingen har 3 sidor."
