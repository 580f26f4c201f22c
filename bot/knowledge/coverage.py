"""How much of a case's sources its facts quote, and what none of them quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.model import Case, Passage
from bot.knowledge.sources.pages import Span

_QUOTED = 0.5  # a passage counts as quoted when at least this share of it is


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one source: the characters of its running text (its passages), those of them that some fact
    quotes, and the passages that are not quoted or for less than half."""

    source: str
    title: str
    characters: int
    quoted: int
    unquoted: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; a source without running text is wholly quoted."""
        return self.quoted / self.characters if self.characters else 1.0


def coverage(case: Case) -> tuple[Coverage, ...]:
    """The coverage of each source of a case, in order."""
    return tuple(_of_source(case, id) for id in case.sources)


def _of_source(case: Case, source: str) -> Coverage:
    quotes = (quote for fact in case.facts for quote in fact.quotes if quote.source == source)
    spans = list(_union(sorted((quote.start, quote.end) for quote in quotes)))
    characters = quoted = 0
    unquoted = []
    for passage in case.passages:
        if passage.quotes[0].source != source:
            continue
        length = sum(quote.end - quote.start for quote in passage.quotes)
        inside = sum(_inside(spans, quote.start, quote.end) for quote in passage.quotes)
        characters, quoted = characters + length, quoted + inside
        if inside < length * _QUOTED:
            unquoted.append(passage)
    return Coverage(source, case.sources[source].title, characters, quoted, tuple(unquoted))


def _union(spans: Sequence[Span]) -> Iterator[Span]:
    """Sorted spans with those that overlap as one."""
    begin = end = 0
    for start, stop in spans:
        if start > end:
            if end > begin:
                yield begin, end
            begin = start
        end = max(end, stop)
    if end > begin:
        yield begin, end


def _inside(spans: Sequence[Span], begin: int, end: int) -> int:
    """How many characters from `begin` to `end` lie in one of the disjoint, sorted spans."""
    index = bisect_right(spans, begin, key=lambda span: span[1])
    total = 0
    while index < len(spans) and spans[index][0] < end:
        total += min(end, spans[index][1]) - max(begin, spans[index][0])
        index += 1
    return total
