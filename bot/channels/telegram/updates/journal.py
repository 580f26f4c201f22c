"""The journal: which updates have been dealt with, so that a bot that was away answers nothing twice.

A line is a keyed hash of an update; neither who wrote nor what can be read from it. While an answer is under way the
line has the number of the latest message before it too, or - where it was surely not taken, so that whoever takes up
where a killed bot left off knows where to look for it. For the same use a line is a keyed hash of a chat with @ and the
number of the bot's latest message there. No clock counts: it may jump.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from cachetools import LRUCache

from bot.state.database import what_failed

_CHATS = 10_000
_AGAIN = 60.0  # seconds between tries to write to a disk that failed
_MOST = 20_000  # lines after which the file is begun anew with the latest half
_LINE = re.compile(r"^([0-9a-f]{24})(?: (@?\d{1,18}|-))?$", re.MULTILINE)


class Journal:
    """Notes updates in a file of `folder`. Where that cannot be written it only remembers, tells `trouble`, and tries
    again after a while.
    """

    def __init__(self, folder: Path, token: str, api_url: str, trouble: Callable[[str], None] = lambda _: None) -> None:
        self._trouble = trouble
        self._key = hashlib.blake2b(token.encode(), digest_size=32).digest()
        name = hashlib.blake2b(api_url.encode(), key=self._key, digest_size=6).hexdigest()
        self.path = folder / f"telegram-{name}.journal"
        self._lines: list[str] = []
        self._known: set[str] = set()
        self._begun: dict[str, int] = {}
        self._latest: LRUCache[str, int] = LRUCache(_CHATS)
        self._file: IO[str] | None = None
        self._written = 0
        self._again_at = 0.0

    def open(self) -> bool:
        """Reads what was noted earlier, and makes ready to write; gives whether that can be done."""
        try:
            if self.path.exists():
                self._read(self.path.read_text("ascii", "replace"))
            self._begin()
        except OSError as error:
            self._failed(error)
        return self._file is not None

    def has(self, update: dict[str, Any]) -> bool:
        """Whether an update was dealt with before the bot was started."""
        return bool(self._known) and self._digest(update) in self._known

    def begun(self, update: dict[str, Any]) -> int | None:
        """The number above which an answer may be that was under way when the bot was stopped; None where none was."""
        return self._begun.get(self._digest(update)) if self._begun else None

    def begin(self, update: dict[str, Any], after: int | None) -> None:
        """Notes that an answer is under way, above a number; None takes that back."""
        digest = self._digest(update)
        if after is None:
            self._begun.pop(digest, None)
        else:
            self._begun[digest] = after
        self._write(f"{digest} {'-' if after is None else after}")

    def note(self, update: dict[str, Any]) -> None:
        """Notes that an update has been dealt with."""
        digest = self._digest(update)
        self._begun.pop(digest, None)
        self._lines.append(digest)
        self._write(digest)

    def latest(self, chat: int) -> int:
        """The number of the bot's latest message in a chat; 0 where none is known."""
        return int(self._latest.get(self._digest({"chat": chat}), 0))

    def note_latest(self, chat: int, message: int) -> None:
        """Notes the number of the bot's latest message in a chat."""
        digest = self._digest({"chat": chat})
        self._latest[digest] = message
        self._write(f"{digest} @{message}")

    def close(self) -> None:
        """Ends the writing."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, written: str) -> None:
        for digest, after in _LINE.findall(written):
            if after.startswith("@"):
                self._latest[digest] = int(after[1:])
                continue
            if not after:
                self._lines.append(digest)
            if after.isdecimal():
                self._begun[digest] = int(after)
            else:
                self._begun.pop(digest, None)
        self._known = set(self._lines)

    def _write(self, line: str) -> None:
        try:
            if self._file is not None:
                self._file.write(f"{line}\n")
                self._file.flush()
                self._written += 1
            if self._written > _MOST or (self._file is None and time.monotonic() > self._again_at):
                self._begin()
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        with suppress(OSError):
            self.close()
        self._file = None
        self._again_at = time.monotonic() + _AGAIN
        self._trouble(f"the journal: {what_failed(error)}")

    def _begin(self) -> None:
        """Writes the file anew beside its place, and moves it there whole."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lines = self._lines[-_MOST // 2 :]
        self._begun = dict(list(self._begun.items())[-_MOST // 2 :])
        new = self.path.with_suffix(".new")
        new.touch(mode=0o600)
        self._file = new.open("w", encoding="ascii")
        self._file.writelines(f"{line}\n" for line in self._lines)
        self._file.writelines(f"{digest} {after}\n" for digest, after in self._begun.items())
        self._file.writelines(f"{digest} @{message}\n" for digest, message in self._latest.items())
        self._file.flush()
        new.replace(self.path)
        self._written = len(self._lines)

    def _digest(self, update: dict[str, Any]) -> str:
        written = json.dumps(update, sort_keys=True, separators=(",", ":")).encode()
        return hashlib.blake2b(written, key=self._key, digest_size=12).hexdigest()
