"""Boosted decision trees, fitted by tests/benchmarks/fit_*.py: whether the best fact answers, in log-odds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import repeat
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Tree: TypeAlias = "float | tuple[int, float, Tree, Tree]"
"""A leaf's log-odds; or which evidence, the edge, and the trees for values up to that edge and above it."""


@dataclass(frozen=True)
class Forest:
    """The trees' leaves are added up; from `threshold` points on the bot answers. `names` are the kinds of evidence."""

    names: Sequence[str]
    trees: Sequence[Tree]
    threshold: float

    def points(self, evidence: Mapping[str, float]) -> float:
        """The log-odds that a fact with such evidence answers; what is not told counts as 0."""
        return self.points_of([evidence])[0]

    def points_of(self, evidence: Sequence[Mapping[str, float]]) -> list[float]:
        """The points of several facts, each by its evidence."""
        nodes = self._nodes
        names = [*self.names, ""]  # leaves ask of nothing
        values = numpy.array([list(map(each.get, names, repeat(0.0))) for each in evidence])
        rows = numpy.arange(len(values))[:, None]
        # All trees are walked at once, a step at a time: in Python each step of each tree would cost as much as this.
        at = numpy.broadcast_to(nodes.roots, (len(values), len(nodes.roots)))
        for _ in range(nodes.depth):
            at = numpy.where(values[rows, nodes.names[at]] <= nodes.edges[at], nodes.low[at], nodes.high[at])
        points: list[float] = nodes.edges[at].sum(axis=1).tolist()
        return points

    def margin(self, evidence: Mapping[str, float]) -> float:
        """By how many log-odds the points of such evidence pass the threshold."""
        return self.points(evidence) - self.threshold

    @cached_property
    def _nodes(self) -> _Nodes:
        return _Nodes.of(self.trees, leaf=len(self.names))


NO_FOREST = Forest((), (), 0.0)
"""Adds nothing up."""


def read_forest(name: str) -> Forest:
    """A forest that ships."""
    text = files("bot.matching.ranking").joinpath("forests", f"{name}.json").read_text(encoding="utf-8")
    return Forest(**json.loads(text))


@dataclass(frozen=True)
class _Nodes:
    """Trees as rows of nodes: which evidence each asks of, its edge, and the nodes up to that edge and above it.

    The edge of a leaf is its log-odds, and both its nodes are itself. `depth` is the most steps from a root to a leaf.
    """

    names: NDArray[numpy.intp]
    edges: NDArray[numpy.float64]
    low: NDArray[numpy.intp]
    high: NDArray[numpy.intp]
    roots: NDArray[numpy.intp]
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Tree], leaf: int) -> _Nodes:
        rows: list[tuple[int, float, int, int]] = []
        deepest = 0

        def add(tree: Tree, depth: int) -> int:
            nonlocal deepest
            deepest, number = max(deepest, depth), len(rows)
            if isinstance(tree, int | float):
                rows.append((leaf, float(tree), number, number))
                return number
            rows.append((0, 0.0, 0, 0))
            name, edge, low, high = tree
            rows[number] = (name, edge, add(low, depth + 1), add(high, depth + 1))
            return number

        roots = [add(tree, 0) for tree in trees]
        names, edges, low, high = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])
        return cls(
            numpy.array(names, dtype=numpy.intp),
            numpy.array(edges, dtype=numpy.float64),
            numpy.array(low, dtype=numpy.intp),
            numpy.array(high, dtype=numpy.intp),
            numpy.array(roots, dtype=numpy.intp),
            deepest,
        )
