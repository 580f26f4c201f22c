"""Telling: when the knowledge brings news, those who follow are told, each once, by day, at the pace they chose.

Nothing here runs by the clock: it looks when the knowledge has been renewed, and then when the next may be told.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.following.hours import Hours
from bot.channels.telegram.following.message import Message, news_message
from bot.channels.telegram.following.subjects import Meeting
from bot.channels.telegram.sending.limits import NOWHERE
from bot.knowledge.model import Knowledge
from bot.knowledge.news import all_news, marks_of, read_news
from bot.state.database import what_failed
from bot.state.follows import Chat
from bot.state.tellings import Due

_BATCH = 20  # chats that are looked up together
_AT_ONCE = 4  # messages on their way together: enough for Telegram's rate, and few to stand in line before answers
_AGAIN = 600.0  # seconds until one is tried again who could not be told
_TROUBLE = 60.0  # seconds until a database is tried again that cannot be used


class Telling:
    """Tells the followers of one bot. `clock` gives seconds since 1970, `lease` is how long a turn to tell lasts.

    `latest` gives the highest number that is known in a chat; `trouble` is told when the database cannot be used.
    """

    def __init__(
        self,
        state: BotState,
        bot: ExtBot[Any],
        latest: Callable[[int], Awaitable[int]],
        trouble: Callable[[str], None],
        *,
        clock: Callable[[], float],
        lease: float,
        hours: Hours = Hours(),
    ) -> None:
        self._state, self._bot, self._latest, self._trouble = state, bot, latest, trouble
        self._clock, self._lease, self._hours = clock, lease, hours
        self._owner = secrets.token_hex(8)
        self._noted: Knowledge | None = None
        self._name = ""  # of the knowledge that was noted
        self._aside: dict[Chat, float] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Tells until it is cancelled; then another may at once."""
        try:
            while True:
                try:
                    wake = await self._look()
                except (SQLAlchemyError, OSError) as error:
                    self._trouble(f"what is followed: {what_failed(error)}")
                    wake = self._clock() + _TROUBLE
                with suppress(TimeoutError):
                    async with asyncio.timeout(None if wake is None else max(0.0, wake - self._clock())):
                        await self._state.renewed.wait()
        finally:
            with suppress(SQLAlchemyError, OSError):
                self._state.tellings.release(self._owner)

    async def _look(self) -> float | None:
        """Notes what is new and tells whom it may; gives when to look again, None for when the knowledge is renewed."""
        self._state.renewed.clear()
        knowledge = self._state.loaded.answerer.knowledge
        if knowledge is not self._noted:
            count, self._name = await asyncio.to_thread(self._note, knowledge)
            self._noted = knowledge
            self._state.log.event("news", count=count)
        while not self._state.renewed.is_set():
            if (wake := await self._tell_some()) is None or wake > self._clock():
                return wake
        return None

    def _note(self, knowledge: Knowledge) -> tuple[int, str]:
        """Notes what is new for whom; gives how much is, and the name of the knowledge."""
        marks = {case.id: marks_of(case) for case in knowledge.cases.values()}
        with self._state.tellings.noting() as noting:
            news = all_news(knowledge.cases.values(), noting.told)
            if news and noting.follows:
                meeting = Meeting(news)
                for follow in noting.follows:
                    noting.tell(follow, [new.key for new in meeting.of(follow)])
            name = noting.mark(marks)
        return len(news), name

    async def _tell_some(self) -> float | None:
        """Tells some of those who are due; gives when to go on, None where nobody waits."""
        tellings, now = self._state.tellings, self._clock()
        if not await asyncio.to_thread(tellings.is_waiting):
            return None
        if (opens := self._hours.next(now)) > now:
            return opens
        again = await asyncio.to_thread(tellings.hold, self._owner, self._name, now, now + self._lease)
        if again is not None:
            return again  # another process tells
        self._aside = {chat: until for chat, until in self._aside.items() if until > now}
        found = await asyncio.to_thread(tellings.due, self._hours.midnight(now), _BATCH + len(self._aside))
        due = [one for one in found if one.chat not in self._aside]
        if not due:
            return min([self._hours.tomorrow(now), *self._aside.values()])
        with suppress(TimeoutError):
            async with asyncio.timeout(self._lease * 0.75):  # others may tell when the lease is over
                results = await asyncio.gather(*map(self._tell, due), return_exceptions=True)
                for error in filter(None, results):
                    raise error
        return now

    async def _tell(self, due: Due) -> None:
        """Tells one; whoever cannot be told now is tried again later."""
        async with self._room:
            self._aside[due.chat] = self._clock() + self._lease  # should it be broken off
            try:
                await self._tell_once(due)
            except ChatMigrated as error:
                await asyncio.to_thread(self._state.follows.move, due.chat.id, error.new_chat_id)
            except TelegramError as error:
                gone = isinstance(error, Forbidden) or "chat not found" in str(error).casefold()
                self._state.log.event("not_told", logging.WARNING, chat=due.chat.id, kind=type(error).__name__)
                if gone:
                    await asyncio.to_thread(self._state.follows.leave, due.chat.id)
                elif isinstance(error, BadRequest):
                    await asyncio.to_thread(self._state.tellings.done, due, self._clock())
                else:
                    self._aside[due.chat] = self._clock() + _AGAIN
                    return
            del self._aside[due.chat]

    async def _tell_once(self, due: Due) -> None:
        """Sends a chat its news, or what was under way to it unless it is there."""
        tellings, loaded, chat, language = self._state.tellings, self._state.loaded, due.chat, due.language
        if due.message is not None and due.after is not None:
            message, first = Message.read(due.message), due.after + 1
        else:
            news = [new for key in due.news if (new := read_news(key, loaded.answerer.knowledge)) is not None]
            composed = news_message(news, due.follows, loaded.browser, language)
            if composed is None:
                await asyncio.to_thread(tellings.drop, due)
                return
            message, first = composed, NOWHERE
            if not await asyncio.to_thread(tellings.begin, due, str(message), await self._latest(chat.id)):
                return
        await self._bot.send_message(
            chat.id,
            message.text,
            message_thread_id=chat.topic or None,
            reply_markup=message.keyboard(loaded.browser, self._bot.username, language),
            rate_limit_args=first,
        )
        await asyncio.to_thread(tellings.done, due, self._clock())
        self._state.statistics.count("told")
