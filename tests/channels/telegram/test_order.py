"""The order of updates: in turn within a chat, side by side between chats."""

from __future__ import annotations

import asyncio
import datetime

import pytest
from telegram import Chat, InlineQuery, Message, Update, User

from bot.channels.telegram.order import Order, lane

NOW = datetime.datetime.now(datetime.UTC)


def message(id_: int, chat: int) -> Update:
    return Update(id_, message=Message(id_, NOW, Chat(chat, "private"), from_user=User(chat, "x", False)))


class Settled(list[object]):
    """What was dealt with, in order."""

    async def __call__(self, update: object) -> None:
        self.append(update)


class Work:
    """Coroutines that note when they begin and end."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []

    async def do(self, id_: int, gate: asyncio.Event | None = None, error: Exception | None = None) -> None:
        self.begun.append(id_)
        if gate is not None:
            await gate.wait()
        if error is not None:
            raise error
        self.ended.append(id_)


async def test_a_chat_is_served_in_turn_and_chats_side_by_side() -> None:
    settled = Settled()
    order, work, gate = Order(settled), Work(), asyncio.Event()
    first, second, other = message(1, 7), message(2, 7), message(3, 8)
    tasks = [
        asyncio.create_task(order.process_update(first, work.do(1, gate))),
        asyncio.create_task(order.process_update(second, work.do(2))),
        asyncio.create_task(order.process_update(other, work.do(3))),
    ]
    await asyncio.sleep(0.01)
    assert (work.begun, work.ended) == ([1, 3], [3])
    gate.set()
    await asyncio.gather(*tasks)
    assert work.ended == [3, 1, 2]
    assert settled == [other, first, second]


async def test_an_error_stops_nobody() -> None:
    settled = Settled()
    order, work = Order(settled), Work()
    with pytest.raises(ValueError, match="x"):
        await order.process_update(message(1, 7), work.do(1, error=ValueError("x")))
    await order.process_update(message(2, 7), work.do(2))
    assert work.ended == [2]
    assert len(settled) == 2


async def test_who_gives_up_waiting_leaves_the_queue() -> None:
    settled = Settled()
    order, work, gate = Order(settled), Work(), asyncio.Event()
    first = asyncio.create_task(order.process_update(message(1, 7), work.do(1, gate)))
    waiting = asyncio.create_task(order.process_update(message(2, 7), work.do(2)))
    third = asyncio.create_task(order.process_update(message(3, 7), work.do(3)))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, third)
    assert work.ended == [1, 3]
    assert [update.update_id for update in settled if isinstance(update, Update)] == [1, 3]


async def test_what_is_broken_off_is_not_dealt_with() -> None:
    settled = Settled()
    task = asyncio.create_task(Order(settled).process_update(message(1, 7), Work().do(1, asyncio.Event())))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert settled == []


async def test_a_thousand_from_one_chat_hold_up_no_other() -> None:
    order, work, gate = Order(Settled()), Work(), asyncio.Event()
    crowd = [asyncio.create_task(order.process_update(message(n, 7), work.do(n, gate))) for n in range(1000)]
    await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await order.process_update(message(5000, 8), work.do(5000))
    gate.set()
    await asyncio.gather(*crowd)
    assert work.ended == [5000, *range(1000)]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (message(1, -100), -100),
        (Update(1, inline_query=InlineQuery("1", User(9, "x", False), "", "")), 9),
        (Update(1), None),
        (object(), None),
    ],
)
def test_the_lane(update: object, expected: int | None) -> None:
    assert lane(update) == expected
