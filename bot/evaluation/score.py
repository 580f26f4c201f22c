"""The score: each question asked, and its answer held against what was expected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.evaluation.questions import Expected
from bot.knowledge.source import Quote
from bot.matching.context import Conversations

Progress = Callable[[], None]
TOTAL = "TOTAL"
PREMISE = "premise"  # questions built on what the source contradicts: shown, and not counted in the totals


@dataclass(frozen=True)
class Outcome:
    """One question asked: its answer, whether the first fact was right, whether any was, and milliseconds taken."""

    expected: Expected
    answer: Answer
    right_at_1: bool
    right: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: counts over the questions of one expectation and style.

    `sure` are those whose answer was stated and not only offered, `sure_right` those of them that were right.
    """

    expect: str
    style: str
    questions: int
    right_at_1: int
    right: int
    sure: int
    sure_right: int
    asked_back: int
    declined: int


def evaluate(bot: Answerer, questions: Iterable[Expected], step: Progress | None = None) -> tuple[Outcome, ...]:
    """Asks the questions in order, the turns of a dialogue as one conversation."""
    conversations = Conversations(time.monotonic)
    outcomes = []
    for expected in questions:
        started = time.perf_counter()
        answer = _ask(bot, expected, conversations)
        took = 1000 * (time.perf_counter() - started)
        outcomes.append(Outcome(expected, answer, *judge(expected, answer), took))
        if step is not None:
            step()
    return tuple(outcomes)


def judge(expected: Expected, answer: Answer) -> tuple[bool, bool]:
    """Whether the answer's first fact is right, and whether any fact of it is."""
    if expected.declines:
        declined = answer.status is Status.DECLINED
        return declined, declined
    if answer.status not in (Status.ANSWERED, Status.LIKELY) or not answer.facts:
        return False, False
    whole = quoted(quote for fact in answer.facts for quote in fact.quotes)
    if expected.all_of:
        complete = all(any(_folded(snippet) in whole for snippet in group) for group in expected.all_of)
        return complete, complete
    first = quoted(answer.facts[0].quotes)
    snippets = [_folded(snippet) for snippet in expected.any_of]
    return any(s in first for s in snippets), any(s in whole for s in snippets)


def table(outcomes: Iterable[Outcome]) -> tuple[Row, ...]:
    """The rows by expectation and style, then the totals without the premise questions."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    totals: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        expect = "decline" if outcome.expected.declines else "answer"
        groups.setdefault((expect, outcome.expected.style), []).append(outcome)
        if outcome.expected.style != PREMISE:
            totals.setdefault((expect, TOTAL), []).append(outcome)
    ordered = [*sorted(groups.items()), *sorted(totals.items())]
    return tuple(_row(expect, style, group) for (expect, style), group in ordered)


def _row(expect: str, style: str, group: Sequence[Outcome]) -> Row:
    statuses = [outcome.answer.status for outcome in group]
    stated = [outcome for outcome in group if outcome.answer.status is Status.ANSWERED]
    return Row(
        expect,
        style,
        len(group),
        sum(outcome.right_at_1 for outcome in group),
        sum(outcome.right for outcome in group),
        len(stated),
        sum(outcome.right_at_1 for outcome in stated),
        statuses.count(Status.CHOICES),
        statuses.count(Status.DECLINED),
    )


def _ask(bot: Answerer, expected: Expected, conversations: Conversations) -> Answer:
    if expected.dialogue is None:
        return bot.ask(expected.question, case=expected.case).answer
    reply = bot.ask(expected.question, conversations.of(expected.dialogue), case=expected.case)
    conversations.keep(expected.dialogue, reply.context)
    return reply.answer


def quoted(quotes: Iterable[Quote]) -> str:
    """All that is quoted, verbatim and as it is shown (a word that a line's end has cut is whole), folded."""
    return _folded(" ⁋ ".join(text for quote in quotes for text in dict.fromkeys((quote.text, quote.display_text))))


def _folded(text: str) -> str:
    return " ".join(text.split())
