"""Years as one counts from today."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language.measures.relative_years import meant_years, relative_years
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hur mycket pengar får de ta med sig till nästa år?", "nästa år"),
        ("Vad kostade det förra året?", "förra året"),
        ("vad hände i fjol", "i fjol"),
        ("Hur gick det i år, och året efter?", "i år året efter"),
        ("How much is kept for next year?", "next year"),
        ("Was it better the year before?", "year before"),
        ("Hur mycket får de under 2021?", ""),
        ("Vilka är de nästa stegen?", ""),
        ("Hur många bostäder byggs det per år?", ""),
        ("Hur gick det i årets budget?", ""),
        ("", ""),
    ],
)
def test_relative_years(text: str, told: str) -> None:
    tokens = tokenize(text)
    numbers = relative_years([token.word for token in tokens])
    assert " ".join(tokens[n].text for n in sorted(numbers)) == told


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Vad kostade det förra året?", {2024}),
        ("vad hände i fjol", {2024}),
        ("beslutet förrförra året", {2023}),
        ("Hur gick det i år, och nästa år?", {2025, 2026}),
        ("what did they decide last year", {2024}),
        ("vad beslutades året efter?", set()),
        ("", set()),
    ],
)
def test_the_years_that_are_meant(text: str, years: set[int]) -> None:
    assert meant_years([token.word for token in tokenize(text)], date(2025, 6, 1)) == years
