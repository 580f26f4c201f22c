"""The catalogue: which cases are nearest to a question, over all of a knowledge, by a tantivy index on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy

from bot.language.ngrams import ngrams

INDEX = "index"
_FIELDS = ("stems", "grams")
_HEAP = 128_000_000  # bytes, while it is written
_HITS = 20  # documents looked at for each case that is wanted, at first
_MOST_HITS = 1000  # and at most: a case may have many that are near
_RAREST = 12  # n-grams of a question that are looked up; the common ones are in every other word


class Catalogue:
    """An open catalogue. `numbers` are those of the cases, by their ids."""

    def __init__(self, folder: Path, numbers: Mapping[str, int]) -> None:
        """Raises ValueError where there is no index."""
        index = tantivy.Index.open(str(folder))
        index.config_reader(reload_policy="manual")
        self._searcher = index.searcher()
        self._schema = index.schema
        self._numbers = numbers
        self._ids = {number: id_ for id_, number in numbers.items()}

    def nearest(
        self,
        terms: Mapping[str, float],
        grams: Mapping[str, float] | None = None,
        among: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[tuple[str, float]]:
        """The cases nearest to weighted terms and n-grams, best first, with their scores: that of their best document.

        `among` keeps to some cases. Scores are BM25 as tantivy gives it, both fields' together; they
        compare within one search only.
        """
        parts = self._parts("stems", terms) + self._parts("grams", self.rarest(grams or {}))
        if not parts or limit < 1 or (among is not None and not among):
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        if among is not None:
            numbers = [self._numbers[id_] for id_ in among if id_ in self._numbers]
            within = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "case", numbers), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, within)])
        return self._cases(query, limit)

    def with_all(self, wanted: Iterable[Iterable[str]], limit: int) -> list[str]:
        """The ids of the cases with a document that has one of each of the terms that are wanted, best first."""
        either = [self._parts("stems", dict.fromkeys(terms, 1.0)) for terms in wanted]
        if not either or limit < 1:
            return []
        parts = [tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in some]) for some in either]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
        return [id_ for id_, _ in self._cases(query, limit)]

    def _cases(self, query: tantivy.Query, limit: int) -> list[tuple[str, float]]:
        """The cases that a query finds, best first, with the scores of their best documents."""
        size = limit * _HITS
        while True:
            hits = self._searcher.search(query, limit=size, count=False).hits
            cases: list[Any] = self._searcher.fast_field_values("case", [address for _, address in hits])
            best: dict[int, float] = {}
            for (score, _), number in zip(hits, cases, strict=True):
                best.setdefault(number, score)
            if len(best) >= limit or len(hits) < size or size >= _MOST_HITS * max(limit, _HITS):
                return [(self._ids[number], score) for number, score in islice(best.items(), limit)]
            size *= 8

    def documents_with(self, term: str, field: str = "stems") -> int:
        """How many documents have a term, which tells how rare it is."""
        return int(self._searcher.doc_freq(field, term))

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self._searcher.num_docs)

    def rarest(self, grams: Mapping[str, float]) -> Mapping[str, float]:
        """Those n-grams of a question that are looked up: the rarest that some document has."""
        known = {gram: having for gram in grams if (having := self.documents_with(gram, "grams"))}
        return {gram: grams[gram] for gram in sorted(known, key=lambda gram: (known[gram], gram))[:_RAREST]}

    def _parts(self, field: str, weights: Mapping[str, float]) -> list[tantivy.Query]:
        return [_term(self._schema, field, term, weight) for term, weight in weights.items() if weight > 0]


def _term(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    query = tantivy.Query.term_query(schema, field, term, index_option="freq")
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def write_catalogue(
    folder: Path, documents: Iterable[tuple[int, list[tuple[str, str]]]], without: Collection[int] = ()
) -> None:
    """Adds documents of cases, by the cases' numbers, to the index in a folder; it is made where there is none.

    Each document is its terms and its words, with blanks between. What the numbers `without` had is taken out.
    """
    folder.mkdir(exist_ok=True)
    index = tantivy.Index(_schema(), str(folder))
    writer = index.writer(_HEAP)
    if without:  # by a query, as delete_documents_by_term passes over whole numbers (tantivy 0.27)
        writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "case", sorted(without)))
    for number, texts in documents:
        for terms, words in texts:
            document = tantivy.Document()
            document.add_unsigned("case", number)
            document.add_text("stems", terms)
            document.add_text("grams", " ".join(dict.fromkeys(ngrams(words.split()))))
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("case", indexed=True, fast=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
