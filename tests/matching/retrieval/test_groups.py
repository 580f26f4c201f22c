"""Groups: what belongs together, and the highest value of each."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.retrieval.groups import Groups


@pytest.mark.parametrize(
    ("groups", "values", "highest"),
    [
        ([[0, 1], [2]], [0.1, 0.3, 0.2], [0.3, 0.2]),
        ([[], [1], []], [0.9, 0.3], [0.0, 0.3, 0.0]),  # who has none gets 0
        ([[0], [0, 1]], [0.5, 0.2], [0.5, 0.5]),  # a place may be in several
        ([[0]], [-0.5], [-0.5]),
        ([], [], []),
    ],
)
def test_the_highest_of_each(groups: list[list[int]], values: list[float], highest: list[float]) -> None:
    assert Groups.of(groups).highest(numpy.array(values, numpy.float32)) == pytest.approx(highest)


@given(st.lists(st.lists(st.integers(0, 6), max_size=4), max_size=6), st.integers(0, 3))
def test_of_many_values_at_once(groups: list[list[int]], columns: int) -> None:
    values = numpy.random.default_rng(0).random((7, columns), numpy.float32)
    found = Groups.of(groups).highest(values)
    assert found.shape == (len(groups), columns)
    for column, line in zip(found.T, values.T, strict=True):
        assert column == pytest.approx([max((line[place] for place in group), default=0.0) for group in groups])
