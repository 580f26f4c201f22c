"""Which stretches of a case's sources its curated facts quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.model import Case
from bot.knowledge.source import Quote
from bot.knowledge.sources.pages import Span

Spans = Mapping[str, Sequence[Span]]
"""Stretches in order, by the id of their source; they may overlap."""


def curated_spans(case: Case) -> Spans:
    """What the facts quote that have questions of their own."""
    found: dict[str, list[Span]] = {}
    for fact in case.facts:
        for quote in fact.quotes if fact.questions else ():
            found.setdefault(quote.source, []).append((quote.start, quote.end))
    return {source: sorted(spans) for source, spans in found.items()}


def covered(quote: Quote, spans: Spans) -> int:
    """How many characters of a quote lie in some spans."""
    start, count = quote.start, 0
    for begin, stop in spans.get(quote.source, ()):
        if begin >= quote.end:
            break
        if stop > start:
            count += min(stop, quote.end) - max(begin, start)
            start = min(stop, quote.end)
    return count
