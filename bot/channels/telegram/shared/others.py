"""The others: how many workers are one bot, and when they have read their knowledge anew, so that each does."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from bot.channels.telegram.shared.calls import Calls
from bot.state.claims import living
from bot.state.renewals import renew, renewals, renewals_before


class Others:
    """What one worker hears of the others, and they of it. `reload` has its knowledge read anew, and waits for nothing;
    the knowledge that it starts with was read from `begun` on, in seconds since 1970.
    """

    def __init__(self, calls: Calls, reload: Callable[[], None], begun: float) -> None:
        self._calls, self._reload, self._begun = calls, reload, begun
        self._seen: int | None = None  # renewals after which the knowledge has been read here, or is about to be

    async def living(self) -> int:
        """How many workers live, this one too."""
        return await self._calls(living)

    async def renewed(self) -> None:
        """Lets the others know that the knowledge has been read anew here."""
        number = await self._calls(renew)
        if self._seen == number - 1:  # where another was told to meanwhile, its files may be newer than what was read
            self._seen = number

    async def look(self) -> None:
        """Has the knowledge read anew where another worker's has been."""
        if self._seen is None:
            self._seen = await self._calls(partial(renewals_before, seconds=time.time() - self._begun))
        number = await self._calls(renewals)
        if number != self._seen:
            self._seen = number
            self._reload()
