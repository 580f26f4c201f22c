"""A word that the knowledge lacks is corrected, split or joined towards those it has - or left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.vocabulary import Vocabulary

WORDS = [
    "trygghet", "fonden", "trygghetsfonden", "aldreomsorg", "aldre", "omsorg", "forslag", "bostad", "politik",
    "skola", "rotlar", "kommunstyrelsen", "reservation", "s", "v", "12", "2020",
]  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(WORDS, common=["vilken", "varfor", "inte", "hur", "vad"])


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("trygetsfonden", "trygghetsfonden"),
        ("trygghettsfonden", "trygghetsfonden"),
        ("komunstyrelsen", "kommunstyrelsen"),
        ("kommunstyrelsne", "kommunstyrelsen"),
        ("rotlra", "rotlar"),
        ("foerslag", "forslag"),  # written without å, ä, ö
        ("skoal", "skola"),
        ("vilkn", "vilken"),
        ("reservatoin", "reservation"),
        ("hru", "hur"),
        ("vda", "vad"),
    ],
)
def test_slips(vocabulary: Vocabulary, written: str, known: str) -> None:
    assert vocabulary.correct(written) == known


@pytest.mark.parametrize(
    "written",
    [
        "12",  # figures are never corrected: 12 never becomes 10
        "10",
        "13",
        "2021",
        "v",  # nor letters: V never becomes S
        "m",
        "skola",  # known
        "inte",
        "xyzzy",
        "fotboll",
        "bil",
        "a" * 200,
        "f!",
    ],
)
def test_left_alone(vocabulary: Vocabulary, written: str) -> None:
    assert vocabulary.correct(written) is None


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trygghetsfonden", ("trygghet", "fonden")),
        ("aldreomsorg", ("aldre", "omsorg")),
        ("bostadspolitik", ("bostad", "politik")),
        ("skolpolitik", ()),  # "skol" is not a word of the knowledge
        ("politik", ()),
        ("inteskola", ()),  # function words are parts of no compound
        ("", ()),
    ],
)
def test_split(vocabulary: Vocabulary, word: str, parts: tuple[str, ...]) -> None:
    assert vocabulary.split(word) == parts


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        (("aldre", "omsorg"), "aldreomsorg"),
        (("trygghet", "fonden"), "trygghetsfonden"),
        (("trygghets", "fonden"), "trygghetsfonden"),
        (("skola", "rotlar"), None),
        (("s", "v"), None),
    ],
)
def test_joined(vocabulary: Vocabulary, words: tuple[str, ...], whole: str | None) -> None:
    assert vocabulary.joined(words) == whole


def test_contains(vocabulary: Vocabulary) -> None:
    assert "skola" in vocabulary
    assert "varfor" in vocabulary
    assert "12" not in vocabulary


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=50))
def test_what_is_corrected_becomes_a_known_word(vocabulary: Vocabulary, word: str) -> None:
    known = vocabulary.correct(word)
    assert known is None or (known in vocabulary and word not in vocabulary)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("tygga", "trygga"),  # a letter left out; "tigga" is as near, and rarer
        ("katten", None),  # another word, not "vatten"
        ("rolig", None),  # not "orolig"
        ("systar", None),  # not "syster": a and e lie apart
        ("systen", "system"),  # n lies beside m
        ("syystem", "system"),
        ("leksaker", None),  # two letters from "elsakert", and begins with another
    ],
)
def test_slips_are_told_from_other_words(written: str, known: str | None) -> None:
    counts = {"trygga": 9, "tigga": 1}
    vocabulary = Vocabulary([*counts, "vatten", "orolig", "system", "elsakert"], counts=counts)
    assert vocabulary.correct(written) == known


def test_the_commonest_of_many_as_near() -> None:
    counts = {"staden": 1, "stader": 1, "stades": 1, "stadet": 9}
    assert Vocabulary(counts, counts=counts).correct("stade") == "stadet"
