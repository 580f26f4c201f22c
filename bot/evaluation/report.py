"""The report of an evaluation: the table, the misses, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.answering.answerer import Answerer
from bot.evaluation.questions import read_questions
from bot.evaluation.score import TOTAL, Outcome, evaluate, table


def run(make: Callable[[], Answerer], files: Sequence[Path], *, misses: bool, as_json: bool) -> int:
    """Evaluates the questions of the files and prints the result; gives the exit code."""
    questions = [question for file in files for question in read_questions(file)]
    bot = make()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("asking", total=len(questions))
        outcomes = evaluate(bot, questions, lambda: progress.advance(task))
    if as_json:
        print(json.dumps(_as_json(outcomes), ensure_ascii=False, indent=2))
        return 0
    console = Console(highlight=False)
    if misses:
        _print_misses(console, outcomes)
    _print_table(console, outcomes)
    return 0


def _print_table(console: Console, outcomes: Sequence[Outcome]) -> None:
    shown = Table(box=None, pad_edge=False)
    shown.add_column("expect")
    shown.add_column("style")
    for column in ("n", "right@1", "right", "sure", "asked", "declined"):
        shown.add_column(column, justify="right")
    for row in table(outcomes):
        shares = (f"{count / row.questions:.1%}" for count in (row.right_at_1, row.right))
        counts = (str(count) for count in (row.sure, row.asked_back, row.declined))
        shown.add_row(row.expect, row.style, str(row.questions), *shares, *counts)
    console.print(shown)
    stated, right = _stated(outcomes)
    if stated:
        console.print(f"precision of what is stated: {right} of {stated}, {right / stated:.1%}")
    if outcomes:
        console.print(f"{median(outcome.milliseconds for outcome in outcomes):.1f} ms a question at the median")


def _stated(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """How many answers were stated, and how many of them were right."""
    totals = [row for row in table(outcomes) if row.style == TOTAL]
    return sum(row.sure for row in totals), sum(row.sure_right for row in totals)


def _print_misses(console: Console, outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.right_at_1:
            continue
        answer = outcome.answer
        got = [fact.id for fact in (answer.facts or answer.related)[:3]]
        console.print(
            f"{outcome.expected.id} [{outcome.expected.style}] {outcome.expected.question!r} -> "
            f"{answer.status.value} {answer.reason or ''} {', '.join(got)}",
            markup=False,
            soft_wrap=True,
        )


def _as_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {
        "rows": [
            {
                "expect": row.expect,
                "style": row.style,
                "n": row.questions,
                "right_at_1": row.right_at_1,
                "right": row.right,
                "sure": row.sure,
                "sure_right": row.sure_right,
                "asked": row.asked_back,
                "declined": row.declined,
            }
            for row in table(outcomes)
        ],
        "median_ms": round(median(outcome.milliseconds for outcome in outcomes), 2) if outcomes else None,
    }
