"""What stands before a fact in its source: the last fact that ends before it begins."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.model import Fact


def before(facts: Sequence[Fact]) -> list[int | None]:
    """The number of the fact before each of some facts, None for the first of a source."""
    found: list[int | None] = [None] * len(facts)
    sources: dict[tuple[str, str], list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.quotes:
            sources.setdefault((fact.case, fact.quotes[0].source), []).append(number)
    for numbers in sources.values():
        numbers.sort(key=lambda number: facts[number].quotes[0].start)
        for place, number in enumerate(numbers):
            begins = facts[number].quotes[0].start
            found[number] = next(
                (numbers[p] for p in range(place - 1, -1, -1) if facts[numbers[p]].quotes[-1].end <= begins), None
            )
    return found
