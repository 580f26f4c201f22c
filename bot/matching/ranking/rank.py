"""The ranking: candidates from the index, their signals, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy

from bot.knowledge.model import Kind, Knowledge
from bot.matching.cohort.cohort import Standing, standing
from bot.matching.meanings.interaction import Interaction, Met
from bot.matching.meanings.learned import Learned, shipped
from bot.matching.meanings.word_vectors import WordVectors
from bot.matching.query.question import Question
from bot.matching.ranking import signals as signal
from bot.matching.ranking.candidates import Candidate, weighted_sum
from bot.matching.ranking.coverage import Coverage, cover
from bot.matching.ranking.meaning import Meaning
from bot.matching.ranking.neighbours import NO_NEIGHBOURS, Neighbourhood, Neighbours
from bot.matching.ranking.profile import Profile, Profiles
from bot.matching.ranking.rerank import reranked
from bot.matching.ranking.signals import Signals
from bot.matching.ranking.weights import Weights, fitted
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import NOTHING, Hits, Index
from bot.matching.retrieval.places import highest
from bot.matching.retrieval.rows import Vectors
from bot.matching.retrieval.surroundings import Surroundings
from bot.matching.retrieval.vectors import Encoder, Progress, vector_cache

_DEPTH = 12  # facts taken from each way of finding them
_DRAWN = 0.4  # of the mean vector of what was quoted last is added to that of a message in a conversation
_PARAGRAPHS = 3  # whose facts are taken too, from each way


@dataclass(frozen=True)
class Found:
    """What the ways of searching found for one question."""

    stems: Hits
    grams: Hits
    vector: Vectors | None
    cosines: Vectors | None
    by_field: Vectors | None
    coverage: Coverage
    met: Met | None
    without: frozenset[int]


@dataclass(frozen=True)
class Ranking:
    """The candidates for a question, best first, and what the ways of searching found for it."""

    question: Question
    found: Found
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def outlier(self) -> float:
        """How far the best cosine stands out from all, in standard deviations; 0 without an encoder."""
        return _outlier(self.found.cosines)


class Ranker:
    """Ranks the facts of a knowledge by how well they answer a question.

    With an `encoder` the meanings of texts count too. What takes long to compute is kept in the folder `cache`.
    `index` and `passages`, the vectors of its entries, are given where they are known; `words` is what is learned of
    words, and `cohort` the vectors of other documents, where they are not what ships.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
        weights: Weights | None = None,
        index: Index | None = None,
        passages: Vectors | None = None,
        words: tuple[WordVectors, Learned] | None = None,
        cohort: Vectors | None = None,
    ) -> None:
        self.index = index or Index(knowledge, cache)
        self.lexicon = self.index.lexicon
        self.profiles = Profiles(self.index, knowledge)
        self.weights = weights or fitted(encoder is not None)
        self.number = {fact.id: number for number, fact in enumerate(self.index.facts)}
        self._words = words
        self.cohort = cohort
        self._neighbourhood = Neighbourhood(self.index)
        self._meaning = Meaning(self.index)
        self._surroundings = Surroundings.in_index(self.index)
        self._in_paragraph: dict[int, list[int]] = {}
        for number, around in enumerate(self.index.paragraph_of):
            if around is not None:
                self._in_paragraph.setdefault(around, []).append(number)
        self.encoder = encoder
        self.passages = passages
        if encoder is not None and passages is None:
            kept = vector_cache(cache, knowledge.loaded_from)
            self.passages = kept.encoded(encoder, [entry.text for entry in self.index.entries], progress)

    @cached_property
    def interaction(self) -> Interaction:
        """What holds questions against its facts, word by word."""
        return Interaction(self.index, *(self._words or shipped()))

    def rank(
        self,
        question: Question,
        *,
        case: str | None = None,
        kind: Kind | None = None,
        also: Iterable[str] = (),
        without: frozenset[int] = frozenset(),
        vector: Vectors | None = None,
    ) -> Ranking:
        """The ranking of the facts for a question.

        `case` keeps to the facts of one case, `kind` adds every fact of a kind to the candidates, `also` facts by their
        ids, and entries in `without` are treated as if they were not there. `vector` is what the question means where
        that is known; else it is encoded.
        """
        stems = self.index.search(question.terms, "stems", without)
        grams = self.index.search(question.grams, "grams", without)
        vector = self.encoded(question) if vector is None or self.passages is None else vector
        cosines = None if vector is None else self.cosines(vector)
        met = self.interaction.met(question)
        numbers = dict.fromkeys(self._candidates(stems, grams, met, cosines, without))
        numbers.update(dict.fromkeys(self.number[id_] for id_ in also if id_ in self.number))
        numbers.update(dict.fromkeys(n for n, fact in enumerate(self.index.facts) if fact.kind is kind))
        allowed = [n for n in numbers if case is None or self.index.facts[n].case == case]
        by_field = None if cosines is None else self._meaning.by_field(cosines, without)
        found = Found(stems, grams, vector, cosines, by_field, cover(question, self.index, without), met, without)
        candidates = self._candidates_of(allowed, question, found)
        if any(candidate.signals["party"] > 0 for candidate in candidates):
            # Whoever is asked about has words of their own here: others' are no answer.
            candidates = [candidate for candidate in candidates if candidate.signals["party"] >= 0]
        candidates.sort(key=lambda candidate: -candidate.score)
        return Ranking(question, found, tuple(reranked(candidates, self.weights.reranked)))

    def candidate(self, id_: str, ranking: Ranking) -> Candidate:
        """The candidate of a fact, by its id, for the question of a ranking, whether or not it is among its own."""
        among = (candidate for candidate in ranking.candidates if candidate.fact.id == id_)
        return next(among, None) or self._candidates_of([self.number[id_]], ranking.question, ranking.found)[0]

    def neighbours(self, ranking: Ranking) -> Neighbours:
        """The curated questions most like that of a ranking, held against those of its best fact."""
        if ranking.best is None:
            return NO_NEIGHBOURS
        found, number = ranking.found, self.number[ranking.best.fact.id]
        return self._neighbourhood.around(number, found.coverage, found.cosines, found.without)

    def standing(self, ranking: Ranking) -> Standing:
        """How the best fact of a ranking stands against what other documents have of the question."""
        if (best := ranking.best) is None:
            return Standing()
        found, number = ranking.found, self.number[best.fact.id]
        concepts = ((n, concept) for n, concept in enumerate(ranking.question.concepts) if not concept.measure)
        had = [(concept, found.coverage.has(n, number) > 0) for n, concept in concepts]
        nearest = 0.0 if found.cosines is None else float(found.cosines.max(initial=0.0))
        own = signal.cosine(best.signals.get("source_vector", 0.0))
        return standing(had, found.vector, nearest, own, self.cohort)

    def score(self, signals: Signals) -> float:
        """What the signals of a fact add up to by the weights of the ranking."""
        return weighted_sum(self.weights.rank, signals)

    def encoded(self, question: Question) -> Vectors | None:
        """What a question means, as a vector; None without an encoder."""
        if self.encoder is None or self.passages is None or not question.meaning:
            return None
        vector: Vectors = self.encoder.encode_questions([question.meaning])[0]
        return vector

    def drawn(self, vector: Vectors | None, ids: Iterable[str]) -> Vectors | None:
        """A vector drawn towards what some facts quote, as what a message means in the conversation about them."""
        if vector is None or self.passages is None:
            return vector
        numbers = [self.number[id_] for id_ in ids if id_ in self.number]
        quoted = [entry for number in numbers for entry in self.index.entries_on(number, Field.SOURCE)]
        if not quoted:
            return vector
        drawn: Vectors = vector + _DRAWN * self.passages[quoted].mean(axis=0)
        return drawn / numpy.linalg.norm(drawn)

    def cosines(self, vector: Vectors) -> Vectors:
        """The cosine of each entry with a vector. To be called with an encoder only."""
        # Not `@`: that wakes a thread of OpenBLAS's on every core, which costs more than all the rest of a ranking.
        assert self.passages is not None
        cosines: Vectors = numpy.vecdot(self.passages, vector)
        return cosines

    def _candidates(
        self,
        stems: Hits,
        grams: Hits,
        met: Met | None,
        cosines: Vectors | None,
        without: frozenset[int],
    ) -> Iterable[int]:
        chosen: dict[int, None] = {}
        for scores in (stems.of_facts, grams.of_facts, *(() if met is None else (met.shares,))):
            chosen.update(dict.fromkeys(highest(scores, _DEPTH).tolist()))
        if cosines is not None:
            order = cosines.argsort()[::-1][: 3 * _DEPTH].tolist()
            found = (self.index.fact_of[entry] for entry in order if entry not in without)
            chosen.update(dict.fromkeys(fact for fact in found if fact >= 0))
        for paragraph in self._best_paragraphs(stems, grams, cosines):
            chosen.update(dict.fromkeys(self._in_paragraph.get(paragraph, [])[:_DEPTH]))
        return chosen

    def nearby(self, ids: Iterable[str]) -> Iterator[str]:
        """Some facts, by their ids, and those in the paragraphs around them; unknown ids are passed over."""
        for number in (self.number[id_] for id_ in ids if id_ in self.number):
            yield self.index.facts[number].id
            if (around := self.index.paragraph_of[number]) is not None:
                for paragraph in (around, around - 1, around + 1):
                    yield from (self.index.facts[n].id for n in self._in_paragraph.get(paragraph, ()))

    def _best_paragraphs(self, stems: Hits, grams: Hits, cosines: Vectors | None) -> list[int]:
        """The entries of the likeliest paragraphs by each way of finding them."""
        best: list[int] = []
        for scores in (stems.paragraphs, grams.paragraphs):
            best += highest(scores, _PARAGRAPHS).tolist()
        if cosines is not None:
            paragraphs = list(self._in_paragraph)
            order = (-cosines[paragraphs]).argsort(kind="stable")[:_PARAGRAPHS]
            best += [paragraphs[number] for number in order]
        return best

    def _candidates_of(self, numbers: Sequence[int], question: Question, found: Found) -> list[Candidate]:
        kinds = [self.profiles[number].kinds for number in numbers]
        near = self._surroundings.of(numbers)
        ways = [self.interaction.signals(found.met, numbers, kinds), signal.lexical(near, found.stems, found.grams)]
        if found.cosines is not None and found.by_field is not None:
            ways.append(self._meaning.signals(near, found.by_field, found.cosines))
        of_all = zip(numbers, *ways, strict=True)
        return [self._candidate(number, question, found, each) for number, *each in of_all]

    def _candidate(self, number: int, question: Question, found: Found, known: Iterable[Signals]) -> Candidate:
        fact, profile = self.index.facts[number], self.profiles[number]
        best = {int(each.entries[number, Field.QUESTION]) for each in (found.stems, found.grams)}
        alike = sorted(best.difference((NOTHING,)))
        curated = [entry for entry in self.index.questions_of[number] if entry not in found.without]
        signals: Signals = {}
        for each in known:
            signals |= each
        signals["closeness"] = signal.closeness(self.index, question, alike)
        signals["coverage"] = found.coverage.of_fact[number] if question.concepts else 1.0
        signals["one_entry"] = found.coverage.in_one[number]
        signals["focus"] = found.coverage.has(question.focus, number)
        signals["narrowed"] = self._narrowed(question, number, profile, found.coverage) if question.narrowing else 1.0
        signals["missing"] = found.coverage.missing[number]
        signals["likeness"] = max(
            (signal.likeness(self.index, found.coverage.had, entry) for entry in alike), default=0.0
        )
        signals |= signal.structural(question, fact, profile)
        signals["plain"] = float(not curated)
        if question.cases:
            signals["case"] = question.cases.get(fact.case, 0.0) - max(question.cases.values())
        signals |= self._neighbourhood.asked_for(question, alike, curated)
        return Candidate(fact, profile, signals, self.score(signals))

    def _narrowed(self, question: Question, number: int, profile: Profile, coverage: Coverage) -> float:
        """The share of what narrows a list down that the fact has; 1 where nothing does."""
        concepts = question.concepts
        narrowing = [n for n in question.narrowing if profile.header.isdisjoint(concepts[n].stems)]
        if not narrowing:
            return 1.0
        rarities = [coverage.rarities[n] for n in narrowing]
        had = sum(coverage.rarities[n] for n in narrowing if coverage.has(n, number) > 0)
        return had / sum(rarities) if sum(rarities) else 1.0


def _outlier(cosines: Vectors | None) -> float:
    if cosines is None or not len(cosines):
        return 0.0
    spread = float(cosines.std())
    return float(cosines.max() - cosines.mean()) / spread if spread else 0.0
