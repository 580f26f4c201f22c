"""Waiting for something to become true on the server, bounded in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """A bell that rings at each change; whoever waits looks again."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    async def until(self, look: Callable[[], T], seconds: float) -> T:
        """What `look` gives once it is true. Raises TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            while not (seen := look()):
                await self._bell.wait()
        return seen
