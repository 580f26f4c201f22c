"""The questions most like one that is asked: whether the best fact answers them, or no fact does."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy

from bot.matching.query.asked import AnswerType, alike, read_answer_type
from bot.matching.query.question import Question
from bot.matching.ranking.coverage import Coverage
from bot.matching.ranking.signals import Signals, likeness, stretch
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Index
from bot.matching.retrieval.places import Places
from bot.matching.retrieval.rows import Vectors

_LIKEST = 3  # are averaged, so that one odd question does not tip the scale
_NEAREST = 12  # share what is said of the questions nearby
_TAKEN = 40  # entries, from each way of finding them
_SHARPNESS = 3.0  # the nearer of two questions counts for e to this power times their difference
_MEANING = 2.0  # what a cosine weighs against words


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How the curated questions most like a question divide between the best fact and no fact at all.

    `gap_words` and `gap_meaning` are by how much those known to have no answer are liker than the best fact's, in words
    and in meaning; `gap_share` and `own_share` are the shares of both among the nearest, from 0 to 1; `own_meaning` is
    how alike in meaning the best fact's are. Those of meaning are 0 without an encoder.
    """

    gap_words: float = 0.0
    gap_meaning: float = 0.0
    gap_share: float = 0.0
    own_share: float = 0.0
    own_meaning: float = 0.0


NO_NEIGHBOURS = Neighbours()


class Neighbourhood:
    """Finds the neighbours of questions among the curated questions of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        (self._questions,) = numpy.nonzero(index.fields == Field.QUESTION)
        self._gaps: Places = numpy.array(index.gaps, dtype=numpy.int64)
        self._wanted: dict[int, AnswerType] = {}

    def around(self, fact: int, coverage: Coverage, cosines: Vectors | None, without: Collection[int]) -> Neighbours:
        """The neighbours of a question whose best fact is the one of that number; entries in `without` are left out."""
        index = self._index
        own = [n for n in index.questions_of[fact] if n not in without]
        gaps = _likest(self._gaps, coverage, cosines).difference(without)
        questions = _likest(self._questions, coverage, cosines).difference(without)
        near = {*own, *gaps, *questions}
        words = {n: float(coverage.of_entry[n]) + likeness(index, coverage.had, n) for n in near}
        meaning = {n: stretch(float(cosines[n])) for n in near} if cosines is not None else dict.fromkeys(near, 0.0)
        nearest = nlargest(_NEAREST, ((words[n] + _MEANING * meaning[n], n) for n in near))
        weights = {n: math.exp(_SHARPNESS * (likest - nearest[0][0])) for likest, n in nearest}
        total = sum(weights.values()) or 1.0
        own_meaning = mean_of_likest(meaning[n] for n in own)
        return Neighbours(
            gap_words=mean_of_likest(words[n] for n in gaps) - mean_of_likest(words[n] for n in own),
            gap_meaning=mean_of_likest(meaning[n] for n in gaps) - own_meaning,
            gap_share=sum(weights.get(n, 0.0) for n in gaps) / total,
            own_share=sum(weights.get(n, 0.0) for n in own) / total,
            own_meaning=own_meaning,
        )

    def asked_for(self, question: Question, likest: Sequence[int], curated: Sequence[int]) -> Signals:
        """Whether the curated questions of a fact ask for the same kind of thing, 1 or -1: those that are `likest`
        (`same_wanted`), and any (`asks_alike`); 0 where there are none, or the question asks for no kind.
        """
        return {"same_wanted": self._same(question, likest), "asks_alike": self._same(question, curated)}

    def _same(self, question: Question, entries: Sequence[int]) -> float:
        wanted = question.asked.answer_type
        if wanted is AnswerType.ANYTHING or not entries:
            return 0.0
        return 1.0 if any(alike(wanted, self._asks_for(entry)) for entry in entries) else -1.0

    def _asks_for(self, entry: int) -> AnswerType:
        """What a curated question asks for, read when it is first needed."""
        if entry not in self._wanted:
            self._wanted[entry] = read_answer_type(self._index.folded[entry])
        return self._wanted[entry]


def _likest(entries: Places, coverage: Coverage, cosines: Vectors | None) -> set[int]:
    """The likest of some entries, in words and in meaning."""
    shares = coverage.of_entry[entries]
    likest = [entries[shares > 0][(-shares[shares > 0]).argsort(kind="stable")[:_TAKEN]]]
    if cosines is not None:
        likest.append(entries[cosines[entries].argsort()[::-1][:_TAKEN]])
    return {entry for some in likest for entry in some.tolist()}


def mean_of_likest(values: Iterable[float]) -> float:
    """The mean of the highest few values, 0 where there are none."""
    highest = nlargest(_LIKEST, values)
    return sum(highest) / len(highest) if highest else 0.0
