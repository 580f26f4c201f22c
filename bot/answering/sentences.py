"""Whole sentences: a quote is shown with the sentence that it is a part of, so that it can be read by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Case, Fact, Goal, Knowledge, Quote

LONGEST = 300  # characters; a longer sentence is not shown where its curator chose a part


def with_whole_sentences(knowledge: Knowledge) -> Knowledge:
    """The knowledge with each quote widened to the sentences it stands in, unless they are long."""
    return replace(knowledge, cases={id_: _case(case) for id_, case in knowledge.cases.items()})


def _case(case: Case) -> Case:
    spans: dict[str, list[tuple[int, int]]] = {}
    for passage in case.passages:
        if len(passage.quotes) == 1:  # one that a page's head or foot cuts stays in parts
            quote = passage.quotes[0]
            spans.setdefault(quote.source, []).append((quote.start, quote.end))
    for found in spans.values():
        found.sort()
    return replace(case, facts=tuple(_fact(fact, case, spans) for fact in case.facts))


def _fact(fact: Fact, case: Case, spans: dict[str, list[tuple[int, int]]]) -> Fact:
    quotes = _widened(fact.quotes, case, spans)
    if isinstance(fact, Goal):
        assessments = tuple(replace(a, quotes=_widened(a.quotes, case, spans)) for a in fact.assessments)
        return replace(fact, quotes=quotes, assessments=assessments)
    return replace(fact, quotes=quotes)


def _widened(quotes: Sequence[Quote], case: Case, spans: dict[str, list[tuple[int, int]]]) -> tuple[Quote, ...]:
    """The quotes widened; those that become parts of another are left out."""
    wide = [_widen(quote, case, spans.get(quote.source, [])) for quote in quotes]
    return tuple(
        quote
        for number, quote in enumerate(wide)
        if not any(_inside(quote, other) and (quote != other or i < number) for i, other in enumerate(wide) if i != number)
    )


def _widen(quote: Quote, case: Case, spans: list[tuple[int, int]]) -> Quote:
    first = bisect_right(spans, quote.start, key=lambda span: span[0]) - 1
    if first < 0 or not spans[first][0] <= quote.start < spans[first][1]:
        return quote
    last = first
    while last + 1 < len(spans) and spans[last + 1][0] < quote.end:
        last += 1
    start, end = spans[first][0], max(quote.end, spans[last][1])
    if end - start > LONGEST or (start, end) == (quote.start, quote.end):
        return quote
    widened = case.sources[quote.source].quotes(start, end)
    return widened[0] if len(widened) == 1 else quote


def _inside(quote: Quote, other: Quote) -> bool:
    return quote.source == other.source and other.start <= quote.start and quote.end <= other.end
