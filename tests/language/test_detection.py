"""Swedish or English."""

from __future__ import annotations

import pytest

from bot.language.detection import detect
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hur mycket pengar får rotlarna?", "sv"),
        ("hur mycket far de", "sv"),
        ("och V då?", "sv"),
        ("varför?", "sv"),
        ("äldre", "sv"),
        ("Vad säger the Left Party?", "sv"),
        ("jämför S och V", "sv"),
        ("How much money do they get?", "en"),
        ("what about V", "en"),
        ("who signed the reservation", "en"),
        ("is it true that", "en"),
        ("elderly care funding", "en"),
        ("compare S and V", "en"),
        ("why?", "en"),
    ],
)
def test_detect(text: str, language: str) -> None:
    other = "en" if language == "sv" else "sv"
    assert detect(tokenize(text), default=other) == language


@pytest.mark.parametrize("text", ["", "S", "12 %", "VINST", "in i"])
def test_words_that_say_neither(text: str) -> None:
    assert detect(tokenize(text)) == "sv"
    assert detect(tokenize(text), default="en") == "en"
