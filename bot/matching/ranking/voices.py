"""Voices: whose words a fact has, by the statement of the source that its passage lies in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.model import Case, Fact, Position
from bot.knowledge.source import Quote


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: letters of parties, and names; and the id of the statement it is said in."""

    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The span of a source in which a position and its points stand."""

    position: Position
    source: str
    start: int
    end: int


def statements(case: Case) -> tuple[Statement, ...]:
    """The statements of a case: from where a position is introduced to the end of its last point."""
    positions = [fact for fact in case.facts if isinstance(fact, Position)]
    points: dict[str, list[Quote]] = {}
    for position in positions:
        points.setdefault(position.part_of or position.id, []).extend(position.quotes)
    return tuple(
        Statement(position, source, min(q.start for q in spans), max(q.end for q in spans))
        for position in positions
        if position.part_of is None
        for source, spans in _by_source(points[position.id]).items()
    )


class Voices(Mapping[str, Voice]):
    """For each fact and passage id of a case whose words it has, found when it is asked for; an empty voice where they
    are nobody's.
    """

    def __init__(self, case: Case) -> None:
        self._facts = {fact.id: fact for fact in (*case.facts, *case.passages)}
        self._spans = statements(case)

    def __getitem__(self, id_: str) -> Voice:
        return _voice(self._facts[id_], self._spans)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _voice(fact: Fact, spans: Iterable[Statement]) -> Voice:
    around = _around(fact, spans)
    by = fact.by if isinstance(fact, Position) else ()
    if around is None:
        return Voice(fact.parties, by)
    return Voice(fact.parties or around.party, by or around.by, around.id)


def _around(fact: Fact, spans: Iterable[Statement]) -> Position | None:
    quote = fact.quotes[0]
    inside = [s for s in spans if s.source == quote.source and s.start <= quote.start < s.end]
    return min(inside, key=lambda s: s.end - s.start).position if inside else None


def _by_source(quotes: Iterable[Quote]) -> Mapping[str, list[Quote]]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.source, []).append(quote)
    return groups
