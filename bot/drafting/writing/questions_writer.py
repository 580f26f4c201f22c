"""The questions.yaml of a case that is drafted anew: the questions that people gave its facts.

A fact that is drafted has none. Template questions did harm: they drew questions to them that other facts answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafting.writing.case_writer import KINDS, WrittenFact
from bot.drafting.writing.fact_entries import Entry
from bot.drafting.writing.yaml_text import Comment, mapping_lines
from bot.knowledge.files.questions_file import names

_LEAD = "Hur folk frågar efter uppgifterna i case.yaml, under uppgiftens id."


def questions_text(facts: Sequence[WrittenFact], unanswered: Sequence[str]) -> str:
    """The whole file, with the facts in the order of their kinds; empty when there is no question."""
    named = names(f"/{fact.name}" for fact in facts)
    ordered = [fact for kind in KINDS for fact in facts if fact.kind == kind and fact.questions]
    answered = {question for fact in ordered for question in fact.questions}
    entries: list[Entry] = [
        ("questions", {fact.id if len(named[fact.id]) == 1 else fact.name: fact.questions for fact in ordered}),
        ("unanswered", [question for question in unanswered if question not in answered]),
    ]
    lines = list(mapping_lines(entries))
    return "\n".join([*mapping_lines([Comment(_LEAD)]), *lines]) + "\n" if lines else ""
