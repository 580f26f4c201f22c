"""Goals as a table: a row for each goal, a column for each who assesses, and in each cell how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.web.views.reply import ORIGINAL, Linked, fact_path
from bot.knowledge.links import passage_path
from bot.knowledge.model import Assessment, Goal


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal, and the assessments of it in each column: none, one or several."""

    name: str
    level: str | None
    href: str
    cells: tuple[tuple[Linked, ...], ...]


@dataclass(frozen=True, slots=True)
class GoalTable:
    """Who assesses, in the order that the document has them first, and the goals in its order."""

    assessors: tuple[str, ...]
    rows: tuple[GoalRow, ...]


def goal_table(goals: Sequence[Goal]) -> GoalTable:
    """The table of goals."""
    named: dict[str, str] = {}
    for goal in goals:
        for assessment in goal.assessments:
            named.setdefault(assessment.by.casefold(), assessment.by[:1].upper() + assessment.by[1:])
    rows = tuple(
        GoalRow(goal.name, goal.level, fact_path(goal.id), tuple(_cell(goal, who) for who in named)) for goal in goals
    )
    return GoalTable(tuple(named.values()), rows)


def _cell(goal: Goal, who: str) -> tuple[Linked, ...]:
    return tuple(_linked(goal, assessment) for assessment in goal.assessments if assessment.by.casefold() == who)


def _linked(goal: Goal, assessment: Assessment) -> Linked:
    quote = (*assessment.quotes, *goal.quotes)[0]
    return Linked(assessment.outcome, passage_path(goal.case, quote), ORIGINAL)
