"""The selection: which of the ranked facts make up an answer - one, or all that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.knowledge.model import Amount, Detail, Goal, Kind
from bot.matching.decide import overlap
from bot.matching.question import Question
from bot.matching.rank import Candidate

MOST = 12  # facts in a list
_PER_VOICE = 2  # facts for each side of a comparison
_NEAR = 0.75  # of the best score: still about the same thing

Rank = Callable[[Question], Sequence[Candidate]]


def select(question: Question, ranking: Sequence[Candidate], rank: Rank) -> tuple[Candidate, ...]:
    """The candidates that answer: one for a plain question, more where several are asked for.

    `rank` ranks a variant of the question, narrowed to one of the parties it names.
    """
    if len(question.parties) + len(question.people) > 1:
        return _each_voice(question, rank)
    if question.asked.several and (listed := _list(question, ranking)):
        return listed
    return (ranking[0],)


def _each_voice(question: Question, rank: Rank) -> tuple[Candidate, ...]:
    """The best of each party and person named, side by side, in the order they were named."""
    sides = [replace(question, parties=(party,), people=()) for party in question.parties]
    sides += [replace(question, parties=(), people=(person,)) for person in question.people]
    chosen: list[Candidate] = []
    for side in sides:
        heard = [c for c in rank(side) if c.signals["party"] > 0 or c.signals["person"] > 0]
        if not heard:
            continue
        near = [c for c in heard[:6] if c.score >= _NEAR * heard[0].score]
        chosen += _distinct(near)[:_PER_VOICE]
    return tuple(_distinct(chosen))


def _list(question: Question, ranking: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The facts of the kind that a list was asked of, in document order."""
    asked = question.asked
    if asked.topic == "datum":
        kept = [c for c in ranking if c.profile.date and isinstance(c.fact, Detail)]
    elif asked.kind is None or asked.topic is not None:
        return ()
    else:
        kept = [c for c in ranking if c.fact.kind is asked.kind and _fits(question, c)]
    if len(kept) < 2:
        return ()
    return tuple(sorted(_distinct(kept)[:MOST], key=_place))


def _fits(question: Question, candidate: Candidate) -> bool:
    if question.parties and candidate.signals["party"] <= 0:
        return False
    if isinstance(candidate.fact, Goal | Amount) or candidate.fact.kind is Kind.DECISION:
        return True
    return candidate.signals["coverage"] > 0.3


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those that quote words an earlier one quotes."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if not any(overlap(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _place(candidate: Candidate) -> tuple[str, str, int]:
    quote = candidate.fact.quotes[0]
    return (candidate.fact.case, quote.source, quote.start)
