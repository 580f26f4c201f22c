"""What a question asks for: money, a share, a count, a date, a person, a reason, a list, a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.knowledge.model import Kind
from bot.language.word_file import read_words

_FILE = Path(__file__).with_name("asked.yaml")
_DEMANDS = Path(__file__).with_name("demands.yaml")


class AnswerType(StrEnum):
    """What kind of thing would be an answer."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    QUANTITY = "quantity"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    NAME = "name"
    REASON = "reason"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `kind` is the kind of fact it names ("vilka beslut", "bilagorna"), `several` whether it wants all of
    them, `compare` whether it sets two things against each other, `opinion` whether it asks what
    somebody thinks or says, `meaning` whether it asks what a word means or a thing is, `contact` how to get in touch,
    `errand` how to get something done oneself, and `outright` that it begins with what it wants ("när togs ...").
    """

    answer_type: AnswerType = AnswerType.ANYTHING
    kind: Kind | None = None
    topic: str | None = None
    several: bool = False
    compare: bool = False
    opinion: bool = False
    meaning: bool = False
    contact: bool = False
    errand: bool = False
    outright: bool = False


@dataclass(frozen=True)
class _Patterns:
    """The patterns of asked.yaml, over a question's folded words with a blank at both ends."""

    answer_types: tuple[tuple[AnswerType, re.Pattern[str]], ...]
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    compare: re.Pattern[str]
    several: re.Pattern[str]
    opinion: re.Pattern[str]
    measures: re.Pattern[str]
    comparing: tuple[str, ...]
    general: frozenset[str]


@cache
def _patterns() -> _Patterns:
    tree = read_words(_FILE)
    money = f"(?:{'|'.join(tree['money'])})"

    def pattern(lines: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(lines).replace("{money}", money))

    return _Patterns(
        answer_types=tuple((AnswerType(name), pattern(lines)) for name, lines in tree["answer_types"].items()),
        kinds=tuple((Kind(name), pattern(lines)) for name, lines in tree["kinds"].items()),
        topics=tuple((name, pattern(lines)) for name, lines in tree["topics"].items()),
        compare=pattern(tree["compare"]),
        several=pattern(tree["several"]),
        opinion=pattern(tree["opinion"]),
        measures=pattern(tree["measures"]),
        comparing=tuple(tree["comparing"].split()),
        general=frozenset(tree["general"].split()),
    )


@cache
def _demands() -> Mapping[str, re.Pattern[str]]:
    """The patterns of demands.yaml by name, each of its lines one way to put it."""
    tree = read_words(_DEMANDS)
    return {name: re.compile(" (?:" + "|".join(lines) + ") ") for name, lines in tree.items()}


def is_measure(word: str) -> bool:
    """Whether a folded word says no more than what kind of thing is asked for."""
    return _patterns().measures.fullmatch(word) is not None


def alike(one: AnswerType, other: AnswerType) -> bool:
    """Whether two questions ask for the same kind of thing; "hur mycket" may be money, a share or a count."""
    figures = {AnswerType.MONEY, AnswerType.PERCENT, AnswerType.COUNT, AnswerType.QUANTITY}
    return one is other or (AnswerType.QUANTITY in (one, other) and {one, other} <= figures)


def is_comparing(stems: Iterable[str]) -> bool:
    """Whether one of a concept's stems says no more than that things are compared."""
    return any(stem.startswith(_patterns().comparing) for stem in stems)


def narrows(word: str) -> bool:
    """Whether a folded word narrows down what a list is asked of; the name of the kind does not."""
    patterns, padded = _patterns(), f" {word} "
    named = (pattern for _, pattern in (*patterns.kinds, *patterns.topics))
    return word not in patterns.general and not any(pattern.fullmatch(padded) for pattern in named)


def read(words: str, written: str | None = None) -> Asked:
    """What is asked for, by the question's folded words joined with blanks; `written` are they before correction."""
    patterns, padded = _patterns(), f" {words} "
    kind = next((kind for kind, pattern in patterns.kinds if pattern.search(padded)), None)
    topic = next((topic for topic, pattern in patterns.topics if pattern.search(padded)), None)
    demands = _demands()
    return Asked(
        answer_type=read_answer_type(words),
        kind=kind,
        topic=topic,
        several=patterns.several.search(padded) is not None,
        compare=patterns.compare.search(padded) is not None,
        opinion=patterns.opinion.search(padded) is not None,
        meaning=demands["meaning"].fullmatch(f" {written or words} ") is not None
        and not demands["no_term"].search(padded),
        contact=demands["contact"].search(padded) is not None,
        errand=demands["errand"].search(padded) is not None,
        outright=demands["outright"].match(padded) is not None,
    )


def read_answer_type(words: str) -> AnswerType:
    """What kind of thing would be an answer, by the question's folded words joined with blanks."""
    padded = f" {words} "
    return next((wanted for wanted, pattern in _patterns().answer_types if pattern.search(padded)), AnswerType.ANYTHING)
