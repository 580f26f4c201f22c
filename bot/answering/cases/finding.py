"""Finding: the cases that have some words, in what their cards say or in their documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from bot.compiled.bundle import Bundle
from bot.knowledge.lazy import CaseCard
from bot.knowledge.model import Case, Knowledge
from bot.language.stems import Stems
from bot.language.tokens import fold, tokenize

_APART = re.compile(r"\W+")
_BY_WORDS = 200  # cases, at most, that only their documents' words find

Spoken = Sequence[tuple[str, str]]
"""The stems and the words that are looked for, all of them."""
Own = Callable[[Spoken], Iterable[str]]
"""Finds cases by what they say themselves; gives their ids, the nearest first."""


class Finder:
    """Finds cases. `cards` are those of all, in the order in which they are shown; `own` finds more of them."""

    def __init__(self, cards: Sequence[CaseCard], own: Own) -> None:
        self._cards = cards
        self._by_id = {card.id: card for card in cards}
        self._own = own
        self._stems = Stems()

    def find(self, words: str) -> tuple[CaseCard, ...]:
        """The cases that have all of some words: first, in order, those whose cards do, then those that say them."""
        spoken = [(self._stems.stem(token.word), token.word) for token in tokenize(words)]
        if not spoken:
            return ()
        begun = [f" {stem}" for stem, _ in spoken]
        named = [card for card, said in zip(self._cards, self._said, strict=True) if all(b in said for b in begun)]
        found = {card.id for card in named}
        return (*named, *(self._by_id[id_] for id_ in self._own(spoken) if id_ not in found))

    @cached_property
    def _said(self) -> tuple[str, ...]:
        """The folded words of each card, with a blank before each."""
        return tuple(_words(_text(card)) for card in self._cards)


def own_words(knowledge: Knowledge, bundle: Bundle | None) -> Own:
    """What finds cases by what they say: the catalogue of a bundle, or else the cases' words, read once."""
    if bundle is not None:
        return lambda spoken: bundle.catalogue.with_all(spoken, _BY_WORDS)
    return _Said(knowledge.cases).find


class _Said:
    """The words of cases in memory."""

    def __init__(self, cases: Mapping[str, Case]) -> None:
        self._cases = cases

    def find(self, spoken: Spoken) -> list[str]:
        """The ids of the cases that have words beginning with all the stems, in their order."""
        return [id_ for id_, said in self._said.items() if all(f" {stem}" in said for stem, _ in spoken)]

    @cached_property
    def _said(self) -> dict[str, str]:
        return {id_: _words(" ".join(_texts(case))) for id_, case in self._cases.items()}


def _words(text: str) -> str:
    """The folded words of a text, with a blank before each. Quicker than `tokenize`: many cases are read at once."""
    return _APART.sub(" ", f" {fold(text)}")


def _text(card: CaseCard) -> str:
    parts = (card.title, card.reference, card.municipality, card.body, card.document_type, card.meeting, *card.sources)
    return " ".join(filter(None, (*parts, card.date.isoformat() if card.date else None)))


def _texts(case: Case) -> Iterable[str]:
    yield from (source.text for source in case.sources.values())
    yield from (topic for fact in case.facts for topic in fact.about)
