"""Cases in a text: by reference number or id, by municipality, body or year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.tokens import Token, tokenize

_REFERENCE, _MUNICIPALITY, _BODY, _YEAR = 3.0, 1.0, 0.6, 0.4  # how surely each names a case
_NO_NAME = frozenset("stad stads kommun kommuns kommunen region regionen landsting myndigheten".split())
_ENDINGS = ("s", "n", "ns")


@dataclass(frozen=True, slots=True)
class CaseName:
    """What a case can be called by."""

    id: str
    references: tuple[str, ...]
    municipality: str | None
    body: str | None
    years: frozenset[int]


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
        self._references = {
            tuple(token.word for token in tokenize(reference)): name.id
            for name in self._names
            for reference in (name.id, *name.references)
        }
        self._references.pop((), None)

    def find(self, tokens: tuple[Token, ...], years: Iterable[int]) -> Addressed:
        """The cases that the tokens, and the years among them, name."""
        scores: dict[str, float] = {}
        given: set[str] = set()
        used: set[int] = set()
        words = [token.word for token in tokens]
        for reference, case in self._references.items():
            for start in range(len(words) - len(reference) + 1):
                if tuple(words[start : start + len(reference)]) == reference:
                    given.add(case)
                    used.update(range(start, start + len(reference)))
                    scores[case] = scores.get(case, 0.0) + _REFERENCE
        named = set(years)
        self._add(scores, [n.id for n in self._names if named & n.years], _YEAR)
        bodies = {n.id for n in self._names if n.body and _has_all(words, n.body)}
        self._add(scores, bodies, _BODY)
        for name in self._names:
            for i, word in enumerate(words):
                if name.municipality and _is_place(word, name.municipality):
                    used.add(i)
        places = {n.id for n in self._names if n.municipality and any(_is_place(w, n.municipality) for w in words)}
        self._add(scores, places, _MUNICIPALITY)
        return Addressed(scores, frozenset(given), frozenset(used) if len(self._names) > 1 else frozenset())

    def _add(self, scores: dict[str, float], cases: Iterable[str], weight: float) -> None:
        cases = list(cases)
        if len(cases) < len(self._names):
            for case in cases:
                scores[case] = scores.get(case, 0.0) + weight


def _is_place(word: str, municipality: str) -> bool:
    """Whether a folded word is the municipality's name: "granvik" for Granviks kommun."""
    for token in tokenize(municipality):
        if token.word in _NO_NAME or len(token.word) < 3:
            continue
        forms = {token.word, *(token.word.removesuffix(ending) for ending in _ENDINGS)}
        if word in forms or word.removesuffix("s") in forms:
            return True
    return False


def _has_all(words: list[str], body: str) -> bool:
    stems = [token.word.removesuffix("s")[:-1] for token in tokenize(body)]
    return bool(stems) and all(any(word.startswith(stem) for word in words) for stem in stems)
