"""`beslutsbot evaluate`: the table, the misses and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

LINES = [
    {"id": "a1", "q": "Kan alla barn simma?", "style": "staff", "expect": "answer", "any": ["kunna simma"]},
    {
        "id": "a2",
        "q": "När öppnar det nya badet?",
        "style": "staff",
        "expect": "answer",
        "any": ["finns inte"],
    },
    {"id": "d1", "q": "hej", "style": "offtopic", "expect": "decline"},
]


@pytest.fixture
def questions(tmp_path: Path, granvik: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three questions on the invented knowledge, of which one is missed."""
    monkeypatch.setenv("BESLUTSBOT_KNOWLEDGE", str(granvik))
    monkeypatch.setenv("COLUMNS", "200")
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return file


def test_table(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(questions)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["expect", "style", "n", "right@1", "right", "sure", "asked", "declined"]
    assert rows[1:-2] == [
        ["answer", "staff", "2", "50.0%", "50.0%", "2", "0", "0"],
        ["decline", "offtopic", "1", "100.0%", "100.0%", "0", "0", "1"],
        ["answer", "TOTAL", "2", "50.0%", "50.0%", "2", "0", "0"],
        ["decline", "TOTAL", "1", "100.0%", "100.0%", "0", "0", "1"],
    ]
    assert " ".join(rows[-2]) == "precision of what is stated: 1 of 2, 50.0%"
    assert rows[-1][1:] == ["ms", "a", "question", "at", "the", "median"]


def test_misses(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--misses", str(questions)]) == 0
    missed = capsys.readouterr().out.splitlines()[0]
    assert missed.startswith("a2 [staff] 'När öppnar det nya badet?' -> answered")
    assert missed.endswith("gv-2023-0417/details/oppnar")


def test_json(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--json", str(questions)]) == 0
    written = json.loads(capsys.readouterr().out)
    assert list(written) == ["rows", "median_ms"]
    assert written["rows"][0] == {
        "expect": "answer",
        "style": "staff",
        "n": 2,
        "right_at_1": 1,
        "right": 1,
        "sure": 2,
        "sure_right": 1,
        "asked": 0,
        "declined": 0,
    }


def test_no_questions(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions.write_text("")
    assert main(["evaluate", str(questions), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": [], "median_ms": None}


@pytest.mark.parametrize("content", ["nonsense", "{}"])
def test_broken_questions(questions: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    questions.write_text(content)
    assert main(["evaluate", str(questions)]) == 2
    assert capsys.readouterr().err.startswith(f"{questions}:1: not a question")


def test_a_miss_is_one_line_however_narrow_the_terminal(
    questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["evaluate", "--misses", str(questions)]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("gv-2023-0417/details/oppnar")
