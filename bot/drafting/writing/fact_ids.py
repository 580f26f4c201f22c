"""Ids of drafted facts: from what a fact says, so that drafting again gives the same."""

from __future__ import annotations

import re
from functools import singledispatch

from bot.drafting.draft import slug
from bot.drafting.findings import Found, FoundAmount, FoundDecision, FoundDetail, FoundGoal, FoundPosition


@singledispatch
def fact_id(fact: Found) -> str:
    """The id that a fact asks for; several may ask for the same."""
    raise TypeError(f"no id of a {type(fact).__name__}")


@fact_id.register
def _decision(fact: FoundDecision) -> str:
    return f"beslut-{slug(fact.number) or 'x'}"


@fact_id.register
def _amount(fact: FoundAmount) -> str:
    value = slug(re.sub(r"[^\d,.]", "", fact.written)) or "0"
    sign = "minus-" if fact.value < 0 else ""
    return f"{slug(fact.what)[:32].strip('-') or 'belopp'}-{sign}{value[:20]}-{slug(fact.unit)[:16] or 'enhet'}"


@fact_id.register
def _goal(fact: FoundGoal) -> str:
    return f"mal-{slug(' '.join(fact.name.split()[:6]))}"


@fact_id.register
def _position(fact: FoundPosition) -> str:
    who = "-".join(slug(letter) for letter in fact.party) or "ledamot"
    form = slug(fact.form)
    return f"{who}-{form}-mal" if fact.part_of is not None else f"{who}-{form}"


@fact_id.register
def _detail(fact: FoundDetail) -> str:
    return slug(fact.key or fact.topic)[:50].strip("-")
