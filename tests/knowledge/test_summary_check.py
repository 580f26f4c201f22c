"""A summary says no figure and no name that its quotes do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Party, Person
from bot.knowledge.summary_check import Permitted, header_words, unsupported

S = Party("S", "Socialdemokraterna", "Social Democrats", ("sossarna",))
V = Party("V", "Vänsterpartiet", "Left Party", ("vänstern",))
PERMITTED = Permitted(
    header_words(["Stockholms stad", "kommunstyrelsen", "KS 2020/1616"]),
    people=(Person("Clara Lindblom", "V"), Person("Anna König Jerlmyr")),
    parties=(S, V),
)


@pytest.mark.parametrize(
    ("summary", "quote", "missing"),
    [
        # figures, by value
        ("Staden får 56,0 mnkr.", "får 56,0 mnkr", []),
        ("The city gets 56.0 million.", "får 56,0 mnkr", []),
        ("Staden får 56 mnkr.", "får 56,0 mnkr", []),
        ("Staden får 57 mnkr.", "får 56,0 mnkr", ["57"]),
        ("Staden får 5,6 mnkr.", "får 56,0 mnkr", ["5,6"]),
        ("It costs 12,710,000 kronor.", "om 12 710 000 kronor", []),
        ("Det kostar 12 710 000 kronor.", "om 12\xa0710\xa0000 kronor", []),
        ("Det kostar 12 710 001 kronor.", "om 12 710 000 kronor", ["12 710 001"]),
        ("Det kostar 710 kronor.", "om 12 710 000 kronor", ["710"]),
        ("Skolan får 118 900 kronor.", "Skola 112 430 118 900", []),
        ("Skolan får 112 430 kronor.", "Skola 112 430 118 900", []),
        ("Skolan får 430 kronor.", "Skola 430 118 900", []),
        ("Skolan får 118 901 kronor.", "Skola 112 430 118 900", ["118 901"]),
        ("I årskurs 6 120 elever.", "i årskurs 6 var 120 elever", []),
        ("Klart den 1 mars 2024.", "senast 2024-03-01", []),
        ("Bilaga 1-6 godkänns.", "med bilaga 1-6", []),
        ("Det blev 4 förslag.", "fyra förslag", ["4"]),
        # names that begin no sentence
        ("Ärendet rör Nacka.", "i kommunen", ["Nacka"]),
        ("Ärendet rör Nacka.", "stat och Nackas hamn", []),
        ("Nackas plan. Solna är med.", "i kommunen", []),
        ("Det gäller Stockholm.", "i kommunen", []),
        ("Det gäller Stockholm.", "stockholmarnas livssituation", []),
        ("Målet är ”Alla ska kunna simma”.", "målet om simning", []),
        ("Det rör ILS och IT.", "hur ILS-systemet fungerar i IT-projekt", []),
        ("Systemet VINST avbryts.", "projektet", ["VINST"]),
        ("Det vill Göran.", "göra mer", ["Göran"]),
        ("Det sker i Kulturnämnden.", "kulturnämndens verksamhet", []),
        ("Ordförande är Anna König Jerlmyr.", "ANNA KÖNIG JERLMYR", []),
        # English writes more words with a capital
        ("In March, the Swedish City Council said that I may.", "i mars", []),
        ("The goal is met, says Gothenburg.", "målet nås", ["Gothenburg"]),
        # people and parties anywhere
        ("Lindblom vill mer.", "hon vill mer", ["Lindblom"]),
        ("Lindblom vill mer.", "borgarrådet Clara Lindblom (V)", []),
        ("Socialdemokraterna vill mer.", "de vill mer", ["Socialdemokraterna"]),
        ("Socialdemokraterna vill mer.", "alla (S) vill mer", []),
        ("Socialdemokraterna vill mer.", "enligt Socialdemokraternas reservation", []),
        ("The Social Democrats want more.", "sossarna vill mer", []),
        ("The Left Party wants more.", "de vill mer", ["Left"]),
        ("Left Party wants more.", "de vill mer", ["Left Party"]),
        ("Left behind are the old.", "kvar är de äldre", []),
    ],
)
def test_unsupported(summary: str, quote: str, missing: list[str]) -> None:
    assert unsupported(summary, [quote], PERMITTED) == missing


def test_figures_of_two_quotes_are_two() -> None:
    assert unsupported("Det blir 12 430 kronor.", ["Skola 12 430", "118 900"], PERMITTED) == []
    assert unsupported("Det blir 430 118 kronor.", ["Skola 12 430", "118 900"], PERMITTED) == ["430 118"]


def test_own_party_and_signers() -> None:
    own = Permitted(header_words(["Bo Al"]), frozenset("S"), parties=(S, V))
    assert unsupported("Socialdemokraterna och Bo Al vill mer.", ["vi vill"], own) == []
    assert unsupported("The Social Democrats want more.", ["vi vill"], own) == []
    assert unsupported("Vänsterpartiet vill mer.", ["vi vill"], own) == ["Vänsterpartiet"]


@given(st.text())
def test_a_text_supports_itself(text: str) -> None:
    assert unsupported(text, [text], PERMITTED) == []
