"""Quotes are shown with the sentence that they are a part of, unless it is long."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.model import Goal, Knowledge
from bot.knowledge.sentences import LONGEST, with_whole_sentences


def quoted(knowledge: Knowledge, fact: str) -> list[str]:
    return [quote.text for quote in knowledge.by_id[f"gv-2023-0417/{fact}"].quotes]


@pytest.mark.parametrize(
    ("fact", "first"),
    [
        (
            "positions/c-mp-kostnaden",
            "Kostnaden har dessutom stigit med 31 procent sedan förstudien, utan att någon har",
        ),
        ("amounts/renovering", "Enligt tekniska nämnden skulle en renovering kosta 96 000 000 kronor"),
        ("details/oppnar", "Byggstarten är planerad till hösten 2024"),
    ],
)
def test_widened(invented: Answerer, fact: str, first: str) -> None:
    assert quoted(invented.knowledge, fact)[0].startswith(first)


def test_quotes_that_become_one_sentence_are_one(invented: Answerer) -> None:
    goal = invented.knowledge.by_id["gv-2023-0417/goals/alla-barn-simmar"]
    spans = [(quote.start, quote.end) for quote in goal.quotes]
    assert len(set(spans)) == len(spans)
    assert isinstance(goal, Goal)
    assert all(assessment.quotes for assessment in goal.assessments)


def test_no_quote_is_lost_or_shortened(knowledge: Knowledge) -> None:
    wide = with_whole_sentences(knowledge)
    for fact in knowledge.facts():
        shown = wide.by_id[fact.id].quotes
        for quote in fact.quotes:
            around = [q for q in shown if q.source == quote.source and q.start <= quote.start and quote.end <= q.end]
            assert around, fact.id
            assert min(q.end - q.start for q in around) <= max(LONGEST, quote.end - quote.start), fact.id


def test_the_quotes_are_verbatim(knowledge: Knowledge) -> None:
    wide = with_whole_sentences(knowledge)
    for fact in wide.facts():
        for quote in fact.quotes:
            text = wide.cases[fact.case].sources[quote.source].text
            assert " ".join(text[quote.start : quote.end].split()) == quote.text


def test_passages_stay_in_order(knowledge: Knowledge) -> None:
    for case in with_whole_sentences(knowledge).cases.values():
        spans = [(p.quotes[0].source, p.quotes[0].start, p.quotes[-1].end) for p in case.passages]
        assert spans == sorted(spans)
        for (source, _, end), (after, start, _) in pairwise(spans):
            assert source != after or end <= start
