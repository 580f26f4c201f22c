"""Several workers on one PostgreSQL, each with files of its own: when one reads its knowledge anew, all do."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.postgresql import PostgreSQL

from .api.people import Person
from .api.server import BotApi
from .cluster import Cluster
from .conftest import ADMIN
from .process import KNOWLEDGE, BotProcess
from .test_admins import QUESTION, change, move_closing
from .wording import says

LEASE = 2.0


@dataclass(frozen=True)
class Worker:
    """A worker, the port that it listens on, and the folder of its knowledge."""

    process: BotProcess
    port: int
    folder: Path

    @property
    def reloads(self) -> int:
        """How often it has read its knowledge anew, and put it in use."""
        return self.process.output.count('"reloaded"')


@dataclass(frozen=True)
class Machines:
    """The cluster, of which each worker has a machine of its own."""

    cluster: Cluster
    folder: Path

    async def add(self) -> Worker:
        """Starts one more, with a copy of the knowledge."""
        ports = self.cluster.balancer.ports
        folder = Path(shutil.copytree(KNOWLEDGE, self.folder / f"knowledge-{len(ports)}"))
        process = await self.cluster.add(KNOWLEDGE=str(folder), ADMINS=str(ADMIN))
        return Worker(process, ports[-1], folder)

    async def asks(self, person: Person, worker: Worker, text: str) -> str:
        """What a worker, and no other, answers."""
        ports = self.cluster.balancer.ports[:]
        self.cluster.balancer.ports[:] = [worker.port]
        try:
            return (await person.asks(text)).text
        finally:
            self.cluster.balancer.ports[:] = ports

    async def until_answered_with(self, person: Person, worker: Worker, part: str) -> None:
        """Asks a worker until its answer has a part."""
        async with asyncio.timeout(15):
            while part not in await self.asks(person, worker, QUESTION):
                await asyncio.sleep(0.2)


@pytest_asyncio.fixture(loop_scope="session")
async def machines(own_api: BotApi, postgresql: PostgreSQL, tmp_path: Path, boss: Person) -> AsyncIterator[Machines]:
    """No worker yet, and an admin who may be told of faults."""
    url = postgresql.new_database()
    cluster = await Cluster(own_api, tmp_path, url, {"lease": LEASE}).start(0)
    yield Machines(cluster, tmp_path)
    await cluster.stop()


@pytest.fixture
def boss(own_api: BotApi) -> Person:
    return own_api.person("Boss", id_=ADMIN)


@pytest.fixture
def eva(own_api: BotApi) -> Person:
    return own_api.person("Eva")


async def test_all_read_anew_when_one_has(machines: Machines, boss: Person, eva: Person) -> None:
    """Each once; one with faults keeps what it has and says so, and one that starts has read already."""
    workers = first, second, third = [await machines.add() for _ in range(3)]
    for worker in workers:
        move_closing(worker.folder)
    assert says(await machines.asks(boss, first, "/ladda"), "admin.reloaded")
    for worker in workers:
        await machines.until_answered_with(eva, worker, "2027")
    told = await machines.asks(boss, second, "/lage")
    assert "Arbetare igång: 3." in told
    for worker in (first, second):
        move_closing(worker.folder, 2027)
    change(third.folder, "stängs den 30 juni 2027.]", "stängs aldrig.]")
    second.process.reload()
    assert says(await boss.hears(), "admin.reload_failed")
    for worker in (first, second):
        await machines.until_answered_with(eva, worker, "2028")
    assert "2027" in await machines.asks(eva, third, QUESTION)
    fourth = await machines.add()
    await asyncio.sleep(LEASE)
    assert [worker.reloads for worker in (*workers, fourth)] == [2, 2, 1, 0]
    assert third.process.output.count('"reload_refused"') == 1
    assert "Arbetare igång: 4." in await machines.asks(boss, fourth, "/lage")


async def test_told_at_once_each_ends_up_with_the_newest(machines: Machines, eva: Person) -> None:
    """One is told while it reads what is old yet; the newest comes to the files of both meanwhile."""
    workers = first, second = [await machines.add() for _ in range(2)]
    first.process.reload()
    for worker in workers:
        move_closing(worker.folder)
    second.process.reload()
    for worker in workers:
        await machines.until_answered_with(eva, worker, "2027")
    await asyncio.sleep(LEASE)
    before = [worker.reloads for worker in workers]
    await asyncio.sleep(LEASE)
    assert [worker.reloads for worker in workers] == before, "they end"
    assert max(before) <= 3
