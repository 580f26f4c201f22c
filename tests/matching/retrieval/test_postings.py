"""The postings: they find what a tantivy index finds, with its scores, to which the ranking is fitted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.sentences import case_with_whole_sentences
from bot.language.ngrams import ngrams
from bot.language.tokens import fold
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import WordReader
from bot.matching.retrieval.analysis import made_analysis, prepared
from bot.matching.retrieval.entries import findable, paragraphs, searched
from bot.matching.retrieval.full_text import GRAMS, STEMS, FullText, TantivyText
from bot.matching.retrieval.postings import Postings, PostingsText, gram_lengths, postings_of

DATA = Path(__file__).parents[2] / "data"
FOLDERS = (default_folder(), DATA / "knowledge", DATA / "faq" / "knowledge")
NEAR = 1e-6  # tantivy has single precision, and of what nearly all texts have less
ALL = 10_000


def texts_of(folder: Path) -> Iterator[tuple[FullText, FullText, Lexicon]]:
    """The texts of each case of a folder, searched in either way, and their lexicon."""
    loaded = load_knowledge(folder)
    words = WordReader(loaded.glossary)
    for id_, case in list(loaded.cases.items())[:12]:
        one = replace(loaded, cases={id_: case_with_whole_sentences(case)})
        entries = searched(one, findable(one), paragraphs(one))
        analysis, lexicon = made_analysis(one, [entry.text for entry in entries], words)
        yield analysis.searched(), prepared(analysis).searched(), lexicon


def questions() -> list[str]:
    lines = (DATA / "questions" / "answer.jsonl").read_text("utf-8").splitlines()
    of_faq = (DATA / "faq" / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["q"] for line in (*lines[::20], *of_faq[:40])]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_they_score_as_tantivy_does(folder: Path) -> None:
    random = Random(3)
    for tantivy, postings, lexicon in texts_of(folder):
        for question in questions():
            terms = dict.fromkeys(lexicon.terms(question))
            grams = dict.fromkeys(ngrams(fold(question.rstrip("?")).split()))
            for field, asked in ((STEMS, terms), (GRAMS, grams)):
                assert_alike(tantivy, postings, {term: random.choice((1.0, 0.7, 0.25)) for term in asked}, field)


def assert_alike(tantivy: FullText, postings: FullText, weights: dict[str, float], field: str) -> None:
    for term in weights:
        assert postings.having(term, field) == tantivy.having(term, field), term
    expected = {number: score for score, number in tantivy.best(weights, field, ALL)}
    found = {number: score for score, number in postings.best(weights, field, ALL)}
    assert found == pytest.approx(expected, rel=NEAR, abs=NEAR)
    few, best = postings.best(weights, field, 5), tantivy.best(weights, field, 5)
    assert [score for score, _ in few] == pytest.approx([score for score, _ in best], rel=NEAR, abs=NEAR)
    assert list(few) == postings.best(weights, field, ALL)[:5]


@pytest.mark.parametrize("length", [0, 1, 39, 40, 41, 42, 43, 55, 56, 57, 90, 280, 1000, 5000, 70_000])
def test_a_length_counts_as_tantivy_keeps_it(length: int) -> None:
    texts = [" ".join(["a", *["b"] * length]), "a b c", ""]
    tantivy = TantivyText(texts, texts)
    postings = PostingsText(postings_of(texts), postings_of(texts), gram_lengths(texts))
    assert_alike(tantivy, postings, {"a": 1.0, "b": 0.5, "c": 2.0}, STEMS)


def test_an_ngram_is_found_in_every_word_and_place() -> None:
    texts = ["aaaaaa b", "ks 5", "5 5 ab xaaaay", "", "skola skolan oskolad"]
    tantivy = TantivyText(texts, [" ".join(ngrams(text.split())) for text in texts])
    postings = PostingsText(postings_of(texts), postings_of(texts), gram_lengths(texts))
    for gram in ("aaaa", "_aaa", "aaa_", "_b_", "_ks_", "_5_", "_ab_", "skol", "_sko", "kola", "xyz_", "_x_"):
        assert_alike(tantivy, postings, {gram: 1.0}, GRAMS)


def test_nothing_is_found_in_nothing() -> None:
    nothing = PostingsText(Postings({}, ()), Postings({}, ()), ())
    assert nothing.having("a", STEMS) == nothing.having("_a_", GRAMS) == 0
    assert list(nothing.best({"a": 1.0}, STEMS, 5)) == []
