"""Reranking: what the first weighing leaves in doubt is weighed again, by learned terms."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.matching.query.question import Question
from bot.matching.ranking.neighbours import mean_of_likest
from bot.matching.ranking.rank import Candidate, Ranker, Ranking
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.rows import Terms
from bot.matching.retrieval.sparse import SparseIndex
from bot.matching.retrieval.vectors import SparseEncoder

if TYPE_CHECKING:
    from bot.matching.retrieval.rows import Vectors

_DOUBTFUL = 1.0  # log-odds on either side of the threshold; twice as wide is hardly better and takes longer
_FEW = 6  # candidates that are looked at again
_SPAN = 0.1  # cosines of learned terms differ by so much where those of other signals differ by 1

SIGNALS = ("own_terms", "source_terms")
"""The signals of a candidate, of which `Weights.again` adds to its score."""


class Reranker:
    """Ranks the first candidates of a ranker's rankings again, by the learned terms of the entries of its index."""

    def __init__(self, ranker: Ranker, encoder: SparseEncoder, terms: Terms) -> None:
        self._ranker, self._index = ranker, ranker.index
        self._encoder, self._terms = encoder, terms

    @cached_property
    def _sparse(self) -> SparseIndex:
        """The terms of the entries, made when first needed: most questions are in no doubt."""
        return SparseIndex(self._encoder, self._terms)

    def is_due(self, ranking: Ranking, margin: float) -> bool:
        """Whether the best candidate, by its curated questions, neither clearly answers nor clearly does not."""
        return ranking.best is not None and not ranking.best.signals["plain"] and abs(margin) < _DOUBTFUL

    def terms(self, question: Question) -> Vectors:
        """The learned terms of a question."""
        return self._sparse.terms(question.meaning)

    def rerank(self, asked: Vectors, ranking: Ranking) -> Ranking:
        """The ranking with its first few candidates in the order that learned terms give them.

        Their scores stay on their scale: what one gains, the others lose.
        """
        few = [self._signalled(asked, candidate) for candidate in ranking.candidates[:_FEW]]
        gains = [sum(w * c.signals[name] for name, w in self._ranker.weights.again.items()) for c in few]
        usual = sum(gains) / len(gains) if gains else 0.0
        again = [replace(c, score=c.score + gain - usual) for c, gain in zip(few, gains, strict=True)]
        again.sort(key=lambda candidate: -candidate.score)
        return replace(ranking, candidates=(*again, *ranking.candidates[_FEW:]))

    def margin(self, asked: Vectors, ranking: Ranking, first: float) -> float:
        """By how many log-odds the best candidate passes the threshold; `first` is the margin at first."""
        return self._ranker.weights.looked_again.margin(self.evidence(asked, ranking, first))

    def evidence(self, asked: Vectors, ranking: Ranking, first: float) -> dict[str, float]:
        """What speaks for and against the best candidate being an answer, by name.

        `odds` is the margin at first, `gap_terms` how alike the questions are that are known to have no answer,
        `covered` and `covered_by_fact` how much of what is asked the fact has with and without its questions.
        """
        best = ranking.candidates[0]
        number = self._ranker.number[best.fact.id]
        said = self._index.entries_on(number, Field.SUMMARY, Field.SOURCE)
        own = self._index.entries_on(number, Field.QUESTION)
        return {
            "odds": first,
            "gap_terms": mean_of_likest(self._sparse.cosines(asked, self._index.gaps)) / _SPAN,
            "covered_by_fact": self._sparse.covered(asked, said),
            "covered": self._sparse.covered(asked, [*said, *own]),
            **{name: best.signals[name] for name in SIGNALS},
        }

    def _signalled(self, asked: Vectors, candidate: Candidate) -> Candidate:
        number = self._ranker.number[candidate.fact.id]
        own = self._sparse.cosines(asked, self._index.entries_on(number, Field.QUESTION))
        source = self._sparse.cosines(asked, self._index.entries_on(number, Field.SOURCE))
        signals = {"own_terms": mean_of_likest(own) / _SPAN, "source_terms": max(source, default=0.0) / _SPAN}
        return replace(candidate, signals={**candidate.signals, **signals})


def reranker(ranker: Ranker) -> Reranker | None:
    """The reranker of a ranker, or None where its entries have no learned terms."""
    if not isinstance(ranker.encoder, SparseEncoder) or ranker.encoded is None or ranker.encoded.terms is None:
        return None
    return Reranker(ranker, ranker.encoder, ranker.encoded.terms)
