"""A summary names whose words it gives, and uses no verb that says whether they are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.answering.answerer import Answerer
from bot.evaluation.neutrality import Slant, partial_words, slants, unnamed
from bot.knowledge.model import Amount, Case, Fact, Knowledge, Party, Person, Position
from bot.knowledge.source import Source
from bot.language.names.parties import PartyNames
from bot.matching.ranking.voices import Voice

NAMES = {
    "S": ("Socialdemokraterna", "The Social Democrats", "sossarna"),
    "V": ("Vänsterpartiet", "The Left Party"),
    "Fi": ("Feministiskt initiativ", "Feminist Initiative"),
}
PARTIES = PartyNames(NAMES)
SIGN_FOR = {"Karin Wanngård": "S", "Clara Lindblom": "V", "Moa Tallkvist": None}


@pytest.mark.parametrize(
    ("summary", "parties", "signers", "missing"),
    [
        ("Bostadsmålen missas.", [], [], []),
        ("Bostadsmålen missas.", ["S"], [], ["S"]),
        ("Bostadsmålen missas.", ["S"], ["…"], ["S"]),
        ("Bostadsmålen missas, enligt reservationen.", ["S"], ["Karin Wanngård"], ["S"]),
        ("Bostadsmålen missas, enligt S.", ["S"], [], []),
        ("Bostadsmålen missas, enligt S:s reservation.", ["S"], [], []),
        ("Enligt Socialdemokraternas reservation missas målen.", ["S"], [], []),
        ("Sossarna skriver att målen missas.", ["S"], [], []),
        ("According to the Social Democrats, the goals are missed.", ["S"], [], []),
        ("Fi skriver att målen missas.", ["Fi"], [], []),
        ("Vänsterpartiet skriver att målen missas.", ["S"], [], ["S"]),
        # in another word the letter or name is none
        ("Visst missas målen.", ["V"], [], ["V"]),
        ("Så missas bostadsmålen i socialdemokratiska kommuner.", ["S"], [], ["S"]),
        # whoever signed says whose it is
        ("Karin Wanngård vill mer.", ["S"], ["Karin Wanngård"], []),
        ("Wanngårds yttrande handlar om målen.", ["S"], ["Karin Wanngård"], []),
        ("Moa Tallkvist vill mer.", ["V"], ["Moa Tallkvist"], []),
        ("Karin Wanngård vill mer.", ["S", "V"], ["Karin Wanngård", "Clara Lindblom"], ["V"]),
        # each of several is named
        ("S och V vill mer.", ["S", "V"], [], []),
        ("S vill mer.", ["S", "V"], [], ["V"]),
    ],
)
def test_unnamed(summary: str, parties: Sequence[str], signers: Sequence[str], missing: Sequence[str]) -> None:
    assert unnamed(summary, Voice(tuple(parties), tuple(signers)), SIGN_FOR, PARTIES) == tuple(missing)


@pytest.mark.parametrize(
    ("summary", "quotes", "partial"),
    [
        ("S skriver att målen missas.", ["Målen missas."], []),
        ("S konstaterar att målen missas.", ["Målen missas."], ["konstaterar"]),
        ("S konstaterar att målen missas.", ["Vi konstaterar att målen missas."], ["konstaterar"]),
        ("S pekar på att målen missas.", ["Målen missas."], ["pekar på"]),
        ("S slår fast att målen missas.", ["Målen missas."], ["slår fast"]),
        ("Målen missas, påpekar S.", ["Målen missas."], ["påpekar"]),
        ("S medger och V påstår att målen missas.", ["Målen missas."], ["medger", "påstår"]),
        # what the party itself does
        ("S beklagar att målen missas.", ["Vi beklagar att målen missas."], []),
        ("S kritiserar styret.", ["Vi riktar kritik mot styret."], []),
        # whole words
        ("S vill ha en erkänd utbildning och larmade hus.", ["en erkänd utbildning"], ["larmade"]),
        ("S vill ha anvisare, larmanordningar och ett påståeligt styre.", ["anvisare"], []),
        ("S pekar ut en plats på torget.", ["en plats"], []),
        # of others, with the quote's word, in what is reported
        ("Fi skriver att personalen har larmat.", ["personalen har larmat"], []),
        ("Fi skriver att personalen har larmat.", ["personalen är orolig"], ["larmat"]),
        ("Enligt S hävdade regionen det.", ["hävdade att det var en för stor spridning"], []),
        ("S hävdar att regionen hade fel.", ["hävdade att det var en för stor spridning"], ["hävdar"]),
    ],
)
def test_partial_words(summary: str, quotes: Sequence[str], partial: Sequence[str]) -> None:
    assert partial_words(summary, quotes, spoken=True) == tuple(partial)


@pytest.mark.parametrize(
    ("summary", "quotes", "partial"),
    [
        ("S writes that the goals are missed.", ["Målen missas."], []),
        ("S notes that the goals are missed.", ["Målen missas."], ["notes"]),
        ("The Social Democrats point out that the goals are missed.", ["Målen missas."], ["point out"]),
        ("S admits it and V exposes it.", ["Målen missas."], ["exposes", "admits"]),
        ("S regrets that the goals are missed.", ["Vi beklagar det."], []),
        ("Fi writes that staff have raised the alarm.", ["personalen har larmat"], []),
        ("Fi thinks that it is a provocative claim.", ["ett provocerande påstående"], []),
        ("Fi claims that it is provocative.", ["ett provocerande påstående"], ["claims"]),
    ],
)
def test_partial_words_in_english(summary: str, quotes: Sequence[str], partial: Sequence[str]) -> None:
    assert partial_words(summary, quotes, spoken=True, language="en") == tuple(partial)


@pytest.mark.parametrize(
    ("quote", "partial"), [("Bilagan visar kostnaden.", []), ("Kostnaden framgår av bilagan.", ["visar"])]
)
def test_where_nobody_speaks_the_quotes_word_is_fine(quote: str, partial: Sequence[str]) -> None:
    assert partial_words("Bilagan visar kostnaden.", [quote], spoken=False) == tuple(partial)


TEXT = "Reservation av Karin Wanngård (S). Allt visar att målen missas i tre år. Det är fel. Bilagan visar kostnaden."


def case(*facts: Fact) -> Knowledge:
    parties = tuple(Party(letter, name, english, (*aliases,)) for letter, (name, english, *aliases) in NAMES.items())
    people = (Person("Karin Wanngård", "S"),)
    return Knowledge({"a-1": Case("a-1", "Ett ärende", {}, facts, people=people)}, parties)


def quoted(fact: Fact, words: str) -> Fact:
    start = TEXT.index(words)
    return replace(fact, quotes=(Source("pm", "PM", TEXT).quote(start, start + len(words)),))


AT_LENGTH = "Allt visar att målen missas i tre år."
RESERVATION = quoted(
    Position("a-1/positions/s", "a-1", "Karin Wanngård reserverar sig.", (), party=("S",), by=("Karin Wanngård",)),
    "Reservation av Karin Wanngård (S).",
)
POINT = quoted(
    Position("a-1/positions/s-fel", "a-1", "Socialdemokraterna anser att det är fel.", (), part_of=RESERVATION.id),
    "Det är fel.",
)
AMOUNT = quoted(Amount("a-1/amounts/ar", "a-1", "Enligt Socialdemokraterna missas målen i tre år.", ()), AT_LENGTH)
APPENDIX = quoted(Amount("a-1/amounts/kostnad", "a-1", "Bilagan visar kostnaden.", ()), "Bilagan visar kostnaden.")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        (
            {"summary": "Målen missas i tre år."},
            [Slant(AMOUNT.id, "summary", "summary does not name S, whose words it gives")],
        ),
        (
            {"summary_en": "The goals are missed."},
            [Slant(AMOUNT.id, "summary_en", "summary_en does not name S, whose words it gives")],
        ),
        ({"summary_en": "According to Karin Wanngård, the goals are missed."}, []),
        (
            {"summary": "S visar att målen missas."},
            [
                Slant(
                    AMOUNT.id,
                    "summary",
                    'summary says "visar", which takes a side; '
                    "neutral are säger, skriver, anser, vill, föreslår, tycker",
                )
            ],
        ),
    ],
)
def test_a_fact_inside_a_statement_is_the_partys(changed: dict[str, Any], expected: Sequence[Slant]) -> None:
    facts = (RESERVATION, POINT, replace(AMOUNT, **changed), APPENDIX)
    assert list(slants(case(*facts), PARTIES)) == expected


def test_the_knowledge_that_ships_is_neutral(bot: Answerer) -> None:
    assert list(slants(bot.knowledge, bot.matcher.ranker.lexicon.parties)) == []
