"""The pace of several workers together: turns are taken in the database, and all hear whom Telegram told to wait."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.sending.pace import BURST, IN_GROUP, SPACING, is_group, steady
from bot.channels.telegram.sending.waits import MARGIN, Waits
from bot.channels.telegram.shared.calls import Calls
from bot.state.paces import Step, hold, take_turn

_ALL = "all"


class SharedPace:
    """`rate` messages a second of all workers (0: any number), 20 a minute in a group and one a second in a chat."""

    def __init__(self, calls: Calls, rate: float) -> None:
        self._calls, self._waits = calls, Waits()
        self._overall = Step(_ALL, 1 / steady(rate), BURST) if rate else None

    async def turn(self, who: int | str, chat: int | str | None, *, spaced: bool) -> None:
        """Waits until a request may go, and longer where somebody is told to wait while it stands in line."""
        await self._waits.wait(who)
        while chat is not None and self._overall is not None:
            if spaced:
                await self._take(Step(str(chat), SPACING))
            if is_group(chat):
                most, within = IN_GROUP
                await self._take(Step(f"group {chat}", within / most, most))
            await self._take(self._overall)
            if self._waits.left(who) <= 0:
                return
            await self._waits.wait(who)

    async def told(self, who: int | str, seconds: float) -> None:
        """Notes that Telegram told one to wait, or everybody."""
        those = [str(who), _ALL] if self._waits.told(who, seconds) else [str(who)]
        await self._calls(lambda database: hold(database, dict.fromkeys(those, seconds + MARGIN)))

    def served(self, who: int | str) -> None:
        """Notes that it did not."""
        self._waits.served(who)

    async def _take(self, step: Step) -> None:
        await asyncio.sleep(await self._calls(lambda database: take_turn(database, step)))
