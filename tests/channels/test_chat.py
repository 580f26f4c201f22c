"""`beslutsbot chat`: a conversation in a terminal, driven through a pseudo-terminal and through a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # seconds for a reply
PROMPT = "> "
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def _as_a_terminal_does() -> None:
    """In the process to be: Ctrl-C in its terminal reaches it, though pytest's workers ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Chat:
    """A chat on a pseudo-terminal."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self._leader, follower = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", *arguments],
            cwd=ROOT,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            preexec_fn=_as_a_terminal_does,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200", **environment},
        )
        os.close(follower)
        self.welcome = self._read()
        self.left = ""  # what is written at the end

    def say(self, text: str) -> str:
        """Types a line; gives the reply."""
        os.write(self._leader, f"{text}\n".encode())
        return self._read().partition("\n")[2]  # without the line that was typed

    def end(self) -> int:
        """Types Ctrl-D; gives the exit code."""
        os.write(self._leader, b"\x04")
        code = self.process.wait(PATIENCE)
        os.close(self._leader)
        return code

    def interrupt(self) -> int:
        """Types Ctrl-C; gives the exit code."""
        code = None
        until = time.monotonic() + PATIENCE
        while code is None and time.monotonic() < until:
            time.sleep(0.5)  # readline misses what comes between its prompt and its waiting
            os.write(self._leader, b"\x03")
            with suppress(subprocess.TimeoutExpired):
                code = self.process.wait(PATIENCE / 4)
        assert code is not None
        self.left = _CONTROL.sub("", os.read(self._leader, 65536).decode("utf-8"))
        os.close(self._leader)
        return code

    def _read(self) -> str:
        """What is written until the next prompt."""
        read = b""
        until = time.monotonic() + PATIENCE
        while not _CONTROL.sub("", read.decode("utf-8", "ignore")).endswith(f"\n{PROMPT}"):
            ready, _, _ = select.select([self._leader], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"no prompt after {read!r}"
            read += os.read(self._leader, 65536)
        return _CONTROL.sub("", read.decode("utf-8")).removesuffix(PROMPT)


def test_a_conversation(granvik: Path) -> None:
    chat = Chat(BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert chat.welcome.startswith("Fråga om ett kommunalt beslut.")
    assert "Jag söker " in chat.welcome
    first = chat.say("Var ska man ställa cykeln?")
    assert first.startswith("Tekniska nämnden ska senast den 1 mars 2024 redovisa hur cykelparkeringen ordnas.\n")
    assert re.search(r"^ {4}”3\. ge tekniska nämnden i uppdrag|^ {4}”ge tekniska nämnden", first, re.MULTILINE)
    assert "    — Protokollsutdrag § 61 (Dnr GV 2023/0417), Beslut, sida 1" in first
    assert "senast den 1 mars 2024" in chat.say("när?")  # follows up
    assert chat.say("").startswith("Skriv en fråga")
    assert chat.say("[bold]hej[/bold]").startswith(("Hej", "Jag svarar", "Det hittar"))
    assert chat.end() == 0


def test_each_quote_has_its_address_where_the_pages_are_reached(granvik: Path) -> None:
    chat = Chat(BESLUTSBOT_KNOWLEDGE=str(granvik), BESLUTSBOT_PUBLIC_URL="https://svar.example/")
    said = chat.say("Var ska man ställa cykeln?")
    assert re.search(r"^ {4}https://svar\.example/arende/gv-2023-0417/kalla/protokoll\?start=\d+", said, re.MULTILINE)
    assert chat.end() == 0


def test_choosing_between_two_cases(granvik: Path, tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(granvik, folder)
    shutil.copytree(folder / "gv-2023-0417", folder / "hs-2022-0099")
    file = folder / "hs-2022-0099" / "case.yaml"
    text = file.read_text(encoding="utf-8").replace("id: gv-2023-0417", "id: hs-2022-0099")
    file.write_text(text.replace("title: Ny simhall i Älvparken", "title: Badhuset [i Hedsund]"), encoding="utf-8")
    chat = Chat(BESLUTSBOT_KNOWLEDGE=str(folder))
    asked = chat.say("När öppnar det nya badet?")
    assert asked.startswith("Vad menar du?\n  1. ")
    assert "Badhuset [i Hedsund] (Granviks kommun, 2023-06-12)" in asked
    assert "Svara med en siffra, eller fråga på nytt." in asked
    assert chat.say("2").startswith("Bygget börjar hösten 2024 och simhallen invigs i januari 2027.")
    assert "Byggstarten är planerad till hösten 2024" in chat.say("när börjar det?"), "it is about what was chosen"
    assert chat.say("2").startswith("Jag svarar bara")  # nothing to choose from any more
    assert chat.end() == 0


def test_ctrl_c_ends_it_as_interrupted(granvik: Path) -> None:
    chat = Chat(BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert chat.say("Kan alla barn simma?")
    assert chat.interrupt() == 130
    assert "Hej då." in chat.left
    assert "Traceback" not in chat.left


def test_in_english(granvik: Path) -> None:
    chat = Chat("--lang", "en", BESLUTSBOT_KNOWLEDGE=str(granvik))
    assert chat.welcome.startswith("Ask about a municipal decision.")
    assert chat.say("När öppnar det nya badet?").startswith("Building starts in the autumn of 2024")
    assert chat.end() == 0


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"Kan alla barn simma?\n", "Målet att alla barn i Granvik"),
        (b"", "Hej då."),
        (b"\xff\nhej\n", "Hej då."),
    ],
)
def test_through_a_pipe(granvik: Path, stdin: bytes, said: str) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        env={**os.environ, "BESLUTSBOT_KNOWLEDGE": str(granvik), "COLUMNS": "200"},
        timeout=60,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert said in found.stdout.decode()


def test_a_case_that_is_not_known(granvik: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--case", "nope"],
        cwd=ROOT,
        input=b"",
        capture_output=True,
        env={**os.environ, "BESLUTSBOT_KNOWLEDGE": str(granvik)},
        timeout=60,
        check=False,
    )
    assert found.returncode == 2
    assert b"no case 'nope'; there is gv-2023-0417" in found.stderr
