"""Several workers on one PostgreSQL are one bot: nothing lost, nothing twice, in order, whoever dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.state.database import engine
from tests.postgresql import PostgreSQL

from .api import faults
from .api.server import BotApi
from .cluster import Cluster
from .conftest import LOOKING
from .test_crowd import question


@pytest.fixture
def url(postgresql: PostgreSQL) -> str:
    return postgresql.new_database()


@pytest_asyncio.fixture(loop_scope="session")
async def cluster(own_api: BotApi, url: str, tmp_path: Path) -> AsyncIterator[Cluster]:
    """Workers are to be started, and are stopped after the test."""
    cluster = Cluster(own_api, tmp_path, url)
    yield cluster
    await cluster.stop()


async def test_three_workers_lose_nothing_and_answer_nothing_twice(
    own_api: BotApi, cluster: Cluster, postgresql: PostgreSQL, url: str
) -> None:
    """150 messages, with 429, 502 and cut connections, one worker killed and PostgreSQL restarted meanwhile."""
    own_api.expected += [*LOOKING, "Too Many Requests"]
    await cluster.start(3)
    own_api.faults.share("sendMessage", 0.05, lambda: faults.too_many(1))
    own_api.faults.share("sendMessage", 0.05, faults.html_502)
    own_api.faults.share("sendMessage", 0.03, faults.dropped)
    own_api.faults.share("sendMessage", 0.03, lambda: faults.dropped(carried_out=True))
    people = [own_api.person(f"P{number}") for number in range(50)]
    for number in range(3):
        for person in people:
            person.says(question(number)[0])
            own_api.updates.repeat(own_api.updates.last)
            await asyncio.sleep(0.01)
        if number == 0:
            await cluster.kill(cluster.workers[0])
        if number == 1:
            postgresql.stop()
            postgresql.start()
    await own_api.changes.until(lambda: all(len(person.chat.heard) >= 3 for person in people), 40)
    await asyncio.sleep(1)
    heard = [[message.formatted.text for message in person.chat.heard] for person in people]
    doubled = sum(len(texts) - 3 for texts in heard)
    assert doubled <= 1
    for texts in heard:
        parts = [number for said in texts for number in range(3) if question(number)[1] in said]
        assert list(dict.fromkeys(parts)) == [0, 1, 2]
    with engine(url).connect() as database:
        kept = "\n".join(str(row) for row in database.execute(text("select * from telegram_updates")))
    assert question(0)[0] not in kept
