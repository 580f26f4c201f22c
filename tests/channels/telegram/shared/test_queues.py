"""Queues: of a chat only the earliest update in hand asks for the turn, whenever it came."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.shared.queues import Queues


async def test_the_earliest_goes_first_whenever_it_came() -> None:
    queues, went = Queues(), list[int]()

    async def go(chat: int, id_: int, busy: float) -> None:
        queues.enter(chat, id_)
        await queues.first(chat, id_)
        went.append(id_)
        await asyncio.sleep(busy)
        queues.leave(chat, id_)

    tasks = []
    for chat, id_, busy in ((7, 3, 0.05), (7, 5, 0.0), (7, 4, 0.0), (8, 9, 0.0), (7, 2, 0.02)):
        tasks.append(asyncio.create_task(go(chat, id_, busy)))
        await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await asyncio.gather(*tasks)
    assert went == [3, 9, 2, 4, 5]
    assert not queues._chats
