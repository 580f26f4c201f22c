"""Cases in a text: by reference number or id, by § of minutes, municipality, body, year or month."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from bot.language.measures.months import meant_months
from bot.language.names.bodies import beginnings, initials
from bot.language.names.places import KINDS, is_place
from bot.language.tokens import Token, tokenize

_REFERENCE, _MUNICIPALITY, _MARK, _BODY, _YEAR, _MONTH = 3.0, 1.0, 0.8, 0.6, 0.4, 0.3  # how surely each names a case
_ENDINGS = ("s", "n", "ns")
_PARAGRAPH = re.compile(r"(?:§+|\bparagraf(?:en)?)\s?(?P<number>\d{1,4})\b", re.IGNORECASE)
_SHORTEST = 3  # letters of a municipality's name


@dataclass(frozen=True, slots=True)
class CaseName:
    """What a case can be called by."""

    id: str
    references: tuple[str, ...]
    municipality: str | None
    body: str | None
    years: frozenset[int]
    month: int | None = None
    marks: frozenset[int] = frozenset()  # the numbers of the § of minutes that it is


@dataclass(frozen=True, slots=True)
class Addressed:
    """How surely each case is meant, from 0; those given by reference; and the tokens (by index) that say so."""

    cases: Mapping[str, float]
    by_reference: frozenset[str]
    tokens: frozenset[int]


class CaseNames:
    """Finds the cases that a text names. What all cases share names none of them."""

    def __init__(self, names: Iterable[CaseName]) -> None:
        self._names = tuple(names)
        self._meant = frozenset(name.id for name in self._names)
        self._references: dict[tuple[str, ...], str] = {}
        self._places: dict[str, set[str]] = {}
        self._bodies: dict[tuple[str, ...], set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        for name in self._names:
            for reference in (name.id, *name.references):
                self._references[tuple(token.word for token in tokenize(reference))] = name.id
            for form in _place_forms(name.municipality or ""):
                self._places.setdefault(form, set()).add(name.id)
            self._bodies.setdefault(beginnings(name.body or ""), set()).add(name.id)
            self._initials.setdefault(initials(name.body or ""), set()).add(name.id)
        self._references.pop((), None)
        self._bodies.pop((), None)
        self._initials.pop("", None)
        self._marks: dict[int, set[str]] = {}
        self._years: dict[int, set[str]] = {}
        self._months: dict[int, set[str]] = {}
        for name in self._names:
            for year in name.years:
                self._years.setdefault(year, set()).add(name.id)
            if name.month is not None:
                self._months.setdefault(name.month, set()).add(name.id)
            for mark in name.marks:
                self._marks.setdefault(mark, set()).add(name.id)
        self._lengths = sorted({len(reference) for reference in self._references})

    def among(self, meant: Collection[str]) -> CaseNames:
        """The same names, where only some of the cases can be meant: what these share names none of them."""
        some = copy(self)
        some._meant = frozenset(meant)
        return some

    def of_paragraph(self, text: str) -> tuple[frozenset[str], str]:
        """The cases that a text names by their § in minutes, and the text without that; none where there is no such.

        A text that says nothing else stays as it is.
        """
        for match in _PARAGRAPH.finditer(text):
            cases = self._meant & self._marks.get(int(match["number"]), set())
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            if cases and any(letter.isalpha() for letter in rest):
                return cases, rest
        return frozenset(), text

    def find(
        self, tokens: tuple[Token, ...], years: Iterable[int], of_paragraph: Collection[str] = frozenset()
    ) -> Addressed:
        """The cases that the tokens, and the years that they mean, name; `of_paragraph` are those named by their §."""
        scores: dict[str, float] = {}
        given: set[str] = set()
        used: set[int] = set()
        words = [token.word for token in tokens]
        for start in range(len(words)):
            for length in (length for length in self._lengths if start + length <= len(words)):
                if (case := self._references.get(tuple(words[start : start + length]))) in self._meant:
                    assert case is not None
                    given.add(case)
                    used.update(range(start, start + length))
                    scores[case] = scores.get(case, 0.0) + _REFERENCE
        self._add(scores, set().union(*(self._years.get(year, ()) for year in years)), _YEAR)
        self._add(scores, set().union(*(self._months.get(month, ()) for month in meant_months(words))), _MONTH)
        for stems, cases in self._bodies.items():
            if all(any(word.startswith(stem) for word in words) for stem in stems):
                self._add(scores, cases, _BODY)
        for i, word in enumerate(words):
            if (known_as := self._initials.get(word, set())) and self._add(scores, known_as, _BODY):
                used.add(i)
        places = self._places_in(tokens)
        used.update(places)
        self._add(scores, set().union(*places.values()), _MUNICIPALITY)
        self._add(scores, set(of_paragraph), _MARK)
        most = max(scores.values(), default=0.0)
        if len(of_paragraph) == 1 and all(scores.get(case, 0.0) == most for case in of_paragraph):
            given.update(of_paragraph)
        return Addressed(scores, frozenset(given), frozenset(used))

    def _places_in(self, tokens: Sequence[Token]) -> dict[int, set[str]]:
        """The tokens, by number, that name municipalities, each with its cases: side by side, those that both name."""
        named: dict[int, set[str]] = {}
        words = [token.word for token in tokens]
        for i, word in enumerate(words):
            if (found := self._of_place(word)) and (is_place(tokens, i) or self._stands_beside(words, i)):
                named[i] = found
                if both := found & named.get(i - 1, set()):
                    named[i - 1] = named[i] = both
        return named

    def _of_place(self, word: str) -> set[str]:
        """The cases whose municipality has a word in its name."""
        return self._places.get(word) or self._places.get(word.removesuffix("s")) or set()

    def _stands_beside(self, words: Sequence[str], number: int) -> bool:
        """Whether the word of that number stands beside another of the same municipality's name: "lilla edet"."""
        word, beside = words[number], (*words[max(number - 1, 0) : number], *words[number + 1 : number + 2])
        return any(each != word and self._of_place(each) & self._of_place(word) for each in beside)

    def _add(self, scores: dict[str, float], named: set[str], weight: float) -> bool:
        """Adds what is named to the scores; gives whether it tells some cases from others."""
        cases = self._meant & named
        if len(cases) == len(self._meant):
            return False
        for case in cases:
            scores[case] = scores.get(case, 0.0) + weight
        return bool(cases)


def _place_forms(municipality: str) -> frozenset[str]:
    """The folded forms that a municipality's name is written in: "granvik", "granviks" for Granviks kommun."""
    words = (token.word for token in tokenize(municipality) if len(token.word) >= _SHORTEST)
    return frozenset(
        form
        for word in words
        if word not in KINDS
        for form in (word, *(word.removesuffix(ending) for ending in _ENDINGS))
    )
