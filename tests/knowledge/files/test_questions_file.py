"""questions.yaml: whose questions it gives, and every problem as its one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.knowledge.files.questions_file import names, read_questions
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Case
from bot.knowledge.problems import Report

CASE = """id: ett
title: Ett ärende
sources: {pm: {file: pm.txt}}
decisions:
  - {id: bygga, summary: Någon vill bygga., quotes: vill bygga}
details:
  - {id: simhall, topic: simhall, summary: Någon vill bygga en simhall., quotes: vill bygga en simhall}
  - {id: samma, topic: simhall, summary: Någon vill bygga., quotes: vill bygga}
goals:
  - {id: samma, name: Simhall, summary: Någon vill bygga., quotes: vill bygga}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a case, without a questions.yaml."""
    (tmp_path / "pm.txt").write_text("Eva Ek vill bygga en simhall.\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def write(folder: Path, questions: str) -> None:
    (folder / "questions.yaml").write_text(questions, encoding="utf-8")


def loaded(folder: Path) -> Case:
    return load_knowledge(folder).cases["ett"]


def problems(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as error:
        load_knowledge(folder)
    return [str(problem).replace(f"{folder}{os.sep}", "") for problem in error.value.problems]


@pytest.mark.parametrize(
    ("questions", "of", "unanswered"),
    [
        ("questions: {bygga: [Vad byggs?]}", {"decisions/bygga": ("Vad byggs?",)}, ()),
        ("questions:\n  simhall:\n    - När öppnar\n      badet?\n    # om\n    - 2021",
         {"details/simhall": ("När öppnar badet?", "2021")}, ()),
        ("questions: {decisions/bygga: [Vad?]}", {"decisions/bygga": ("Vad?",)}, ()),
        ("questions: {goals/samma: [Vad?], details/samma: [Varför?]}",
         {"goals/samma": ("Vad?",), "details/samma": ("Varför?",)}, ()),
        ("questions: {bygga: [Vad?], simhall: [Vad?]}",
         {"decisions/bygga": ("Vad?",), "details/simhall": ("Vad?",)}, ()),
        ("unanswered: [Vem bygger?]", {}, ("Vem bygger?",)),
        ("questions: {}", {}, ()),
    ],
)  # fmt: skip
def test_questions(folder: Path, questions: str, of: dict[str, tuple[str, ...]], unanswered: tuple[str, ...]) -> None:
    write(folder, questions)
    case = loaded(folder)
    assert {fact.id.removeprefix("ett/"): fact.questions for fact in case.facts if fact.questions} == of
    assert case.unanswered == unanswered


def test_no_file(folder: Path) -> None:
    case = loaded(folder)
    assert not any(fact.questions for fact in case.facts)
    assert case.unanswered == ()


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ("", "1: the file is empty"),
        ("# bara en kommentar", "1: the file is empty"),
        ("questions: [", "1: not valid YAML: did not find expected node content"),
        ("- Vad?", "1: questions.yaml must be a mapping of questions and unanswered, not a list"),
        ("fragor: {}", '1: unknown key "fragor"'),
        ("question: {}", '1: unknown key "question" (did you mean "questions"?)'),
        ("questions:", '1: "questions" is empty'),
        ("questions: [Vad?]", '1: "questions" must be a mapping of facts to lists, not a list'),
        ("unanswered: Vad?", '1: "unanswered" must be a list, not a text'),
        ("unanswered: []", '1: "unanswered" is empty'),
        ("unanswered:\n  - {a: b}", '2: "unanswered" must be a text, not a mapping'),
        ("questions:\n  simhal: [Vad?]",
         '2: the case has no fact "simhal" (did you mean "simhall"?);'
         " name a fact of the case, or take the questions out"),
        ("questions:\n  xyz: [Vad?]",
         '2: the case has no fact "xyz"; name a fact of the case, or take the questions out'),
        ("questions:\n  samma: [Vad?]",
         '2: several facts have the id "samma"; write goals/samma or details/samma'),
        ("questions:\n  bygga: [Vad?]\n  bygga: [Var?]", '3: the key "bygga" is already given on line 2'),
        ("questions:\n  bygga: [Vad?]\n  decisions/bygga: [Var?]",
         "3: ett/decisions/bygga: the questions of this fact are already given on line 2; join the two lists"),
        ("questions:\n  bygga: Vad?", '2: ett/decisions/bygga: "questions" must be a list, not a text'),
        ("questions:\n  bygga: {a: b}", '2: ett/decisions/bygga: "questions" must be a list, not a mapping'),
        ("questions:\n  bygga:", '2: ett/decisions/bygga: "questions" is empty'),
        ("questions:\n  bygga: []", '2: ett/decisions/bygga: "questions" is empty'),
        ("questions:\n  bygga:\n    - ''", '3: ett/decisions/bygga: "questions" is empty'),
        ("questions:\n  bygga:\n    - yes",
         '3: ett/decisions/bygga: "questions": YAML reads yes as true; put it in quotes'),
        ("questions:\n  bygga:\n    - Vad?\n    - Var?\n    - Vad?",
         '5: ett/decisions/bygga: the question "Vad?" is already given on line 3; take one of them out'),
        ("questions:\n  bygga:\n    - Vad?\nunanswered:\n  - Vad?",
         '5: the question "Vad?" is already given on line 3; take one of them out'),
    ],
)  # fmt: skip
def test_wrong(folder: Path, questions: str, expected: str) -> None:
    write(folder, questions)
    assert problems(folder) == [f"questions.yaml:{expected}"]


def test_problems_of_both_files_in_one_run(folder: Path) -> None:
    write(folder, "questions: {xyz: [Vad?]}\nunanswered: Vad?")
    (folder / "case.yaml").write_text(f"{CASE}detials: []\n", encoding="utf-8")
    assert problems(folder) == [
        'case.yaml:11: unknown key "detials" (did you mean "details"?)',
        'questions.yaml:1: the case has no fact "xyz"; name a fact of the case, or take the questions out',
        'questions.yaml:2: "unanswered" must be a list, not a text',
    ]


@pytest.mark.parametrize(
    ("leads_to", "expected"),
    [
        ("../questions.yaml", "questions.yaml leads out of the case's folder"),
        ("nowhere.yaml", "the file questions.yaml does not exist"),
    ],
)
def test_links(folder: Path, leads_to: str, expected: str) -> None:
    (folder / "questions.yaml").symlink_to(folder / leads_to)
    assert problems(folder) == [f"questions.yaml:1: {expected}"]


def test_names() -> None:
    assert names(["ett/goals/a", "ett/details/a", "ett/details/b"]) == {
        "a": ["ett/goals/a", "ett/details/a"],
        "goals/a": ["ett/goals/a"],
        "details/a": ["ett/details/a"],
        "b": ["ett/details/b"],
        "details/b": ["ett/details/b"],
    }


LINES = st.lists(st.sampled_from(["questions:", "unanswered:", "bygga", ":", "-", "[", "]", "Vad?", "~", "\n", "\n  "]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), LINES.map(" ".join).map(str.encode)))
def test_any_bytes_are_read_or_are_problems(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "questions.yaml").write_bytes(content)
    report = Report("questions.yaml")
    assert read_questions(tmp_path, ["ett/decisions/bygga"], report) is not None or report.problems
