"""What English words are in Swedish, where texts have it."""

from __future__ import annotations

import pytest

from bot.language.stems import Stems
from bot.language.tokens import fold
from bot.language.translations import Translations

SPOKEN = ("skola", "hyra", "väg", "avgift", "kommun")


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("school", "skola"),
        ("fee", "avgift"),
        ("way", "väg"),
        ("municip", "kommun"),  # as it is stemmed
        ("rent", "hyra"),
        ("library", None),  # no text speaks of libraries
        ("the", None),
    ],
)
def test_translates(english: str, swedish: str | None) -> None:
    stems = Stems()
    found = Translations().of({stems.stem(fold(word)) for word in SPOKEN})
    assert (swedish is None and english not in found) or stems.stem(fold(swedish or "")) in found[english]
