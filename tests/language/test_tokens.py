"""Words and figures of a text, folded for comparison."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.tokens import fold, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vad får rotlarna?", ["vad", "far", "rotlarna"]),
        ("ÄLDREOMSORGEN", ["aldreomsorgen"]),
        ("e\u0301lite", ["elite"]),  # an accent written as a character of its own
        ("VINST-projektet", ["vinst", "projektet"]),
        ("SLK:s förslag", ["slk", "forslag"]),
        ("the city's plan", ["the", "city", "plan"]),
        ("the city’s plan", ["the", "city", "plan"]),
        ("vad säger F! om det", ["vad", "sager", "f!", "om", "det"]),
        ("Nej!", ["nej"]),
        ("56,0 mnkr", ["56,0", "mnkr"]),
        ("148 500 000 kronor", ["148 500 000", "kronor"]),
        ("12\xa0710\xa0000 kronor", ["12\xa0710\xa0000", "kronor"]),
        ("KS 2020/1616", ["ks", "2020", "1616"]),
        ("12 10", ["12", "10"]),
        ("för_slag", ["for", "slag"]),
        ("👍 ja", ["ja"]),
        ("?!...", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokenize(text)] == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Å Ä Ö", "a a o"),
        ("König", "konig"),
        ("Øresund", "oresund"),
        ("Łódź", "lodz"),
        ("ΑΒΓ", "αβγ"),
        ("2,5 %", "2,5 %"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "figure"), [("12", True), ("1 000", True), ("2,5", True), ("tolv", False)])
def test_is_figure(text: str, figure: bool) -> None:
    (token,) = tokenize(text)
    assert token.is_figure is figure


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aåÄö12 ,.:'s!-_\n"), max_size=40))
def test_offsets(text: str) -> None:
    tokens = tokenize(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.word for token in tokens] == [fold(token.text) for token in tokens]
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text(text: str) -> None:
    for token in tokenize(text):
        assert token.text
        assert token.word
