"""Several workers on one PostgreSQL are one bot: nothing lost, nothing twice, in order, whoever dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.state.database import engine
from tests.postgresql import PostgreSQL

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .cluster import Cluster
from .conftest import LOOKING, check
from .process import BotProcess
from .test_conversations import GOAL
from .test_crowd import question

QUESTION, ANSWER = question(0)
TIMES = {"lease": 2.0}


@pytest.fixture(scope="module")
def url(postgresql: PostgreSQL) -> str:
    return postgresql.new_database()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def cluster(url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cluster]:
    """Three workers behind a balancer, which hands messages to them by turns."""
    api = BotApi()
    await api.start()
    cluster = await Cluster(api, tmp_path_factory.mktemp("cluster"), url, TIMES).start(3)
    yield cluster
    await cluster.stop()
    await api.stop()
    check(api, 0, 0)


@pytest.fixture
def eva(cluster: Cluster) -> Person:
    return cluster.api.person("Eva")


async def test_one_of_them_sets_the_webhook(cluster: Cluster) -> None:
    await cluster.api.changes.until(lambda: cluster.api.updates.webhook, 10)
    assert len(cluster.api.called("setWebhook")) == 1


async def test_a_conversation_goes_from_one_to_another(cluster: Cluster, eva: Person) -> None:
    asked = eva.says(GOAL)
    answer = await eva.hears()
    assert "tolv simlärare" in (await eva.asks("och V då?")).text
    assert (await eva.asks("varför?")).quotes
    eva.edits(asked, QUESTION)
    await cluster.api.changes.until(lambda: ANSWER in answer.text, 10)


async def test_forgetting_is_heard_by_all(cluster: Cluster, eva: Person, url: str) -> None:
    await eva.presses_and_sees(await eva.asks("/sprak"), "English")
    await eva.asks(GOAL)
    await _until(lambda: set(_memory(url, eva)) > {"conversations", "languages", "sent"})
    await eva.asks("/glom")
    await _until(lambda: set(_memory(url, eva)) <= {"messages", "presses", "known"})
    assert not (await eva.asks("varför?")).quotes


async def test_they_lose_nothing_and_answer_nothing_twice(cluster: Cluster, postgresql: PostgreSQL, url: str) -> None:
    """150 messages, with 429, 502 and cut connections, one worker killed and PostgreSQL restarted meanwhile."""
    api = cluster.api
    api.expected += LOOKING
    api.faults.share("sendMessage", 0.05, lambda: faults.too_many(1))
    api.faults.share("sendMessage", 0.05, faults.html_502)
    api.faults.share("sendMessage", 0.02, faults.dropped)
    api.faults.share("sendMessage", 0.02, lambda: faults.dropped(carried_out=True))
    people = [api.person(f"P{number}") for number in range(50)]
    for number in range(3):
        for person in people:
            person.says(question(number)[0])
            api.updates.repeat(api.updates.last)
            await asyncio.sleep(0.01)
        if number == 0:
            await cluster.kill(cluster.workers[0])
        if number == 1:
            await asyncio.to_thread(postgresql.stop)
            await asyncio.to_thread(postgresql.start)
    await api.changes.until(lambda: all(len(person.chat.heard) >= 3 for person in people), 60)
    await asyncio.sleep(0.5)
    api.faults.clear()
    assert sum(len(person.chat.heard) - 3 for person in people) <= 1, "one a kill"
    for person in people:
        answers = [n for message in person.chat.heard for n in range(3) if question(n)[1] in message.text]
        assert list(dict.fromkeys(answers)) == [0, 1, 2]
    assert not api.flood.hits, "they keep to the limits together"
    with engine(url).connect() as database:
        rows = database.execute(text("select * from telegram_updates")).all()
    assert len(rows) > 150
    assert not [row for row in rows if row.body or row.chat or not row.done]


async def test_one_polls_and_another_takes_over(own_api: BotApi, postgresql: PostgreSQL, tmp_path: Path) -> None:
    own_api.expected += LOOKING
    url = postgresql.new_database()
    settings = {"STATE_URL": url}
    first = await BotProcess(own_api, tmp_path, TIMES, **settings).start()
    second = await BotProcess(own_api, tmp_path, TIMES, **settings).start(wait=False)
    eva = own_api.person("Eva")
    try:
        assert (await eva.asks(GOAL)).quotes
        await _until(lambda: "conversations" in _memory(url, eva))
        await first.kill()
        eva.says("och V då?")
        assert "tolv simlärare" in (await eva.hears(seconds=30)).text
        assert len(eva.chat.heard) == 2
    finally:
        await first.stop()
        await second.stop()


def _memory(url: str, person: Person) -> dict[str, object]:
    """What the database remembers of the person's chat."""
    with engine(url).connect() as database:
        query = text("select memory from telegram_chats where chat = :chat")
        memory: dict[str, object] | None = database.scalar(query, {"chat": person.id})
        return memory or {}


async def _until(is_so: Callable[[], bool]) -> None:
    """Waits until something is so: an answer is seen a moment before what is kept of it is written."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.05)
