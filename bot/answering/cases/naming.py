"""Naming: where more than one case is known, an answer says which case it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.wording import enumerate_names, say
from bot.knowledge.lazy import CaseCard
from bot.language.names.places import bare_place
from bot.language.tokens import fold

_LONG = 90  # characters of a title from which a reference names a case as well


class Naming:
    """Names the cases of a knowledge, by their cards."""

    def __init__(self, cards: Mapping[str, CaseCard]) -> None:
        self._cards = cards

    def named(self, answer: Answer) -> Answer:
        """The answer with a line that names its cases, unless only one is known, or the places of the quotes say it.

        One that has its text already says it there.
        """
        if len(self._cards) < 2 or answer.text:
            return answer
        cases: dict[str, bool] = {}
        for fact in (answer.facts or answer.related)[: answer.shown]:
            if fact.case in self._cards:
                said = all(_says(quote.title, self._cards[fact.case]) for quote in fact.quotes)
                cases[fact.case] = cases.get(fact.case, True) and said
        names = [called(self._cards[case]) for case, said in cases.items() if not said]
        if not names:
            return answer
        key = "answer.case" if len(names) == 1 else "answer.cases"
        note = say(key, answer.language, names=enumerate_names(names, answer.language))
        return replace(answer, notes=(note, *answer.notes))


def called(card: CaseCard) -> str:
    """What a case is called: its title, or its reference where that is long, with its municipality."""
    name = card.reference if card.reference and len(card.title) > _LONG else card.title
    if card.municipality is None or bare_place(card.municipality) in fold(name):
        return name
    return f"{name}, {card.municipality}"


def told_apart(card: CaseCard, longest: int) -> str:
    """A case's title, shortened, with its municipality and day, by which cases of one title are told apart."""
    place = card.municipality if card.municipality and bare_place(card.municipality) not in fold(card.title) else None
    about = ", ".join(filter(None, (place, card.date.isoformat() if card.date else None)))
    return f"{shortened(card.title, longest - len(about) - 3)} ({about})" if about else shortened(card.title, longest)


def shortened(text: str, longest: int) -> str:
    """A text of so many characters at most."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _says(title: str, card: CaseCard) -> bool:
    """Whether a document's title names its case."""
    return card.title in title or (card.reference is not None and card.reference in title)
