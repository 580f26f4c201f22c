"""Reviewing: what a person decides is written into the lines that it concerns, checked, and nothing else changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from bot.drafting.reviewing.fields import FieldError, fields_of, shown, value
from bot.drafting.reviewing.review import Review, open_review
from bot.drafting.reviewing.saving import (
    ChangedError,
    RefusedError,
    accept,
    accept_header,
    add,
    correct,
    remove,
)
from bot.drafting.reviewing.yaml_lines import UnwritableError, YamlLines
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Kind, Party

CASE = """\
# Utkast.
# granska: title: filens namn står
#   i dess ställe
id: t-1
title: Simhallen
sources: {pm: {file: pm.txt, title: PM}}
parties:
  # granska: namnet på partiet X framgår inte
  - {letter: X, name: X}
decisions:
  # sida 1 · Beslut
  # granska: numret är härlett
  # ur texten
  - id: oppet
    number: 1
    # en egen kommentar
    status: decided
    summary: >-
      Nämnden håller simhallen
      öppen.
    quotes: [Nämnden håller simhallen öppen.]   # sist på raden

  - {id: pris, summary: Priset är 40 kronor., quotes: [Priset är 40 kronor.]}
# Siffrorna
amounts:
- id: pris
  value: 40
  unit: kronor
  what: pris
  summary: Priset är 40 kronor.
  quotes: [Priset är 40 kronor.]
