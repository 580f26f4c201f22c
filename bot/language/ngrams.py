"""Character n-grams: they match inside compounds and survive slips of the hand."""

from __future__ import annotations

from collections.abc import Iterable

SIZE = 4


def ngrams(words: Iterable[str], size: int = SIZE) -> list[str]:
    """The n-grams of folded words, each word padded with `_` so that its beginning and end count.

    Words shorter than the size give one gram, so that "KS" and "S" are found.
    """
    grams: list[str] = []
    for word in words:
        padded = f"_{word}_"
        if len(padded) <= size:
            grams.append(padded)
        else:
            grams.extend(padded[i : i + size] for i in range(len(padded) - size + 1))
    return grams
