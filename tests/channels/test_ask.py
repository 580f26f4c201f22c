"""`beslutsbot ask`: plain, as JSON, and line by line; what it exits with."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answerer import Answerer
from bot.channels.terminal import answer_lines, answer_one
from bot.cli import main
from tests.answering.test_answer import keeps_the_contract

ROOT = Path(__file__).parents[2]


def lines(answerer: Answerer, *asked: object, case: str | None = None) -> tuple[int, list[dict[str, Any]]]:
    """The exit code, and the lines that lines are answered with."""
    out = io.StringIO()
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in asked]
    code = answer_lines(answerer, written, out, case, None)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("question", "code"),
    [("Kan alla barn simma?", 0), ("hej", 1), ("", 1), ("Vad tycker Socialdemokraterna?", 1)],
)
def test_one(invented: Answerer, question: str, code: int) -> None:
    plain, written = io.StringIO(), io.StringIO()
    assert answer_one(invented, question, plain, None, None, as_json=False) == code
    assert answer_one(invented, question, written, None, None, as_json=True) == code
    answer = json.loads(written.getvalue())
    keeps_the_contract(answer)
    assert plain.getvalue() == answer["text"] + "\n"


def test_each_line_has_its_id(invented: Answerer) -> None:
    ids: list[Any] = ["a", 2, None, ["x"], {"y": 1}, "å", "\ud800"]
    code, answers = lines(invented, *({"id": id_, "q": "Kan alla barn simma?"} for id_ in ids))
    assert code == 0
    assert [answer["id"] for answer in answers] == ids
    for answer in answers:
        assert next(iter(answer)) == "id"
        keeps_the_contract({key: value for key, value in answer.items() if key != "id"})


def test_lines_are_what_utf8_can_write(invented: Answerer) -> None:
    out = io.StringIO()
    answer_lines(invented, [b'{"id": "\\ud800", "q": "Vad \\ud800 kostar badet?"}'], out, None, None)
    assert out.getvalue().encode("utf-8").count(b"\n") == 1


def test_a_chat_is_a_conversation(invented: Answerer) -> None:
    code, answers = lines(
        invented,
        {"id": 1, "q": "Var ska man ställa cykeln?", "chat": "anna"},
        {"id": 2, "q": "Kan alla barn simma?", "chat": "john"},
        {"id": 3, "q": "när?", "chat": "anna"},
        {"id": 4, "q": "när?"},
        {"id": 5, "q": "när?", "chat": "eva"},
    )
    assert code == 0
    assert [answer["status"] for answer in answers[2:]] == ["likely", "declined", "declined"]
    assert "senast den 1 mars 2024" in answers[2]["text"]


def test_a_chat_by_number(invented: Answerer) -> None:
    _, answers = lines(invented, {"q": "Var ska man ställa cykeln?", "chat": 7}, {"q": "när?", "chat": 7})
    assert answers[1]["status"] in ("answered", "likely")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"nonsense", "not JSON"),
        (b"\xff\xfe\xfa", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", 'not an object with a text "q"'),
        (b"{}", 'not an object with a text "q"'),
        (b'{"id": 1, "q": 3}', 'not an object with a text "q"'),
        (b'{"id": 1, "q": "hej", "case": 3}', '"case" must be a text'),
        (b'{"id": 1, "q": "hej", "case": "nope"}', "no case 'nope'"),
    ],
)
def test_a_broken_line_is_told_and_the_others_are_answered(invented: Answerer, line: bytes, says: str) -> None:
    code, answers = lines(invented, b"", line, b"   ", {"id": "next", "q": "Kan alla barn simma?"})
    assert code == 2
    assert [list(answer)[:2] for answer in answers] == [["id", "error"], ["id", "status"]]
    assert answers[0]["error"].startswith("line 2: ")
    assert says in answers[0]["error"]
    assert answers[1]["id"] == "next"


@pytest.mark.parametrize(("case", "code"), [("gv-2023-0417", 0), ("nope", 2)])
def test_lines_that_keep_to_a_case(invented: Answerer, case: str, code: int) -> None:
    asked = {"id": 1, "q": "Kan alla barn simma?"}
    assert lines(invented, {**asked, "case": case})[0] == code
    assert lines(invented, asked, case=case)[0] == code


def test_no_lines(invented: Answerer) -> None:
    assert lines(invented) == (0, [])


@pytest.fixture
def on_granvik(granvik: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESLUTSBOT_KNOWLEDGE", str(granvik))


@pytest.mark.usefixtures("on_granvik")
@pytest.mark.parametrize(
    ("arguments", "code", "out"),
    [
        (
            ["Kan", "alla", "barn", "simma?"],
            0,
            "Målet att alla barn i Granvik ska kunna simma bedöms som delvis uppnått.",
        ),
        (
            ["--lang", "en", "Kan alla barn simma?"],
            0,
            "The goal that all children in Granvik can swim is judged partly met.",
        ),
        (["--case", "gv-2023-0417", "Kan alla barn simma?"], 0, "Målet att alla barn"),
        (["hej"], 1, "Hej. Fråga mig om ett kommunalt beslut"),
        (["--case", "nope", "Kan alla barn simma?"], 2, ""),
    ],
)
def test_command(arguments: list[str], code: int, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", *arguments]) == code
    written = capsys.readouterr()
    assert written.out.startswith(out)
    assert bool(written.err) == (code == 2)


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as whoever runs it does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_the_process_on_the_knowledge_that_ships() -> None:
    found = process("ask", "--json", "Hur stor är trygghetsfonden?")
    assert (found.returncode, found.stderr) == (0, b"")
    answer = json.loads(found.stdout)
    keeps_the_contract(answer)
    assert "100 mnkr" in answer["facts"][0]["quotes"][0]["text"]


@pytest.mark.parametrize(("stdin", "code"), [(b"Kan alla barn simma?", 0), (b"", 1), (b"\xff\xfehej\n", 1)])
def test_a_question_from_standard_input(granvik: Path, stdin: bytes, code: int) -> None:
    found = process("ask", stdin=stdin, BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert (found.returncode, found.stderr) == (code, b"")
    assert found.stdout.strip()


TWO = "Kan alla barn simma?", "När öppnar det nya badet?"


@pytest.fixture(scope="module")
def alone(granvik: Path) -> dict[str, bytes]:
    """How each line is answered by itself."""
    return {line: process("ask", line, BESLUTSBOT_KNOWLEDGE=str(granvik)).stdout for line in (*TWO, "hej")}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (TWO, 0),
        ((TWO[1], TWO[0]), 0),
        ((TWO[0], "hej"), 1),
        (("hej", TWO[0]), 1),
    ],
)
def test_lines_of_standard_input_are_questions_in_order(
    granvik: Path, alone: dict[str, bytes], asked: tuple[str, ...], code: int
) -> None:
    stdin = "\r\n\n".join(asked).encode() + b"\n"
    found = process("ask", stdin=stdin, BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert (found.returncode, found.stderr, found.stdout) == (code, b"", b"\n".join([alone[line] for line in asked]))


def test_lines_are_answered_as_they_come_and_by_themselves(granvik: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "BESLUTSBOT_KNOWLEDGE": str(granvik)},
    ) as asking:
        assert asking.stdin
        assert asking.stdout
        answers = []
        for question in ("Var ska man ställa cykeln?", "när?"):
            asking.stdin.write(f"{question}\n".encode())
            asking.stdin.flush()
            answers.append(json.loads(b"".join(takewhile(b"}\n".__ne__, asking.stdout)) + b"}"))
        asking.stdin.close()
        assert asking.wait(20) == 1
    assert [answer["status"] for answer in answers] == ["answered", "declined"]


def test_the_help_says_what_lines_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "--help"])
    assert "each line of standard input is one" in " ".join(capsys.readouterr().out.split())


def test_lines_through_the_process(granvik: Path) -> None:
    stdin = b'{"id": "\\ud800", "q": "Kan alla barn simma?"}\n\xff\n'
    found = process("ask", "--jsonl", stdin=stdin, BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert found.returncode == 2
    first, second = (json.loads(line) for line in found.stdout.splitlines())
    assert (first["id"], first["status"]) == ("\ud800", "answered")
    assert second["error"].startswith("line 2: not JSON")


def test_broken_knowledge(tmp_path: Path) -> None:
    found = process("ask", "hej", BESLUTSBOT_KNOWLEDGE=str(tmp_path))
    assert found.returncode == 2
    assert str(tmp_path).encode() in found.stderr
    assert b"Traceback" not in found.stderr
    assert found.stdout == b""


@pytest.mark.parametrize("asked", [{"id": 7, "q": 3}, {"id": 7}, {"id": 7, "q": "hej", "case": 3}])
def test_a_broken_line_keeps_its_id(invented: Answerer, asked: dict[str, Any]) -> None:
    code, [answer] = lines(invented, asked)
    assert (code, answer["id"]) == (2, 7)
    assert answer["error"].startswith("line 1: ")


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_an_output_that_is_not_utf8(granvik: Path, arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "BESLUTSBOT_ENCODER": "off"}
    asked = subprocess.run(
        [sys.executable, "-m", "bot", "ask", *arguments, "Kan alla barn simma?"],
        cwd=ROOT,
        env={**environment, "BESLUTSBOT_KNOWLEDGE": str(granvik)},
        capture_output=True,
        check=False,
    )
    assert (asked.returncode, asked.stderr) == (0, b"")
    assert ("delvis uppnått" in asked.stdout.decode("utf-8")) == bool(arguments)


def test_a_document_has_its_link_where_the_pages_are_reached(invented: Answerer) -> None:
    public = Answerer(invented.knowledge, public_url="https://svar.example")
    for question in ("länk?", "Can I get a link to the document?"):
        assert (
            "https://svar.example/arende/gv-2023-0417/kalla/" in public.ask(question, case="gv-2023-0417").answer.text
        )
        assert "https" not in invented.ask(question, case="gv-2023-0417").answer.text
