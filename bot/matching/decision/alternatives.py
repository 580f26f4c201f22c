"""Alternatives: what a question may mean, where that is to be asked back."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.matching.query.asked import AnswerType
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate, overlap

_CLOSE = 0.1  # the difference in score, a log-likelihood, between alternatives that are really close
_CLOSE_TWINS = 1.5  # the same where two cases say nearly the same
_TWINS = 85  # likeness of 100
_SAME_SUBJECT = 0.3


def alternatives(question: Question, ranking: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates to ask back about, at most four: those really close that speak of different things.

    In one case, facts compete only for a question of a single concept; between cases, for any that
    does not say which case it means.
    """
    if len(ranking) < 2:
        return ()
    best = ranking[0]
    near: list[Candidate] = [best]
    named = question.parties or question.people or question.asked.answer_type is not AnswerType.ANYTHING
    for candidate in ranking[1:12]:
        apart = best.score - candidate.score
        if apart > _CLOSE_TWINS or (apart > _CLOSE and not _are_twins(best, candidate)):
            continue
        if any(_is_same(candidate, other) for other in near):
            continue
        if candidate.fact.case == best.fact.case and (named or len(question.concepts) != 1):
            continue
        near.append(candidate)
    return tuple(near[:4]) if len(near) > 1 else ()


def _are_twins(one: Candidate, other: Candidate) -> bool:
    """Whether two cases say nearly the same, so that only the person can tell which is meant."""
    if one.fact.case == other.fact.case:
        return False
    return fuzz.ratio(one.fact.quotes[0].text, other.fact.quotes[0].text) >= _TWINS


def _is_same(one: Candidate, other: Candidate) -> bool:
    if overlap(one, other):
        return True
    if one.fact.case != other.fact.case:
        return False
    shared = one.profile.about & other.profile.about
    return len(shared) >= _SAME_SUBJECT * min(len(one.profile.about), len(other.profile.about) or 1)