"""
TEXT = "Beslut\n\nNämnden håller simhallen\nöppen. Priset är 40 kronor. Barn badar gratis.\n"
PARTIES = (Party("S", "Socialdemokraterna"), Party("M", "Moderaterna"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "t-1"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "pm.txt").write_text(TEXT, encoding="utf-8")
    return folder


def opened(folder: Path) -> Review:
    return open_review(folder, PARTIES)


def changed(folder: Path) -> list[str]:
    """The lines of the case that are other than they were."""
    lines = unified_diff(CASE.splitlines(), (folder / "case.yaml").read_text("utf-8").splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def find(review: Review, name: str) -> Any:
    item = review.find(*name.split("/"))
    assert item
    return item


def test_uncertain_facts_come_first_with_what_is_uncertain(folder: Path) -> None:
    review = opened(folder)
    assert [item.name for item in review.facts] == ["decisions/oppet", "decisions/pris", "amounts/pris"]
    assert review.facts[0].notes == ("numret är härlett ur texten",)
    assert review.notes == ("title: filens namn står i dess ställe", "namnet på partiet X framgår inte")
    assert review.left == 2


def test_what_is_accepted_loses_its_notes_and_nothing_else(folder: Path) -> None:
    accept(review := opened(folder), review.facts[0])
    assert changed(folder) == ["-  # granska: numret är härlett", "-  # ur texten", "+  # granskad"]
    again = opened(folder)
    assert find(again, "decisions/oppet").reviewed
    assert again.left == 1
    accept(again, *again.facts[:2])
    assert all(item.reviewed for item in opened(folder).facts)
    assert len(changed(folder)) == 5


def test_the_header_is_corrected_and_accepted(folder: Path) -> None:
    accept_header(opened(folder), {"title": "Simhallen i Ekhamn", "reference": "KFN 2025/77"}, {0: "Xpartiet"})
    review = opened(folder)
    assert review.notes == ()
    assert (review.case.title, review.case.reference) == ("Simhallen i Ekhamn", "KFN 2025/77")
    assert review.case.parties[0].name == "Xpartiet"
    assert find(review, "decisions/oppet").notes


def test_a_correction_changes_its_own_lines(folder: Path) -> None:
    review = opened(folder)
    values = {"summary": "Simhallen hålls öppen.", "status": "proposed", "by": "nämnden", "about": ["simhall", "bad"]}
    correct(review, find(review, "decisions/oppet"), Kind.DECISION, values, ["Är det öppet?", "När är det öppet?"])
    text = (folder / "case.yaml").read_text("utf-8")
    assert "    # en egen kommentar\n    status: proposed\n    summary: Simhallen hålls öppen.\n" in text
    assert "    by: nämnden\n    about: [simhall, bad]\n    quotes: [Nämnden håller simhallen öppen.]   # sist" in text
    assert text.endswith(CASE[CASE.index("# Siffrorna") :])
    assert opened(folder).facts[-1].fact.questions == ("Är det öppet?", "När är det öppet?")


@pytest.mark.parametrize("name", ["decisions/oppet", "decisions/pris", "amounts/pris"])
def test_a_fact_becomes_one_of_another_kind_and_keeps_its_questions(folder: Path, name: str) -> None:
    item = find(review := opened(folder), name)
    correct(review, item, item.fact.kind, {}, ["Vad gäller?"])
    values = {"topic": "öppet", "summary": item.fact.summary}
    correct(review := opened(folder), find(review, name), Kind.DETAIL, values, ["Vad gäller?"])
    after = opened(folder)
    [moved] = after.case.of_kind(Kind.DETAIL)
    assert moved.questions == ("Vad gäller?",)
    assert len(after.facts) == 3
    remove(after, find(after, f"details/{moved.id.rpartition('/')[2]}"))
    assert len(opened(folder).facts) == 2
    assert not (folder / "questions.yaml").exists()


def test_a_fact_is_added_from_a_passage(folder: Path) -> None:
    review = opened(folder)
    start = TEXT.index("Barn")
    span = (start, TEXT.index("gratis.") + 7)
    values = {"summary": "Barn badar gratis.", "topic": "avgift", "about": None}
    name = add(review, review.case.sources["pm"], span, Kind.DETAIL, values, ["Kostar det för barn?"])
    fact = find(opened(folder), name).fact
    assert (fact.quotes[0].start, fact.quotes[0].end) == span
    assert fact.questions == ("Kostar det för barn?",)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"summary": "Priset i Berga är 40."}, "Sammanfattningen säger ”Berga”, men det gör inte citatet."),
        ({"value": 41.5}, ""),
    ],
)
def test_a_save_is_as_strict_as_the_check(folder: Path, values: dict[str, Any], told: str) -> None:
    review = opened(folder)
    item = find(review, "amounts/pris")
    if not told:
        correct(review, item, Kind.AMOUNT, values, [])
        assert "  value: 41.5\n" in (folder / "case.yaml").read_text("utf-8")
        return
    with pytest.raises(RefusedError) as refused:
        correct(review, item, Kind.AMOUNT, values, [])
    assert refused.value.sentences == (told,)
    assert changed(folder) == []


def test_a_question_that_another_fact_has_is_refused(folder: Path) -> None:
    review = opened(folder)
    correct(review, find(review, "amounts/pris"), Kind.AMOUNT, {}, ["Vad kostar det?"])
    (folder / "questions.yaml").write_text(
        (folder / "questions.yaml").read_text("utf-8") + "unanswered:\n  - Vad kostar parkeringen?\n", "utf-8"
    )
    review = opened(folder)
    with pytest.raises(RefusedError) as refused:
        correct(review, find(review, "decisions/oppet"), Kind.DECISION, {}, ["Vad kostar parkeringen?"])
    assert refused.value.sentences == ("Frågan ”Vad kostar parkeringen?” finns redan vid en annan uppgift.",)


def test_a_file_that_others_have_changed_is_left_alone(folder: Path) -> None:
    review = opened(folder)
    (folder / "case.yaml").write_text(CASE.replace("Simhallen", "Badhuset"), "utf-8")
    with pytest.raises(ChangedError):
        accept(review, review.facts[0])
    assert "Badhuset" in (folder / "case.yaml").read_text("utf-8")
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_every_fact_of_the_case_that_ships_can_be_changed_in_its_lines(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(default_folder() / "ks-2020-1616", folder)
    parties = load_knowledge(default_folder()).parties
    review = open_review(folder, parties)
    for item in review.facts[::60]:
        lines = review.lines.with_value(item.path, "summary", "Kort: # sagt", "quotes")
        lines = lines.with_value(item.path, "about", None).with_comments({item.path: ["granskad"]})
        same = set(review.text.split("\n"))
        assert len([line for line in lines.text.split("\n") if line not in same]) <= 2
        assert lines.without_item(*item.path).data != review.lines.data


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("decisions: [{id: a}, {id: b}]\n", lambda lines: lines.without_item("decisions", 0)),
        ("questions: {a: [x], b: [y]}\n", lambda lines: lines.with_value(("questions",), "a", None)),
        ("decisions:\n  - id: a\n", lambda lines: lines.with_value(("decisions", 0), "id", None)),
    ],
)
def test_what_cannot_be_changed_in_its_lines_is_refused(text: str, change: Callable[[YamlLines], YamlLines]) -> None:
    with pytest.raises(UnwritableError):
        change(YamlLines(text))


def test_line_ends_of_windows_stay() -> None:
    lines = YamlLines("a: 1\r\nb:\r\n  - c: 2\r\n")
    assert lines.with_value(("b", 0), "c", 3).with_value((), "d", "x").text == "a: 1\r\nb:\r\n  - c: 3\r\nd: x\r\n"


@pytest.mark.parametrize(
    ("key", "written", "before", "read"),
    [
        ("value", "56,0", 56.0, 56.0),
        ("value", "12 500", None, 12500),
        ("value", "−2,5", None, -2.5),
        ("value", "många", None, "siffror"),
        ("value", "", None, "skriv något"),
        ("unit", "  mnkr ", None, "mnkr"),
        ("unit", "a\x00b\ud800", None, "ab"),
        ("about", "bad, simhall ,, bad", None, ["bad", "simhall"]),
        ("about", "", ["bad"], None),
        ("questions", "Vad?\r\n\r\n Hur  då? ", None, ["Vad?", "Hur då?"]),
        ("period", "2025", "2025", "2025"),
        ("summary", "x" * 3000, None, "för lång"),
    ],
)
def test_what_is_written_in_a_field_is_read_as_the_file_has_it(key: str, written: str, before: Any, read: Any) -> None:
    [field] = [field for field in fields_of(Kind.AMOUNT) if field.key == key]
    if (isinstance(read, str) and " " in read) or read == "siffror":
        with pytest.raises(FieldError, match=read):
            value(field, [written], before)
        return
    assert value(field, [written], before) == read
    assert value(field, [shown(field, read)], read) == read


def test_ticked_parties_are_a_letter_or_a_list() -> None:
    [field] = [field for field in fields_of(Kind.POSITION) if field.key == "party"]
    assert value(field, ["S"], None) == "S"
    assert value(field, ["M", "KD"], ["KD", "M"]) == ["KD", "M"]
    assert value(field, ["M", "S"], "S") == ["M", "S"]
    assert value(field, [], "S") is None
    status = next(field for field in fields_of(Kind.DECISION) if field.key == "status")
    with pytest.raises(FieldError):
        value(status, ["kanske"], None)
