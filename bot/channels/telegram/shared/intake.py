"""The shared intake: every update is taken once by one of several workers, and those of a chat in turn.

An update is claimed in the database before anything is done about it. What is remembered of its chat comes with the
turn of the chat, and goes back with it. Before each message the worker makes sure that the update is still its own.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update

from bot.channels.logs import Log
from bot.channels.telegram.sending.failures import TakenOverError
from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.shared.calls import Calls
from bot.channels.telegram.shared.only_one import OnlyOne
from bot.channels.telegram.shared.others import Others
from bot.channels.telegram.shared.queues import Queues
from bot.channels.telegram.state.kept import Kept
from bot.channels.telegram.updates.reception import Put, UnderWay, checked, is_fleeting, read
from bot.channels.telegram.updates.times import Times
from bot.state.claims import Claim, Claims, latest, sweep
from bot.state.database import make
from bot.state.paces import sweep_paces
from bot.state.tables import CHATS, PACES, RENEWALS, UPDATES, WORKERS

_BEATS = 5  # signs of life in a lease
_AGAIN = 0.3  # seconds between looks at what others have in hand
_KEEPING = 0.2  # seconds between looks at what has been in hand for long
_SWEEP = 60.0  # seconds between looks at what is old
_TURN = (0.02, 0.5)  # seconds between looks whether a turn has come: at first, and at most
_KNOWN = "known"
_LASTING = "languages"
"""What is remembered of a chat that is silent for days."""


@dataclass
class _Held(UnderWay):
    """An update in hand. `safe` is done when Telegram need not keep it; the rest is as `Intake` has it."""

    raw: dict[str, Any]
    update: Update
    put: Put
    safe: asyncio.Future[None]
    since: float = field(default_factory=time.monotonic)
    pressed: bool = False


class SharedIntake:
    """Takes updates as Telegram's JSON and puts those it has claimed in the application's queue."""

    keeps_order = True

    def __init__(
        self,
        log: Log,
        claims: Claims,
        calls: Calls,
        only_one: OnlyOne,
        others: Others,
        kept: Mapping[str, Kept],
        times: Times,
    ) -> None:
        self._log, self._claims, self._calls, self._times = log, claims, calls, times
        self._only_one, self._others = only_one, others
        self.known = KnownMessages()
        self._kept: dict[str, Kept] = {**kept, _KNOWN: self.known}
        self._in_hand: dict[int, _Held] = {}
        self._unclaimed: dict[int, _Held] = {}
        self._came = asyncio.Event()
        self._turns: dict[int, _Held] = {}  # by chat
        self._queues = Queues()
        self._closed = False

    async def open(self) -> None:
        """Makes the tables where they are missing, and gives the first sign of life, when the database is there."""
        await self._calls(lambda _: make(self._calls.database, WORKERS, UPDATES, CHATS, PACES, RENEWALS))
        await self._calls(self._claims.beat)

    def take(self, raw: object, bot: Bot, put: Put) -> asyncio.Future[None] | None:
        """Takes an update; gives what is done when Telegram need not keep it, or None when it need not already.

        Raises BadUpdateError for what has no update_id.
        """
        raw, id_ = checked(raw)
        if held := self._in_hand.get(id_):
            return held.safe
        update = read(raw, bot, self._log)
        if update is None:
            return None
        held = self._in_hand[id_] = _Held(raw, update, put, asyncio.get_running_loop().create_future())
        self._ask_for(held)
        return held.safe

    async def tend(self, bot: Bot, put: Put, *, polled: bool) -> None:
        """Claims what comes, gives signs of life, takes over from the dead, and keeps what is in hand for long."""
        async with asyncio.TaskGroup() as tasks:
            for work in (self._claim(), self._live(bot, put), self._sweep(), self._look_after(polled=polled)):
                tasks.create_task(work)

    async def keep(self, age: float) -> None:
        """Keeps in the database what has been in hand for so many seconds, but what is fleeting."""
        before = time.monotonic() - age
        aged = {i: held for i, held in self._in_hand.items() if not held.safe.done() and held.since <= before}
        bodies = {i: json.dumps(h.raw) for i, h in aged.items() if i not in self._unclaimed and not is_fleeting(h.raw)}
        kept = await self._calls(partial(self._claims.keep, bodies=bodies)) if bodies else set()
        for id_, held in aged.items():
            if (id_ in kept or is_fleeting(held.raw)) and not held.safe.done():
                held.safe.set_result(None)

    async def as_only_one(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does what only one worker may do for the bot, when and while this is the one."""
        await self._only_one(work)

    def is_pressed(self, update: object) -> bool:
        """Whether an update is a press that no other worker has answered."""
        held = self._in_hand.get(update.update_id) if isinstance(update, Update) and update.callback_query else None
        return held is not None and not held.pressed

    async def press_answered(self, update: Update) -> None:
        """Notes that a press was answered."""
        if (held := self._in_hand.get(update.update_id)) is not None:
            held.pressed = True
            await self._calls(partial(self._claims.press, id_=update.update_id))

    async def begun(self, update: object) -> bool:
        """Waits for the turn of an update among all workers; gives whether it is to be dealt with here."""
        held = self._in_hand.get(update.update_id) if isinstance(update, Update) else None
        if held is None or not isinstance(update, Update):
            return False
        if update.effective_chat is None:
            return True
        chat = update.effective_chat.id
        self._queues.enter(chat, update.update_id)
        memory = await self._turn_of(chat, update.update_id)
        if memory is None:
            self._queues.leave(chat, update.update_id)
            self._ask_for(held)  # to hear when it has been dealt with
            return False
        self._remember(chat, memory)
        self._turns[chat] = held
        if update.effective_message is not None:
            self.known.came(chat, update.effective_message.message_id)
        return True

    async def _turn_of(self, chat: int, id_: int) -> dict[str, Any] | None:
        """What is remembered of a chat, when the turn of an update has come; None where it is another worker's now."""
        wait = _TURN[0]
        while True:
            await self._queues.first(chat, id_)
            memory = await self._calls(partial(self._claims.begin, id_=id_, chat=chat))
            if memory is not None or not await self._calls(partial(self._claims.is_mine, id_=id_)):
                return memory
            await asyncio.sleep(wait)
            wait = min(2 * wait, _TURN[1])

    async def sending(self, chat: int, after: int) -> int | None:
        """Notes that a message to the update whose turn it is goes out; gives from which number on it may be there.

        Raises TakenOverError where the update is another worker's by now.
        """
        if (held := self._turns.get(chat)) is None:
            return None
        above = after if not held.noted and held.doubt is None else None
        if not await self._calls(partial(self._claims.send, id_=held.update.update_id, after=above)):
            raise TakenOverError
        held.noted = True
        return held.doubt

    async def sent(self, chat: int, message: int | None) -> None:
        """Notes which number the message has, or that it was surely not taken."""
        held = self._turns.get(chat)
        if held is not None and held.went(message):
            await self._calls(partial(self._claims.unsend, id_=held.update.update_id))

    async def settled(self, update: object) -> None:
        """Notes that an update has been dealt with, and gives the turn back with what is remembered of the chat."""
        held = self._in_hand.get(update.update_id) if isinstance(update, Update) else None
        if self._closed or held is None or not isinstance(update, Update):
            return
        id_, chat = update.update_id, _chat(update)
        memory = {} if chat is None else self._forget(chat)
        if chat is not None and self._turns.get(chat) is held:
            del self._turns[chat]
        was_mine = await self._calls(partial(self._claims.settle, id_=id_, chat=chat, memory=memory))
        if chat is not None:
            self._queues.leave(chat, id_)
        if not was_mine:
            self._ask_for(held)  # to hear when whoever has it has dealt with it
            return
        self._in_hand.pop(id_, None)
        if not held.safe.done():
            held.safe.set_result(None)

    async def latest(self, chat: int) -> int:
        """The highest number of a message that is known in a chat, here or by whoever had its turn last; 0 if none."""
        return max(self.known.latest(chat), await self._calls(partial(latest, chat=chat, kept=_KNOWN)))

    def close(self) -> None:
        """Takes nothing as settled any more: what is not now, another worker deals with, or this one's next start."""
        self._closed = True

    async def end(self) -> None:
        """Leaves all that is in hand to others."""
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            async with asyncio.timeout(1):
                await self._calls(self._claims.leave)
        self._calls.close()

    @property
    def unsafe(self) -> int:
        """How many updates are in hand that Telegram must keep."""
        return sum(not held.safe.done() for held in self._in_hand.values())

    @property
    def lowest(self) -> int | None:
        """The lowest number among those."""
        return min((id_ for id_, held in self._in_hand.items() if not held.safe.done()), default=None)

    def _ask_for(self, held: _Held) -> None:
        self._unclaimed[held.update.update_id] = held
        self._came.set()

    async def _claim(self) -> None:
        """Claims what came, all together and in order; asks again for what others have in hand."""
        while True:
            await self._came.wait()
            self._came.clear()
            chats = {id_: _chat(held.update) for id_, held in sorted(self._unclaimed.items())}
            if not chats:
                continue
            mine, done = await self._calls(partial(self._claims.claim, chats=chats))
            for claim in sorted(mine, key=lambda claim: claim.id):
                self._take_up(self._unclaimed.pop(claim.id), claim)
            for id_ in done:
                self._unclaimed.pop(id_, None)
                held = self._in_hand.pop(id_, None)
                if held is not None and not held.safe.done():
                    held.safe.set_result(None)
            if self._unclaimed:
                asyncio.get_running_loop().call_later(_AGAIN, self._came.set)

    def _take_up(self, held: _Held, claim: Claim) -> None:
        held.doubt, held.pressed = claim.after, claim.pressed
        held.noted = held.sent = False
        held.put(held.update)

    async def _live(self, bot: Bot, put: Put) -> None:
        """Gives signs of life, looks at the others, and takes over what was kept by workers that give none."""
        while True:
            await self._calls(self._claims.beat)
            await self._others.look()
            await self._calls(lambda database: self._claims.settle_but(database, tuple(self._in_hand)))
            taken = await self._calls(lambda database: self._claims.take_over(database, tuple(self._in_hand)))
            for claim in taken:
                raw = json.loads(claim.body or "")
                if claim.id not in self._in_hand and (update := read(raw, bot, self._log)) is not None:
                    safe = asyncio.get_running_loop().create_future()
                    safe.set_result(None)
                    self._in_hand[claim.id] = _Held(raw, update, put, safe)
                    self._take_up(self._in_hand[claim.id], claim)
            if taken:
                self._log.event("taken_over", updates=len(taken))
            await asyncio.sleep(self._times.lease / _BEATS)

    async def _sweep(self) -> None:
        while True:
            await self._calls(partial(sweep, lasting=_LASTING))
            await self._calls(sweep_paces)
            await asyncio.sleep(_SWEEP)

    async def _look_after(self, *, polled: bool) -> None:
        while True:
            await asyncio.sleep(_KEEPING)
            crowded = polled or self.unsafe >= self._times.crowd
            await self.keep(self._times.polled if crowded else self._times.pushed)

    def _remember(self, chat: int, memory: Mapping[str, Any]) -> None:
        """Puts what is remembered of a chat in its place; what is there is from before, or from notices."""
        self._forget(chat)
        for name in memory:
            if name in self._kept:
                self._kept[name].put_back(chat, memory[name])

    def _forget(self, chat: int) -> dict[str, Any]:
        """Takes out what is remembered of a chat."""
        return {name: kept for name, store in self._kept.items() if (kept := store.taken_out(chat))}


def _chat(update: Update) -> int | None:
    return None if update.effective_chat is None else update.effective_chat.id
