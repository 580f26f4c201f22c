"""The shelf: where the cases of a knowledge stand, which are near a question, and the matcher of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cachetools import LRUCache

from bot.knowledge.model import Knowledge
from bot.language.ngrams import ngrams
from bot.matching.matcher import Matcher
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.query.words import WordReader
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import stretch
from bot.matching.retrieval.analysis import Analysis, made_analysis
from bot.matching.retrieval.entries import PARAGRAPH
from bot.matching.retrieval.index import Index

if TYPE_CHECKING:
    from bot.matching.retrieval.index import Hits
    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder

_MOST_KEPT = 100  # matchers, the latest used


@dataclass(frozen=True, slots=True)
class Near:
    """Cases of one meeting that are near a question: by its words, where 1 means about "has them all", and by its
    meaning, on the scale of the signals; either is 0 where it says nothing.
    """

    cases: tuple[str, ...]
    words: float
    meaning: float


class Header(Protocol):
    """What a case tells of itself: a `Case`, or a card of one."""

    @property
    def id(self) -> str: ...

    @property
    def municipality(self) -> str | None: ...

    @property
    def body(self) -> str | None: ...

    @property
    def date(self) -> date | None: ...

    @property
    def meeting(self) -> str | None: ...


class Shelf(Protocol):
    """Finds cases for `CasesMatcher`."""

    @property
    def front(self) -> Matcher:
        """The matcher that reads messages before it is known which case they are about."""

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        """What is near a question, in no order: the best by words and the best by meaning, `limit` of each at most.

        `vector` is what the question means, where there is an encoder; `among` keeps to some cases and those of their
        meetings.
        """

    def matcher(self, case: str) -> Matcher:
        """The matcher of a case, and of the others of its meeting. Raises KeyError where there is no such case."""


class LoadedShelf:
    """The cases of a knowledge that is in memory: one index over all of them, and one for each meeting that was asked
    about.
    """

    def __init__(
        self, front: Matcher, encoder: Encoder | None = None, cache: Path | None = None, kept: int = _MOST_KEPT
    ) -> None:
        self.front = front
        self._encoder = encoder
        self._cache = cache
        self._index = front.ranker.index
        self._together = together(front.knowledge.cases.values())
        self._cases_of = tuple(self._cases_of_entries())
        self._words = WordReader(front.knowledge.glossary)
        self._matchers: LRUCache[tuple[str, ...], Matcher] = LRUCache(kept)

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        words = self._by_words(question)
        meaning = {} if vector is None else self._by_meaning(vector)
        allowed = dict.fromkeys(self._together[case] for case in (self._together if among is None else among))
        best = [
            nlargest(limit, allowed, key=lambda cases: found.get(cases, 0.0)) for found in (words, meaning) if found
        ]
        chosen = dict.fromkeys(cases for some in best for cases in some)
        return [Near(cases, words.get(cases, 0.0), meaning.get(cases, 0.0)) for cases in chosen]

    def matcher(self, case: str) -> Matcher:
        cases = self._together[case]
        if (kept := self._matchers.get(cases)) is None:
            knowledge = self.front.knowledge
            alone = replace(knowledge, cases={each: knowledge.cases[each] for each in cases})
            index = Index(alone, analysed=self._analysed)
            ranker = Ranker(alone, self._encoder, self._cache, index=index)
            kept = self._matchers[cases] = Matcher(alone, ranker=ranker)
        return kept

    def _analysed(self, knowledge: Knowledge, texts: Sequence[str]) -> tuple[Analysis, Lexicon]:
        """The analysis of some cases, in which the names of all are known."""
        analysis, _ = made_analysis(knowledge, texts, self._words)
        return analysis, Lexicon(knowledge, analysis.words, names=self.front.ranker.lexicon.cases)

    def _by_words(self, question: Question) -> dict[tuple[str, ...], float]:
        stems = self._best(self._index.search(question.terms, "stems"))
        grams = self._best(self._index.search(dict.fromkeys(ngrams(question.words), 1.0), "grams"))
        return {cases: (stems.get(cases, 0.0) + grams.get(cases, 0.0)) / 2 for cases in (stems | grams)}

    def _best(self, hits: Hits) -> dict[tuple[str, ...], float]:
        """The score of each meeting's best entry."""
        best: dict[tuple[str, ...], float] = {}
        found = [(hit.score, hit.entry) for hit in hits.best.values()]
        for score, entry in (*found, *((score, entry) for entry, score in hits.paragraphs.items())):
            if cases := self._cases_of[entry]:
                best[cases] = max(score, best.get(cases, 0.0))
        return best

    def _by_meaning(self, vector: Vectors) -> dict[tuple[str, ...], float]:
        best: dict[tuple[str, ...], float] = {}
        for cases, cosine in zip(self._cases_of, self.front.ranker.cosines(vector).tolist(), strict=True):
            if cases and cosine > best.get(cases, 0.0):
                best[cases] = cosine
        return {cases: stretch(cosine) for cases, cosine in best.items()}

    def _cases_of_entries(self) -> Iterator[tuple[str, ...]]:
        """The cases of each entry's meeting; none for the questions that no case answers."""
        index = self._index
        for number, fact in enumerate(index.fact_of):
            if fact >= 0:
                yield self._together[index.facts[fact].case]
            else:
                yield self._together[index.case_of_paragraph[number]] if fact == PARAGRAPH else ()


def together(cases: Iterable[Header]) -> dict[str, tuple[str, ...]]:
    """For each case those of its meeting, itself among them: they are asked together, as they stand in one paper."""
    meetings: dict[tuple[object, ...], list[str]] = {}
    for case in cases:
        key = (case.municipality, case.body, case.date, case.meeting) if case.meeting else (case.id,)
        meetings.setdefault(key, []).append(case.id)
    return {case: tuple(meeting) for meeting in meetings.values() for case in meeting}
