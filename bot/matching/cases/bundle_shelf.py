"""The shelf of a compiled knowledge: its catalogue finds the cases, and each is read when it is asked about."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy

from bot.compiled.bundle import Bundle
from bot.compiled.catalogue import Catalogue
from bot.knowledge.model import Knowledge
from bot.language.stopwords import BY_LANGUAGE
from bot.matching.cases.shelf import Near, Shelf
from bot.matching.matcher import Matcher
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.query.words import GlossaryWords, Words
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import stretch
from bot.matching.retrieval.analysis import Analysed, Analysis
from bot.matching.retrieval.entries import findable, paragraphs, searched
from bot.matching.retrieval.index import Index

if TYPE_CHECKING:
    from bot.compiled.meanings import Meanings
    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder

_MOST_KEPT = 64  # matchers, the latest used: each a megabyte or so
_APART = 60.0  # seconds from one look for new vectors to the next
_WALKED = 100_000  # rows of vectors, at most, that are compared with each question


class BundleShelf(Shelf):
    """The cases of a bundle. `knowledge` is the bundle's, as it is shown.

    With an `encoder` a case is searched by meaning as soon as its vectors are there.
    """

    def __init__(self, bundle: Bundle, knowledge: Knowledge, encoder: Encoder | None = None) -> None:
        front = Matcher(knowledge, ranker=_front_ranker(bundle, knowledge, encoder))
        super().__init__(front, bundle.knowledge.cards.values(), _MOST_KEPT)
        self._bundle = bundle
        self._encoder = encoder
        self._meanings: Meanings | None = None
        self._looked_at = -math.inf

    def nearest(
        self, question: Question, vector: Vectors | None, among: Collection[str] | None, limit: int
    ) -> Sequence[Near]:
        self._look()
        words = self._by_words(question, among, limit)
        meaning = self._by_meaning(vector, among, words, limit) if vector is not None else {}
        chosen = dict.fromkeys((*words, *meaning))
        return [Near(cases, words.get(cases, 0.0), 0.0, meaning.get(cases)) for cases in chosen]

    def _look(self) -> None:
        """Takes into use, now and then, the vectors that have been filled in since."""
        if self._encoder is None or monotonic() - self._looked_at < _APART:
            return
        self._looked_at = monotonic()
        before, now = self._meanings, self._bundle.meanings()
        if now.state is not None and not now.state.is_by(self._encoder):
            return
        if before is None or before.state != now.state:
            self._meanings = now
            self._matchers.clear()  # some were made without

    def _by_words(self, question: Question, among: Collection[str] | None, limit: int) -> dict[tuple[str, ...], float]:
        catalogue = self._bundle.catalogue
        grams = catalogue.rarest(question.grams)
        found = catalogue.nearest(question.terms, grams, among, limit)
        most = _rarity(catalogue, question.terms, "stems") + _rarity(catalogue, grams, "grams")
        best: dict[tuple[str, ...], float] = {}
        for case, score in found:
            best.setdefault(self._together[case], score / most if most else 0.0)
        return best

    def _by_meaning(
        self, vector: Vectors, among: Collection[str] | None, words: Collection[tuple[str, ...]], limit: int
    ) -> dict[tuple[str, ...], float]:
        """By all vectors while they are few enough to be walked; else by those of the cases that words have found."""
        if self._meanings is None or self._meanings.state is None:
            return {}
        if among is None and self._meanings.state.done <= _WALKED:
            found = self._meanings.nearest(vector, limit)
            known = {case for case, _ in found}
            found += self._meanings.among(vector, (case for cases in words for case in cases if case not in known))
        else:
            found = self._meanings.among(vector, (case for cases in words for case in cases))
        best: dict[tuple[str, ...], float] = {}
        for case, cosine in found:
            cases = self._together[case]
            best[cases] = max(stretch(cosine), best.get(cases, 0.0))
        return best

    def _ranker(self, knowledge: Knowledge, index: Index) -> Ranker:
        passages = self._vectors(index, knowledge)
        encoder = None if passages is None else self._encoder
        return Ranker(knowledge, encoder, index=index, passages=passages)

    def _analysis(self, knowledge: Knowledge, texts: Sequence[str]) -> Analysed:
        """The analysis as it was compiled, of a case that is alone in its meeting; else made anew."""
        if len(knowledge.cases) == 1:
            return self._bundle.analysis(next(iter(knowledge.cases)))
        return super()._analysis(knowledge, texts)

    def _vectors(self, index: Index, knowledge: Knowledge) -> Vectors | None:
        """The vectors of an index's entries; None while some are missing."""
        if self._meanings is None or self._meanings.state is None:
            return None
        rows: dict[str, Vectors] = {}
        for id_, case in knowledge.cases.items():
            if (vectors := self._meanings.of(id_)) is None:
                return None
            one = replace(knowledge, cases={id_: case})
            entries = searched(one, findable(one), paragraphs(one))
            rows.update(zip((entry.text for entry in entries), vectors, strict=True))
        return numpy.stack([rows[entry.text] for entry in index.entries])


def _rarity(catalogue: Catalogue, weights: Mapping[str, float], field: str) -> float:
    """The weighted inverse document frequencies of some terms together, as tantivy has them."""
    size = catalogue.documents
    having = ((weight, catalogue.documents_with(term, field)) for term, weight in weights.items())
    return sum(weight * math.log(1 + (size - count + 0.5) / (count + 0.5)) for weight, count in having)


class _FrontLexicon(Lexicon):
    """What all cases of a bundle have of words: as far as its catalogue and its cards tell."""

    def __init__(self, knowledge: Knowledge, shared: GlossaryWords, bundle: Bundle) -> None:
        words = Words({}, {}, (), shared.glossary, shared.stems, (), shared.synonyms, {})
        super().__init__(replace(knowledge, cases={}), words, tuple(bundle.knowledge.cards.values()))
        self._catalogue = bundle.catalogue

    def knows(self, word: str) -> bool:
        return super().knows(word) or self._is_spoken(word)

    def speaks_of(self, word: str) -> bool:
        return self._is_spoken(word) or super().speaks_of(word)

    def _is_spoken(self, word: str) -> bool:
        return any(self._catalogue.documents_with(self.stems.stem(word, language)) for language in BY_LANGUAGE)


def _front_ranker(bundle: Bundle, knowledge: Knowledge, encoder: Encoder | None) -> Ranker:
    """What reads questions before a case is found: it knows the cases' names, and ranks nothing."""
    nothing = replace(knowledge, cases={})
    lexicon = _FrontLexicon(knowledge, bundle.glossary_words, bundle)
    empty = Analysis((), (), Words({}, {}, (), (), (), (), {}, {}))
    index = Index(nothing, analysed=lambda *_: (empty, lexicon))
    if encoder is None:
        return Ranker(nothing, index=index)
    return Ranker(nothing, encoder, index=index, passages=numpy.empty((0, encoder.dimensions), numpy.float32))
