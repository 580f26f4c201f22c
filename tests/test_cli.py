"""The command line: help with an example for each command, and what wrong usage exits with."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import pytest

from bot.cli import main

COMMANDS = ["ask", "chat", "check", "evaluate", "draft", "telegram", "serve"]
ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main([command, "--help"])
    assert exited.value.code == 0
    assert re.search(rf"^example:\n  .*beslutsbot {command}", capsys.readouterr().out, re.MULTILINE)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["--help"])
    assert exited.value.code == 0
    out = capsys.readouterr().out
    assert all(re.search(rf"^    {command}\s+\w", out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unheard-of"],
        ["ask", "--unheard-of"],
        ["ask", "--lang", "fr", "hej"],
        ["evaluate"],
        ["check", "one", "two"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(arguments)
    assert exited.value.code == 2
    assert "usage: beslutsbot" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [("BESLUTSBOT_ADMINS", "anna"), ("BESLUTSBOT_ENCODER", "maybe"), ("BESLUTSBOT_KNOWLEDGE", "/nowhere")],
)
def test_settings_that_cannot_be_used(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["ask", "hej"]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.strip()


def test_version() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert found.stdout.decode().split() == ["beslutsbot", version("beslutsbot")]


def test_no_version_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert main(["--version"]) == 2
    assert capsys.readouterr().err.startswith("beslutsbot: no version: beslutsbot is not installed; install it")


def test_says_that_it_is_typed() -> None:
    assert files("bot").joinpath("py.typed").is_file()


def test_the_module_is_the_command() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert found.stdout.startswith(b"usage: beslutsbot")


def test_a_reader_that_leaves_early() -> None:
    """As in `beslutsbot evaluate ... | head`: no traceback."""
    command = f"{sys.executable} -m bot check --coverage tests/data/knowledge | true"
    found = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in found.stderr
