"""How much of a question each fact has."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.matching.query.question import read_question
from bot.matching.ranking.coverage import Coverage, cover
from bot.matching.retrieval.index import Index

NOTHING_LEFT_OUT: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def index(invented: Answerer) -> Index:
    return invented.matcher.ranker.index


def number(index: Index, name: str) -> int:
    return next(n for n, fact in enumerate(index.facts) if fact.id.endswith(f"/{name}"))


def coverage(index: Index, text: str) -> Coverage:
    return cover(read_question(text, index.lexicon), index, NOTHING_LEFT_OUT)


def test_all_of_the_question(index: Index) -> None:
    assert coverage(index, "lekplatsen").of_fact[number(index, "lekplats")] == pytest.approx(1.0)


def test_a_part_of_the_question(index: Index) -> None:
    found = coverage(index, "lekplatsen och rymdfärjan")
    lekplats = number(index, "lekplats")
    assert 0 < found.of_fact[lekplats] < 1
    assert found.missing[lekplats] == pytest.approx(1 - found.of_fact[lekplats], abs=0.3)


def test_none_of_the_question(index: Index) -> None:
    found = coverage(index, "rymdfärjan xyzzy")
    assert not any(found.of_fact)
    assert not found.of_entry.any()


def test_has(index: Index) -> None:
    found = coverage(index, "lekplatsen")
    assert found.has(0, number(index, "lekplats")) == 1
    assert found.has(0, number(index, "medborgarforslag")) == -1
    assert found.has(None, number(index, "lekplats")) == 0


def test_no_concepts(index: Index) -> None:
    found = coverage(index, "vad är det?")
    assert not any(found.of_fact)
    assert found.missing[0] == 0


def test_entries_left_out(index: Index) -> None:
    lekplats = number(index, "lekplats")
    question = read_question("lekplatsen", index.lexicon)
    found = cover(question, index, frozenset(index.entries_of[lekplats]))
    assert found.of_fact[lekplats] == 0


def test_a_synonym_counts_less(index: Index) -> None:
    simhall = number(index, "simhall-byggs")
    own = coverage(index, "simhall").of_fact[simhall]
    assert 0 < coverage(index, "swimming pool i rymden").of_fact[simhall] < own
