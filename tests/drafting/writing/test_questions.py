"""The questions that people gave a draft's facts, and what becomes of them when the case is drafted anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.drafting.documents.document import DocumentError
from bot.drafting.writing.case_writer import WrittenFact
from bot.drafting.writing.questions_writer import questions_text
from bot.drafting.writing.saving import Saved
from bot.knowledge.model import Fact
from tests.drafting.conftest import DOCUMENTS, draft_case

PROTOCOL = DOCUMENTS / "protokoll-kommunstyrelsen.txt"
OWN = {
    "id": "egen",
    "topic": "elever",
    "summary": "Skolan är trång.",
    "quotes": ["Hagaskolan har i dag 410 elever"],
}
Change = Callable[[dict[str, Any], dict[str, Any]], None]


@pytest.mark.parametrize(
    ("facts", "unanswered", "expected"),
    [
        ([], [], None),
        ([("details", "a", ())], [], None),
        ([("details", "a", ("Vad?",)), ("decisions", "b", ("Var?",))], [],
         {"questions": {"b": ["Var?"], "a": ["Vad?"]}}),
        ([("decisions", "a", ("Vad?",)), ("details", "a", ())], [], {"questions": {"decisions/a": ["Vad?"]}}),
        ([("details", "a", ("Vad?",))], ["Vem?", "Vad?"], {"questions": {"a": ["Vad?"]}, "unanswered": ["Vem?"]}),
        ([], ["Vem?"], {"unanswered": ["Vem?"]}),
    ],
)  # fmt: skip
def test_text(facts: list[tuple[str, str, tuple[str, ...]]], unanswered: list[str], expected: object) -> None:
    written = [WrittenFact(kind, id_, (), (), questions) for kind, id_, questions in facts]
    text = questions_text(written, unanswered)
    assert yaml.safe_load(text) == expected
    assert text == "" or text.startswith("# Hur folk frågar")


def again(tmp_path: Path, change: Change) -> Saved:
    """The protocol drafted anew after a person changed its case.yaml and its questions.yaml."""
    folder = draft_case([PROTOCOL], tmp_path).folder
    files = [folder / "case.yaml", folder / "questions.yaml"]
    case = yaml.safe_load(files[0].read_text(encoding="utf-8"))
    asked: dict[str, Any] = {"questions": {"beslut-1": ["Vad händer med skolan?"]}}
    for votes in (fact["votes"] for fact in case["decisions"]):  # as PyYAML reads yes and no
        votes["yes"], votes["no"] = votes.pop(True), votes.pop(False)
    change(case, asked)
    for file, content in zip(files, (case, asked), strict=True):
        file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return draft_case([PROTOCOL], tmp_path, replace=True)


def fact(saved: Saved, name: str) -> Fact | None:
    return next((fact for fact in saved.case.facts if fact.id.partition("/")[2] == name), None)


def curated(case: dict[str, Any], asked: dict[str, Any]) -> None:
    asked["questions"]["beslut-1"] = ["Byggs skolan ut?"]


def renamed(case: dict[str, Any], asked: dict[str, Any]) -> None:
    case["decisions"][0]["id"] = "hagaskolan"
    asked["questions"].clear()
    asked["questions"]["hagaskolan"] = ["Byggs skolan ut?"]


def with_kind(case: dict[str, Any], asked: dict[str, Any]) -> None:
    case["details"].append(OWN | {"id": "beslut-1"})
    asked["questions"].clear()
    asked["questions"] |= {"decisions/beslut-1": ["Byggs skolan ut?"], "details/beslut-1": ["Är det trångt?"]}


def in_the_case(case: dict[str, Any], asked: dict[str, Any]) -> None:
    """As it was before questions had a file of their own."""
    case["decisions"][0]["questions"] = ["Byggs skolan ut?", "Byggs  skolan ut?", 1]
    asked["questions"] = {"beslut-2": ["Hur betalas det?"]}


@pytest.mark.parametrize("change", [curated, renamed, with_kind, in_the_case])
def test_questions_of_people_are_kept(tmp_path: Path, change: Change) -> None:
    saved = again(tmp_path, change)
    decision = fact(saved, "decisions/beslut-1")
    assert decision is not None
    assert decision.questions == ("Byggs skolan ut?",)
    assert "questions" not in (saved.folder / "case.yaml").read_text(encoding="utf-8")


def test_a_draft_has_no_questions(tmp_path: Path) -> None:
    saved = draft_case([PROTOCOL], tmp_path)
    assert not any(fact.questions for fact in saved.case.facts)
    assert not (saved.folder / "questions.yaml").exists()


@pytest.mark.parametrize("key", ["egen", "details/egen"])
def test_questions_of_a_fact_that_people_wrote_are_kept(tmp_path: Path, key: str) -> None:
    def change(case: dict[str, Any], asked: dict[str, Any]) -> None:
        case["details"].append(OWN)
        asked["questions"][key] = ["Är det trångt?"]

    own = fact(again(tmp_path, change), "details/egen")
    assert own is not None
    assert own.questions == ("Är det trångt?",)


def test_questions_of_a_fact_that_vanishes_go_with_it(tmp_path: Path) -> None:
    def change(case: dict[str, Any], asked: dict[str, Any]) -> None:
        case["details"].append(OWN | {"quotes": ["finns inte längre i texten"]})
        asked["questions"]["egen"] = ["Är det trångt?"]

    saved = again(tmp_path, change)
    assert fact(saved, "details/egen") is None
    assert "egen" not in yaml.safe_load((saved.folder / "questions.yaml").read_text(encoding="utf-8"))["questions"]


def test_what_has_no_answer_is_kept(tmp_path: Path) -> None:
    saved = again(tmp_path, lambda case, asked: asked.update(unanswered=["Vem bygger?"]))
    assert saved.case.unanswered == ("Vem bygger?",)


def test_the_contact_and_the_pdf_are_kept(tmp_path: Path) -> None:
    def change(case: dict[str, Any], asked: dict[str, Any]) -> None:
        case["contact"] = "Registrator: kommun@lindvik.example, 0123-100 00"
        (tmp_path / case["id"] / "protokoll.pdf").write_bytes(b"%PDF")

    saved = again(tmp_path, change)
    assert saved.case.contact == "Registrator: kommun@lindvik.example, 0123-100 00"
    assert (saved.folder / "protokoll.pdf").read_bytes() == b"%PDF"


def test_questions_that_cannot_be_read_are_not_lost(tmp_path: Path) -> None:
    file = draft_case([PROTOCOL], tmp_path).folder / "questions.yaml"
    file.write_text("questions:\n  beslut-1: Byggs skolan ut?\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r'questions\.yaml:2: "questions" must be a list.*; correct'):
        draft_case([PROTOCOL], tmp_path, replace=True)
    assert "Byggs skolan ut?" in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [file.parent.name]
