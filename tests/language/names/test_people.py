"""People by full name, surname, initials and role, misspelled or not; namesakes are not they."""

from __future__ import annotations

import pytest

from bot.language.names.people import PeopleNames, capitalised_names, uncapitalised_names
from bot.language.tokens import tokenize

JERLMYR = "Anna König Jerlmyr"
KNOWN = (JERLMYR, "Clara Lindblom", "Karin Wanngård", "Lisa Palm", "Kadir Kasirga", "Lisa Ek")


@pytest.fixture(scope="module")
def names() -> PeopleNames:
    return PeopleNames(KNOWN, {"föredragande borgarråd": JERLMYR, "borgmästare": JERLMYR})


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Clara Lindblom", ["Clara Lindblom"]),
        ("clara lindblom", ["Clara Lindblom"]),
        ("vad sa Lindblom?", ["Clara Lindblom"]),
        ("Lindbloms uttalande", ["Clara Lindblom"]),
        ("Clara tycker", ["Clara Lindblom"]),
        ("lindblomm", ["Clara Lindblom"]),
        ("Wanngard", ["Karin Wanngård"]),
        ("wangård", ["Karin Wanngård"]),
        ("kasirka", ["Kadir Kasirga"]),
        ("jerlmir", [JERLMYR]),
        ("Anna König Jerlmyr", [JERLMYR]),
        ("vad säger AKJ", [JERLMYR]),
        ("föredragande borgarrådet", [JERLMYR]),
        ("föredragande borgarrådets förslag", [JERLMYR]),
        ("borgmästarens åsikt", [JERLMYR]),
        ("borgmästare Clara Lindblom", ["Clara Lindblom"]),  # the name tells whose role it is
        ("Lindblom och Palm", ["Clara Lindblom", "Lisa Palm"]),
        ("Lisa Palm", ["Lisa Palm"]),
    ],
)
def test_named(names: PeopleNames, text: str, people: list[str]) -> None:
    assert list(names.find(tokenize(text)).names) == people


@pytest.mark.parametrize(
    "text",
    [
        "Karin Ernlund",  # a known first name beside a foreign surname
        "vad säger Clara Svensson?",
        "Vad säger Bengt Lindblom?",  # a known surname after a foreign first name
        "Stefan Löfven",
        "Lisa",  # two have it
        "akj",  # initials only in capitals
        "skolan",
        "12",
        "borgarråd",
        "",
    ],
)
def test_not_named(names: PeopleNames, text: str) -> None:
    assert names.find(tokenize(text)).names == ()


def test_which_tokens_name(names: PeopleNames) -> None:
    assert names.find(tokenize("vad sa Clara Lindblom om skolan")).tokens == {2, 3}
    assert names.find(tokenize("vem är föredragande borgarråd")).tokens == {2, 3}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vad säger Stefan Löfven?", ["Stefan Löfven"]),
        ("Stefan Löfven och Ulf Kristersson", ["Stefan Löfven", "Ulf Kristersson"]),
        ("Stefan, Ulf", []),
        ("vad är VINST och ILS", []),
        ("Hej", []),
    ],
)
def test_capitalised_names(text: str, found: list[str]) -> None:
    assert list(capitalised_names(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vad säger stefan löfven", ["stefan löfven"]),
        ("vad tycker karin ernlund om skolan", ["karin ernlund"]),
        ("vad sa anna i skolan", []),  # a given name alone
        ("vad sa anna bergström och per i dag", ["anna bergström"]),
        ("karin skolan", []),  # a word that the cases have
        ("dag och natt", []),
    ],
)
def test_uncapitalised_names(text: str, found: list[str]) -> None:
    words = {"skolan", "vad", "om", "och", "natt", "i"}
    assert list(uncapitalised_names(tokenize(text), words.__contains__)) == found
