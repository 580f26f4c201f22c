"""Ids of drafted facts: from what a fact says, so that drafting again gives the same."""

from __future__ import annotations

import re

from bot.drafting.draft import slug
from bot.drafting.findings import Found, FoundAmount, FoundDecision, FoundDetail, FoundGoal, FoundPosition


def decision_id(fact: Found) -> str:
    assert isinstance(fact, FoundDecision)
    return f"beslut-{slug(fact.number) or 'x'}"


def amount_id(fact: Found) -> str:
    assert isinstance(fact, FoundAmount)
    value = slug(re.sub(r"[^\d,.]", "", fact.written)) or "0"
    sign = "minus-" if fact.value < 0 else ""
    return f"{slug(fact.what)[:32].strip('-') or 'belopp'}-{sign}{value[:20]}-{slug(fact.unit)[:16] or 'enhet'}"


def goal_id(fact: Found) -> str:
    assert isinstance(fact, FoundGoal)
    return f"mal-{slug(' '.join(fact.name.split()[:6]))}"


def position_id(fact: Found) -> str:
    assert isinstance(fact, FoundPosition)
    who = "-".join(slug(letter) for letter in fact.party) or "ledamot"
    form = slug(fact.form)
    return f"{who}-{form}-mal" if fact.part_of is not None else f"{who}-{form}"


def detail_id(fact: Found) -> str:
    assert isinstance(fact, FoundDetail)
    return slug(fact.key or fact.topic)[:50].strip("-")
