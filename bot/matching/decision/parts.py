"""Questions of two parts: "målen för skolan och för äldreomsorgen", "vem beslutar och när?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.coverage import cover
from bot.matching.retrieval.index import Index

_WORDS = words_of(__file__)
_JOINING = _WORDS.each("joining")
_ASKING = _WORDS.each("asking")
_MOST = 3  # joining words that are tried
_SHORT = 3  # words; what names but another thing is no longer
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_HAS = 0.5  # of what a part asks for itself: from here on a fact has it


def parts(text: str, lexicon: Lexicon, language: str) -> Iterator[tuple[Question, Question]]:
    """The pairs of questions that the last sentence of a text may be made of, one for each word that may join them.

    A part that only names another thing has the rest of the question in common with the first, but for its last word.
    """
    text = _SENTENCE.split(text.strip())[-1]
    tokens = tokenize(text)
    joining = [i for i in range(1, len(tokens) - 1) if tokens[i].word in _JOINING]
    for i in joining[:_MOST]:
        asks_anew = tokens[i + 1].word in _ASKING
        if not asks_anew and len(tokens) - i - 1 > _SHORT:
            continue
        common = "" if asks_anew else text[: tokens[i - 1].start]
        first = read_question(text[: tokens[i].start], lexicon, language)
        second = read_question(common + text[tokens[i].end :], lexicon, language)
        if first.concepts and _further(second, first).concepts:
            yield first, second


def lacks(index: Index, fact: int, part: Question, other: Question) -> bool:
    """Whether a fact has little of what a part asks for and the other part does not."""
    further = _further(part, other)
    return cover(further, index, frozenset()).of_fact[fact] < _HAS


def _further(part: Question, other: Question) -> Question:
    """The part with only the concepts that the other does not have."""
    known = set(other.terms)
    return replace(part, concepts=tuple(concept for concept in part.concepts if known.isdisjoint(concept.stems)))
