"""Databases: how a SQLite file of the bot's is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_PATIENCE = 0.2  # seconds that another process may hold the file


def opened(file: Path, table: str, *pragmas: str) -> sqlite3.Connection:
    """The database in a file, made where there is none, with a table; only its owner may read it.

    What is deleted is overwritten. Raises OSError and sqlite3.Error where it cannot be used.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    database = sqlite3.connect(file, timeout=_PATIENCE)
    for pragma in ("secure_delete = on", *pragmas):
        database.execute(f"pragma {pragma}")
    database.execute(table)
    return database


def what_failed(error: Exception) -> str:
    """What went wrong, as for admins: the kind, and nothing of what was to be written."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
