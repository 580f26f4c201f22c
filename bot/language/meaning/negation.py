"""Negation: whether words are denied where they stand ("inte nöjd", "minskar inte"), in Swedish and English, folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bot.language.tokens import Token

NEGATORS = frozenset(
    "inte ej icke aldrig ingen inga inget ingenting utan varken knappast "
    "not no never none nobody nothing without neither cannot "
    "isn aren wasn weren don doesn didn haven hasn hadn won wouldn couldn shouldn".split()
)  # the tokens of "isn't" and its like are without their ends
_JOINING = frozenset(
    "att som men fast trots samtidigt medan nar eftersom innan for sa "
    "that which but because while when although before so".split()
)  # begin another clause, where a negation before them does not reach
_ADVERBS = frozenset("inte ej icke aldrig knappast not never".split())  # may stand after what they deny
_LIMITS = frozenset("bara enbart endast minst only just".split())  # "inte bara" denies nothing
_BEFORE = 2  # words before one that a negation may stand
_STOPS = ".,;:!?–"


def is_negated(words: Sequence[str], place: int) -> bool:
    """Whether the word at a place is denied, by a negation just before or right after it; two of them deny nothing."""
    before = takewhile(lambda word: word not in _JOINING, reversed(words[max(0, place - _BEFORE) : place]))
    after = words[place + 1 : place + 3]
    denials = sum(word in NEGATORS for word in before)
    denials += bool(after) and after[0] in _ADVERBS and not (len(after) > 1 and after[1] in _LIMITS)
    return denials % 2 == 1


def denies(words: Iterable[str]) -> bool:
    """Whether any of the words is a negation."""
    return not NEGATORS.isdisjoint(words)


def clauses(text: str, tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """A text's tokens clause by clause: a stop or a joining word begins another."""
    clause: list[Token] = []
    for token in tokens:
        gap = text[clause[-1].end : token.start] if clause else ""
        if clause and (token.word in _JOINING or any(stop in gap for stop in _STOPS)):
            yield tuple(clause)
            clause = []
        clause.append(token)
    if clause:
        yield tuple(clause)
