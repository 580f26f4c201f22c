"""The intake: every update is taken once, however often it comes, and is in hand until it is dealt with.

What is in hand for long goes into the outbox. Then Telegram need not keep it any more, and no other waits for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update

from bot.channels.logs import Log
from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.updates.duplicates import Duplicates
from bot.channels.telegram.updates.journal import Journal
from bot.channels.telegram.updates.reception import Put, UnderWay, checked, is_fleeting, read
from bot.channels.telegram.updates.times import Times
from bot.state.outbox import Outbox, OutboxError

_EVERY = 0.2  # seconds between looks at what is in hand
_SWEEP = 60.0  # seconds between looks at the outbox


@dataclass
class _Held(UnderWay):
    """An update in hand. `safe` is done when Telegram need not keep it: it is dealt with, or in the outbox."""

    raw: dict[str, Any]
    safe: asyncio.Future[None]
    since: float = field(default_factory=time.monotonic)

    @property
    def is_safe(self) -> bool:
        return self.safe.done()

    @property
    def is_fleeting(self) -> bool:
        return is_fleeting(self.raw)


class Intake:
    """Takes updates as Telegram's JSON and puts them in the application's queue by `put`.

    `trouble` is told when the outbox cannot be used.
    """

    keeps_order = False

    def __init__(
        self, log: Log, journal: Journal, outbox: Outbox, trouble: Callable[[str], None], times: Times = Times()
    ) -> None:
        self._log, self._journal, self._outbox, self._trouble, self._times = log, journal, outbox, trouble, times
        self._duplicates = Duplicates()
        self._in_hand: dict[int, _Held] = {}
        self._turns: dict[int, _Held] = {}  # by chat
        self.known = KnownMessages(journal)
        self._closed = False

    async def open(self) -> None:
        """Makes ready to take updates."""
        self._journal.open()

    def take(self, raw: object, bot: Bot, put: Put) -> asyncio.Future[None] | None:
        """Takes an update; gives what is done when Telegram need not keep it, or None when it need not already.

        Raises BadUpdateError for what has no update_id.
        """
        raw, id_ = checked(raw)
        if not self._duplicates.first(id_):
            held = self._in_hand.get(id_)
            self._log.event("duplicate", logging.DEBUG, update=id_)
            return held.safe if held else None
        if self._journal.has(raw):
            self._log.event("dealt_with_before", logging.DEBUG, update=id_)
            return None
        update = read(raw, bot, self._log)
        if update is None:
            return None
        if update.effective_chat is not None and update.effective_message is not None:
            self.known.came(update.effective_chat.id, update.effective_message.message_id)
        safe = asyncio.get_running_loop().create_future()
        held = self._in_hand[id_] = _Held(raw, safe, doubt=self._journal.begun(raw))
        put(update)
        return held.safe

    async def tend(self, bot: Bot, put: Put, *, polled: bool) -> None:
        """Takes what the outbox has from before the bot was stopped, then looks after it and what is in hand."""
        self._take_waiting(bot, put)
        swept, times = time.monotonic(), self._times
        while True:
            await asyncio.sleep(_EVERY)
            await self.keep(times.polled if polled or self.unsafe >= times.crowd else times.pushed)
            if time.monotonic() - swept > _SWEEP:
                swept = time.monotonic()
                try:
                    self._outbox.delete_old()
                except OutboxError as error:
                    self._trouble(str(error))

    def _take_waiting(self, bot: Bot, put: Put) -> None:
        try:
            waiting = [json.loads(body) for body in self._outbox.waiting()]
        except OutboxError as error:
            self._trouble(str(error))
            return
        for raw in waiting:
            self.take(raw, bot, put)
            if held := self._in_hand.get(raw["update_id"]):
                held.safe.set_result(None)
            else:
                self._forget(raw["update_id"])
        if waiting:
            self._log.event("taken_up_again", updates=len(waiting))

    async def keep(self, age: float) -> None:
        """Puts into the outbox what has been in hand for so many seconds; what cannot be put there stays unsafe.

        What is fleeting is not put there: Telegram need not keep it either.
        """
        before = time.monotonic() - age
        aged = {id_: held for id_, held in self._in_hand.items() if not held.is_safe and held.since <= before}
        rows = {id_: json.dumps(held.raw) for id_, held in aged.items() if not held.is_fleeting}
        try:
            if rows:
                self._outbox.put(rows)
        except OutboxError as error:
            self._trouble(str(error))
            return
        for held in aged.values():
            held.safe.set_result(None)

    def is_pressed(self, update: object) -> bool:
        """Whether an update is a press that was not answered before the bot was stopped."""
        held = self._in_hand.get(update.update_id) if isinstance(update, Update) and update.callback_query else None
        return held is not None and held.doubt is None

    async def press_answered(self, update: Update) -> None:
        """Notes that a press was answered."""
        if (held := self._in_hand.get(update.update_id)) is not None:
            held.noted = held.sent = True
            chat = update.effective_chat
            self._journal.begin(held.raw, self.known.latest(chat.id) if chat else 0)

    async def begun(self, update: object) -> bool:
        """Notes that the turn of an update has come in its chat."""
        if isinstance(update, Update) and update.effective_chat and (held := self._in_hand.get(update.update_id)):
            self._turns[update.effective_chat.id] = held
        return True

    async def sending(self, chat: int, after: int) -> int | None:
        """Notes that a message to the update whose turn it is goes out; gives from which number on it may be there."""
        held = self._turns.get(chat)
        if held is None:
            return None
        if not held.noted and held.doubt is None:
            held.noted = True
            self._journal.begin(held.raw, after)
        return held.doubt

    async def sent(self, chat: int, message: int | None) -> None:
        """Notes which number the message has, or that it was surely not taken."""
        held = self._turns.get(chat)
        if held is not None and held.went(message):
            self._journal.begin(held.raw, None)

    async def settled(self, update: object) -> None:
        """Notes that an update has been dealt with; after `close` it has not been, whoever says so."""
        if self._closed or not isinstance(update, Update) or not (held := self._in_hand.pop(update.update_id, None)):
            return
        if update.effective_chat and self._turns.get(update.effective_chat.id) is held:
            del self._turns[update.effective_chat.id]
        self._journal.note(held.raw)
        if not held.is_safe:
            held.safe.set_result(None)
        elif not held.is_fleeting:
            self._forget(update.update_id)

    async def as_only_one(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does what only one process may do for the bot: this is the only one."""
        await work()

    async def latest(self, chat: int) -> int:
        """The highest number of a message that is known in a chat; 0 where none is."""
        return self.known.latest(chat)

    def close(self) -> None:
        """Takes nothing as settled any more: what is not now is dealt with after the next start."""
        self._closed = True

    async def end(self) -> None:
        """Ends the use of the disk."""
        self._journal.close()
        self._outbox.close()

    def _forget(self, id_: int) -> None:
        try:
            self._outbox.delete([id_])
        except OutboxError as error:
            self._trouble(str(error))

    @property
    def unsafe(self) -> int:
        """How many updates are in hand that Telegram must keep."""
        return sum(not held.is_safe for held in self._in_hand.values())

    @property
    def lowest(self) -> int | None:
        """The lowest number among those."""
        return min((id_ for id_, held in self._in_hand.items() if not held.is_safe), default=None)
