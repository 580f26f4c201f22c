"""Parties by letter, name and nickname; letters that are no parties."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Knowledge
from bot.language.names.parties import PartyNames, Side
from bot.language.tokens import tokenize


@pytest.fixture(scope="module")
def names(knowledge: Knowledge) -> PartyNames:
    """The names of the parties that ship."""
    return PartyNames({p.letter: [p.name, p.name_en or p.name, *p.aliases] for p in knowledge.parties})


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Vad tycker S?", ["S"]),
        ("vad tycker s om skolan", ["S"]),
        ("Vad tycker V?", ["V"]),
        ("V:s uttalande", ["V"]),
        ("Vad säger S, V och Fi?", ["S", "V", "Fi"]),
        ("sd och kd", ["SD", "KD"]),
        ("vad tycker sossarna", ["S"]),
        ("sossarnas förslag", ["S"]),
        ("socialdemokraternas reservation", ["S"]),
        ("Socialdemokraterna (S)", ["S"]),
        ("vänsterns åsikt", ["V"]),
        ("vanstern", ["V"]),
        ("vänster partiet", ["V"]),
        ("Vänsterpartiets", ["V"]),
        ("miljö partiet", ["MP"]),
        ("F! och FI", ["Fi"]),
        ("Feministiskt initiativ", ["Fi"]),
        ("the Left Party", ["V"]),
        ("the Social Democrats and the Greens", ["S", "MP"]),
        ("Sverigedemokraternas", ["SD"]),
    ],
)
def test_named(names: PartyNames, text: str, letters: list[str]) -> None:
    assert list(names.find(tokenize(text)).letters) == letters


@pytest.mark.parametrize(
    "text",
    [
        "skolans barn",  # the letter inside words is no party
        "SLK:s förslag",
        "it's true",
        "the city's schools",
        "bilaga S",
        "bilaga C",
        "Rotel V",
        "25 m",
        "5 s",
        "vänster i korsningen",  # words that mean something else on their own
        "liberal",
        "miljöprogram",
        "moderna kontor",
    ],
)
def test_not_named(names: PartyNames, text: str) -> None:
    assert names.find(tokenize(text)).letters == ()


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("vad säger oppositionen?", Side.OPPOSITION),
        ("the opposition", Side.OPPOSITION),
        ("majoritetens budget", Side.MAJORITY),
        ("borgarna", Side.MAJORITY),
        ("högern", Side.MAJORITY),
    ],
)
def test_sides(names: PartyNames, text: str, side: Side) -> None:
    found = names.find(tokenize(text))
    assert found.sides == (side,)
    assert found.letters == ()


def test_which_tokens_name() -> None:
    names = PartyNames({"X": ["Ölandspartiet", "de blå"]})
    found = names.find(tokenize("vad vill de blå och X?"))
    assert found.letters == ("X",)
    assert found.tokens == {2, 3, 5}
    assert set(names.words()) == {"olandspartiet"}


def test_no_parties() -> None:
    assert PartyNames({}).find(tokenize("vad vill S?")).letters == ()
