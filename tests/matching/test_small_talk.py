"""Small talk: messages, and whether they only greet or thank."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.matching.question import read_question
from bot.matching.small_talk import is_small_talk


@pytest.mark.parametrize(
    ("text", "small_talk"),
    [
        ("hej", True),
        ("Hej på dig!", True),
        ("tack så mycket", True),
        ("thanks", True),
        ("god morgon", True),
        ("hej, vad får rotlarna?", False),
        ("rotlarna", False),
        ("", False),
    ],
)
def test_is_small_talk(bot: Answerer, text: str, small_talk: bool) -> None:
    assert is_small_talk(read_question(text, bot.matcher.ranker.lexicon)) is small_talk
