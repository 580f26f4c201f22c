"""The index: one tantivy index in memory, fed with our own stems and character n-grams."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from bot.knowledge.model import Fact, Knowledge
from bot.matching.query.lexicon import Lexicon
from bot.matching.retrieval.analysis import Analysis, analyse
from bot.matching.retrieval.entries import (
    GAP,
    PARAGRAPH,
    Entry,
    Field,
    Paragraph,
    findable,
    paragraphs,
    searched,
)

Analysed = Callable[[Knowledge, Sequence[str]], tuple[Analysis, Lexicon]]
_HEAP = 15_000_000  # bytes, the least that tantivy takes
_HITS = 400
_MOST_KEPT = 200_000  # strangers' words must not fill the memory
_FIELDS = ("stems", "grams")


@dataclass(frozen=True, slots=True)
class Hit:
    """The best entry of a fact in one field: its score, from 0, and its number."""

    score: float
    entry: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: the best hit of each fact and field, and the score of each paragraph by its entry."""

    best: dict[tuple[int, Field], Hit]
    paragraphs: dict[int, float]


class Index:
    """Facts, the entries they are found by, the lexicon of their words, and how rare each term is among the entries.

    `fact_of` is the fact of each entry, `folded` are its folded words and `stems` its terms; `entries_of` are the entry
    numbers of each fact, `gaps` those of questions that no fact answers, `postings` those of each stem, `paragraph_of`
    the entry of the paragraph that each fact stands in, `case_of_paragraph` the case of each paragraph, by its entry.
    `analysed` makes the analysis of the texts, where it is not to be read from the folder `cache` or kept there.
    """

    def __init__(self, knowledge: Knowledge, cache: Path | None = None, analysed: Analysed | None = None) -> None:
        self.facts: tuple[Fact, ...] = findable(knowledge)
        stretches = tuple(paragraphs(knowledge))
        self.entries: tuple[Entry, ...] = searched(knowledge, self.facts, stretches)
        self._owner = tuple((entry.fact, entry.field) for entry in self.entries)
        self.fact_of: tuple[int, ...] = tuple(entry.fact for entry in self.entries)
        self.case_of_paragraph = tuple(stretch.case for stretch in stretches)
        self.paragraph_of: tuple[int | None, ...] = tuple(_places(self.facts, stretches))
        texts = [entry.text for entry in self.entries]
        analysis, self.lexicon = analysed(knowledge, texts) if analysed else analyse(knowledge, texts, cache)
        self.folded: Sequence[str] = analysis.folded
        self.stems: tuple[frozenset[str], ...] = tuple(frozenset(terms.split()) for terms in analysis.terms)
        self.postings: dict[str, list[int]] = _postings(self.stems)
        self.entries_of: tuple[tuple[int, ...], ...] = self._group()
        self.gaps: tuple[int, ...] = tuple(number for number, fact in enumerate(self.fact_of) if fact == GAP)
        self._rarity: dict[tuple[str, str], float] = {}
        self._weight: dict[int, float] = {}
        self._searcher, self._schema = _build(analysis)
        self._number = self._numbers()

    def rarity(self, term: str, field: str = "stems") -> float:
        """The inverse document frequency of a term, by tantivy's own formula (Lucene's BM25).

        It is highest for unknown terms.
        """
        key = (term, field)
        if (rarity := self._rarity.get(key)) is None:
            size, having = len(self.entries), self._searcher.doc_freq(field, term)
            rarity = math.log(1 + (size - having + 0.5) / (having + 0.5))
            if len(self._rarity) < _MOST_KEPT:
                self._rarity[key] = rarity
        return rarity

    def weight(self, entry: int) -> float:
        """The rarities of an entry's terms together."""
        if (weight := self._weight.get(entry)) is None:
            weight = self._weight[entry] = sum(map(self.rarity, self.stems[entry]))
        return weight

    def entries_on(self, fact: int, *fields: Field) -> list[int]:
        """The entry numbers of a fact on some fields."""
        return [number for number in self.entries_of[fact] if self.entries[number].field in fields]

    def knows(self, stem: str) -> bool:
        """Whether any entry has the stem."""
        return stem in self.postings

    def search(self, weights: Mapping[str, float], field: str, without: frozenset[int] = frozenset()) -> Hits:
        """What is found for weighted terms.

        Scores are BM25 divided by what one occurrence of every term would give, so that 1 means about
        "has it all". Entries in `without` are passed over.
        """
        known = {term: weight for term, weight in weights.items() if self._searcher.doc_freq(field, term)}
        total = sum(weight * self.rarity(term, field) for term, weight in weights.items())
        if not known or not total:
            return Hits({}, {})
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(self._schema, field, term, index_option="freq"), weight
                    ),
                )
                for term, weight in known.items()
            ]
        )
        best: dict[tuple[int, Field], Hit] = {}
        around: dict[int, float] = {}
        for score, address in self._searcher.search(query, limit=_HITS, count=False).hits:
            number = self._number[address.segment_ord][address.doc]
            if number in without:
                continue
            own = self._owner[number]
            if own[0] == PARAGRAPH:
                around[number] = score / total
            elif own not in best:
                best[own] = Hit(score / total, number)
        return Hits(best, around)

    def _group(self) -> tuple[tuple[int, ...], ...]:
        groups: list[list[int]] = [[] for _ in self.facts]
        for number, entry in enumerate(self.entries):
            if entry.fact >= 0:
                groups[entry.fact].append(number)
        return tuple(map(tuple, groups))

    def _numbers(self) -> list[list[int]]:
        """The number of each entry, by tantivy's segments and the documents in them."""
        if not self.entries:
            return []
        hits = self._searcher.search(tantivy.Query.all_query(), limit=len(self.entries)).hits
        places = [address for _, address in hits]
        numbers = [[0] * len(places) for _ in range(1 + max(address.segment_ord for address in places))]
        for address in places:
            numbers[address.segment_ord][address.doc] = self._searcher.doc(address)["number"][0]
        return numbers


def _places(facts: tuple[Fact, ...], stretches: tuple[Paragraph, ...]) -> Iterator[int | None]:
    """For each fact the number of the paragraph that its first quote begins in."""
    by_source: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, paragraph in enumerate(stretches):
        by_source.setdefault((paragraph.case, paragraph.source), []).append((paragraph.start, number))
    for fact in facts:
        quote = fact.quotes[0]
        starts = by_source.get((fact.case, quote.source), [])
        place = bisect_right(starts, quote.start, key=lambda start: start[0]) - 1
        yield starts[max(0, place)][1] if starts else None


def _postings(documents: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for term in document:
            postings.setdefault(term, []).append(number)
    return postings


def _build(analysis: Analysis) -> tuple[tantivy.Searcher, tantivy.Schema]:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(_HEAP, 1)
    for number, texts in enumerate(zip(analysis.terms, analysis.grams, strict=True)):
        document = tantivy.Document(number=number)
        for field, text in zip(_FIELDS, texts, strict=True):
            document.add_text(field, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher(), schema
