"""The decision: by how much the best candidate passes the threshold of an answer, and all that adds or forbids.

In the order in which they count: the evidence on the fitted card; what a keyword gains and a thing that is not there
loses; a second weighing where the first leaves a doubt; the rules that forbid; what a list or a comparison adds; and
what the question takes for granted and the fact contradicts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum

from bot.matching.context import Context
from bot.matching.decision.interpretation import Interpretation, is_curated
from bot.matching.decision.premise import is_contradicted
from bot.matching.decision.rules import has_just_that, is_asked_alike, is_ruled_out
from bot.matching.decision.selection import is_list, sides
from bot.matching.query.asked import is_comparing
from bot.matching.query.question import Question
from bot.matching.ranking.neighbours import Neighbours
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.ranking.rerank import Reranker
from bot.matching.ranking.shares import shares
from bot.matching.retrieval.index import Index

_THE_SAME = 0.995  # closeness, of 1, from which a question is a curated one word for word
_OFFERED = 0.1  # margin of what is offered and not stated
_CERTAIN = 1.0  # margin of what needs no weighing
_COVERED, _BY_FAR = 0.9, 0.6  # coverage and share from which one fact by far is about the one thing named
_KEYWORD = 1.5  # margin that a question gains which names one thing that one fact is about
_UNFOCUSED = 1.5  # margin lost where the very thing asked for is nowhere in the fact
_LISTS = 1.5  # margin that a question for all facts of a kind gains: its words are those of the kind


class Reason(StrEnum):
    """Why nothing is answered, as in the Answer contract."""

    NO_MATCH = "no_match"
    OFF_TOPIC = "off_topic"
    NOT_IN_CASE = "not_in_case"
    PARTY_ABSENT = "party_absent"
    PERSON_ABSENT = "person_absent"
    EMPTY = "empty"
    TOO_LONG = "too_long"


class Decider:
    """Decides on rankings of one ranker. All margins are log-odds above the threshold; below 0 the bot declines."""

    def __init__(self, ranker: Ranker, reranker: Reranker | None) -> None:
        self._ranker = ranker
        self._reranker = reranker

    def by_itself(self, question: Question, ranking: Ranking, compared: Sequence[Ranking]) -> Interpretation:
        """A question by itself, decided on. `compared` are the rankings of the sides that it compares."""
        margin = self.first_margin(ranking)
        if is_curated(ranking) or _asks_only_who(question):
            margin = max(margin, _CERTAIN - _unfocused(ranking))
        elif self._reranker is not None and self._reranker.is_due(ranking, margin):
            asked = self._reranker.terms(question)
            ranking = self._reranker.rerank(asked, ranking)
            margin = self._reranker.margin(asked, ranking, self.first_margin(ranking))
        if self._ranker.weights.offered <= margin < 0:
            margin = 0.0
        return self.settled(question, Context(), ranking, compared, margin)

    def settled(
        self, question: Question, context: Context, ranking: Ranking, compared: Sequence[Ranking], margin: float
    ) -> Interpretation:
        """The interpretation with what a list or a comparison adds to its margin, and none where a rule forbids it."""
        best, lexicon = ranking.best, self._ranker.lexicon
        if is_ruled_out(question, best, lexicon):
            margin = -math.inf
        else:
            if has_just_that(question, best) or is_asked_alike(best):
                margin = max(margin, _OFFERED)
            if is_list(question):
                margin = max(margin + _LISTS, -math.inf if question.narrowing else _CERTAIN)
            margin = max([margin, *map(self._fitted_margin, compared)])
        curated = best is not None and best.signals["closeness"] >= _THE_SAME  # has no premise
        contradicted = best is not None and not curated and is_contradicted(question, best.fact, lexicon)
        margin = -math.inf if contradicted else margin
        return Interpretation(question, context, ranking, tuple(compared), margin, contradicted)

    def is_sure(self, interpretation: Interpretation) -> bool:
        """Whether an answer is stated and not only offered: it passes by far, and is of whoever is named."""
        best, weights = interpretation.ranking.best, self._ranker.weights
        if best is None or interpretation.is_curated:
            return best is not None
        another = min(best.signals.get("person", 0.0), best.signals.get("party", 0.0)) < 0
        least = weights.sure_followed if interpretation.context.facts else weights.sure
        return not another and interpretation.margin >= least

    def first_margin(self, ranking: Ranking) -> float:
        """The margin by the fitted card, with what a keyword gains and a thing that is not there loses."""
        margin = self._fitted_margin(ranking)
        if _is_plain_keyword(ranking):
            margin += _KEYWORD
        return margin - _unfocused(ranking)

    def _fitted_margin(self, ranking: Ranking) -> float:
        found = evidence(ranking.question, ranking, self._ranker.neighbours(ranking), self._ranker.index)
        return self._ranker.weights.margin(found)


def evidence(question: Question, ranking: Ranking, neighbours: Neighbours, index: Index) -> dict[str, float]:
    """What speaks for and against the best candidate being an answer, by name.

    `score` is its ranking score, `share` its share of the likelihood among the candidates (those that quote the
    same words pooled), `unknown` the share of the question's concepts that no case has, `short` whether it
    names but one thing, `outlier` is the ranking's; the rest are its neighbours and the fact's signals.
    """
    best = ranking.best
    if best is None:
        return {"unknown": 1.0}
    concepts = question.concepts
    unknown = sum(not any(index.knows(stem) for stem in concept.stems) for concept in concepts)
    return {
        "score": best.score,
        "share": shares(ranking.candidates)[0],
        "unknown": unknown / len(concepts) if concepts else 0.0,
        "short": float(len(concepts) + len(question.parties) + len(question.people) <= 1),
        "outlier": ranking.outlier / 4,
        **asdict(neighbours),
        **best.signals,
    }


def compared_sides(question: Question, ranker: Ranker, case: str | None) -> tuple[Ranking, ...]:
    """The rankings of a question narrowed to each of the parties and people that it sets side by side."""
    return tuple(ranker.rank(side, case=case) for side in sides(question))


def likelihood(margin: float) -> float:
    """The probability, from 0 to 1, that a margin is of an answer."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def _is_plain_keyword(ranking: Ranking) -> bool:
    """Whether the question names one thing only, and one fact by far is about that: "hur mycket får rotlarna?"."""
    best = ranking.best
    if best is None or len(ranking.question.concepts) != 1 or best.signals["coverage"] < _COVERED:
        return False
    return shares(ranking.candidates)[0] >= _BY_FAR


def _asks_only_who(question: Question) -> bool:
    """Whether it asks what a party or person says, of nothing in particular: "vad tycker V?"."""
    if question.asked.compare and sides(question):
        return all(is_comparing(concept.stems) for concept in question.concepts)
    named = bool(question.parties or question.people or question.sides)
    return named and question.asked.opinion and not question.concepts and not question.pronoun


def _unfocused(ranking: Ranking) -> float:
    """The margin lost where "which" or "how many" asks for a thing that the best fact does not have."""
    question = ranking.question
    if ranking.best is None or question.focus is None or question.concepts[question.focus].measure:
        return 0.0
    lacks_it = ranking.best.signals["focus"] < 0 and not (question.asked.several or question.asked.compare)
    return _UNFOCUSED if lacks_it else 0.0
