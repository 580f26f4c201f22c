"""Late interaction: each word of a question is met by the word of a fact, or around it, that comes nearest in meaning.

The sum of what each is met by is ColBERT's MaxSim (Khattab and Zaharia, https://arxiv.org/abs/2004.12832), here of
vectors of single words, so that it takes no encoder. "När" and "varför" are met by a date or a reason that it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy

from bot.language.stopwords import BY_LANGUAGE
from bot.matching.meanings.learned import Learned, normalised
from bot.matching.meanings.word_vectors import Numbers, WordVectors
from bot.matching.query.question import Question
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.places import NO_PLACES, Groups, Places

_OWN = (Field.SUMMARY, Field.SOURCE)
_SCALE = 4.0  # the learned sums are about so many times as large as other signals
_SIGNALS = ("words", "words_met", "words_lacking", "words_together")


@dataclass(frozen=True)
class Words:
    """The words of the facts of an index, by their stems, and the place of each among them.

    `own` are the places of each fact's own words, `paragraphs` those of each paragraph, and `around` is the number of
    the paragraph that each fact stands in, the last of which is empty.
    """

    places: Mapping[str, int]
    own: Sequence[Places]
    paragraphs: Sequence[Places]
    around: Places


@dataclass(frozen=True)
class Met:
    """A question held against the facts of an index.

    `counts` is what each of its words counts, `best` how nearly each fact, a row, has each of them, `kinds` how nearly
    each kind of thing is what a word, a row, asks for, `together` the cosine of all words with each fact's.
    """

    counts: Numbers
    best: Numbers
    kinds: Numbers
    together: Numbers

    @property
    def shares(self) -> Numbers:
        """The share of the question's words that each fact has."""
        shares: Numbers = numpy.vecdot(self.best, self.counts) / self.counts.sum()
        return shares


class Interaction:
    """Holds questions against the facts of one index."""

    def __init__(self, index: Index, vectors: WordVectors, learned: Learned) -> None:
        self._index = index
        self._vectors = vectors
        self._learned = learned

    def met(self, question: Question) -> Met | None:
        """How the words of a question are met by each fact; None where it has none."""
        stems = asked_stems(question, self._index)
        if not stems:
            return None
        learned, words = self._learned, self._words
        meant = self._vectors.meant(list(stems), question.language)
        rows, counts = normalised(meant.rows @ learned.asked), learned.counts(meant, stems.values())
        # Not `@`, which wakes a thread of OpenBLAS's on every core.
        near = numpy.vecdot(self._rows[:, None, :], rows[None, :, :])
        for number, stem in enumerate(stems):
            if stem in words.places:
                near[words.places[stem], number] = 1.0
        near = numpy.maximum(near - learned.knee, 0.0) / (1 - learned.knee)
        around = self._paragraphs.highest(near)[words.around]
        best = numpy.maximum(self._own.highest(near), learned.around * around)
        kinds = numpy.maximum(rows @ learned.kinds.T, 0.0)
        return Met(counts, best, kinds, numpy.vecdot(self._together, normalised(counts @ rows)))

    def signals(self, met: Met | None, facts: Sequence[int], kinds: Sequence[Sequence[bool]]) -> list[dict[str, float]]:
        """How some facts, each of which gives some `kinds` of things, meet a question.

        `words` is all told, `words_met` the share of its words, `words_lacking` the share of the one that is missed
        most, `words_together` the cosine of all words.
        """
        if met is None or not facts:
            return [dict.fromkeys(_SIGNALS, 0.0) for _ in facts]
        given = numpy.where(numpy.array(kinds)[:, None, :], met.kinds, 0.0).max(axis=2)
        best = numpy.maximum(met.best[facts], given)
        total = met.counts.sum()
        shares, together = numpy.vecdot(best, met.counts) / total, met.together[facts]
        told = self._told(shares, together)
        lacking = (met.counts * (1 - best)).max(axis=1) / total
        columns = (told, shares, lacking, together)
        return [dict(zip(_SIGNALS, row, strict=True)) for row in numpy.stack(columns, axis=1).tolist()]

    def told(self, met: Met) -> Numbers:
        """How each fact meets a question, all told, by its words alone."""
        return self._told(met.shares, met.together)

    def _told(self, shares: Numbers, together: Numbers) -> Numbers:
        told = (self._learned.met * shares + self._learned.together * together) / _SCALE
        return told.astype(numpy.float32, copy=False)

    @cached_property
    def _words(self) -> Words:
        return words_of(self._index)

    @cached_property
    def _rows(self) -> Numbers:
        """The vector of each word of the facts, of length 1."""
        return normalised(self._vectors.meant(list(self._words.places)).rows)

    @cached_property
    def _own(self) -> Groups:
        return Groups.of(self._words.own)

    @cached_property
    def _paragraphs(self) -> Groups:
        return Groups.of(self._words.paragraphs)

    @cached_property
    def _together(self) -> Numbers:
        """The direction of each fact's own words together."""
        rows = self._rows
        sums = [rows[own].sum(axis=0) if len(own) else numpy.zeros(rows.shape[1]) for own in self._words.own]
        return normalised(numpy.array(sums, dtype=numpy.float32).reshape(len(sums), rows.shape[1]))


def words_of(index: Index) -> Words:
    """The words of the facts of an index."""
    own = [_stems_of(index, index.entries_on(fact, *_OWN)) for fact in range(len(index.facts))]
    paragraphs = {entry: _stems_of(index, (entry,)) for entry in index.paragraph_of if entry is not None}
    every = sorted(frozenset().union(*own, *paragraphs.values()))
    places = {stem: place for place, stem in enumerate(every)}
    number = {entry: number for number, entry in enumerate(paragraphs)}
    none = len(paragraphs)
    around = [none if entry is None else number[entry] for entry in index.paragraph_of]
    return Words(
        places,
        [_placed(stems, places) for stems in own],
        [*(_placed(stems, places) for stems in paragraphs.values()), NO_PLACES],
        numpy.array(around, dtype=numpy.int64),
    )


def asked_stems(question: Question, index: Index) -> dict[str, bool]:
    """The stems of what a question seeks, each once, and whether it is that of a function word."""
    language, stems = question.language, index.lexicon.stems
    stopwords = BY_LANGUAGE[language]
    words = dict.fromkeys(word for word in question.sought if len(word) > 1)
    return {word if word[0].isdigit() else stems.stem(word, language): word in stopwords for word in words}


def _stems_of(index: Index, entries: Iterable[int]) -> frozenset[str]:
    return frozenset().union(*(index.stems[entry] for entry in entries))


def _placed(stems: Iterable[str], places: Mapping[str, int]) -> Places:
    return numpy.array(sorted(places[stem] for stem in stems), dtype=numpy.int64)
