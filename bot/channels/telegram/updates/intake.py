"""The intake: every update is taken once, however often it comes, and is in hand until it is dealt with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Bot, Update

from bot.channels.telegram.logs import Log
from bot.channels.telegram.updates.duplicates import Duplicates
from bot.channels.telegram.updates.journal import Journal
from bot.errors import BeslutsbotError


class BadUpdateError(BeslutsbotError):
    """What came is no update."""

    def __init__(self) -> None:
        super().__init__("what came has no update_id", remedy="leave it: only Telegram's updates are taken")


class Intake:
    """Takes updates as Telegram's JSON and puts them in the application's queue by `put`."""

    def __init__(self, log: Log, journal: Journal) -> None:
        self._log, self._journal = log, journal
        self._duplicates = Duplicates()
        self._in_hand: dict[int, tuple[dict[str, Any], asyncio.Future[None]]] = {}

    def take(self, raw: object, bot: Bot, put: Callable[[Update], None]) -> asyncio.Future[None] | None:
        """Takes an update; gives what is done when it has been dealt with, or None when it already is.

        Raises BadUpdateError for what has no update_id.
        """
        id_ = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or not isinstance(id_, int) or isinstance(id_, bool):
            raise BadUpdateError
        if not self._duplicates.first(id_):
            held = self._in_hand.get(id_)
            self._log.event("duplicate", logging.DEBUG, update=id_)
            return held[1] if held else None
        if self._journal.has(raw):
            self._log.event("dealt_with_before", logging.DEBUG, update=id_)
            return None
        try:
            update = Update.de_json(raw, bot)
        except Exception as error:  # whatever is wrong with one update, the others must go on
            self._log.event("unreadable_update", logging.WARNING, update=id_, kind=type(error).__name__)
            return None
        done = asyncio.get_running_loop().create_future()
        self._in_hand[id_] = (raw, done)
        put(update)
        return done

    def settled(self, update: object) -> None:
        """Notes that an update has been dealt with."""
        if isinstance(update, Update) and (held := self._in_hand.pop(update.update_id, None)):
            self._journal.note(held[0])
            if not held[1].done():
                held[1].set_result(None)

    @property
    def lowest(self) -> int | None:
        """The lowest number among the updates in hand."""
        return min(self._in_hand, default=None)
