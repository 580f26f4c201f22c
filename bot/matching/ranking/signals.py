"""Signals: how well a fact fits a question, each as one number of about -1 to 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy
from rapidfuzz import fuzz

from bot.knowledge.model import Fact, Kind, Position
from bot.language.measures.figures import Unit
from bot.language.names.parties import Side
from bot.language.tokens import fold
from bot.matching.query.asked import AnswerType
from bot.matching.query.question import Question
from bot.matching.ranking.profile import Profile
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.index import Hits, Index
from bot.matching.retrieval.rows import Vectors
from bot.matching.retrieval.surroundings import Surroundings, at

NAMES = (
    "question_stems", "question_grams", "summary_stems", "summary_grams", "source_stems", "source_grams",
    "paragraph_stems", "paragraph_grams", "paragraph_vector",
    "closeness", "coverage", "narrowed", "one_entry", "likeness", "question_vector", "summary_vector", "source_vector",
    "same_wanted", "asks_alike", "focus", "missing", "wanted_met", "party", "person", "holder", "kind", "figure",
    "year", "passage", "plain", "case", "length", "introduces",
    "heading", "reason_met", "time_met", "before_vector", "before_grams",
    "words", "words_met", "words_lacking", "words_together",
)  # fmt: skip
Signals = dict[str, float]
_PRESENTER = "foredragand"  # how the form of a presenter's statement begins, folded
_MOST = 1.5  # of a BM25 score
_LONG = 40  # words of a passage; more make it no longer
_LEXICAL = ("before_grams", *(f"{field.name.lower()}_{name}" for name in ("stems", "grams") for field in Field))
# Cosines of multilingual-e5 lie between about 0.75 (nothing in common) and 1; stretched to 0..1.
_COSINE_FLOOR, _COSINE_SPAN = 0.78, 0.2
Cosine = TypeVar("Cosine", float, "Vectors")


def stretch(cosine: Cosine) -> Cosine:
    """A cosine of the encoder, or many, on the scale of the other signals."""
    return (cosine - _COSINE_FLOOR) / _COSINE_SPAN


def cosine(stretched: float) -> float:
    """The cosine that a signal was made of."""
    return _COSINE_FLOOR + _COSINE_SPAN * stretched


def lexical(near: Surroundings, stems: Hits, grams: Hits) -> list[Signals]:
    """The BM25 scores of some facts, by field, on stems and on n-grams, and those of what stands around and before."""
    columns = [at(grams.scores[:, Field.SOURCE], near.before)]
    for hits in (stems, grams):
        columns += [*hits.scores[near.facts].T, at(hits.paragraphs, near.around)]
    rows = numpy.minimum(numpy.stack(columns, axis=1), _MOST)
    return [dict(zip(_LEXICAL, row, strict=True)) for row in rows.tolist()]


def closeness(index: Index, question: Question, entries: Iterable[int]) -> float:
    """How alike the question and the best of some curated questions are as strings, from 0 to 1."""
    asked = question.folded
    return max((fuzz.token_sort_ratio(asked, index.folded[entry]) for entry in entries), default=0.0) / 100


def likeness(index: Index, had: Vectors, entry: int) -> float:
    """How much of an entry's rarity the question has, which is `had` of each: with coverage this tells a paraphrase."""
    total = index.weight(entry)
    return float(had[entry]) / total if total else 0.0


def structural(question: Question, fact: Fact, profile: Profile) -> Signals:
    """What the question names and asks for, held against what the fact has."""
    return {
        "wanted_met": wanted_met(question.asked.answer_type, profile),
        "party": _party(question, fact, profile),
        "person": _person(question, profile),
        "holder": _holder(question, profile),
        "kind": float(question.asked.kind is fact.kind),
        "figure": _share(question.figures, profile.figures),
        "year": _share(question.years, profile.years),
        "passage": float(fact.kind is Kind.PASSAGE),
        "length": min(1.0, profile.length / _LONG),
        "introduces": float(profile.introduces),
        "heading": float(profile.heading),
        "reason_met": _met(question.asked.answer_type is AnswerType.REASON, profile.reason),
        "time_met": _met(question.asked.answer_type is AnswerType.TIME, profile.time),
    }


def wanted_met(wanted: AnswerType, profile: Profile) -> float:
    """1 where the fact gives what is asked for, -1 where it cannot, 0 where that cannot be told."""
    match wanted:
        case AnswerType.MONEY:
            return 1.0 if Unit.MONEY in profile.units else -1.0
        case AnswerType.PERCENT:
            return 1.0 if Unit.PERCENT in profile.units else -1.0
        case AnswerType.COUNT:
            if Unit.COUNT in profile.units:
                return 1.0
            if Unit.PERCENT in profile.units:
                return 0.0  # "9 procent av kvinnorna" says how many, in a way
            return 0.5 if profile.quantity and not profile.units else -1.0
        case AnswerType.QUANTITY:
            return 1.0 if profile.units else 0.5 if profile.quantity else -0.5
        case AnswerType.DATE:
            return 1.0 if profile.date else -1.0
        case AnswerType.YEAR:
            return 1.0 if profile.year else -1.0
        case AnswerType.TIME:
            return 1.0 if profile.date else 0.3 if profile.years else -0.5
        case AnswerType.NAME:
            return 0.5 if profile.name else -0.5
        case _:
            return 0.0


def _met(wanted: bool, given: bool) -> float:
    return (1.0 if given else -1.0) if wanted else 0.0


def _party(question: Question, fact: Fact, profile: Profile) -> float:
    if question.parties:
        wanted = set(question.parties)
        if profile.voice:
            return 1.0 if wanted & set(profile.voice) else -1.0
        return 0.5 if wanted & profile.mentions else -0.5
    if Side.MAJORITY in question.sides and question.asked.opinion:
        return 1.0 if is_presented(fact) else -1.0 if profile.voice else 0.0  # the presenter speaks for the majority
    if Side.OPPOSITION in question.sides:
        return 0.5 if profile.voice else -0.5
    return 0.0


def is_presented(fact: Fact) -> bool:
    """Whether a fact is what the presenter says, by the form of the statement."""
    return isinstance(fact, Position) and not fact.party and fold(fact.form).startswith(_PRESENTER)


def _person(question: Question, profile: Profile) -> float:
    if not question.people:
        return 0.0
    return 1.0 if profile.people & set(question.people) else -1.0


def _holder(question: Question, profile: Profile) -> float:
    if not question.holder:
        return 0.0
    return 1.0 if question.holder & profile.holders else -1.0


def _share(wanted: tuple[float, ...] | tuple[int, ...], have: frozenset[float] | frozenset[int]) -> float:
    if not wanted:
        return 0.0
    return 1.0 if any(value in have for value in wanted) else -1.0
