"""The router: which cases a question may be about, by what it names, by its words and by its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.matching.cases.shelf import Near, Shelf
from bot.matching.query.question import Question
from bot.matching.ranking.weights import fitted
from bot.matching.retrieval.rows import Vectors

_DEPTH = 12  # cases taken from each way of finding them
_ASKED = 4  # of these, to whose matchers the question is put
_FAR = 2.0  # log-odds behind the likeliest from which they are not
_NAMED = 0.5  # how surely a case is named from which those that are named less are not meant


@dataclass(frozen=True, slots=True)
class Route:
    """Cases of one meeting that a question may be about, and what speaks for them, in log-odds against the others."""

    cases: tuple[str, ...]
    score: float


def routes(question: Question, vector: Vectors | None, shelf: Shelf) -> tuple[Route, ...]:
    """What a question may be about, best first, at most four.

    A question that names a municipality, a body or a year is about a case that has that, if there is any. The meaning
    counts where it is told of all: while vectors of a compiled knowledge are still filled in, no case gains by having
    some.
    """
    among = named_most(question.cases)
    near = shelf.nearest(question, vector, among or None, _DEPTH)
    told = vector is not None and all(each.meaning is not None for each in near)
    weights = fitted(told).cases
    best = nlargest(
        _ASKED, (Route(each.cases, _score(each, question, weights)) for each in near), key=lambda r: r.score
    )
    asked = [route for route in best if best[0].score - route.score < _FAR]
    return tuple(asked) or tuple(Route((case,), 0.0) for case in among[:_ASKED])


def named_most(named: Mapping[str, float]) -> Sequence[str]:
    """The cases that are named most surely, if any is named at all surely."""
    most = max(named.values(), default=0.0)
    return [case for case, surely in named.items() if surely == most] if most >= _NAMED else []


def _score(near: Near, question: Question, weights: Mapping[str, float]) -> float:
    named = max(question.cases.get(case, 0.0) for case in near.cases)
    ways = {"named": named, "words": near.words, "met": near.met, "meaning": near.meaning or 0.0}
    return sum(weights[name] * value for name, value in ways.items())
