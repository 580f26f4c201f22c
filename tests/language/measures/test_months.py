"""Months as when something was."""

from __future__ import annotations

import pytest

from bot.language.measures.months import meant_months
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("vad beslutade kommunfullmäktige i maj?", {5}),
        ("mötet den 12 mars 2025", {3}),
        ("mellan 3 april och 1 juni", {4, 6}),
        ("what was decided in May", {5}),
        ("may I ask about the bath", set()),
        ("hur gick det för Maj?", set()),
        ("", set()),
    ],
)
def test_months(text: str, months: set[int]) -> None:
    assert meant_months([token.word for token in tokenize(text)]) == months
