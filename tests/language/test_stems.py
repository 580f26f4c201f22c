"""Inflected forms of one word share a stem; different words do not."""

from __future__ import annotations

import pytest

from bot.language.stems import Stems
from bot.language.tokens import tokenize


@pytest.fixture(scope="module")
def stems() -> Stems:
    return Stems()


@pytest.mark.parametrize(
    "forms",
    [
        "parti partiet partier partierna partiets",
        "mål målet målen målets",
        "beslut beslutet besluten besluts",
        "skola skolor skolorna",
        "äldreomsorg äldreomsorgen äldreomsorgens",
        "pengar pengarna",
    ],
)
def test_forms_of_one_word(stems: Stems, forms: str) -> None:
    assert len(set(stems.of_tokens(tokenize(forms)))) == 1


@pytest.mark.parametrize("forms", ["decision decisions", "propose proposed proposes", "school schools"])
def test_forms_of_one_english_word(stems: Stems, forms: str) -> None:
    assert len(set(stems.of_tokens(tokenize(forms), "en"))) == 1


@pytest.mark.parametrize(("one", "other"), [("mål", "medel"), ("rotel", "rot"), ("bokslut", "beslut")])
def test_different_words(stems: Stems, one: str, other: str) -> None:
    assert stems.of_tokens(tokenize(one)) != stems.of_tokens(tokenize(other))


def test_figures_stand_as_they_are(stems: Stems) -> None:
    assert stems.of_tokens(tokenize("56,0 mnkr")) == ["56,0", stems.stem("mnkr")]
    assert stems.of_tokens(tokenize("12 10")) == ["12", "10"]


def test_a_stem_is_the_same_the_second_time(stems: Stems) -> None:
    assert stems.stem("skolorna") == stems.stem("skolorna")
