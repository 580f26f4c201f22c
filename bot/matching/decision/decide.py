"""The decision: answer, ask back, or decline and why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from bot.knowledge.model import Quote
from bot.language.figures import days_of
from bot.language.rates import has_rate
from bot.language.tokens import tokenize
from bot.matching.decision.gives import (
    counts,
    defines,
    gives_contact,
    gives_reason,
    gives_time,
    names_something,
    speaks_of_doing,
)
from bot.matching.query.asked import Wanted
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.ranking.rank import Candidate, Ranking
from bot.matching.ranking.weights import Weights
from bot.matching.retrieval.index import Index

_CLOSE = 0.1  # the difference in score, a log-likelihood, between readings that are really close
_CLOSE_TWINS = 1.5  # the same where two cases say nearly the same
_TWINS = 85  # likeness of 100
_SAME_SUBJECT = 0.3
_ALIKE = 0.82  # closeness, of 1, to a curated question from which what it asks is what the fact answers
_ALL, _MUCH_ALIKE = 0.99, 0.7  # coverage, and closeness to a curated question
_COUNTING = frozenset("manga antal antalet many of".split())  # before what is to be counted
_HAS_ALL = 0.85  # of a question's words that a fact has which gives just what is asked for


class Reason(StrEnum):
    """Why nothing is answered, as in the Answer contract."""

    NO_MATCH = "no_match"
    OFF_TOPIC = "off_topic"
    NOT_IN_CASE = "not_in_case"
    PARTY_ABSENT = "party_absent"
    PERSON_ABSENT = "person_absent"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def evidence(question: Question, ranking: Ranking, index: Index) -> dict[str, float]:
    """What speaks for and against the best candidate being an answer, by name.

    `score` is its ranking score, `share` its share of the likelihood among the candidates (those that quote the
    same words pooled), `unknown` the share of the question's concepts that no case has, `short` whether it
    names but one thing, `outlier` is the ranking's; the rest are those of its neighbours and the fact's signals.
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
        **asdict(ranking.neighbours),
        **best.signals,
    }


# Where one of these is asked for, a fact that lacks it is no answer, however much it is about the same thing.
_STRICT = frozenset({Wanted.MONEY, Wanted.PERCENT, Wanted.COUNT, Wanted.QUANTITY, Wanted.DATE, Wanted.YEAR})


def lacks_what_is_wanted(question: Question, best: Candidate) -> bool:
    """Whether the question asks for money, a share, a count, a quantity, a date or a year that the fact does not give,
    or names years of which the fact and its case have none.
    """
    signals = best.signals
    if question.asked.wanted in _STRICT and (signals["wanted_met"] < 0 or signals["figure"] < 0):
        return True
    return signals["year"] < 0


def lacks_reason(question: Question, best: Candidate) -> bool:
    """Whether it asks why, and neither the fact's words nor a curated question like it tells that the fact says so."""
    if question.asked.wanted is not Wanted.REASON or best.signals["same_wanted"] > 0:
        return False
    return not gives_reason(_quoted(best))


def lacks_time(question: Question, best: Candidate) -> bool:
    """Whether it begins by asking when, and the fact gives no time."""
    asked = question.asked
    return asked.outright and asked.wanted is Wanted.TIME and not gives_time(_quoted(best))


def lacks_name(question: Question, best: Candidate) -> bool:
    """Whether it asks what something is called, and the fact names nothing."""
    asked = question.asked
    return asked.outright and asked.wanted is not Wanted.TIME and not names_something(_quoted(best))


def lacks_meaning(question: Question, best: Candidate, lexicon: Lexicon) -> bool:
    """Whether it asks what a word means or a thing is, and the fact only has the word."""
    if not question.asked.meaning or best.signals["closeness"] >= _ALIKE:
        return False
    stems = {stem for concept in question.concepts for stem, weight in concept.stems.items() if weight == 1.0}
    return not defines(_quoted(best), stems, lexicon)


def lacks_contact(question: Question, best: Candidate) -> bool:
    """Whether it asks how to get in touch, and the fact does not say."""
    return question.asked.contact and not gives_contact(_quoted(best))


def lacks_errand(question: Question, best: Candidate) -> bool:
    """Whether it asks how to get something done, and the fact does not speak of doing that."""
    return question.asked.errand and not speaks_of_doing(_quoted(best), question.words)


def lacks_day(question: Question, best: Candidate) -> bool:
    """Whether it names a day that the fact does not have."""
    days = days_of(question.text)
    return bool(days) and not days & days_of(_quoted(best))


def lacks_name_of_person(question: Question, best: Candidate) -> bool:
    """Whether it asks who somebody with a role is, and the fact has the role and no name."""
    if question.asked.wanted is not Wanted.NAME or len(question.people) != 1 or question.asked.opinion:
        return False
    said = {token.word for token in tokenize(_quoted(best))}
    return tokenize(question.people[0])[-1].word not in said


def lacks_who(question: Question, best: Candidate) -> bool:
    """Whether it asks who, and the fact names nobody and has no curated question that asks who."""
    asks_who = question.asked.wanted is Wanted.NAME and best.signals["asks_alike"] < 0
    return asks_who and not names_something(_quoted(best))


