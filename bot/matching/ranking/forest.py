"""Boosted decision trees, fitted by tests/benchmarks/fit_*.py: whether the best fact answers, in log-odds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeAlias

Tree: TypeAlias = "float | tuple[int, float, Tree, Tree]"
"""A leaf's log-odds; or which evidence, the edge, and the trees for values up to that edge and above it."""


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees' leaves are added up; from `threshold` points on the bot answers. `names` are the kinds of evidence."""

    names: Sequence[str]
    trees: Sequence[Tree]
    threshold: float

    def points(self, evidence: Mapping[str, float]) -> float:
        """The log-odds that a fact with such evidence answers; what is not told counts as 0."""
        values = [evidence.get(name, 0.0) for name in self.names]
        return sum(_leaf(tree, values) for tree in self.trees)

    def margin(self, evidence: Mapping[str, float]) -> float:
        """By how many log-odds the points of such evidence pass the threshold."""
        return self.points(evidence) - self.threshold


NO_FOREST = Forest((), (), 0.0)
"""Adds nothing up."""


def read_forest(name: str) -> Forest:
    """A forest that ships."""
    text = files("bot.matching.ranking").joinpath("forests", f"{name}.json").read_text(encoding="utf-8")
    return Forest(**json.loads(text))


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    while not isinstance(tree, int | float):
        name, edge, low, high = tree
        tree = low if values[name] <= edge else high
    return tree
