"""The shelf: where the cases of a knowledge stand, which are near a question, and the matcher of each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
from cachetools import LRUCache

from bot.knowledge.lazy import CaseCard, cards_of
from bot.knowledge.model import Knowledge
from bot.matching.matcher import Matcher
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.query.words import WordReader
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import stretch
from bot.matching.retrieval.analysis import Analysed, made_analysis
from bot.matching.retrieval.entries import PARAGRAPH
from bot.matching.retrieval.index import Index

if TYPE_CHECKING:
    from bot.matching.retrieval.index import Hits
    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder

_MOST_KEPT = 100  # matchers, the latest used


@dataclass(frozen=True, slots=True)
class Near:
    """Cases of one meeting that are near a question: by its words, where 1 means about "has them all", by how they are
    met in meaning, one by one, and by its meaning as a whole, both on the scale of the signals; each is 0 where it says
    nothing, and `meaning` None where there are no vectors to tell it by.
    """

    cases: tuple[str, ...]
    words: float
    met: float
    meaning: float | None


class Shelf(ABC):
    """Finds cases for `CasesMatcher`. `front` is the matcher that reads messages before it is known which case they are
    about, `cards` are those of the cases, and the matchers of `kept` meetings stay in memory.
    """

    def __init__(self, front: Matcher, cards: Iterable[CaseCard], kept: int) -> None:
        self.front = front
        self._together = _together(cards)
        self._matchers: LRUCache[tuple[str, ...], Matcher] = LRUCache(kept)

    @property
    def meetings(self) -> int:
        """Of how many meetings the cases are; one that is of none counts as its own."""
        return len(set(self._together.values()))

    @abstractmethod
    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        """What is near a question, in no order: the best by each way of finding them, `limit` of each at most.

        `vector` is what the question means, where there is an encoder; `among` keeps to some cases and those of their
        meetings.
        """

    def matcher(self, case: str) -> Matcher:
        """The matcher of a case, and of the others of its meeting. Raises KeyError where there is no such case."""
        cases = self._together[case]
        if (kept := self._matchers.get(cases)) is None:
            knowledge = self.front.knowledge
            alone = replace(knowledge, cases={each: knowledge.cases[each] for each in cases})
            ranker = self._ranker(alone, Index(alone, analysed=self._analysed))
            kept = self._matchers[cases] = Matcher(alone, ranker=ranker)
        return kept

    @abstractmethod
    def _ranker(self, knowledge: Knowledge, index: Index) -> Ranker:
        """What ranks the facts of some cases."""

    def _analysis(self, knowledge: Knowledge, texts: Sequence[str]) -> Analysed:
        """The analysis of the texts of some cases."""
        return made_analysis(knowledge, texts, self._words)[0]

    def _analysed(self, knowledge: Knowledge, texts: Sequence[str]) -> tuple[Analysed, Lexicon]:
        """The analysis of some cases, and their lexicon, in which the names of all are known."""
        analysis = self._analysis(knowledge, texts)
        return analysis, Lexicon(knowledge, analysis.words, beside=self.front.ranker.lexicon)

    @cached_property
    def _words(self) -> WordReader:
        return WordReader(self.front.knowledge.glossary)


class LoadedShelf(Shelf):
    """The cases of a knowledge that is in memory: one index over all of them, and one for each meeting that was asked
    about.
    """

    def __init__(self, front: Matcher, encoder: Encoder | None = None, cache: Path | None = None) -> None:
        super().__init__(front, cards_of(front.knowledge).values(), _MOST_KEPT)
        self._encoder = encoder
        self._cache = cache
        self._index = front.ranker.index

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        words, met = self._by_words(question), self._by_what_is_met(question)
        meaning = {} if vector is None else self._by_meaning(vector)
        unlike = None if vector is None else 0.0
        allowed = dict.fromkeys(self._together[case] for case in (self._together if among is None else among))
        ways = (words, met, meaning)
        best = [nlargest(limit, allowed, key=lambda cases: found.get(cases, 0.0)) for found in ways if found]
        chosen = dict.fromkeys(cases for some in best for cases in some)
        return [Near(cases, words.get(cases, 0.0), met.get(cases, 0.0), meaning.get(cases, unlike)) for cases in chosen]

    def _ranker(self, knowledge: Knowledge, index: Index) -> Ranker:
        return Ranker(knowledge, self._encoder, self._cache, index=index)

    def _by_words(self, question: Question) -> dict[tuple[str, ...], float]:
        stems = self._best(self._index.search(question.terms, "stems"))
        grams = self._best(self._index.search(question.grams, "grams"))
        return {cases: (stems.get(cases, 0.0) + grams.get(cases, 0.0)) / 2 for cases in (stems | grams)}

    def _best(self, hits: Hits) -> dict[tuple[str, ...], float]:
        """The score of each meeting's best entry."""
        best: dict[tuple[str, ...], float] = {}
        for places, scores in ((hits.entries, hits.scores), (numpy.arange(len(hits.paragraphs)), hits.paragraphs)):
            for entry, score in zip(places[scores > 0].tolist(), scores[scores > 0].tolist(), strict=True):
                cases = self._cases_of[entry]
                best[cases] = max(score, best.get(cases, 0.0))
        return best

    def _by_what_is_met(self, question: Question) -> dict[tuple[str, ...], float]:
        """How the words of a question are met by the best fact of each meeting."""
        interaction = self.front.ranker.interaction
        if (met := interaction.met(question)) is None:
            return {}
        best: dict[tuple[str, ...], float] = {}
        for fact, told in zip(self._index.facts, interaction.told(met).tolist(), strict=True):
            cases = self._together[fact.case]
            best[cases] = max(told, best.get(cases, told))
        return best

    def _by_meaning(self, vector: Vectors) -> dict[tuple[str, ...], float]:
        best: dict[tuple[str, ...], float] = {}
        for cases, cosine in zip(self._cases_of, self.front.ranker.cosines(vector).tolist(), strict=True):
            if cases and cosine > best.get(cases, 0.0):
                best[cases] = cosine
        return {cases: stretch(cosine) for cases, cosine in best.items()}

    @cached_property
    def _cases_of(self) -> Sequence[tuple[str, ...]]:
        """The cases of each entry's meeting; none for the questions that no case answers."""
        return tuple(map(self._meeting, range(len(self._index.fact_of)), self._index.fact_of))

    def _meeting(self, entry: int, fact: int) -> tuple[str, ...]:
        if fact >= 0:
            return self._together[self._index.facts[fact].case]
        return self._together[self._index.case_of_paragraph[entry]] if fact == PARAGRAPH else ()


def _together(cards: Iterable[CaseCard]) -> dict[str, tuple[str, ...]]:
    """For each case those of its meeting, itself among them: they are asked together, as they stand in one paper."""
    meetings: dict[tuple[object, ...], list[str]] = {}
    for card in cards:
        key = (card.municipality, card.body, card.date, card.meeting) if card.meeting else (card.id,)
        meetings.setdefault(key, []).append(card.id)
    return {case: tuple(meeting) for meeting in meetings.values() for case in meeting}
