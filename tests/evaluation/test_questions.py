"""Question files are read line by line; every line that is no question is a problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.evaluation.questions import Expected, read_questions

ONE = {"id": "q1", "q": "Vad kostar badet?", "style": "staff", "expect": "answer", "any": ["148 500 000"]}
DECLINE = {"id": "q2", "q": "Blir det regn?", "style": "offtopic", "expect": "decline"}
BOTH = {"id": "q3", "q": "Jämför", "style": "compare", "expect": "answer", "all": [["a", "b"], ["c"]]}
DIALOGUE = {
    "id": "t1",
    "style": "dialogue",
    "case": "gv-2023-0417",
    "turns": [
        {"q": "Vad kostar badet?", "expect": "answer", "any": ["148 500 000"]},
        {"q": "och regnet?", "expect": "decline"},
    ],
}


def file_of(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(written) + "\n", encoding="utf-8")
    return file


def test_read(tmp_path: Path) -> None:
    assert read_questions(file_of(tmp_path, ONE, "", DECLINE, BOTH, DIALOGUE)) == (
        Expected("q1", "Vad kostar badet?", "staff", False, ("148 500 000",)),
        Expected("q2", "Blir det regn?", "offtopic", True),
        Expected("q3", "Jämför", "compare", False, (), (("a", "b"), ("c",))),
        Expected(
            "t1.1",
            "Vad kostar badet?",
            "dialogue-first",
            False,
            ("148 500 000",),
            (),
            "t1",
            1,
            "gv-2023-0417",
        ),
        Expected("t1.2", "och regnet?", "dialogue-next", True, (), (), "t1", 2, "gv-2023-0417"),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nonsense", "not a question"),
        ("[]", "not a question"),
        ("3", "not a question"),
        ({}, "not a question"),
        ({**ONE, "expect": "maybe"}, "\"expect\" is 'maybe'"),
        ({**ONE, "any": []}, 'needs "any" or "all"'),
        ({key: ONE[key] for key in ONE if key != "q"}, "KeyError 'q'"),
        ({**DIALOGUE, "turns": [{"q": "hej"}]}, "KeyError 'expect'"),
    ],
)
def test_problems(tmp_path: Path, line: object, says: str) -> None:
    file = file_of(tmp_path, ONE, line)
    with pytest.raises(KnowledgeError) as error:
        read_questions(file)
    (problem,) = error.value.problems
    assert str(problem).startswith(f"{file}:2: ")
    assert says in str(problem)


def test_all_problems_in_one_run(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as error:
        read_questions(file_of(tmp_path, "x", ONE, "y"))
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_questions(file)


def test_the_question_files_are_sound() -> None:
    files = sorted((Path(__file__).parents[1] / "data" / "questions").glob("*.jsonl"))
    questions = [question for file in files for question in read_questions(file)]
    assert len({question.id for question in questions}) == len(questions) > 600
