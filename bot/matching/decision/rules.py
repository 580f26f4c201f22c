"""Rules: what forbids a fact to be the answer, whatever speaks for it, and what lets it be offered at least."""

from __future__ import annotations

from itertools import pairwise

from bot.language.measures.figures import days_of
from bot.language.measures.rates import has_rate
from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.asked import AnswerType
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.gives import (
    counts,
    defines,
    gives_contact,
    names_something,
    speaks_of_doing,
)

_ALIKE = 0.82  # closeness, of 1, to a curated question from which what it asks is what the fact answers
_ALL, _MUCH_ALIKE = 0.99, 0.7  # coverage, and closeness to a curated question
_COUNTING = words_of(__file__).each("counting")  # before what is to be counted
_HAS_ALL = 0.85  # of a question's words that a fact has which gives just what is asked for
# Where one of these is asked for, a fact that lacks it is no answer, however much it is about the same thing.
_STRICT = frozenset(
    {
        AnswerType.MONEY,
        AnswerType.PERCENT,
        AnswerType.COUNT,
        AnswerType.QUANTITY,
        AnswerType.DATE,
        AnswerType.YEAR,
    }
)
_FIGURES = frozenset({AnswerType.MONEY, AnswerType.COUNT, AnswerType.QUANTITY})


def lacks_what_is_wanted(question: Question, best: Candidate) -> bool:
    """Whether the question asks for money, a share, a count, a quantity, a date or a year that the fact does not give,
    or names years of which the fact and its case have none.
    """
    signals = best.signals
    if question.asked.answer_type in _STRICT and (signals["wanted_met"] < 0 or signals["figure"] < 0):
        return True
    return signals["year"] < 0


def lacks_reason(question: Question, best: Candidate) -> bool:
    """Whether it asks why, and neither the fact's words nor a curated question like it tells that the fact says so."""
    if question.asked.answer_type is not AnswerType.REASON or best.signals["same_wanted"] > 0:
        return False
    return not best.profile.reason


def lacks_time(question: Question, best: Candidate) -> bool:
    """Whether it begins by asking when, and the fact gives no time."""
    asked = question.asked
    return asked.outright and asked.answer_type is AnswerType.TIME and not best.profile.time


def lacks_name(question: Question, best: Candidate) -> bool:
    """Whether it asks what something is called, and the fact names nothing."""
    asked = question.asked
    return asked.outright and asked.answer_type is not AnswerType.TIME and not names_something(_quoted(best))


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
    if question.asked.answer_type is not AnswerType.NAME or len(question.people) != 1 or question.asked.opinion:
        return False
    said = {token.word for token in tokenize(_quoted(best))}
    return tokenize(question.people[0])[-1].word not in said


def lacks_who(question: Question, best: Candidate) -> bool:
    """Whether it asks who, and the fact names nobody and has no curated question that asks who."""
    asks_who = question.asked.answer_type is AnswerType.NAME and best.signals["asks_alike"] < 0
    return asks_who and not names_something(_quoted(best))


def is_asked_alike(best: Candidate | None) -> bool:
    """Whether a fact has all words of the question in one of its texts, and a curated question much like it."""
    if best is None:
        return False
    signals = best.signals
    return min(signals["coverage"], signals["one_entry"]) >= _ALL and signals["closeness"] >= _MUCH_ALIKE


def has_just_that(question: Question, best: Candidate | None) -> bool:
    """Whether it asks for money, a share, a count or a date, and the fact gives one and has all else that it names."""
    if best is None or question.asked.answer_type not in _STRICT:
        return False
    only = len(best.profile.units) <= 1  # of several figures it may be the wrong one
    has_all = best.signals["coverage"] >= _HAS_ALL and best.signals["focus"] >= 0
    return only and has_all and best.signals["wanted_met"] >= 1


def lacks_count(question: Question, best: Candidate, lexicon: Lexicon) -> bool:
    """Whether it asks how many of something, and no number of the fact counts that."""
    words = question.words
    after = [word for how, word in pairwise(words) if how in _COUNTING]
    if question.asked.answer_type is not AnswerType.COUNT or question.focus is None or not after:
        return False
    asked, stems = question.concepts[question.focus], question.concepts[question.focus].stems
    counted = not asked.measure and any(lexicon.stems.stem(word, question.language) in stems for word in after)
    return counted and not counts(_quoted(best), stems, lexicon)


def lacks_person(question: Question, best: Candidate) -> bool:
    """Whether it asks what somebody thinks, and the fact has others' words."""
    alone = len(question.people) == 1 and not question.parties
    return alone and question.asked.opinion and best.signals["person"] < 0


def _quoted(best: Candidate) -> str:
    return " ".join(quote.display_text for quote in best.fact.quotes)


def lacks_holder(question: Question, best: Candidate) -> bool:
    """Whether somebody's view is asked for and the fact lets somebody else speak."""
    return bool(question.holder) and best.signals["holder"] < 0


def lacks_voice(question: Question, best: Candidate) -> bool:
    """Whether a party is asked about and the fact has other parties' words."""
    return best.signals["party"] <= -1.0


def lacks_rate(question: Question, best: Candidate) -> bool:
    """Whether a figure per year, month or head is asked for and the fact gives none."""
    if question.asked.answer_type not in _FIGURES or not has_rate(question.folded):
        return False
    return not any(has_rate(" ".join(t.word for t in tokenize(quote.display_text))) for quote in best.fact.quotes)


_RULES = (
    lacks_what_is_wanted, lacks_rate, lacks_holder, lacks_voice, lacks_person, lacks_name_of_person, lacks_who,
    lacks_reason, lacks_time, lacks_name, lacks_contact, lacks_errand, lacks_day,
)  # fmt: skip


def is_ruled_out(question: Question, best: Candidate | None, lexicon: Lexicon) -> bool:
    """Whether there is no candidate, or the best is no answer whatever speaks for it."""
    if best is None or lacks_meaning(question, best, lexicon) or lacks_count(question, best, lexicon):
        return True
    return any(rules_out(question, best) for rules_out in _RULES)
