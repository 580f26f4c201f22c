"""Which of the two languages a text is in, by its function words and letters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, fold

# English words that people write alone.
_ENGLISH_ALONE = frozenset("help page summary decision goal attachment source".split())
# Function words that the two languages share say nothing.
_SHARED = SWEDISH & ENGLISH
_SWEDISH_ENDINGS = (
    "ning",
    "ling",
    "ring",
    "ningen",
    "ningar",
    "heten",
    "erna",
    "arna",
    "orna",
    "tion",
    "ande",
    "skt",
    "ska",
)
_ENGLISH_ENDINGS = ("ing", "ness", "ment", "ght", "ity", "ies", "ough", "th")


def detect(tokens: Iterable[Token], default: str = "sv") -> str:
    """ "sv" or "en"; `default` when the words say neither.

    Function words weigh most; å, ä, ö and typical endings decide the rest.
    """
    return language_of(balance(tokens), default)


def balance(tokens: Iterable[Token]) -> int:
    """How much tokens speak for Swedish (above 0) or English (below), in tenths of a word that is only one of them."""
    return sum([_leaning(token.text) for token in tokens])


def language_of(balance: int, default: str = "sv") -> str:
    """The language that a balance speaks for; `default` where it speaks for neither."""
    if balance == 0:
        return default
    return "sv" if balance > 0 else "en"


@lru_cache(maxsize=20_000)  # most words of a knowledge come again and again
def _leaning(written: str) -> int:
    """How much a word as written speaks for Swedish (above 0) or English (below)."""
    word = fold(written)
    leaning = 15 if any(letter in "åäöÅÄÖ" for letter in written) else 0
    if word in _SHARED or written[0].isdigit():
        return leaning
    leaning += 10 * ((word in SWEDISH) - (word in ENGLISH or word in _ENGLISH_ALONE))
    if len(word) > 4:
        leaning += 4 * (word.endswith(_SWEDISH_ENDINGS) - word.endswith(_ENGLISH_ENDINGS))
    return leaning
