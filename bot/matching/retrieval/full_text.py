"""Full text: searching texts by their terms, with scores as tantivy gives them, and tantivy in memory doing so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import tantivy

STEMS, GRAMS = "stems", "grams"
FIELDS = (STEMS, GRAMS)
_HEAP = 15_000_000  # bytes, the least that tantivy takes


class FullText(Protocol):
    """Texts, by their numbers, that are found by the terms of their fields."""

    def having(self, term: str, field: str) -> int:
        """How many texts have a term."""

    def best(self, weights: Mapping[str, float], field: str, limit: int) -> Sequence[tuple[float, int]]:
        """The score and the number of the best texts for weighted terms; of like ones the first comes first."""


class TantivyText:
    """A tantivy index in memory: it takes long to make, and is the quickest to ask where texts are many.

    A text is its terms with blanks between; `stems` and `grams` have one each for every text.
    """

    def __init__(self, stems: Sequence[str], grams: Sequence[str]) -> None:
        self._searcher, self._schema = _build(stems, grams)
        self._number = self._numbers(len(stems))

    def having(self, term: str, field: str) -> int:
        return int(self._searcher.doc_freq(field, term))

    def best(self, weights: Mapping[str, float], field: str, limit: int) -> Sequence[tuple[float, int]]:
        parts = [(tantivy.Occur.Should, self._term(field, term, weight)) for term, weight in weights.items()]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=limit, count=False).hits
        return [(score, self._number[address.segment_ord][address.doc]) for score, address in hits]

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(
            tantivy.Query.term_query(self._schema, field, term, index_option="freq"), weight
        )

    def _numbers(self, count: int) -> list[list[int]]:
        """The number of each text, by tantivy's segments and the documents in them."""
        if not count:
            return []
        hits = self._searcher.search(tantivy.Query.all_query(), limit=count).hits
        places = [address for _, address in hits]
        numbers = [[0] * len(places) for _ in range(1 + max(address.segment_ord for address in places))]
        for address in places:
            numbers[address.segment_ord][address.doc] = self._searcher.doc(address)["number"][0]
        return numbers


def _build(stems: Sequence[str], grams: Sequence[str]) -> tuple[tantivy.Searcher, tantivy.Schema]:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(_HEAP, 1)
    for number, texts in enumerate(zip(stems, grams, strict=True)):
        document = tantivy.Document(number=number)
        for field, text in zip(FIELDS, texts, strict=True):
            document.add_text(field, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher(), schema
