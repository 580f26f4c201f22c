"""Personal names: given names, told from the words that they are as well, and endings of surnames."""

from __future__ import annotations

import pytest

from bot.language.names.personal_names import ends_as_surname, is_given_name
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("word", "is_name"),
    [("karin", True), ("Karin", True), ("Bo", True), ("bo", False), ("Rut", True), ("rut", False), ("skolan", False)],
)
def test_given_names(word: str, is_name: bool) -> None:
    assert is_given_name(tokenize(word)[0]) is is_name


@pytest.mark.parametrize(
    ("word", "ends"), [("lindgren", True), ("andersson", True), ("son", False), ("skolan", False), ("berg", False)]
)
def test_surnames(word: str, ends: bool) -> None:
    assert ends_as_surname(word) is ends
