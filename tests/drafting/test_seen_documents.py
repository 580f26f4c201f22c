"""How well the messy documents are drafted that may be looked at: floors a little below what was measured.

Those held back have no floors: nobody is to write code to them. `tests.benchmarks.measure_drafts` measures both.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.drafting.conftest import DOCUMENTS
from tests.drafting.scoring import Score, score, total

F1 = {
    "header": 0.92,
    "decisions": 0.92,
    "amounts": 0.92,
    "goals": 0.93,
    "outcomes": 0.90,
    "positions": 0.88,
    "people": 0.97,
    "attachments": 0.93,
    "votes": 0.78,
}
SHORT_F1 = {"header": 0.93, "decisions": 0.85, "positions": 0.72, "people": 0.95, "votes": 0.70}
TOPS_F1 = 0.91  # of the header
PRECISION = {"decisions": 0.95, "positions": 0.93}


@pytest.fixture(scope="module")
def scores() -> Mapping[str, Score]:
    return _scores_of("seen", 96)


@pytest.fixture(scope="module")
def short_scores() -> Mapping[str, Score]:
    return _scores_of("short", 45)


@pytest.mark.parametrize(("kind", "floor"), F1.items())
def test_f1(scores: Mapping[str, Score], kind: str, floor: float) -> None:
    assert scores[kind].f1 >= floor


@pytest.mark.parametrize(("kind", "floor"), PRECISION.items())
def test_precision(scores: Mapping[str, Score], kind: str, floor: float) -> None:
    assert scores[kind].precision >= floor


@pytest.mark.parametrize(("kind", "floor"), SHORT_F1.items())
def test_f1_of_short_ones(short_scores: Mapping[str, Score], kind: str, floor: float) -> None:
    assert short_scores[kind].f1 >= floor


def test_f1_of_the_headers_of_tops() -> None:
    tops = _documents("tops", 110)[::3]
    assert total(map(score, tops))["header"].f1 >= TOPS_F1


def _scores_of(folder: str, count: int) -> Mapping[str, Score]:
    with ProcessPoolExecutor(2) as pool:
        return total(pool.map(score, _documents(folder, count)))


def _documents(folder: str, count: int) -> list[Path]:
    documents = sorted(path for path in (DOCUMENTS / folder).iterdir() if path.suffix in (".txt", ".pdf"))
    assert len(documents) == count
    return documents
