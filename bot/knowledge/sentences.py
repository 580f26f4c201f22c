"""Whole sentences: a quote is shown with the sentence that it is a part of, so that it can be read by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.knowledge.lazy import LazyCases
from bot.knowledge.model import Case, Fact, Goal, Knowledge, Passage
from bot.knowledge.source import Quote
from bot.knowledge.spans import covered, curated_spans

LONGEST = 300  # characters; a longer sentence is not shown where its curator chose a part
JOINED = 400  # characters of sentences of a paragraph that are one passage: still few lines on a telephone


def with_whole_sentences(knowledge: Knowledge) -> Knowledge:
    """The knowledge with each quote widened to the sentences it stands in, unless they are long."""
    if isinstance(knowledge.cases, LazyCases):
        return replace(knowledge, cases=knowledge.cases.changed(case_with_whole_sentences))
    return replace(knowledge, cases={id_: case_with_whole_sentences(case) for id_, case in knowledge.cases.items()})


def case_with_whole_sentences(case: Case) -> Case:
    """As with_whole_sentences, one case."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for passage in case.passages:
        if len(passage.quotes) == 1:  # one that a page's head or foot cuts stays in parts
            quote = passage.quotes[0]
            spans.setdefault(quote.source, []).append((quote.start, quote.end))
    for found in spans.values():
        found.sort()
    facts = tuple(_fact(fact, case, spans) for fact in case.facts)
    return replace(case, facts=facts, passages=tuple(_joined(case)))


def _joined(case: Case) -> Iterator[Passage]:
    """The passages, those that follow each other in a paragraph as one while they are short: one sentence often
    needs the next. What a curated fact quotes stays by itself.
    """
    run: list[Passage] = []
    curated = curated_spans(case)
    for passage in case.passages:
        apart = run and bool(covered(run[-1].quotes[0], curated)) != bool(covered(passage.quotes[0], curated))
        if run and (apart or not _continues(run, passage, case)):
            yield _one(run, case)
            run = []
        run.append(passage)
    if run:
        yield _one(run, case)


def _continues(run: list[Passage], passage: Passage, case: Case) -> bool:
    first, last, new = run[0].quotes[0], run[-1].quotes[-1], passage.quotes[0]
    if new.source != last.source or any(len(p.quotes) > 1 for p in (*run, passage)):
        return False
    between = case.sources[new.source].text[last.end : new.start]
    return between.isspace() and between.count("\n") < 2 and new.end - first.start <= JOINED


def _one(run: list[Passage], case: Case) -> Passage:
    if len(run) == 1:
        return run[0]
    quote = case.sources[run[0].quotes[0].source].quote(run[0].quotes[0].start, run[-1].quotes[-1].end)
    return replace(run[0], summary=quote.text, quotes=(quote,))


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
        if not any(
            _inside(quote, other) and (quote != other or i < number) for i, other in enumerate(wide) if i != number
        )
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
