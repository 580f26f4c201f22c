"""Knowledge whose cases are read when they are asked for, and of which a card tells what is known without reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from bot.knowledge.model import Case, Decision, Fact, Knowledge, Party

MOST_KEPT = 64  # cases in memory, each some hundred kilobytes


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What is known of a case without reading it: its header, and what it holds.

    `sources` are the titles of its documents, `parties` the letters of those whose words it has, `facts` and `passages`
    how many there are; `pages` are those of its longest document, `statuses` how far its decisions have come, and
    `own_parties` the parties that the case tells of itself.
    """

    id: str
    title: str
    sources: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    facts: int = 0
    passages: int = 0
    reference: str | None = None
    municipality: str | None = None
    body: str | None = None
    document_type: str | None = None
    date: date | None = None
    meeting: str | None = None
    contact: str | None = None
    pages: int = 0
    statuses: tuple[str, ...] = ()
    own_parties: tuple[Party, ...] = ()


def card_of(case: Case) -> CaseCard:
    """The card of a case."""
    return CaseCard(
        id=case.id,
        title=case.title,
        sources=tuple(source.title for source in case.sources.values()),
        parties=tuple(dict.fromkeys(letter for fact in case.facts for letter in fact.parties)),
        facts=len(case.facts),
        passages=len(case.passages),
        reference=case.reference,
        municipality=case.municipality,
        body=case.body,
        document_type=case.document_type,
        date=case.date,
        meeting=case.meeting,
        contact=case.contact,
        pages=max((len(source.page_starts) for source in case.sources.values()), default=0),
        statuses=tuple(dict.fromkeys(fact.status.value for fact in case.facts if isinstance(fact, Decision))),
        own_parties=case.parties,
    )


class LazyCases(Mapping[str, Case]):
    """Cases by id, each read when it is asked for; the latest stay in memory. Threads may share it.

    `read` gives the case of one of the `ids`, or None where it is gone.
    """

    def __init__(self, ids: Collection[str], read: Callable[[str], Case | None], most: int = MOST_KEPT) -> None:
        self._ids = ids
        self._read = read
        self._most = most
        self._kept: LRUCache[str, Case] = LRUCache(most)
        self._lock = Lock()

    def __getitem__(self, id_: str) -> Case:
        with self._lock:
            if (kept := self._kept.get(id_)) is not None:
                return kept
        case = self._read(id_) if id_ in self._ids else None
        if case is None:
            raise KeyError(id_)
        with self._lock:
            return self._kept.setdefault(id_, case)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def changed(self, change: Callable[[Case], Case]) -> LazyCases:
        """The same cases, each as `change` makes it when it is read."""
        return LazyCases(self._ids, lambda id_: change(self[id_]), self._most)


class FactsById(Mapping[str, Fact]):
    """Facts and passages by id, found in their case. `cards` are those of the cases."""

    def __init__(self, cases: Mapping[str, Case], cards: Mapping[str, CaseCard]) -> None:
        self._cases = cases
        self._cards = cards

    def __getitem__(self, id_: str) -> Fact:
        case = self._cases[id_.partition("/")[0]]
        for fact in (*case.facts, *case.passages):
            if fact.id == id_:
                return fact
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        """Every id: each case is read."""
        return (fact.id for case in self._cases.values() for fact in (*case.facts, *case.passages))

    def __len__(self) -> int:
        """How many facts and passages the cases have as they were written."""
        return sum(card.facts + card.passages for card in self._cards.values())


@dataclass(frozen=True)
class LazyKnowledge(Knowledge):
    """Knowledge with `cases` that are read when they are asked for, and a card of each, in the same order."""

    cards: Mapping[str, CaseCard] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        return FactsById(self.cases, self.cards)


def cards_of(knowledge: Knowledge) -> Mapping[str, CaseCard]:
    """The card of each case, in their order: a lazy knowledge's own, or else made of the cases."""
    if isinstance(knowledge, LazyKnowledge):
        return knowledge.cards
    return {id_: card_of(case) for id_, case in knowledge.cases.items()}
