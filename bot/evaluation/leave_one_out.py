"""Leave-one-out: each curated question asked while it is out of the index, to see whether its fact is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.matching.query.question import read_question
from bot.matching.ranking.candidates import overlap
from bot.matching.ranking.rank import Ranker
from bot.matching.retrieval.entries import Field


@dataclass(frozen=True, slots=True)
class Stray:
    """A curated question that does not lead to its fact, and where it leads instead."""

    fact: str
    question: str
    leads_to: str | None


def strays(ranker: Ranker, step: Callable[[], None] = lambda: None) -> Iterator[Stray]:
    """The questions that stray, fact by fact; `step` is called for each question asked."""
    for number, fact in enumerate(ranker.index.facts):
        for entry in _questions(ranker, number):
            home, leads_to = _ask(ranker, number, entry)
            step()
            if not home:
                yield Stray(fact.id, ranker.index.entries[entry].text, leads_to)


def lost(ranker: Ranker) -> Iterator[str]:
    """The ids of the facts that have questions, none of which leads to them."""
    for number, fact in enumerate(ranker.index.facts):
        questions = _questions(ranker, number)
        if questions and not any(_ask(ranker, number, entry)[0] for entry in questions):
            yield fact.id


def _questions(ranker: Ranker, number: int) -> list[int]:
    index = ranker.index
    return [entry for entry in index.entries_of[number] if index.entries[entry].field is Field.QUESTION]


def _ask(ranker: Ranker, number: int, entry: int) -> tuple[bool, str | None]:
    """Whether a question leads to its fact, or to one that quotes the same words; and the fact it leads to."""
    fact, text = ranker.index.facts[number], ranker.index.entries[entry].text
    question = read_question(text, ranker.lexicon)
    ranking = ranker.rank(question, case=fact.case, without=frozenset({entry})).candidates
    if not ranking:
        return False, None
    best = ranking[0]
    same = any(overlap(best, other) for other in ranking if other.fact.id == fact.id)
    return best.fact.id == fact.id or same, best.fact.id
