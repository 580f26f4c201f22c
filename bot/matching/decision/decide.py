"""The decision: by how much the best candidate passes the thresholds of what is offered, and of what is stated.

What speaks for and against it is weighed by two fitted forests. A rule that forbids keeps it from being stated; what
contradicts the question's premise is no answer at all.
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
from bot.matching.ranking.candidates import Candidate, overlap, share_of_best
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.ranking.rerank import LOOKED_AT
from bot.matching.retrieval.rows import Vectors

_THE_SAME = 0.995  # closeness, of 1, from which a question is a curated one word for word
_CERTAIN = 1.0  # margin of what needs no weighing
_COVERED, _BY_FAR = 0.9, 0.6  # coverage and share from which one fact by far is about the one thing named
_MANY = 6  # concepts; more tell no more
_FAR_AHEAD = 6.0  # log-odds


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
    """Decides on rankings of one ranker, in log-odds above the thresholds that the weights give."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker

    def by_itself(self, question: Question, ranking: Ranking, compared: Sequence[Ranking]) -> Interpretation:
        """A question by itself, decided on. `compared` are the rankings of the sides that it compares."""
        margin, certainty, ruled_out = self._margins(ranking)
        if is_curated(ranking) or _asks_only_who(question):
            margin, certainty = max(margin, _CERTAIN), max(certainty, _CERTAIN)
        return self.settled(question, Context(), ranking, compared, margin, certainty, ruled_out)

    def settled(
        self,
        question: Question,
        context: Context,
        ranking: Ranking,
        compared: Sequence[Ranking],
        margin: float,
        certainty: float,
        ruled_out: bool,
    ) -> Interpretation:
        """The interpretation with what a list or a comparison adds; nothing is stated that a rule forbids.

        `ruled_out` tells whether one forbids the best candidate.
        """
        best = ranking.best
        if is_list(question) and not question.narrowing:
            margin, certainty = max(margin, _CERTAIN), max(certainty, _CERTAIN)
        for side_margin, side_certainty, _ in map(self._margins, compared):
            margin, certainty = max(margin, side_margin), max(certainty, side_certainty)
        curated = best is not None and best.signals["closeness"] >= _THE_SAME  # has no premise
        contradicted = best is not None and not curated and is_contradicted(question, best.fact, self._ranker.lexicon)
        if best is None or contradicted or best.signals["party"] < 0:
            margin = -math.inf  # others' words answer nothing
        if ruled_out:
            certainty = -math.inf
        return Interpretation(question, context, ranking, tuple(compared), margin, certainty, contradicted)

    def is_sure(self, interpretation: Interpretation) -> bool:
        """Whether an answer is stated and not only offered: it is certain enough, and is of whoever is named."""
        best = interpretation.ranking.best
        if best is None or interpretation.is_curated:
            return best is not None
        another = min(best.signals.get("person", 0.0), best.signals.get("party", 0.0)) < 0
        return not another and interpretation.certainty >= 0

    def _margins(self, ranking: Ranking) -> tuple[float, float, bool]:
        """By how many log-odds the best candidate passes the thresholds of what is offered, and of what is stated; and
        whether a rule forbids it.
        """
        found = evidence(ranking, self._ranker)
        weights = self._ranker.weights
        return weights.offered.margin(found), weights.stated.margin(found), found.get("ruled_out", 1.0) > 0


def evidence(ranking: Ranking, ranker: Ranker) -> dict[str, float]:
    """What speaks for and against the best candidate of a ranker's being an answer, by name.

    `score` is its ranking score, `lead` by how much it passes the best that quotes other words, `share` its share of
    the likelihood among the candidates (those that quote the same words pooled), `unknown` the share of the question's
    concepts that no case has, `short` whether it names but one thing, `keyword` whether one fact by far is about that,
    `ruled_out` whether a rule forbids to state it, `outlier` is the ranking's; `sum` is what its signals add up to
    before it was looked at again, and `sum_most`, `sum_second` and `sum_mean` what those of the first few do. The rest
    are its neighbours, how it stands against other documents, and the fact's signals.
    """
    best, question, index = ranking.best, ranking.question, ranker.index
    if best is None:
        return {"unknown": 1.0}
    concepts = question.concepts
    sums = sorted((ranker.score(candidate.signals) for candidate in ranking.candidates[:LOOKED_AT]), reverse=True)
    unknown = sum(not any(index.knows(stem) for stem in concept.stems) for concept in concepts)
    share = share_of_best(ranking.candidates)
    return {
        "score": best.score,
        "lead": _lead(ranking.candidates),
        "share": share,
        "unknown": unknown / len(concepts) if concepts else 0.0,
        "concepts": float(min(len(concepts), _MANY)),
        "short": float(len(concepts) + len(question.parties) + len(question.people) <= 1),
        "keyword": float(_is_plain_keyword(ranking, share)),
        "unfocused": float(_is_unfocused(ranking)),
        "just_that": float(has_just_that(question, best)),
        "asked_alike": float(is_asked_alike(best)),
        "ruled_out": float(is_ruled_out(question, best, index.lexicon)),
        "outlier": ranking.outlier / 4,
        "sum": ranker.score(best.signals),
        "sum_most": sums[0],
        "sum_second": sums[1] if len(sums) > 1 else 0.0,
        "sum_mean": sum(sums) / len(sums),
        **asdict(ranker.neighbours(ranking)),
        **asdict(ranker.standing(ranking)),
        **best.signals,
    }


def _lead(candidates: Sequence[Candidate]) -> float:
    """By how much the best candidate's score passes that of the best which quotes other words."""
    others = (candidate for candidate in candidates[1:] if not overlap(candidate, candidates[0]))
    other = next(others, None)
    return min(_FAR_AHEAD, candidates[0].score - other.score) if other is not None else _FAR_AHEAD


def compared_sides(question: Question, ranker: Ranker, case: str | None, vector: Vectors | None) -> tuple[Ranking, ...]:
    """The rankings of a question that means `vector`, narrowed to each of those that it sets side by side."""
    return tuple(ranker.rank(side, case=case, vector=vector) for side in sides(question))


def likelihood(margin: float) -> float:
    """The probability, from 0 to 1, that a margin is of an answer."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def _is_plain_keyword(ranking: Ranking, share: float) -> bool:
    """Whether the question names one thing only, and one fact by far is about that: "hur mycket får rotlarna?"."""
    best = ranking.best
    if best is None or len(ranking.question.concepts) != 1 or best.signals["coverage"] < _COVERED:
        return False
    return share >= _BY_FAR


def _asks_only_who(question: Question) -> bool:
    """Whether it asks what a party or person says, of nothing in particular: "vad tycker V?"."""
    if question.asked.compare and sides(question):
        return all(is_comparing(concept.stems) for concept in question.concepts)
    named = bool(question.parties or question.people or question.sides)
    return named and question.asked.opinion and not question.concepts and not question.pronoun


def _is_unfocused(ranking: Ranking) -> bool:
    """Whether "which" or "how many" asks for a thing that the best fact does not have."""
    question = ranking.question
    if ranking.best is None or question.focus is None or question.concepts[question.focus].measure:
        return False
    return ranking.best.signals["focus"] < 0 and not (question.asked.several or question.asked.compare)
