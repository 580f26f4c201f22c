"""The pace of several workers together: turns are taken in the database, and all hear whom Telegram told to wait."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.sending.pace import BURST, IN_GROUP, RATE, SPACING, Pace, is_group, steady
from bot.channels.telegram.sending.waits import MARGIN
from bot.channels.telegram.shared.calls import Calls
from bot.state.paces import Step, hold, take_turn

_ALL = "all"


class SharedPace(Pace):
    """The pace of all workers together, at `rate` messages a second (0: any number)."""

    def __init__(self, calls: Calls, rate: float) -> None:
        super().__init__(rate)
        self._calls = calls
        self._overall = Step(_ALL, 1 / steady(rate or RATE), BURST)

    async def _take(self, chat: int | str, spaced: bool) -> None:
        if spaced:
            await self._step(Step(str(chat), SPACING))
        if is_group(chat):
            most, within = IN_GROUP
            await self._step(Step(f"group {chat}", within / most, most))
        await self._step(self._overall)

    async def told(self, who: int | str, seconds: float) -> None:
        """Notes that Telegram told one to wait, or everybody."""
        those = [str(who), _ALL] if self._waits.told(who, seconds) else [str(who)]
        await self._calls(lambda database: hold(database, dict.fromkeys(those, seconds + MARGIN)))

    async def _step(self, step: Step) -> None:
        await asyncio.sleep(await self._calls(lambda database: take_turn(database, step)))
