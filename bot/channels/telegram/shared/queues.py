"""Queues: the updates of each chat that one worker has in hand, of which only the earliest asks for the turn.

A later one may have come first, and an earlier one may come yet, from a worker that died: who waits steps back then.
"""

from __future__ import annotations

import asyncio


class Queues:
    """The numbers of updates by chat."""

    def __init__(self) -> None:
        self._chats: dict[int, dict[int, asyncio.Event]] = {}

    def enter(self, chat: int, id_: int) -> None:
        """Puts an update in its chat's queue."""
        self._chats.setdefault(chat, {}).setdefault(id_, asyncio.Event())
        self._wake(chat)

    def leave(self, chat: int, id_: int) -> None:
        """Takes an update out, so that the next may go on."""
        self._chats.get(chat, {}).pop(id_, None)
        self._wake(chat)

    async def first(self, chat: int, id_: int) -> None:
        """Waits until an update that has entered is the earliest of its chat."""
        while id_ != min(self._chats[chat]):
            event = self._chats[chat][id_]
            event.clear()
            await event.wait()

    def _wake(self, chat: int) -> None:
        if queue := self._chats.get(chat):
            queue[min(queue)].set()
        else:
            self._chats.pop(chat, None)
