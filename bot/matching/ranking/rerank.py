"""The second look: boosted trees choose the first of a few candidates, each held against the best of the others.

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
    """The candidates, best first: the trees choose the first among the first few, and the others keep their order.

    Of the order of the others the trees know less than the sum does: more right ones are among three so.
    """
    few = candidates[:LOOKED_AT]
    if len(few) < 2 or not forest.trees:
        return list(candidates)
    added = forest.points_of(held_together([candidate.signals for candidate in few]))
    mean = sum(added) / len(added)
    again = [
        replace(candidate, score=candidate.score + points - mean) for candidate, points in zip(few, added, strict=True)
    ]
    place = max(range(len(again)), key=lambda number: again[number].score)
    best, others = again[place], [*candidates[:place], *candidates[place + 1 :]]
    return [best, *(replace(c, score=best.score) if c.score > best.score else c for c in others)]


def held_together(signals: Sequence[Signals]) -> list[Mapping[str, float]]:
    """The signals of some candidates, each with how far behind the most of any it is."""
    names = dict.fromkeys(name for each in signals for name in each)
    most = {name: max(each.get(name, 0.0) for each in signals) for name in names}
    return [
        {**each, **{f"{BEHIND}{name}": each.get(name, 0.0) - highest for name, highest in most.items()}}
        for each in signals
    ]
