"""Places: where the highest values are, of all and of each group."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.retrieval.places import Groups, highest


@pytest.mark.parametrize(
    ("values", "most", "places"),
    [
        ([0.1, 0.3, 0.2], 2, [1, 2]),
        ([0.1, 0.3, 0.2], 9, [1, 2, 0]),
        ([0.5, 0.2, 0.5, 0.5], 2, [0, 2]),  # of like ones the first
        ([0.0, -1.0, 0.2], 3, [2]),  # nothing that is not above 0
        ([], 3, []),
    ],
)
def test_the_highest_come_first(values: list[float], most: int, places: list[int]) -> None:
    assert highest(numpy.array(values), most).tolist() == places


@given(st.lists(st.integers(-2, 4), max_size=30), st.integers(1, 10))
def test_they_are_those_of_all_put_in_order(values: list[int], most: int) -> None:
    above = [place for place, value in enumerate(values) if value > 0]
    expected = sorted(above, key=lambda place: -values[place])[:most]
    assert highest(numpy.array(values, numpy.float64), most).tolist() == expected


@pytest.mark.parametrize(
    ("groups", "values", "expected"),
    [
        ([[0, 1], [2]], [0.1, 0.3, 0.2], [0.3, 0.2]),
        ([[], [1], []], [0.9, 0.3], [0.0, 0.3, 0.0]),  # who has none gets 0
        ([[0], [0, 1]], [0.5, 0.2], [0.5, 0.5]),  # a place may be in several
        ([[0]], [-0.5], [-0.5]),
        ([], [], []),
    ],
)
def test_the_highest_of_each(groups: list[list[int]], values: list[float], expected: list[float]) -> None:
    assert Groups.of(groups).highest(numpy.array(values, numpy.float32)) == pytest.approx(expected)


@given(st.lists(st.lists(st.integers(0, 6), max_size=4), max_size=6), st.integers(0, 3))
def test_of_many_values_at_once(groups: list[list[int]], columns: int) -> None:
    values = numpy.random.default_rng(0).random((7, columns), numpy.float32)
    found = Groups.of(groups).highest(values)
    assert found.shape == (len(groups), columns)
    for column, line in zip(found.T, values.T, strict=True):
        assert column == pytest.approx([max((line[place] for place in group), default=0.0) for group in groups])
