"""The languages that people have chosen: for each chat (and topic of it) its id and the language, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.state.database import opened, what_failed

MOST = 20_000
"""Chats that are remembered; those that chose longest ago are forgotten first."""
_TABLE = "CREATE TABLE IF NOT EXISTS languages (chat TEXT PRIMARY KEY, language TEXT NOT NULL)"


class ChosenLanguages:
    """The languages by chat, kept in a SQLite file. Where that cannot be used, they last as long as the program."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._chosen: dict[str, str] = {}
        self._database: sqlite3.Connection | None = None
        self._trouble: Callable[[str], None] = lambda _: None

    def open(self, trouble: Callable[[str], None] = lambda _: None) -> bool:
        """Reads what was chosen earlier, and makes ready to write; gives whether that can be done.

        `trouble` is told, now or later, when the file cannot be used.
        """
        if self._file is None:
            return False
        self._trouble = trouble
        try:
            self._database = opened(self._file, _TABLE)
            self._chosen = dict(self._database.execute("SELECT chat, language FROM languages ORDER BY rowid"))
        except (OSError, sqlite3.Error) as error:
            self._failed(error)
        return self._database is not None

    def get(self, chat: str) -> str | None:
        """The language that a chat has chosen, or None."""
        return self._chosen.get(chat)

    def choose(self, chat: str, language: str) -> None:
        """Remembers the choice of a chat."""
        self._chosen.pop(chat, None)
        while len(self._chosen) >= MOST:
            self.forget(next(iter(self._chosen)))
        self._chosen[chat] = language
        self._write("INSERT OR REPLACE INTO languages VALUES (?, ?)", chat, language)

    def forget(self, chat: str) -> None:
        """Forgets the choice of a chat."""
        if self._chosen.pop(chat, None) is not None:
            self._write("DELETE FROM languages WHERE chat = ?", chat)

    def leave(self, chat: int) -> None:
        """Forgets the choices of a chat and of all its topics."""
        for known in [known for known in self._chosen if known.partition(":")[0] == str(chat)]:
            self.forget(known)

    def close(self) -> None:
        """Ends the writing."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _write(self, statement: str, *values: str) -> None:
        if self._database is None:
            return
        try:
            with self._database:
                self._database.execute(statement, values)
        except sqlite3.Error as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.close()
        self._trouble(f"the chosen languages: {what_failed(error)}")
