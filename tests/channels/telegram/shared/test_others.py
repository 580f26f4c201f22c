"""The others, on a real PostgreSQL: who reads its knowledge anew, and when no more."""

from __future__ import annotations

from collections.abc import Iterator
from time import time

import pytest

from bot.channels.logs import Log
from bot.channels.telegram.shared.calls import Calls
from bot.channels.telegram.shared.others import Others
from bot.state.claims import Claims
from bot.state.database import engine, make
from bot.state.tables import RENEWALS, WORKERS
from tests.postgresql import PostgreSQL


class Worker(Others):
    """A worker that notes what it is to do; the knowledge that it starts with was read so many seconds ago."""

    def __init__(self, calls: Calls, ago: float = 0.0) -> None:
        super().__init__(calls, lambda: self.read.append("anew"), time() - ago)
        self.read: list[str] = []

    async def looks(self) -> int:
        """How often it is to read anew, when it has looked twice."""
        self.read.clear()
        await self.look()
        await self.look()
        return len(self.read)


@pytest.fixture
def calls(postgresql: PostgreSQL) -> Iterator[Calls]:
    database = engine(postgresql.new_database())
    make(database, RENEWALS, WORKERS)
    calls = Calls(database, Log(), lambda _: None)
    yield calls
    calls.close()


async def test_all_others_read_anew_once(calls: Calls) -> None:
    workers = first, *others = [Worker(calls) for _ in range(3)]
    assert [await worker.looks() for worker in workers] == [0, 0, 0]
    for _ in range(2):
        await first.renewed()
        assert [await worker.looks() for worker in (first, *others)] == [0, 1, 1]


async def test_who_read_while_another_was_told_reads_once_more(calls: Calls) -> None:
    """Whoever was told last has read last, or the other reads what it may have been too early for."""
    first, second = Worker(calls), Worker(calls)
    assert (await first.looks(), await second.looks()) == (0, 0)
    await second.renewed()
    await first.renewed()
    assert (await first.looks(), await second.looks()) == (1, 1)
    assert (await first.looks(), await second.looks()) == (0, 0)


async def test_who_starts_has_read_unless_another_was_told_meanwhile(calls: Calls) -> None:
    await Worker(calls).renewed()
    assert await Worker(calls).looks() == 0
    assert await Worker(calls, ago=60).looks() == 1


async def test_those_who_live_are_counted(calls: Calls) -> None:
    for name, lease in (("first", 5.0), ("second", 5.0), ("dead", 0.0)):
        await calls(Claims(name, lease).beat)
    assert await Worker(calls).living() == 2
