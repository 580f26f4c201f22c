"""Contacts: whom a person may turn to, as whoever runs the bot or wrote a case has put it."""

from __future__ import annotations

from functools import cached_property

from bot.answering.wording import say
from bot.knowledge.lazy import CaseCard, cards_of
from bot.knowledge.model import Case, Knowledge

_MOST = 4  # municipalities whose contacts are told of where none is in question


class Contacts:
    """The contacts of a knowledge: a case's own, or else its municipality's by another case, or else that `for_all`."""

    def __init__(self, knowledge: Knowledge, for_all: str | None = None) -> None:
        self._cards = tuple(cards_of(knowledge).values())
        self._for_all = for_all
        self._local: dict[str, str] = {}
        for card in self._cards:
            if card.contact and card.municipality:
                self._local.setdefault(card.municipality, card.contact)

    def of(self, case: Case | CaseCard) -> str | None:
        """The contact of a case, or None where nobody has given one."""
        return case.contact or self._local.get(case.municipality or "") or self._for_all

    @cached_property
    def _all(self) -> frozenset[tuple[str | None, str | None]]:
        """Each contact, and the municipality that it is of."""
        return frozenset((self.of(card), card.municipality) for card in self._cards)

    def told(self, case: Case | None, language: str) -> str:
        """A sentence that says whom to turn to about a case, or about all for None; or that this is not known."""
        if case is not None:
            return _told(self.of(case), language)
        different = {contact for contact, _ in self._all if contact}
        if len(different) == 1 and (None not in {contact for contact, _ in self._all}):
            return _told(different.pop(), language)
        by_place = sorted((place, contact) for contact, place in self._all if contact and place)
        if not by_place or len(by_place) > _MOST:
            return _told(self._for_all, language)
        each = "; ".join(f"{place}: {contact.rstrip('.')}" for place, contact in by_place)
        return _told(each, language)


def _told(contact: str | None, language: str) -> str:
    return say("contact.unknown", language) if contact is None else say("contact.known", language, contact=contact)
