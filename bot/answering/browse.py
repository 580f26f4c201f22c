"""Browsing: what a case holds, what stands around a quote, who else speaks of a matter, what can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cachetools import LRUCache

from bot.answering.answer import Answer, AnswerFact, Status, answer_fact
from bot.answering.answerer import Answerer
from bot.answering.cases.finding import Finder, own_words
from bot.answering.examples import Example
from bot.knowledge.lazy import CaseCard
from bot.knowledge.model import Case, Fact, Goal, Kind, Position
from bot.knowledge.source import Quote

_REACH = 2  # passages shown on each side of a quote
_SIBLINGS = 8
_MOST_KEPT = 64  # cases whose topics are counted


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quote with the passages before and after it in its source."""

    before: tuple[Quote, ...]
    quote: Quote
    after: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is heard in a case: a party by its letter, or None for those who speak for none."""

    party: str | None
    name: str
    positions: tuple[Position, ...]


class Browser:
    """Shows what an answerer's knowledge holds. `public_url` is where it is read on pages from outside, if it is."""

    def __init__(self, answerer: Answerer, public_url: str | None = None) -> None:
        self.answerer, self.public_url = answerer, public_url
        self.knowledge = answerer.knowledge
        self._rarities: LRUCache[str, dict[str, float]] = LRUCache(_MOST_KEPT)

    @cached_property
    def cases(self) -> tuple[CaseCard, ...]:
        """The cards of the cases, the newest first."""
        dated = sorted(self.answerer.cards.values(), key=lambda card: card.date or date.min, reverse=True)
        return tuple(dated)

    def newest(self) -> Iterator[Case]:
        """The cases, the newest first, each read when it is taken."""
        found = (self.knowledge.cases.get(card.id) for card in self.cases)
        return (case for case in found if case is not None)

    def find(self, words: str) -> tuple[CaseCard, ...]:
        """The cards of the cases that have all of some words; all of them where there is no word."""
        return self._finder.find(words) if words.strip() else self.cases

    def case(self, id_: str | None) -> Case | None:
        """The case with that id or reference, whatever its letters' case, or None."""
        known = self._ids.get((id_ or "").strip().casefold())
        return None if known is None else self.knowledge.cases.get(known)

    def facts(self, case: Case, kind: Kind, language: str) -> tuple[AnswerFact, ...]:
        """The facts of one kind as answers show them; of positions only those that are no part of another."""
        found = (fact for fact in case.of_kind(kind) if not getattr(fact, "part_of", None))
        return tuple(answer_fact(fact, language, 1.0) for fact in found)

    def voices(self, case: Case, language: str) -> tuple[Voice, ...]:
        """Who is heard in a case, in the order they are heard."""
        heard: dict[str | None, list[Position]] = {}
        for fact in case.facts:
            if isinstance(fact, Position):
                for party in fact.party or (None,):
                    heard.setdefault(party, []).append(fact)
        return tuple(Voice(party, self.party(case, party, language), tuple(said)) for party, said in heard.items())

    def together(self, ids: Iterable[str], language: str, said: str, more: tuple[str, ...] = ()) -> Answer | None:
        """The answer that shows several facts under a sentence, or None where none is known (any more)."""
        known = [fact for id_ in ids if (fact := self.knowledge.by_id.get(id_)) is not None]
        facts = tuple(answer_fact(fact, language, 1.0) for fact in known)
        answer = Answer(Status.ANSWERED, language, "", said, facts=facts, more=more)
        return self.answerer.laid_out(answer) if facts else None

    def kinds(self, ids: Iterable[str]) -> tuple[Kind, ...]:
        """The kinds of facts, without those that are not known (any more)."""
        return tuple(fact.kind for id_ in ids if (fact := self.knowledge.by_id.get(id_)) is not None)

    def surroundings(self, id_: str) -> tuple[Surroundings, ...]:
        """Each quote of a fact with its neighbours in the source; empty for a fact that is not known."""
        fact = self.knowledge.by_id.get(id_)
        return () if fact is None else tuple(self._around(fact.case, quote) for quote in fact.quotes)

    def siblings(self, id_: str) -> tuple[str, ...]:
        """Positions of other parties on the same goal or topics, the closest first, by id."""
        fact = self.knowledge.by_id.get(id_)
        if not isinstance(fact, Position):
            return ()
        rarity = self._rarity(fact.case)
        mine = _topics(fact)
        near: list[tuple[float, str]] = []
        others = [other for other in self.knowledge.cases[fact.case].facts if isinstance(other, Position)]
        wholes = {other.part_of for other in others}
        for other in others:
            if other.id in wholes or set(other.party) & set(fact.party):
                continue
            if other.party == fact.party and set(other.by) & set(fact.by):
                continue
            if shared := mine & _topics(other):
                near.append((-sum(rarity[topic] for topic in shared), other.id))
        return tuple(other for _, other in sorted(near, key=lambda pair: pair[0])[:_SIBLINGS])

    def examples(
        self, language: str, count: int, near: Sequence[str] = (), case: str | None = None
    ) -> tuple[Example, ...]:
        """Questions that are answered, those of the facts in `near` (ids) first."""
        return self.answerer.examples.some(language, count, near, case)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.cases, own_words(self.knowledge, self.answerer.bundle))

    @cached_property
    def _ids(self) -> dict[str, str]:
        """The ids of the cases by their ids and references without capitals; of two alike it is the newest's."""
        ids: dict[str, str] = {}
        for card in self.cases:
            for name in (card.id, card.reference):
                if name and name.strip():
                    ids.setdefault(name.casefold(), card.id)
        return ids

    def _rarity(self, id_: str) -> dict[str, float]:
        """What sharing a topic says in a case: a goal much, a topic less the more positions have it."""
        if (kept := self._rarities.get(id_)) is None:
            facts = self.knowledge.cases[id_].facts
            counts = Counter(topic for fact in facts if isinstance(fact, Position) for topic in _topics(fact))
            goals = {fact.id.rpartition("/")[2].casefold() for fact in facts if isinstance(fact, Goal)}
            kept = {topic: (3.0 if topic in goals else 1.0) / n for topic, n in counts.items()}
            self._rarities[id_] = kept
        return kept

    def party(self, case: Case, letter: str | None, language: str) -> str:
        """The name of a party by its letter, as the case or all cases have it; the letter itself where none does."""
        for party in (*self.knowledge.parties, *case.parties):
            if party.letter == letter:
                return party.name_en if language == "en" and party.name_en else party.name
        return letter or ""

    def _around(self, case: str, quote: Quote) -> Surroundings:
        inside = [
            (passage.quotes[0].start, passage.quotes[-1].end, passage.quotes)
            for passage in self.knowledge.cases[case].passages
            if passage.quotes[0].source == quote.source
        ]
        before = [quotes for _, end, quotes in inside if end <= quote.start][-_REACH:]
        after = [quotes for start, _, quotes in inside if start >= quote.end][:_REACH]
        source = self.knowledge.cases[case].sources[quote.source]
        # What a passage has outside the quote, when the quote is but a part of it.
        cutting = [(start, end) for start, end, _ in inside if start < quote.end and end > quote.start]
        head = source.quotes(cutting[0][0], quote.start) if cutting and cutting[0][0] < quote.start else ()
        tail = source.quotes(quote.end, cutting[-1][1]) if cutting and cutting[-1][1] > quote.end else ()
        return Surroundings((*_flat(before), *head), quote, (*tail, *_flat(after)))


def _topics(fact: Fact) -> frozenset[str]:
    return frozenset(topic.casefold() for topic in fact.about)


def _flat(passages: Iterable[tuple[Quote, ...]]) -> Iterator[Quote]:
    for quotes in passages:
        yield from quotes
