"""The postings: they find what a tantivy index finds, with its scores, to which the ranking is fitted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import tantivy

from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.sentences import case_with_whole_sentences
from bot.language.ngrams import ngrams
from bot.language.tokens import fold
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import WordReader
from bot.matching.retrieval.analysis import made_analysis
from bot.matching.retrieval.entries import findable, paragraphs, searched
from bot.matching.retrieval.postings import GRAMS, STEMS, Postings, PostingsText, gram_lengths, postings_of

DATA = Path(__file__).parents[2] / "data"
FOLDERS = (default_folder(), DATA / "knowledge", DATA / "faq" / "knowledge")
NEAR = 1e-6  # tantivy has single precision, and of what nearly all texts have less
ALL = 10_000


class TantivyText:
    """Texts in a tantivy index in memory. A text is its terms with blanks between; each has `stems` and `grams`."""

    def __init__(self, stems: Sequence[str], grams: Sequence[str]) -> None:
        builder = tantivy.SchemaBuilder()
        for field in (STEMS, GRAMS):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("number", stored=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(15_000_000, 1)
        for number, (stem, gram) in enumerate(zip(stems, grams, strict=True)):
            writer.add_document(tantivy.Document(number=number, stems=stem, grams=gram))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def having(self, term: str, field: str) -> int:
        return int(self._searcher.doc_freq(field, term))

    def best(self, weights: dict[str, float], field: str) -> dict[int, float]:
        """The score of each text that is found, by its number."""
        asked = [tantivy.Query.term_query(self._schema, field, term, index_option="freq") for term in weights]
        parts = [
            tantivy.Query.boost_query(query, weight) for query, weight in zip(asked, weights.values(), strict=True)
        ]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = self._searcher.search(query, limit=ALL).hits
        return {self._searcher.doc(address)["number"][0]: score for score, address in hits}


def texts_of(folder: Path) -> Iterator[tuple[TantivyText, PostingsText, Lexicon]]:
    """The texts of each case of a folder, searched in either way, and their lexicon."""
    loaded = load_knowledge(folder)
    words = WordReader(loaded.glossary)
    for id_, case in list(loaded.cases.items())[:12]:
        one = replace(loaded, cases={id_: case_with_whole_sentences(case)})
        entries = searched(one, findable(one), paragraphs(one))
        analysis, lexicon = made_analysis(one, [entry.text for entry in entries], words)
        grams = [" ".join(ngrams(folded.split())) for folded in analysis.folded]
        yield TantivyText(analysis.terms, grams), analysis.searched(), lexicon


def questions() -> list[str]:
    lines = (DATA / "questions" / "answer.jsonl").read_text("utf-8").splitlines()
    of_faq = (DATA / "faq" / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["q"] for line in (*lines[::20], *of_faq[:40])]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_they_score_as_tantivy_does(folder: Path) -> None:
    random = Random(3)
    for peer, postings, lexicon in texts_of(folder):
        for question in questions():
            terms = dict.fromkeys(lexicon.terms(question))
            grams = dict.fromkeys(ngrams(fold(question.rstrip("?")).split()))
            for field, asked in ((STEMS, terms), (GRAMS, grams)):
                assert_alike(peer, postings, {term: random.choice((1.0, 0.7, 0.25)) for term in asked}, field)


def assert_alike(peer: TantivyText, postings: PostingsText, weights: dict[str, float], field: str) -> None:
    for term in weights:
        assert len(postings.having(term, field)) == peer.having(term, field), term
    numbers, scores = postings.best(weights, field, ALL)
    found = dict(zip(numbers.tolist(), scores.tolist(), strict=True))
    assert found == pytest.approx(peer.best(weights, field), rel=NEAR, abs=NEAR)
    assert list(found) == sorted(found, key=lambda number: (-found[number], number))
    few, _ = postings.best(weights, field, 5)
    assert few.tolist() == list(found)[:5]


@pytest.mark.parametrize("length", [0, 1, 39, 40, 41, 42, 43, 55, 56, 57, 90, 280, 1000, 5000, 70_000])
def test_a_length_counts_as_tantivy_keeps_it(length: int) -> None:
    texts = [" ".join(["a", *["b"] * length]), "a b c", ""]
    peer = TantivyText(texts, texts)
    postings = PostingsText(postings_of(texts), postings_of(texts), gram_lengths(texts))
    assert_alike(peer, postings, {"a": 1.0, "b": 0.5, "c": 2.0}, STEMS)


def test_an_ngram_is_found_in_every_word_and_place() -> None:
    texts = ["aaaaaa b", "ks 5", "5 5 ab xaaaay", "", "skola skolan oskolad"]
    peer = TantivyText(texts, [" ".join(ngrams(text.split())) for text in texts])
    postings = PostingsText(postings_of(texts), postings_of(texts), gram_lengths(texts))
    for gram in ("aaaa", "_aaa", "aaa_", "_b_", "_ks_", "_5_", "_ab_", "skol", "_sko", "kola", "xyz_", "_x_"):
        assert_alike(peer, postings, {gram: 1.0}, GRAMS)


def test_nothing_is_found_in_nothing() -> None:
    nothing = PostingsText(Postings({}, ()), Postings({}, ()), ())
    assert not len(nothing.having("a", STEMS))
    assert not len(nothing.having("_a_", GRAMS))
    assert not len(nothing.best({"a": 1.0}, STEMS, 5)[0])
