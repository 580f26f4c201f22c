"""The journal: which updates have been dealt with, so that a bot that was away answers nothing twice.

A line is a keyed hash of an update; neither who wrote nor what can be read from it. What is older than a day
is of no use, for Telegram repeats nothing that old.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from pathlib import Path
from typing import IO, Any

_KEPT = 24 * 3600  # seconds that Telegram keeps updates
_MOST = 20_000  # lines after which the file is begun anew with the latest half
_LINE = re.compile(r"^[0-9a-f]{24}$", re.MULTILINE)


class Journal:
    """Notes updates in a file of `folder`. Where that cannot be written, it only remembers."""

    def __init__(self, folder: Path, token: str, api_url: str) -> None:
        self._key = hashlib.blake2b(token.encode(), digest_size=32).digest()
        name = hashlib.blake2b(api_url.encode(), key=self._key, digest_size=6).hexdigest()
        self.path = folder / f"telegram-{name}.journal"
        self._lines: list[str] = []
        self._known: set[str] = set()
        self._file: IO[str] | None = None

    def open(self) -> bool:
        """Reads what was noted earlier, and makes ready to write; gives whether that can be done."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and time.time() - self.path.stat().st_mtime < _KEPT:
                self._lines = _LINE.findall(self.path.read_text("ascii", "replace"))
            self._known = set(self._lines)
            self._begin()
        except OSError:
            self._file = None
        return self._file is not None

    def has(self, update: dict[str, Any]) -> bool:
        """Whether a message or its edit was dealt with before the bot was started."""
        if not self._known:
            return False
        message = update.get("message") or update.get("edited_message")
        date = message.get("edit_date") or message.get("date") if isinstance(message, dict) else None
        if not isinstance(date, int) or abs(time.time() - date) > _KEPT:
            return False
        return self._digest(update) in self._known

    def note(self, update: dict[str, Any]) -> None:
        """Notes that an update has been dealt with."""
        if self._file is None:
            return
        line = self._digest(update)
        self._lines.append(line)
        try:
            self._file.write(f"{line}\n")
            self._file.flush()
            if len(self._lines) > _MOST:
                self._lines = self._lines[_MOST // 2 :]
                self._begin()
        except OSError:
            self._file = None

    def close(self) -> None:
        """Ends the writing."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        if self._file is not None:
            self._file.close()
        self.path.touch(mode=0o600, exist_ok=True)
        self._file = self.path.open("w", encoding="ascii")
        self._file.writelines(f"{line}\n" for line in self._lines)
        self._file.flush()

    def _digest(self, update: dict[str, Any]) -> str:
        written = json.dumps(update, sort_keys=True, separators=(",", ":")).encode()
        return hashlib.blake2b(written, key=self._key, digest_size=12).hexdigest()
