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


def shares(ranking: Sequence[Candidate]) -> list[float]:
    """Each candidate's share of the likelihood, those that quote the same words counted together."""
    if not ranking:
        return []
    top = ranking[0].score
    weights = [math.exp(max(-40.0, candidate.score - top)) for candidate in ranking]
    total = sum(weights)
    return [
        sum(w for other, w in zip(ranking, weights, strict=True) if overlap(candidate, other)) / total
        for candidate in ranking[:4]
    ]


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates quote some of the same words."""
    return one.fact.case == other.fact.case and quotes_overlap(one.fact.quotes, other.fact.quotes)


def quotes_overlap(some: Iterable[Quote], others: Sequence[Quote]) -> bool:
    """Whether any of some quotes of a case shares words with any of others."""
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a in some for b in others)
