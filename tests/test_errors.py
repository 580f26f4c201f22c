"""The tree of errors: one root, each error with what happened, where and what to do, caught in one place."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
from pathlib import Path

import pytest

import bot
from bot.cli import main
from bot.drafting.documents.document import DocumentError
from bot.errors import BeslutsbotError, KnowledgeError, Problem, SettingsError, UsageError

PROBLEMS = (Problem("a.yaml", 3, "ett/details/x", "quote not found", "copy it"), Problem("a.yaml", 7, "", "odd"))


def own_errors() -> list[type[BaseException]]:
    """Every exception class that a module of the program defines."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(bot.__path__, "bot.")
        if found.name != "bot.__main__"  # it runs the command
    ]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, BaseException) and kind.__module__ == module.__name__
    ]


def test_all_of_the_programs_own_errors_are_of_the_tree() -> None:
    kinds = own_errors()
    assert len(kinds) > 9
    assert [kind for kind in kinds if not issubclass(kind, BeslutsbotError)] == []


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UsageError("no case 'x'"), "no case 'x'"),
        (SettingsError("the port is taken", remedy="choose another"), "the port is taken; choose another"),
        (DocumentError("is a scan", where="a.pdf", remedy="run ocrmypdf"), "a.pdf: is a scan; run ocrmypdf"),
        (UsageError("Nothing here.", remedy="Look there."), "Nothing here. Look there."),
    ],
)
def test_says_what_where_and_what_to_do(error: BeslutsbotError, text: str) -> None:
    assert (str(error), error.told) == (text, f"beslutsbot: {text}")


def test_broken_knowledge_has_a_line_for_each_problem() -> None:
    error = KnowledgeError(problem for problem in PROBLEMS)
    assert error.problems == PROBLEMS
    assert str(error) == "a.yaml:3: ett/details/x: quote not found; copy it\na.yaml:7: odd"
    assert (error.told, error.where) == (str(error), "a.yaml:3")


@pytest.mark.parametrize(
    "error", [KnowledgeError(PROBLEMS), DocumentError("is a scan", where="a.pdf", remedy="run ocrmypdf")]
)
def test_comes_whole_from_another_process(error: BeslutsbotError) -> None:
    """As `beslutsbot draft` on a folder has it: each document is drafted in a process of its own."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["draft", "nowhere.pdf"], 1, "beslutsbot: nowhere.pdf: cannot be read: No such file or directory; check"),
        (["draft", "--id", "x", "."], 2, "beslutsbot: give one folder by itself, without --id, or files\n"),
        (["check", "."], 2, ".:1: no case here: no folder holds a case.yaml; name another folder, or"),
        (["telegram"], 2, "beslutsbot: set BESLUTSBOT_TELEGRAM_TOKEN to the token that @BotFather gave\n"),
        (["evaluate", "nowhere.jsonl"], 2, "nowhere.jsonl:1: cannot be read: "),
        (["ask", "--case", "nope", "hej"], 2, "beslutsbot: no case 'nope'; there is ks-2020-1616\n"),
    ],
)
def test_the_command_tells_each_kind_and_exits(
    arguments: list[str],
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    written = capsys.readouterr()
    assert written.err.startswith(says)
    assert written.out == ""
