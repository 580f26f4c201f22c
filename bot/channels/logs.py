"""Logs: one line of JSON for each event, about nobody.

No text that a person wrote, no name and no token is ever in them. Chats are told apart by a hash with a salt
that is made anew at each start, so that nobody can be followed from one day to another.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import sys
import time
from typing import TextIO

from bot.errors import SettingsError

_OURS = "beslutsbot"
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_CHATTY = ("httpx", "httpcore", "telegram", "tornado", "apscheduler")


class Log:
    """Writes events."""

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logger or logging.getLogger(_OURS)
        self._salt = secrets.token_bytes(16)

    def event(self, event: str, level: int = logging.INFO, *, chat: int | None = None, **values: object) -> None:
        """Writes a line. `values` are numbers and words of our own, never a person's."""
        if chat is not None:
            values = {"chat": self.alias(chat), **values}
        self._logger.log(level, event, extra={"values": values})

    def alias(self, chat: int) -> str:
        """What a chat is called in the logs until the next start."""
        return hashlib.blake2b(str(chat).encode(), key=self._salt, digest_size=4).hexdigest()


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """An event of ours with its values; of others' records the template only, not what is filled in."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z",
            "level": record.levelname,
        }
        if record.name == _OURS:
            line |= {"event": str(record.msg), **getattr(record, "values", {})}
        else:
            line |= {"event": "library", "logger": record.name, "message": _template(record)}
            if record.exc_info and record.exc_info[0] is not None:
                line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logs(level: str, out: TextIO | None = None) -> Log:
    """Sends all logs to `out` (standard error) from `level` on; the libraries speak from WARNING only.

    Raises SettingsError for a level that is not one.
    """
    level = level.upper()
    if level not in _LEVELS:
        raise SettingsError(f"the log level must be one of {', '.join(_LEVELS[:4])}")
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level)))
    logging.getLogger(_OURS).setLevel(level)
    for name in _CHATTY:
        # At INFO httpx writes request URLs, and they hold the token; at DEBUG telegram writes whole updates.
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("tornado.access").disabled = True
    return Log()


def _template(record: logging.LogRecord) -> str:
    """The record's message before anything was filled in, its first line, kept short."""
    if not record.args:
        return ""  # it may have been filled in beforehand
    return str(record.msg).splitlines()[0][:120]