def is_asked_alike(best: Candidate | None) -> bool:
    """Whether a fact has all words of the question in one of its texts, and a curated question much like it."""
    if best is None:
        return False
    signals = best.signals
    return min(signals["coverage"], signals["one_entry"]) >= _ALL and signals["closeness"] >= _MUCH_ALIKE


def has_just_that(question: Question, best: Candidate | None) -> bool:
    """Whether it asks for money, a share, a count or a date, and the fact gives one and has all else that it names."""
    if best is None or question.asked.wanted not in _STRICT:
        return False
    only = len(best.profile.units) <= 1  # of several figures it may be the wrong one
    has_all = best.signals["coverage"] >= _HAS_ALL and best.signals["focus"] >= 0
    return only and has_all and best.signals["wanted_met"] >= 1


def lacks_count(question: Question, best: Candidate, lexicon: Lexicon) -> bool:
    """Whether it asks how many of something, and no number of the fact counts that."""
    words = question.words
    after = [word for how, word in pairwise(words) if how in _COUNTING]
    if question.asked.wanted is not Wanted.COUNT or question.focus is None or not after:
        return False
    asked, stems = question.concepts[question.focus], question.concepts[question.focus].stems
    counted = not asked.measure and any(lexicon.stems.stem(word, question.language) in stems for word in after)
    return counted and not counts(_quoted(best), stems, lexicon)


def lacks_person(question: Question, best: Candidate) -> bool:
    """Whether it asks what somebody thinks, and the fact has others' words."""
    alone = len(question.people) == 1 and not question.parties
    return alone and question.asked.opinion and best.signals["person"] < 0


def _quoted(best: Candidate) -> str:
    return " ".join(quote.reading for quote in best.fact.quotes)


def lacks_holder(question: Question, best: Candidate) -> bool:
    """Whether somebody's view is asked for and the fact lets somebody else speak."""
    return bool(question.holder) and best.signals["holder"] < 0


def lacks_voice(question: Question, best: Candidate) -> bool:
    """Whether a party is asked about and the fact has other parties' words."""
    return best.signals["party"] <= -1.0


_FIGURES = frozenset({Wanted.MONEY, Wanted.COUNT, Wanted.QUANTITY})


def lacks_rate(question: Question, best: Candidate) -> bool:
    """Whether a figure per year, month or head is asked for and the fact gives none."""
    if question.asked.wanted not in _FIGURES or not has_rate(" ".join(question.words)):
        return False
    return not any(has_rate(" ".join(t.word for t in tokenize(quote.reading))) for quote in best.fact.quotes)


_RULES = (
    lacks_what_is_wanted, lacks_rate, lacks_holder, lacks_voice, lacks_person, lacks_name_of_person, lacks_who,
    lacks_reason, lacks_time, lacks_name, lacks_contact, lacks_errand, lacks_day,
)  # fmt: skip


def is_ruled_out(question: Question, best: Candidate | None, lexicon: Lexicon) -> bool:
    """Whether there is no candidate, or the best is no answer whatever speaks for it."""
    if best is None or lacks_meaning(question, best, lexicon) or lacks_count(question, best, lexicon):
        return True
    return any(rules_out(question, best) for rules_out in _RULES)


def margin(found: dict[str, float], weights: Weights) -> float:
    """By how much the log-odds that the best candidate answers pass the threshold; below 0 the bot declines."""
    card = weights.plain if found.get("plain", 1.0) else weights.curated
    return card.points(found) - card.threshold


def shares(ranking: Sequence[Candidate]) -> list[float]:
    """Each candidate's share of the likelihood, those that quote the same words counted together."""
    if not ranking:
        return []
    top = ranking[0].score
    weights = [math.exp(max(-40.0, candidate.score - top)) for candidate in ranking]
    total = sum(weights)
    return [
        sum(w for other, w in zip(ranking, weights, strict=True) if overlap(candidate, other)) / total
        for candidate in ranking[:4]
    ]


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates quote some of the same words."""
    return one.fact.case == other.fact.case and quotes_overlap(one.fact.quotes, other.fact.quotes)


def quotes_overlap(some: Iterable[Quote], others: Sequence[Quote]) -> bool:
    """Whether any of some quotes of a case shares words with any of others."""
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a in some for b in others)


def readings(question: Question, ranking: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates to ask back about, at most four: those really close that speak of different things.

    In one case, facts compete only for a question of a single concept; between cases, for any that
    does not say which case it means.
    """
    if len(ranking) < 2:
        return ()
    best = ranking[0]
    near: list[Candidate] = [best]
    named = question.parties or question.people or question.asked.wanted is not Wanted.ANYTHING
    for candidate in ranking[1:12]:
        apart = best.score - candidate.score
        if apart > _CLOSE_TWINS or (apart > _CLOSE and not _are_twins(best, candidate)):
            continue
        if any(_same_reading(candidate, other) for other in near):
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


def _same_reading(one: Candidate, other: Candidate) -> bool:
    if overlap(one, other):
        return True
    if one.fact.case != other.fact.case:
        return False
    shared = one.profile.about & other.profile.about
    return len(shared) >= _SAME_SUBJECT * min(len(one.profile.about), len(other.profile.about) or 1)
