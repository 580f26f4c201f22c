"""Sentences end at their stops, and not at those of abbreviations and initials."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.language.sentence_ends import sentence_ends


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Nämnden beslutar. Beslutet gäller nu.", ["Nämnden beslutar.", " Beslutet gäller nu."]),
        ("Det gäller bl.a. Kvarnby, m.fl. Orter.", ["Det gäller bl.a. Kvarnby, m.fl. Orter."]),
        ("Av A. Berg. Och B. Ek.", ["Av A. Berg.", " Och B. Ek."]),
        ("Varför?!” Ingen vet.", ["Varför?!”", " Ingen vet."]),
        ("Så står det.2 Not följer.", ["Så står det.2", " Not följer."]),
        ("Kostnaden är 2.5 mnkr. och mer", ["Kostnaden är 2.5 mnkr. och mer"]),
        ("", [""]),
    ],
)
def test_sentence_ends(text: str, sentences: list[str]) -> None:
    ends = [0, *sentence_ends(text), len(text)]
    assert [text[begin:end] for begin, end in pairwise(ends)] == sentences


def test_a_stretch() -> None:
    text = "Ett. Två. Tre."
    assert list(sentence_ends(text, 4, 11)) == [9]
    assert list(sentence_ends(text, 4, 9)) == []
