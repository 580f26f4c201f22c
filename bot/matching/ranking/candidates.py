"""Candidates: facts that may answer, what their signals add up to, and how much of the likelihood each has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import mul

from bot.knowledge.model import Fact
from bot.knowledge.source import Quote
from bot.matching.ranking.profile import Profile
from bot.matching.ranking.signals import Signals


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may answer, its signals, and the score they add up to."""

    fact: Fact
    profile: Profile
    signals: Signals
    score: float


def weighted_sum(weights: Mapping[str, float], signals: Signals) -> float:
    """What signals add up to, each by its weight."""
    # Not a generator, which takes three times as long: this is asked of dozens of candidates a question.
    total: float = sum(map(mul, weights.values(), map(signals.get, weights, repeat(0.0))))
    return total


def share_of_best(ranking: Sequence[Candidate]) -> float:
    """The share of the likelihood that the best of some candidates has, with those that quote the same words."""
    best = ranking[0]
    weights = [math.exp(max(-40.0, candidate.score - best.score)) for candidate in ranking]
    own = sum(weight for other, weight in zip(ranking, weights, strict=True) if overlap(best, other))
    return own / sum(weights)


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates quote some of the same words."""
    return one.fact.case == other.fact.case and quotes_overlap(one.fact.quotes, other.fact.quotes)


def quotes_overlap(some: Iterable[Quote], others: Sequence[Quote]) -> bool:
    """Whether any of some quotes of a case shares words with any of others."""
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a in some for b in others)
