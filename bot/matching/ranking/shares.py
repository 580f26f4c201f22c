"""Shares: how much of the likelihood each candidate has, those that quote the same words counted together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bot.knowledge.source import Quote
from bot.matching.ranking.rank import Candidate


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
