"""The languages that people have chosen: for each chat (and topic of it) its id and the language, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Engine, Executable, delete, select
from sqlalchemy.exc import SQLAlchemyError

from bot.state.database import make, what_failed
from bot.state.tables import LANGUAGES

MOST = 20_000
"""Chats that are remembered; those that chose longest ago are forgotten first."""


class ChosenLanguages:
    """The languages by chat, kept in a database that is this process's own. Where that cannot be used, or there is
    none, they last as long as the program.
    """

    def __init__(self, database: Engine | None = None) -> None:
        self._database = database
        self._chosen: dict[str, str] = {}
        self._trouble: Callable[[str], None] = lambda _: None

    def open(self, trouble: Callable[[str], None] = lambda _: None) -> bool:
        """Reads what was chosen earlier, and makes ready to write; gives whether that can be done.

        `trouble` is told, now or later, when the database cannot be used.
        """
        if self._database is None:
            return False
        self._trouble = trouble
        try:
            make(self._database, LANGUAGES)
            with self._database.begin() as connection:  # a choice that is changed is put last
                rows = connection.execute(select(LANGUAGES.c.chat, LANGUAGES.c.language))
                self._chosen = {row.chat: row.language for row in rows}
        except (OSError, SQLAlchemyError) as error:
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
        self._write(_dropped(chat), LANGUAGES.insert().values(chat=chat, language=language))

    def forget(self, chat: str) -> None:
        """Forgets the choice of a chat."""
        if self._chosen.pop(chat, None) is not None:
            self._write(_dropped(chat))

    def leave(self, chat: int) -> None:
        """Forgets the choices of a chat and of all its topics."""
        for known in [known for known in self._chosen if known.partition(":")[0] == str(chat)]:
            self.forget(known)

    def taken_out(self, chat: int) -> dict[str, str]:
        """The choices of a chat and of its topics, no longer kept here (though where there is a database)."""
        return {known: self._chosen.pop(known) for known in list(self._chosen) if known.startswith(f"{chat}:")}

    def put_back(self, chat: int, kept: Mapping[str, str]) -> None:
        """Keeps what was taken out."""
        self._chosen.update(kept)

    def close(self) -> None:
        """Ends the writing."""
        if self._database is not None:
            self._database.dispose()
            self._database = None

    def _write(self, *statements: Executable) -> None:
        if self._database is None:
            return
        try:
            with self._database.begin() as connection:
                for statement in statements:
                    connection.execute(statement)
        except (OSError, SQLAlchemyError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.close()
        self._trouble(f"the chosen languages: {what_failed(error)}")


def _dropped(chat: str) -> Executable:
    return delete(LANGUAGES).where(LANGUAGES.c.chat == chat)
