"""Patterns made of words that stand as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.drafting.extract.goals import outcomes
from bot.language.word_file import read_words
from bot.language.word_patterns import Words, words_of

WORDS = Words(
    {
        "roles": "ordförande, t.?f.? chef, 1:e vice, (led|och)amot(en)?",
        "ends": "_kommun_, nämnd*",
        "parts": "beslut <year>, beslut",
        "forms": {"reservation": "_reserv(ation|erar)", "yttrande": "särskilt yttrande"},
        "small": "och samt\neller",
        "becomes": {"dagars": "dagar"},
    }
)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("roles", "tf chef", "tf chef"),
        ("roles", "t.f.\xa0chef", "t.f.\xa0chef"),
        ("roles", "txf chef", None),
        ("roles", "ledamoten", "ledamoten"),
        ("ends", "i vår kommun", "kommun"),
        ("ends", "kommunen", None),
        ("ends", "nämndens", "nämndens"),
    ],
)
def test_any_of(name: str, text: str, found: str | None) -> None:
    match = re.search(WORDS.any_of(name), text)
    assert (match and match.group()) == found


def test_parts_that_the_module_gives() -> None:
    assert re.fullmatch(WORDS.any_of("parts", year=r"\d{4}"), "beslut 2024")


def test_the_first_that_fits_counts() -> None:
    assert re.match(WORDS.any_of("parts", year=r"\d{4}"), "beslut 20")[0] == "beslut"  # type: ignore[index]


def test_a_blank_may_be_given() -> None:
    assert not re.match(Words({"law": "kap. 3"}, blank=" ").any_of("law"), "kap.\t3")


def test_the_other_kinds_of_entries() -> None:
    assert list(WORDS.patterns("forms")) == ["reservation", "yttrande"]
    assert WORDS.each("small") == {"och", "samt", "eller"}
    assert WORDS.table("becomes") == {"dagars": "dagar"}


def test_every_section_is_of_a_module() -> None:
    files = sorted((Path(__file__).parents[2] / "bot" / "drafting").rglob("words.yaml"))
    assert files
    for file in files:
        for section in read_words(file):
            assert file.with_name(f"{section}.py").is_file(), f"{file}: {section}"


def test_a_module_has_its_own_words() -> None:
    assert "mycket god" in words_of(outcomes.__file__).any_of("degrees").replace(r"\s", " ")
