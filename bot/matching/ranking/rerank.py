"""The second look: boosted trees order the first few candidates anew, each held against the best of the others.

Fitted by tests/benchmarks/fit_weights.py (LambdaMART, https://www.microsoft.com/en-us/research/publication/82010).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.forest import Forest
from bot.matching.ranking.signals import Signals

LOOKED_AT = 8
"""Candidates, the best by the sum of their signals, that are looked at again."""
BEHIND = "behind_"
"""How the names begin of what tells by how much a candidate's signal is less than the most that any of them has."""


def reranked(candidates: Sequence[Candidate], forest: Forest) -> list[Candidate]:
    """The candidates, best first; the trees add to the scores of the first few, and the others stay behind these."""
    first, rest = candidates[:LOOKED_AT], candidates[LOOKED_AT:]
    if len(first) < 2 or not forest.trees:
        return list(candidates)
    added = [forest.points(values) for values in held_together([candidate.signals for candidate in first])]
    mean = sum(added) / len(added)
    again = [replace(c, score=c.score + points - mean) for c, points in zip(first, added, strict=True)]
    again.sort(key=lambda candidate: -candidate.score)
    least = again[-1].score
    return [*again, *(replace(c, score=least) if c.score > least else c for c in rest)]


def held_together(signals: Sequence[Signals]) -> list[Mapping[str, float]]:
    """The signals of some candidates, each with how far behind the most of any it is."""
    names = dict.fromkeys(name for each in signals for name in each)
    most = {name: max(each.get(name, 0.0) for each in signals) for name in names}
    return [
        {**each, **{f"{BEHIND}{name}": each.get(name, 0.0) - highest for name, highest in most.items()}}
        for each in signals
    ]
