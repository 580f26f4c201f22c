"""Opposites: words of which one contradicts the other, so that a question built on one is not answered by the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.language.meaning.negation import NEGATORS, denies, is_negated
from bot.language.tokens import fold
from bot.language.word_file import read_words

_FILE = Path(__file__).with_name("opposites.yaml")
_PARTITIVE = frozenset("av for med of at".split())  # "en stad för alla" does not say that all are meant
ATTITUDES = frozenset(("value", "stance"))  # pairs of what somebody thinks of something
_JUDGING = ATTITUDES | {"pace", "decision", "absence"}  # pairs whose other side is negative
_DEGREE = frozenset(("hur", "how"))  # "hur snabbt" does not say that it was
_GAP = 4  # words within which the rest of a phrase follows


class Claim(NamedTuple):
    """One side of a pair of opposites that words take: the pair's name, and which side, 1 or -1."""

    pair: str
    side: int

    @property
    def opposite(self) -> Claim:
        return Claim(self.pair, -self.side)


@dataclass(frozen=True)
class _Word:
    """A folded word, or the beginning of words."""

    text: str
    whole: bool

    def fits(self, word: str) -> bool:
        return word == self.text if self.whole else word.startswith(self.text)


@dataclass(frozen=True)
class _Phrase:
    """What claims something: a first word, and those that must follow it."""

    first: _Word
    others: tuple[_Word, ...]
    claim: Claim

    def begins(self, words: Sequence[str], place: int) -> bool:
        """Whether it begins at the place of its first word."""
        if not self.others:
            return True
        after = words[place + 1 : place + 1 + _GAP]
        return all(any(other.fits(word) for word in after) for other in self.others)


class _Phrases:
    """Phrases, found by the word they begin with."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._of_word: dict[str, list[_Phrase]] = {}
        self._of_beginning: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            found = self._of_word if phrase.first.whole else self._of_beginning
            found.setdefault(phrase.first.text, []).append(phrase)

    def at(self, words: Sequence[str], place: int) -> list[_Phrase]:
        """The phrases that begin at a place, the longest first."""
        word = words[place]
        known = [*self._of_word.get(word, ())]
        for size in range(2, len(word) + 1):
            known += self._of_beginning.get(word[:size], ())
        found = [phrase for phrase in known if phrase.begins(words, place)]
        return sorted(found, key=lambda phrase: -len(phrase.others))


def claims(words: Sequence[str]) -> frozenset[Claim]:
    """The sides that folded words take in the pairs of opposites; a denied word takes the other side."""
    found: set[Claim] = set()
    for place in range(len(words)):
        if place and words[place - 1] in _DEGREE:
            continue
        told: dict[str, Claim] = {}
        for phrase in _opposites().at(words, place):  # the longest of a pair counts: "prioritera bort"
            told.setdefault(phrase.claim.pair, phrase.claim)
        if place and words[place - 1] in _PARTITIVE:
            told.pop("all", None)
        denied = bool(told) and is_negated(words, place)
        found.update(claim.opposite if denied else claim for claim in told.values())
    return frozenset(found)


def contradicted(taken: Collection[Claim], said: Collection[Claim]) -> bool:
    """Whether of the claims taken for granted one is contradicted: only its opposite is said, and is not taken too.

    "Minskade" is by "ökade"; not where both are said, but for "alla": "bara nio procent av alla" is not all.
    """
    return any(
        claim.opposite in said and claim.opposite not in taken and (claim not in said or claim.pair == "all")
        for claim in taken
    )


def negatives(words: Sequence[str]) -> int:
    """How many of folded words deny something or judge it."""
    begun = [phrase.claim for place in range(len(words)) for phrase in _opposites().at(words, place)[:1]]
    judging = sum(claim.pair in ATTITUDES and claim.side < 0 for claim in begun)
    return judging + sum(word in NEGATORS for word in words)


def is_negative(words: Sequence[str]) -> bool:
    """Whether folded words deny, judge or deplore something."""
    return denies(words) or any(claim.pair in _JUDGING and claim.side < 0 for claim in claims(words))


@cache
def _opposites() -> _Phrases:
    content = read_words(_FILE)
    return _Phrases(
        _phrase(text, Claim(pair, side))
        for pair, lines in content.items()
        for side, line in zip((1, -1), lines, strict=True)
        for text in line.split(",")
    )


def _phrase(text: str, claim: Claim) -> _Phrase:
    first, *others = (_Word(word.removesuffix("*"), not word.endswith("*")) for word in fold(text).split())
    return _Phrase(first, tuple(others), claim)
