"""Forests: trees and evidence -> points; and what must hold of those that ship."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.ranking.forest import Forest, Tree, read_forest

NAMES = ("score", "lead")
SPLIT: Tree = (0, 1.5, -1.0, (1, 0.0, 0.25, 2.0))
FORESTS = ("reranked", "offered", "stated", "followed")
SHIPPED = [f"{kind}_{name}" for kind in ("lexical", "semantic") for name in FORESTS]


@pytest.mark.parametrize(
    ("trees", "evidence", "points"),
    [
        ([0.5], {}, 0.5),
        ([SPLIT], {"score": 1.5, "lead": 9.0}, -1.0),
        ([SPLIT], {"score": 1.6, "lead": 0.0}, 0.25),
        ([SPLIT], {"score": 1.6, "lead": 0.1}, 2.0),
        ([SPLIT], {"score": 1.6}, 0.25),
        ([SPLIT, 0.5, SPLIT], {"score": 0.0}, -1.5),
        ([(1, -1e-35, 1.0, 2.0)], {"lead": 0.0}, 2.0),
    ],
)
def test_adds_up_the_leaves_that_evidence_leads_to(
    trees: list[Tree], evidence: dict[str, float], points: float
) -> None:
    assert Forest(NAMES, trees, 0.0).points(evidence) == pytest.approx(points)


def test_the_margin_is_above_the_threshold() -> None:
    assert Forest(NAMES, [SPLIT], 0.75).margin({"score": 2.0, "lead": 1.0}) == pytest.approx(1.25)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_asks_of_evidence_that_it_names(name: str) -> None:
    forest = read_forest(name)
    asked = {number for tree in forest.trees for number in _asked(tree)}
    assert asked <= set(range(len(forest.names)))
    assert len(asked) > len(forest.names) / 3, "most of the evidence is of use"


@pytest.mark.parametrize("name", SHIPPED)
@given(st.dictionaries(st.sampled_from(["score", "lead", "share", "coverage", "unknown"]), st.floats(-9, 9)))
def test_what_ships_is_bounded(name: str, evidence: dict[str, float]) -> None:
    assert math.isfinite(points := read_forest(name).points(evidence))
    assert abs(points) < 12


def _asked(tree: Tree) -> set[int]:
    if isinstance(tree, int | float):
        return set()
    number, _, low, high = tree
    return {number} | _asked(low) | _asked(high)
