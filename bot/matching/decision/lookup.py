"""Look-ups: what a message names by its number or its figure alone - "sida 4", "mål 4", "9 procent"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.knowledge.model import Amount, Case, Decision, Detail, Fact, Goal
from bot.language.measures.figures import Figure, figures
from bot.language.tokens import fold
from bot.language.word_file import read_words
from bot.matching.query.asked import AnswerType
from bot.matching.query.question import Question

_FILE = Path(__file__).with_name("lookup.yaml")
_ATTACHMENTS = "bilag"
_OF_FIGURES = frozenset(
    {AnswerType.ANYTHING, AnswerType.PERCENT, AnswerType.MONEY, AnswerType.COUNT, AnswerType.QUANTITY}
)
_PAGE = 900  # characters of a page that are shown


class Numbered(StrEnum):
    """What has a number."""

    PAGE = "page"
    DECISION = "decision"
    GOAL = "goal"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Number:
    """A thing asked for by its number, from 1."""

    of: Numbered
    number: int


@dataclass(frozen=True)
class _Patterns:
    kinds: Mapping[Numbered, re.Pattern[str]]
    ordinals: Mapping[str, int]
    around: frozenset[str]


@cache
def _patterns() -> _Patterns:
    tree = read_words(_FILE)
    kinds = {Numbered(kind): re.compile(pattern) for kind, pattern in tree["kinds"].items()}
    return _Patterns(kinds, tree["ordinals"], frozenset(tree["around"].split()))


def read_number(question: Question) -> Number | None:
    """The thing that a question asks for by its number, and nothing else; None where it asks otherwise."""
    patterns = _patterns()
    number: int | None = None
    kind: Numbered | None = None
    for word in question.words:
        if word in patterns.ordinals and number is None:
            number = patterns.ordinals[word]
        elif word.isdecimal() and len(word) < 4 and number is None:
            number = int(word)
        elif kind is None and (named := _kind(word, patterns)) is not None:
            kind = named
        elif word not in patterns.around:
            return None
    if question.words[:1] == ("andra",) and not question.words[-1].endswith(("et", "en", "an")):
        return None  # "andra beslut" are others
    return Number(kind, number) if kind is not None and number else None


def _kind(word: str, patterns: _Patterns) -> Numbered | None:
    return next((kind for kind, pattern in patterns.kinds.items() if pattern.fullmatch(word)), None)


def numbered(number: Number, case: Case) -> tuple[Fact, ...]:
    """The facts of a case that have a number; of a page its first passages."""
    match number.of:
        case Numbered.PAGE:
            return _page(number.number, case)
        case Numbered.DECISION:
            found: Iterable[Fact] = (
                f for f in case.facts if isinstance(f, Decision) and f.number == str(number.number)
            )
        case Numbered.GOAL:
            found = (fact for fact in case.facts if isinstance(fact, Goal) and _in_list(fact, case) == number.number)
        case Numbered.ATTACHMENT:
            attached = (f for f in case.facts if isinstance(f, Detail) and fold(f.topic).startswith(_ATTACHMENTS))
            found = (f for f in attached if f.quotes[0].text.startswith(f"{number.number}."))
    return tuple(found)


def pages(case: Case) -> int:
    """How many pages the longest source of a case has."""
    return max((len(source.page_starts) for source in case.sources.values()), default=0)


def _page(number: int, case: Case) -> tuple[Fact, ...]:
    shown: list[Fact] = []
    room = _PAGE
    for passage in case.passages:
        if passage.quotes[0].page == number and room > 0:
            shown.append(passage)
            room -= len(passage.quotes[0].text)
    return tuple(shown)


def _in_list(goal: Goal, case: Case) -> int | None:
    """The number that stands before a goal in its source: "4. ”I Stockholm har äldre ..."."""
    quote = goal.quotes[0]
    line = case.sources[quote.source].text[max(0, quote.start - 6) : quote.end]
    found = re.search(r"(?:^|\n)\s*(\d{1,2})[.)]\s*[”\"“]?", line)
    return int(found[1]) if found else None


def is_bare_figure(question: Question) -> bool:
    """Whether a question is a figure with its unit, and hardly a word besides: "9 procent", "23 personer"."""
    if not question.figures or question.asked.several or question.asked.answer_type not in _OF_FIGURES:
        return False
    others = sum(not concept.measure for concept in question.concepts)
    has_unit = len(question.concepts) > len(question.figures) or "%" in question.text
    return has_unit and others <= 1 + len(question.figures)


def has_figure(fact: Fact, wanted: Iterable[Figure]) -> bool:
    """Whether a fact gives figures of the same values and units."""
    own = {(figure.value, figure.unit) for quote in fact.quotes for figure in figures(quote.display_text)}
    if isinstance(fact, Amount):
        own.update((fact.value, figure.unit) for figure in figures(f"1 {fact.unit}"))
    return all((figure.value, figure.unit) in own for figure in wanted)
