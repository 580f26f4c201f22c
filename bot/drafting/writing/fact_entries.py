"""The keys and values of a fact in case.yaml, but for its id, its quotes and its comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import singledispatch

from bot.drafting.findings import Found, FoundAmount, FoundDecision, FoundDetail, FoundGoal, FoundPosition
from bot.drafting.writing import wording
from bot.drafting.writing.quoting import Quoter
from bot.drafting.writing.yaml_text import Comment
from bot.knowledge.summary_check import Permitted, unsupported

Entry = tuple[str, object] | Comment
_NOTHING = Permitted(frozenset())


@dataclass(frozen=True)
class Surroundings:
    """What a fact's entries rest on besides the fact: quotes, the parties' names, and the ids given so far."""

    quoter: Quoter
    names: dict[str, str]
    goal_ids: dict[str, str] = field(default_factory=dict)
    position_ids: dict[int, str] = field(default_factory=dict)

    def note(self, fact: Found, id: str) -> None:
        """Note the id of a fact, for those after it that refer to it."""
        if isinstance(fact, FoundGoal):
            self.goal_ids[fact.name] = id
        elif isinstance(fact, FoundPosition):  # by identity: another may say the same
            self.position_ids[_key(fact)] = id


@singledispatch
def entries(fact: Found, around: Surroundings) -> list[Entry]:
    """The entries of a fact, in their order."""
    raise TypeError(f"no entries of a {type(fact).__name__}")


@entries.register
def _decision(fact: FoundDecision, around: Surroundings) -> list[Entry]:
    votes = fact.votes
    return [
        ("number", int(fact.number) if fact.number.isdigit() else fact.number),
        ("status", fact.status),
        ("by", fact.by),
        ("votes", None if votes is None else {"yes": votes.yes, "no": votes.no, "abstained": votes.abstained}),
        ("summary", wording.decision_summary(fact)),
    ]


@entries.register
def _amount(fact: FoundAmount, around: Surroundings) -> list[Entry]:
    summary = wording.amount_summary(fact)
    if fact.row is not None:  # figures beside each other in a row may read as one
        row = around.quoter.reading(fact.source, *fact.spans[0])
        summary = wording.shortened(row) if unsupported(summary, [row], _NOTHING) else summary
    return [
        ("value", fact.value),
        ("unit", fact.unit),
        ("what", fact.what or fact.unit),
        ("period", fact.period),
        ("summary", summary),
    ]


@entries.register
def _goal(fact: FoundGoal, around: Surroundings) -> list[Entry]:
    assessments = [
        {"by": made.by, "outcome": made.outcome, "quotes": around.quoter.quotes(fact.source, made.spans)}
        for made in fact.assessments
    ]
    return [
        ("name", fact.name),
        ("level", fact.level),
        ("summary", wording.goal_summary(fact)),
        ("assessments", [{k: v for k, v in made.items() if v} for made in assessments]),
    ]


@entries.register
def _position(fact: FoundPosition, around: Surroundings) -> list[Entry]:
    return [
        *_whose(fact, around),
        ("about", [around.goal_ids.get(name, name) for name in fact.about]),
        ("stance", fact.stance),
        ("summary", wording.position_summary(fact, _names(fact, around))),
    ]


def _whose(fact: FoundPosition, around: Surroundings) -> list[Entry]:
    """Who takes a position; a part of another has that one's party and form."""
    if fact.part_of is not None:
        return [("part_of", around.position_ids.get(_key(fact.part_of)))]
    party: object = fact.party[0] if len(fact.party) == 1 else list(fact.party)
    return [("party", party), ("form", fact.form), ("by", list(fact.by))]


@entries.register
def _detail(fact: FoundDetail, around: Surroundings) -> list[Entry]:
    if fact.summary:
        return [("topic", fact.topic), ("summary", fact.summary)]
    first = re.split(r"(?<=[.!?])\s(?=[A-ZÅÄÖ])", fact.text, maxsplit=1)[0]
    return [("topic", fact.topic), ("summary", wording.shortened(first))]


def _names(fact: FoundPosition, around: Surroundings) -> dict[str, str]:
    return {letter: around.names.get(letter, letter) for letter in fact.party}


def _key(fact: Found) -> int:
    return id(fact)
