"""The catalogue: cases, and how they are narrowed by municipality, body, year and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.wording import say
from bot.knowledge.lazy import CaseCard

FACETS = ("kommun", "organ", "ar", "status")
"""What cases are narrowed by, as addresses name it."""


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

    cases: tuple[CaseCard, ...]
    facets: tuple[Facet, ...]


def catalogue(cases: Sequence[CaseCard], chosen: Mapping[str, str], language: str) -> Catalogue:
    """Those of some cases that have all that is chosen by facet."""
    narrowed = {name: value for name, value in chosen.items() if name in FACETS and value}
    found = tuple(case for case in cases if all(value in values(case, name) for name, value in narrowed.items()))
    return Catalogue(found, tuple(_facet(name, cases, narrowed, language) for name in FACETS))


def values(case: CaseCard, facet: str) -> tuple[str, ...]:
    """The values that a case has of a facet."""
    match facet:
        case "kommun":
            found: Iterable[str | None] = (case.municipality,)
        case "organ":
            found = (case.body,)
        case "ar":
            found = (str(case.date.year) if case.date else None,)
        case _:
            found = case.statuses
    return tuple(dict.fromkeys(value for value in found if value))


def _facet(name: str, cases: Sequence[CaseCard], narrowed: Mapping[str, str], language: str) -> Facet:
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
