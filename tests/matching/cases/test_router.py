"""The router: which of the cases near a question it is put to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy
import pytest

from bot.matching.cases.router import routes
from bot.matching.cases.shelf import Near, Shelf
from bot.matching.query.asked import Asked
from bot.matching.query.question import Question


@dataclass(frozen=True)
class Found:
    """What a shelf has found."""

    near: Sequence[Near]

    def nearest(self, *_: Any) -> Sequence[Near]:
        return self.near


@pytest.mark.parametrize(
    ("meaning_of_the_worded", "meaning_of_the_meant", "first"),
    [
        (0.2, 0.9, "meant"),
        (None, 0.9, "worded"),  # its vectors are not filled in yet
        (None, None, "worded"),
    ],
)
def test_meaning_counts_where_it_is_told_of_all(
    meaning_of_the_worded: float | None, meaning_of_the_meant: float | None, first: str
) -> None:
    near = [Near(("worded",), 0.9, 0.0, meaning_of_the_worded), Near(("meant",), 0.3, 0.0, meaning_of_the_meant)]
    question = Question("sv", (), (), Asked(), "", cases={"worded": 0.0, "meant": 0.0})
    assert routes(question, numpy.ones(3, numpy.float32), cast(Shelf, Found(near)))[0].cases == (first,)


def test_without_an_encoder_meaning_counts_nowhere() -> None:
    near = [Near(("worded",), 0.9, 0.0, 0.2), Near(("meant",), 0.3, 0.0, 0.9)]
    question = Question("sv", (), (), Asked(), "", cases={"worded": 0.0, "meant": 0.0})
    assert routes(question, None, cast(Shelf, Found(near)))[0].cases == ("worded",)
