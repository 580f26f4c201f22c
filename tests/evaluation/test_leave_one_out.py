"""Curated questions that do not lead to their fact are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.evaluation.leave_one_out import Stray, lost, strays
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.ranking.rank import Ranker

LEKPLATS = "gv-2023-0417/decisions/lekplats"


def with_questions(knowledge: Knowledge, id_: str, *questions: str) -> Knowledge:
    """The knowledge with no questions but those, of one fact."""
    cases = {}
    for case in knowledge.cases.values():
        facts = (replace(fact, questions=questions if fact.id == id_ else ()) for fact in case.facts)
        cases[case.id] = replace(case, facts=tuple(facts))
    return replace(knowledge, cases=cases)


def found(granvik: Path, *questions: str) -> list[Stray]:
    return list(strays(Ranker(with_questions(load_knowledge(granvik), LEKPLATS, *questions))))


def lost_with(granvik: Path, *questions: str) -> list[str]:
    return list(lost(Ranker(with_questions(load_knowledge(granvik), LEKPLATS, *questions))))


def test_a_question_that_leads_home(granvik: Path) -> None:
    assert found(granvik, "Hur mycket läggs på en lekplats intill simhallen?") == []


def test_a_question_that_leads_elsewhere(granvik: Path) -> None:
    (stray,) = found(granvik, "Blir det någon utomhusbassäng?")
    assert (stray.fact, stray.leads_to) == (LEKPLATS, "gv-2023-0417/details/medborgarforslag")
    assert lost_with(granvik, "Blir det någon utomhusbassäng?") == [LEKPLATS]


def test_a_question_that_leads_nowhere(granvik: Path) -> None:
    (stray,) = found(granvik, "xyzzy plugh", "Läggs 2 400 000 kronor på en lekplats intill simhallen?")
    assert (stray.question, stray.leads_to) == ("xyzzy plugh", None)


def test_one_question_that_leads_home_is_enough(granvik: Path) -> None:
    assert lost_with(granvik, "xyzzy plugh", "Läggs 2 400 000 kronor på en lekplats intill simhallen?") == []
    assert lost_with(granvik, "xyzzy plugh") == [LEKPLATS]


def test_no_questions(granvik: Path) -> None:
    assert found(granvik) == []


def test_a_step_for_each_question(granvik: Path) -> None:
    knowledge = load_knowledge(granvik)
    steps: list[None] = []
    list(strays(Ranker(knowledge), lambda: steps.append(None)))
    assert len(steps) == sum(len(fact.questions) for fact in knowledge.facts())
