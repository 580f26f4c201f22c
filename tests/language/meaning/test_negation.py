"""Negation: what is denied, and where clauses begin."""

from __future__ import annotations

import pytest

from bot.language.meaning.negation import clauses, denies, is_negated
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Hon är inte nöjd", "nojd", True),
        ("Hon är nöjd", "nojd", False),
        ("Brotten minskar inte", "minskar", True),
        ("De säger att det inte stämmer och är nöjda", "nojda", False),
        ("Hon är inte missnöjd utan nöjd", "missnojd", True),
        ("Det är aldrig inte bra", "bra", False),
        ("Det ökar inte bara här", "okar", False),
        ("It isn't good", "good", True),
        ("They never accepted it", "accepted", True),
    ],
)
def test_is_negated(text: str, word: str, expected: bool) -> None:
    words = [token.word for token in tokenize(text)]
    assert is_negated(words, words.index(word)) is expected


@pytest.mark.parametrize(("text", "expected"), [("ingen plan", True), ("without a plan", True), ("en plan", False)])
def test_denies(text: str, expected: bool) -> None:
    assert denies(token.word for token in tokenize(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Staden bygger mer.", ["Staden bygger mer"]),
        ("Målet nåddes, men staden bygger för lite.", ["Målet nåddes", "men staden bygger", "för lite"]),
        ("De anser att målet inte nåddes", ["De anser", "att målet inte nåddes"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [" ".join(token.text for token in clause) for clause in clauses(text, tokenize(text))] == expected
