"""Keeping: while the bot runs, what is in hand for long goes into the outbox, and what is old leaves it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.channels.telegram.updates.intake import Intake
from bot.channels.telegram.updates.times import Times
from bot.state.outbox import Outbox, OutboxError

_EVERY = 0.2  # seconds between looks at what is in hand
_SWEEP = 60.0  # seconds between looks at the outbox


async def keep_in_outbox(
    intake: Intake, outbox: Outbox, times: Times, trouble: Callable[[str], None], *, polled: bool
) -> None:
    """Looks after the outbox until it is cancelled. `trouble` is told when it cannot be used."""
    swept = time.monotonic()
    while True:
        await asyncio.sleep(_EVERY)
        intake.keep(times.polled if polled or intake.unsafe >= times.crowd else times.pushed)
        if time.monotonic() - swept > _SWEEP:
            swept = time.monotonic()
            try:
                outbox.delete_old()
            except OutboxError as error:
                trouble(str(error))
