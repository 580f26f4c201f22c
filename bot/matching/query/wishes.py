"""Wishes: a message wants something besides an answer - the document itself, somebody to turn to, to appeal.

Their words stand in wishes.yaml. No wording is known whole: what makes a wish is that a message has such words and no
other, so that a question about a case, which names something of it, is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.language.word_file import read_words
from bot.language.word_patterns import pattern_of

_FILE = Path(__file__).with_name("wishes.yaml")


class Wish(StrEnum):
    """What is wanted."""

    FILE = "file"
    CONTACT = "contact"
    APPEAL = "appeal"


@dataclass(frozen=True)
class _Vocabulary:
    """The words of one wish: those that are enough, those that ask, those that are asked for, and all others it has."""

    outright: re.Pattern[str]
    asks: re.Pattern[str]
    things: re.Pattern[str]
    small: frozenset[str]

    def has(self, words: Iterable[str]) -> bool:
        """Whether folded words are this wish and nothing else."""
        said = tuple(words)
        outright, asks, things = (
            [word for word in said if pattern.fullmatch(word)] for pattern in (self.outright, self.asks, self.things)
        )
        wanted = bool(outright or (asks and things))
        return wanted and self.small.union(outright, asks, things).issuperset(said)


def read_wish(words: Iterable[str]) -> Wish | None:
    """What a message wants, by its folded words; None where it asks of anything else."""
    said = tuple(words)
    return next((wish for wish, vocabulary in _vocabularies().items() if vocabulary.has(said)), None)


@cache
def _vocabularies() -> Mapping[Wish, _Vocabulary]:
    tree = read_words(_FILE)
    everywhere = frozenset(tree["small"].split())
    return {
        wish: _Vocabulary(
            outright=_pattern(tree[wish]["outright"]),
            asks=_pattern(tree[wish]["asks"]),
            things=_pattern(tree[wish]["things"]),
            small=everywhere | frozenset(tree[wish]["small"].split()),
        )
        for wish in Wish
    }


def _pattern(phrases: str) -> re.Pattern[str]:
    return re.compile(pattern_of(phrases, " ", {}))
