"""The catalogue: cases found by words, and narrowed by municipality, body, year and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.wording import say
from bot.knowledge.model import Case, Decision
from bot.language.stems import Stems
from bot.language.tokens import tokenize

FACETS = ("kommun", "organ", "ar", "status")
"""What cases are narrowed by, as addresses name it."""
_STEMS = Stems()


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: what it is called, how many cases have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet, by name, and its values."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The cases that are wanted, and what they can be narrowed by."""

    cases: tuple[Case, ...]
    facets: tuple[Facet, ...]


class Shelf:
    """All cases, in an order, with their words read once."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = tuple((case, _stems(_texts(case))) for case in cases)

    def find(self, words: str, chosen: Mapping[str, str], language: str) -> Catalogue:
        """The cases that have all the words, by stem, and all that is chosen by facet."""
        wanted = _stems([words])
        named = [case for case, stems in self._cases if wanted <= stems]
        narrowed = {name: value for name, value in chosen.items() if name in FACETS and value}
        found = tuple(case for case in named if all(value in values(case, name) for name, value in narrowed.items()))
        return Catalogue(found, tuple(_facet(name, named, narrowed, language) for name in FACETS))


def values(case: Case, facet: str) -> tuple[str, ...]:
    """The values that a case has of a facet."""
    match facet:
        case "kommun":
            found: Iterable[str | None] = (case.municipality,)
        case "organ":
            found = (case.body,)
        case "ar":
            found = (str(case.date.year) if case.date else None,)
        case _:
            found = (fact.status.value for fact in case.facts if isinstance(fact, Decision))
    return tuple(dict.fromkeys(value for value in found if value))


def _facet(name: str, cases: Sequence[Case], narrowed: Mapping[str, str], language: str) -> Facet:
    """A facet over the cases that all but itself leave."""
    others = {other: value for other, value in narrowed.items() if other != name}
    left = [case for case in cases if all(value in values(case, other) for other, value in others.items())]
    counts = Counter(value for case in left for value in values(case, name))
    if name in narrowed:
        counts.setdefault(narrowed[name], 0)
    ordered = sorted(counts, reverse=name == "ar")
    options = (Option(v, _label(name, v, language), counts[v], narrowed.get(name) == v) for v in ordered)
    return Facet(name, tuple(options))


def _label(facet: str, value: str, language: str) -> str:
    try:
        return say(f"web.status_{value}", language) if facet == "status" else value
    except KeyError:  # an address may name any status
        return value


def _texts(case: Case) -> Iterable[str]:
    yield from filter(None, (case.title, case.reference, case.body, case.municipality, case.document_type))
    yield from (source.title for source in case.sources.values())
    yield from (topic for fact in case.facts for topic in fact.about)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_STEMS.stem(token.word) for text in texts for token in tokenize(text))
