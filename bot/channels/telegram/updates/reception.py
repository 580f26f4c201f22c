"""The reception: what the service asks of whoever takes updates in, and what each of them does alike."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import Bot, Update

from bot.channels.logs import Log
from bot.channels.telegram.application import Desk
from bot.errors import BeslutsbotError

Put = Callable[[Update], None]
_FLEETING = frozenset({"inline_query"})  # of no use after a while: let go, and not kept


class Reception(Desk, Protocol):
    """Takes every update once, however often it comes, and has it in hand until it is dealt with.

    `Intake` does for a bot that is one process, `SharedIntake` for one of several.
    """

    async def open(self) -> None:
        """Makes ready to take updates."""

    def take(self, raw: object, bot: Bot, put: Put) -> asyncio.Future[None] | None:
        """Takes an update, as Telegram's JSON, and puts it into the application's queue by `put`; gives what is done
        when Telegram need not keep it, or None when it need not already.

        Raises BadUpdateError for what has no update_id.
        """

    async def tend(self, bot: Bot, put: Put, *, polled: bool) -> None:
        """Takes what was left by whoever was stopped, and looks after what is in hand until it is cancelled."""

    async def keep(self, age: float) -> None:
        """Makes safe what has been in hand for so many seconds, so that Telegram need not keep it."""

    async def as_only_one(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does what only one process may do for the bot, when and while this is the one."""

    async def latest(self, chat: int) -> int:
        """The highest number of a message that is known in a chat; 0 where none is."""

    def close(self) -> None:
        """Takes nothing as settled any more."""

    async def end(self) -> None:
        """Ends the use of what is kept."""

    @property
    def lowest(self) -> int | None:
        """The lowest number of an update in hand that Telegram must keep."""


@dataclass(kw_only=True)
class UnderWay:
    """An answer under way.

    `noted` is whether it is written down that there is one, `sent` whether a message of it is surely there, and `doubt`
    the number above which one may be from before the bot was stopped.
    """

    noted: bool = False
    sent: bool = False
    doubt: int | None = None

    def went(self, message: int | None) -> bool:
        """Notes which number the message has, or None that it was surely not taken; gives whether what was noted is to
        be taken back.
        """
        if message is not None:
            self.sent = True
            self.doubt = None if self.doubt is None else message  # the answer's next message may be there too
            return False
        self.doubt = None
        if not self.noted or self.sent:
            return False
        self.noted = False
        return True


class BadUpdateError(BeslutsbotError):
    """What came is no update."""

    def __init__(self) -> None:
        super().__init__("what came has no update_id", remedy="leave it: only Telegram's updates are taken")


def checked(raw: object) -> tuple[dict[str, Any], int]:
    """An update as it came, and its number. Raises BadUpdateError where it has none."""
    id_ = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(id_, int) or isinstance(id_, bool):
        raise BadUpdateError
    return raw, id_


def read(raw: dict[str, Any], bot: Bot, log: Log) -> Update | None:
    """The update, or None where it cannot be read: whatever is wrong with one, the others must go on."""
    try:
        return Update.de_json(raw, bot)
    except Exception as error:
        log.event("unreadable_update", logging.WARNING, update=raw["update_id"], kind=type(error).__name__)
        return None


def is_fleeting(raw: dict[str, Any]) -> bool:
    """Whether an update is of no use after a while, and is not kept."""
    return not _FLEETING.isdisjoint(raw)
