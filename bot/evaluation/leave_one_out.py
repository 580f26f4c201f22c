"""Leave-one-out: each curated question asked while it is out of the index, to see whether its fact is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.matching.decide import overlap
from bot.matching.entries import Channel
from bot.matching.question import read_question
from bot.matching.rank import Ranker


@dataclass(frozen=True, slots=True)
class Stray:
    """A curated question that does not lead to its fact: where it leads instead, and whether the fact's others do no
    better.
    """

    fact: str
    question: str
    leads_to: str | None
    all_of_them: bool


def strays(ranker: Ranker, step: Callable[[], None] = lambda: None) -> Iterator[Stray]:
    """The questions that stray, fact by fact; `step` is called for each question asked."""
    index = ranker.index
    for number, fact in enumerate(index.facts):
        astray: list[tuple[str, str | None]] = []
        asked = 0
        for entry in index.entries_of[number]:
            if index.entries[entry].channel is not Channel.QUESTION:
                continue
            asked += 1
            text = index.entries[entry].text
            ranking = ranker.rank(
                read_question(text, ranker.lexicon), case=fact.case, without=frozenset({entry})
            ).candidates
            step()
            own = [
                c
                for c in ranking[:1]
                if c.fact.id == fact.id or any(overlap(c, o) for o in ranking if o.fact.id == fact.id)
            ]
            if not own:
                astray.append((text, ranking[0].fact.id if ranking else None))
        for text, leads_to in astray:
            yield Stray(fact.id, text, leads_to, len(astray) == asked)
