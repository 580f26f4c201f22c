"""A knowledge with curated questions of the tests' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.model import Knowledge


def with_questions(
    knowledge: Knowledge, questions: Mapping[str, tuple[str, ...]], unanswered: tuple[str, ...]
) -> Knowledge:
    """The knowledge with questions for some facts, by the last part of their ids, and those no case answers."""
    cases = {
        id_: replace(
            case,
            unanswered=unanswered,
            facts=tuple(replace(f, questions=questions.get(f.id.rpartition("/")[2], f.questions)) for f in case.facts),
        )
        for id_, case in knowledge.cases.items()
    }
    return replace(knowledge, cases=cases)
