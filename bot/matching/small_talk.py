"""Small talk: greetings and thanks, which ask nothing."""

from __future__ import annotations

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.matching.question import Question

_SHORT = 5  # words
_COURTESIES = frozenset(
    "tack tackar hej hejsan hejhej hallo tja tjena tjenare morsning goddag god morgon kvall natt hi "
    "hello hey thanks thank thx cheers "
    "bye hejda adjo varsagod bra fint toppen perfekt great good morning evening nice cool tusen ok "
    "okej".split()
)


def is_small_talk(question: Question) -> bool:
    """Whether the message only greets or thanks."""
    rest = [word for word in question.words if word not in SWEDISH and word not in ENGLISH]
    return (
        bool(question.words)
        and len(question.words) <= _SHORT
        and all(word in _COURTESIES for word in rest)
        and bool(_COURTESIES.intersection(question.words))
    )
