"""The shelf: where the cases of a knowledge stand, which are near a question, and the matcher of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cachetools import LRUCache

from bot.language.ngrams import ngrams
from bot.matching.matcher import Matcher
from bot.matching.query.question import Question
from bot.matching.query.words import WordReader
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import stretch
from bot.matching.retrieval.analysis import made_analysis
from bot.matching.retrieval.entries import PARAGRAPH
from bot.matching.retrieval.index import Index

if TYPE_CHECKING:
    from bot.matching.retrieval.index import Hits
    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder

_MOST_KEPT = 100  # matchers, the latest used


@dataclass(frozen=True, slots=True)
class Near:
    """A case that is near a question: by its words, where 1 means about "has them all", and by its meaning, on the
    scale of the signals; either is 0 where it says nothing.
    """

    case: str
    words: float
    meaning: float


class Shelf(Protocol):
    """Finds cases for `CasesMatcher`."""

    @property
    def front(self) -> Matcher:
        """The matcher that reads messages before it is known which case they are about."""

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        """Cases near a question, in no order: the best by words and the best by meaning, `limit` of each at most.

        `vector` is what the question means, where there is an encoder; `among` keeps to some cases.
        """

    def matcher(self, case: str) -> Matcher:
        """The matcher of a case by itself. Raises KeyError where there is no such case."""


class LoadedShelf:
    """The cases of a knowledge that is in memory: one index over all of them, and one for each that was asked about."""

    def __init__(
        self, front: Matcher, encoder: Encoder | None = None, cache: Path | None = None, kept: int = _MOST_KEPT
    ) -> None:
        self.front = front
        self._encoder = encoder
        self._cache = cache
        self._index = front.ranker.index
        self._cases = tuple(front.knowledge.cases)
        self._case_of = tuple(self._cases_of_entries())
        self._words = WordReader(front.knowledge.glossary)
        self._matchers: LRUCache[str, Matcher] = LRUCache(kept)

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        words = self._by_words(question)
        meaning = {} if vector is None else self._by_meaning(vector)
        allowed = [case for case in self._cases if among is None or case in among]
        best = [sorted(allowed, key=lambda case: -found.get(case, 0.0))[:limit] for found in (words, meaning) if found]
        cases = dict.fromkeys(case for some in best for case in some)
        return [Near(case, words.get(case, 0.0), meaning.get(case, 0.0)) for case in cases]

    def matcher(self, case: str) -> Matcher:
        if (kept := self._matchers.get(case)) is None:
            knowledge = self.front.knowledge
            alone = replace(knowledge, cases={case: knowledge.cases[case]})
            index = Index(alone, analysed=partial(made_analysis, reader=self._words))
            ranker = Ranker(alone, self._encoder, self._cache, index=index)
            kept = self._matchers[case] = Matcher(alone, ranker=ranker)
        return kept

    def _by_words(self, question: Question) -> dict[str, float]:
        stems = self._best(self._index.search(question.terms, "stems"))
        grams = self._best(self._index.search(dict.fromkeys(ngrams(question.words), 1.0), "grams"))
        return {case: (stems.get(case, 0.0) + grams.get(case, 0.0)) / 2 for case in (stems | grams)}

    def _best(self, hits: Hits) -> dict[str, float]:
        """The score of each case's best entry."""
        best: dict[str, float] = {}
        found = [(hit.score, hit.entry) for hit in hits.best.values()]
        for score, entry in (*found, *((score, entry) for entry, score in hits.paragraphs.items())):
            if case := self._case_of[entry]:
                best[case] = max(score, best.get(case, 0.0))
        return best

    def _by_meaning(self, vector: Vectors) -> dict[str, float]:
        best: dict[str, float] = {}
        for case, cosine in zip(self._case_of, self.front.ranker.cosines(vector).tolist(), strict=True):
            if case and cosine > best.get(case, 0.0):
                best[case] = cosine
        return {case: stretch(cosine) for case, cosine in best.items()}

    def _cases_of_entries(self) -> list[str | None]:
        """The case of each entry; None for the questions that no case answers."""
        index = self._index
        return [
            index.facts[fact].case if fact >= 0 else index.case_of_paragraph[number] if fact == PARAGRAPH else None
            for number, fact in enumerate(index.fact_of)
        ]
