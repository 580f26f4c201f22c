"""The index: search by stems and by n-grams, and the entries that facts are found by."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.model import Kind, Knowledge
from bot.language.ngrams import ngrams
from bot.matching.retrieval.entries import GAP, Field, findable, gaps
from bot.matching.retrieval.index import Hits, Index

NOTHING = Hits({}, {})


@pytest.fixture(scope="module")
def index(invented: Answerer) -> Index:
    return invented.matcher.ranker.index


def best(index: Index, hits: Hits) -> str:
    fact, _ = max(hits.best, key=lambda key: hits.best[key].score)
    return index.facts[fact].id.rpartition("/")[2]


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("lekplats", "lekplats"),
        ("utomhusbassäng", "medborgarforslag"),
        ("cykelparkeringen redovisas", "cykelparkering"),
        ("swimming goal", "alla-barn-simmar"),
    ],
)
def test_search_by_stems(index: Index, words: str, fact: str) -> None:
    terms = dict.fromkeys(index.lexicon.terms(words), 1.0)
    assert best(index, index.search(terms, "stems")) == fact


@pytest.mark.parametrize(
    ("word", "fact"),
    [
        ("bangard", "c-mp-annan-plats"),
        ("cykelparkerin", "cykelparkering"),
        ("utomhusbasseng", "medborgarforslag"),
    ],
)
def test_search_by_ngrams_finds_parts_and_slips(index: Index, word: str, fact: str) -> None:
    assert best(index, index.search(dict.fromkeys(ngrams([word]), 1.0), "grams")) == fact


def test_scores_are_about_the_share_that_is_had(index: Index) -> None:
    (term,) = index.lexicon.terms("invigning")
    alone = max(hit.score for hit in index.search({term: 1.0}, "stems").best.values())
    among = max(hit.score for hit in index.search({term: 1.0, "xyzzy": 1.0}, "stems").best.values())
    assert 0 < among < alone


def test_entries_left_out(index: Index) -> None:
    (term,) = index.lexicon.terms("lekplats")
    without = frozenset(index.postings[term])
    assert without
    assert index.search({term: 1.0}, "stems", without) == NOTHING


@pytest.mark.parametrize("terms", [{}, {"xyzzy": 1.0}, {"": 1.0}])
def test_nothing_to_find(index: Index, terms: dict[str, float]) -> None:
    assert index.search(terms, "stems") == NOTHING


def test_rarity(index: Index) -> None:
    rare, common = index.lexicon.stems.stem("utomhusbassang"), index.lexicon.stems.stem("simhall")
    assert index.knows(rare)
    assert not index.knows("xyzzy")
    assert index.rarity(common) < index.rarity(rare) < index.rarity("xyzzy")


def test_every_fact_has_entries_of_each_kind(index: Index) -> None:
    for number, fact in enumerate(index.facts):
        fields = {index.entries[entry].field for entry in index.entries_of[number]}
        assert fields >= {Field.SUMMARY, Field.SOURCE}
        assert (Field.QUESTION in fields) == bool(fact.questions)


def test_passages_that_facts_quote_are_the_facts(invented: Answerer) -> None:
    found = findable(invented.knowledge)
    passages = [fact for fact in found if fact.kind is Kind.PASSAGE]
    assert {fact.id for fact in invented.knowledge.facts()} <= {fact.id for fact in found}
    assert any("Protokollet justerades" in fact.quotes[0].text for fact in passages)
    assert not any("148 500 000" in quote.text for fact in passages for quote in fact.quotes)


def test_questions_that_a_case_does_not_answer(knowledge: Knowledge) -> None:
    found = list(gaps(knowledge))
    assert len(found) == sum(len(case.unanswered) for case in knowledge.cases.values())
    assert {entry.fact for entry in found} <= {GAP}


def test_an_empty_knowledge() -> None:
    index = Index(Knowledge({}))
    assert index.facts == ()
    assert index.search({"skol": 1.0}, "stems") == NOTHING
