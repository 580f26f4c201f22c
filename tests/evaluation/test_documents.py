"""How well cases answer that nobody has curated: floors a little below what was measured, without an encoder.

`tests.benchmarks.measure_answers` measures all documents, with the encoder and beside simple peers.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest

from tests.benchmarks.document_sets import documents_of
from tests.benchmarks.measure_answers import Counts, counts


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    ask = partial(counts, on=False, vectors=tmp_path_factory.mktemp("vectors"))
    documents = [[document] for document in documents_of("choose")]
    assert len(documents) == 22
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(ask, documents), Counts())


def test_most_answers_are_found(found: Counts) -> None:
    assert found.right_first / found.answer >= 0.50
    assert found.right_shown / found.answer >= 0.58


def test_what_is_elsewhere_is_declined(found: Counts) -> None:
    assert found.absent_declined / found.absent >= 0.9


def test_what_is_near_is_not_stated(found: Counts) -> None:
    assert found.near_held / found.near >= 0.90


def test_what_is_stated_is_right(found: Counts) -> None:
    assert found.stated_answer / found.answer >= 0.15
    assert found.stated_right / found.stated >= 0.77
