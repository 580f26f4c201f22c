"""A case at a look: all that its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.answer import AnswerFact, answer_fact
from bot.answering.browse import Browser
from bot.answering.wording import say
from bot.channels.web.views.amounts import AmountRow, Order, amount_rows
from bot.channels.web.views.days import Day, days
from bot.channels.web.views.goals import GoalTable, goal_table
from bot.channels.web.views.reply import ORIGINAL, ShownQuote, shown_quote
from bot.channels.web.views.voices import Column, columns
from bot.knowledge.model import Amount, Case, Decision, Goal, Kind, Votes


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision: its number, how far it has come, who decides, the votes, and its passage."""

    number: str | None
    status: str
    by: str | None
    votes: str | None
    summary: str
    language: str
    quote: ShownQuote


@dataclass(frozen=True)
class Overview:
    """What a case holds, each kind in the document's order."""

    decisions: tuple[DecisionView, ...]
    amounts: tuple[AmountRow, ...]
    goals: GoalTable
    voices: tuple[Column, ...]
    details: tuple[tuple[str, str, ShownQuote], ...]
    days: tuple[Day, ...]


def overview(browser: Browser, case: Case, order: Order, language: str) -> Overview:
    """The overview of a case, its amounts in an order."""
    decisions = [fact for fact in case.facts if isinstance(fact, Decision)]
    amounts = [fact for fact in case.facts if isinstance(fact, Amount)]
    goals = [fact for fact in case.facts if isinstance(fact, Goal)]
    details = [answer_fact(fact, language, 1.0) for fact in case.of_kind(Kind.DETAIL)]
    return Overview(
        decisions=tuple(_decision(decision, language) for decision in decisions),
        amounts=amount_rows(amounts, order, language),
        goals=goal_table(goals),
        voices=columns(browser, case, language),
        details=tuple(
            (fact.summary, _language(fact, language), shown_quote(case.id, fact.quotes[0], language))
            for fact in details
        ),
        days=days(case, language),
    )


def votes_told(votes: Votes, language: str) -> str:
    """The count of a vote in words."""
    key = "web.votes_abstained" if votes.abstained else "web.votes"
    return say(key, language, yes=votes.yes, no=votes.no, abstained=votes.abstained)


def _decision(decision: Decision, language: str) -> DecisionView:
    shown = answer_fact(decision, language, 1.0)
    return DecisionView(
        decision.number,
        say(f"web.status_{decision.status.value}", language),
        decision.by,
        votes_told(decision.votes, language) if decision.votes else None,
        shown.summary,
        _language(shown, language),
        shown_quote(decision.case, decision.quotes[0], language),
    )


def _language(fact: AnswerFact, language: str) -> str:
    return language if fact.translated else ORIGINAL
