"""The index: search by stems and by n-grams, and the entries that facts are found by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.model import Fact, Kind, Knowledge
from bot.knowledge.spans import covered, curated_spans
from bot.language.ngrams import ngrams
from bot.matching.retrieval.entries import GAP, Field, entries, findable, gaps
from bot.matching.retrieval.index import NOTHING, Hits, Index


@pytest.fixture(scope="module")
def index(invented: Answerer) -> Index:
    return invented.matcher.ranker.index


def best(index: Index, hits: Hits) -> str:
    return index.facts[int(hits.scores.max(axis=1).argmax())].id.rpartition("/")[2]


def is_nothing(hits: Hits) -> bool:
    return not hits.scores.any() and not hits.paragraphs.any() and bool((hits.entries == NOTHING).all())


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
    alone = index.search({term: 1.0}, "stems").scores.max()
    among = index.search({term: 1.0, "xyzzy": 1.0}, "stems").scores.max()
    assert 0 < among < alone


def test_entries_left_out(index: Index) -> None:
    (term,) = index.lexicon.terms("lekplats")
    without = frozenset(index.having(term).tolist())
    assert without
    assert is_nothing(index.search({term: 1.0}, "stems", without))


@pytest.mark.parametrize("terms", [{}, {"xyzzy": 1.0}, {"": 1.0}])
def test_nothing_to_find(index: Index, terms: dict[str, float]) -> None:
    assert is_nothing(index.search(terms, "stems"))


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


def test_every_fact_and_every_passage_can_be_found(invented: Answerer) -> None:
    found = findable(invented.knowledge)
    passages = [fact for fact in found if fact.kind is Kind.PASSAGE]
    ids = [fact.id for fact in found]
    assert len(ids) == len(set(ids))
    assert {fact.id for fact in invented.knowledge.facts()} <= set(ids)
    cases = invented.knowledge.cases.values()
    assert passages == [
        passage
        for case in cases
        for passage in case.passages
        if 2 * covered(passage.quotes[0], curated_spans(case)) < passage.quotes[0].end - passage.quotes[0].start
    ]
    assert any("Protokollet justerades" in fact.quotes[0].text for fact in passages)


@pytest.mark.parametrize(
    ("section", "description"),
    [
        ("Beslut", "Beslut: 2. avsätta 2 400 000 kronor till en lekplats intill simhallen."),
        (None, "Ny simhall i Älvparken: 2. avsätta 2 400 000 kronor till en lekplats intill simhallen."),
    ],
)
def test_what_has_no_questions_is_found_behind_its_section(
    invented: Answerer, section: str | None, description: str
) -> None:
    knowledge = invented.knowledge
    fact = next(fact for fact in knowledge.facts() if fact.id.endswith("/lekplats"))
    fact = replace(fact, quotes=tuple(replace(quote, section=section) for quote in fact.quotes))

    def described(fact: Fact) -> list[str]:
        return [entry.text for entry in entries((fact,), knowledge.cases) if entry.field is Field.SUMMARY]

    assert fact.questions
    assert described(replace(fact, questions=())) == [description, *described(fact)]
    assert description not in described(fact)


def test_questions_that_a_case_does_not_answer(knowledge: Knowledge) -> None:
    found = list(gaps(knowledge))
    assert len(found) == sum(len(case.unanswered) for case in knowledge.cases.values())
    assert {entry.fact for entry in found} <= {GAP}


def test_an_empty_knowledge() -> None:
    index = Index(Knowledge({}))
    assert index.facts == ()
    assert is_nothing(index.search({"skol": 1.0}, "stems"))
