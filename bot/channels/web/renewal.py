"""Renewal: the knowledge is read again and takes the place of the old as a whole, or the old stays."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from bot.channels.logs import Log
from bot.channels.web.site import Site
from bot.errors import BeslutsbotError


class Renewal:
    """Renews what a site shows. `make` loads the knowledge anew, in a thread, so that questions are answered meanwhile;
    what it gives puts that in place."""

    def __init__(self, site: Site, make: Callable[[], Callable[[], None]], log: Log) -> None:
        self._site, self._make, self._log = site, make, log
        self._running: asyncio.Task[bool] | None = None
        self._again = False

    async def __call__(self) -> bool:
        """Renews; gives whether that went well. Whoever asks while it is being done has it done once more, together."""
        if self._running is not None and not self._running.done():
            self._again = True
        else:
            self._running = asyncio.create_task(self._renewed())
        return await asyncio.shield(self._running)

    def soon(self) -> None:
        """Renews, and waits for nothing."""
        task = asyncio.ensure_future(self())
        task.add_done_callback(lambda _: None)  # keeps it until it is done

    async def _renewed(self) -> bool:
        good = await self._once()
        while self._again:
            self._again = False
            good = await self._once()
        return good

    async def _once(self) -> bool:
        started = time.perf_counter()
        try:
            put = await asyncio.to_thread(self._make)
        except BeslutsbotError as error:
            problems = len(getattr(error, "problems", ())) or 1
            self._log.event("reload_refused", logging.WARNING, problems=problems)
            return False
        except Exception as error:  # whatever it is, the old knowledge must go on being used
            self._log.event("reload_failed", logging.ERROR, kind=type(error).__name__)
            return False
        put()
        cases = len(self._site.browser.cases)
        self._log.event("reloaded", cases=cases, seconds=round(time.perf_counter() - started, 2))
        tell_left_out(self._site, self._log)
        return True


def tell_left_out(site: Site, log: Log) -> None:
    """Logs that cases were left out of the knowledge, where some were."""
    bundle = site.answerer.bundle
    if bundle is not None and bundle.problems:
        log.event("cases_left_out", logging.WARNING, problems=len(bundle.problems))
