"""Character n-grams: they match inside compounds and survive slips of the hand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

SIZE = 4


def ngrams(words: Iterable[str]) -> list[str]:
    """The n-grams of folded words, each word padded with `_` so that its beginning and end count.

    Words shorter than the size give one gram, so that "KS" and "S" are found.
    """
    return list(chain.from_iterable(map(_of_word, words)))


def count_ngrams(words: Iterable[str]) -> int:
    """How many n-grams folded words have: one less than letters each, and that of one letter one."""
    lengths = list(map(len, words))
    return sum(lengths) - (SIZE - 3) * len(lengths) + lengths.count(1)


@lru_cache(maxsize=20_000)  # most words of a knowledge come again and again
def _of_word(word: str) -> tuple[str, ...]:
    padded = f"_{word}_"
    if len(padded) <= SIZE:
        return (padded,)
    return tuple(padded[i : i + SIZE] for i in range(len(padded) - SIZE + 1))
