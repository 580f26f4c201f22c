"""Webhook mode: Telegram pushes, and only Telegram is let in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import LOOKING, running, watched
from .process import BotProcess, free_port

SECRET = "tests_only-secret_1616"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "När stängs den gamla simhallen?"
ANSWER = "30 juni 2026"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """What is set for webhook mode."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/telegram/hook", "WEBHOOK_SECRET": SECRET}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def started(
    settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[BotApi, BotProcess]]:
    async with running(tmp_path_factory.mktemp("bot"), **settings) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def api(started: tuple[BotApi, BotProcess]) -> AsyncIterator[BotApi]:
    """The server that all these tests share, with one bot on it."""
    async with watched(*started):
        yield started[0]


@pytest_asyncio.fixture(loop_scope="session")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(force_close=True)  # each request on a connection of its own
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


@pytest.fixture
def eva(api: BotApi) -> Person:
    return api.person("Eva")


def update_of(person: Person, text: str, id_: int = 1) -> dict[str, Any]:
    message = {
        "message_id": 1,
        "date": 1,
        "chat": person.chat.as_json(),
        "from": person.as_json(),
        "text": text,
    }
    return {"update_id": id_, "message": message}


async def test_the_webhook_is_set_with_its_secret(api: BotApi, settings: dict[str, str]) -> None:
    webhook = api.updates.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret) == (settings["WEBHOOK_URL"], SECRET)


async def test_questions_are_answered(api: BotApi, eva: Person) -> None:
    before = len(api.updates.deliveries)
    answer = await eva.asks(QUESTION)
    assert ANSWER in answer.text
    await eva.presses_and_sees(answer, "sammanhang")
    assert {delivery.status for delivery in api.updates.deliveries[before:]} == {200}


async def test_without_the_secret_it_is_401_and_nothing_happens(
    settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    for wrong in (None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "å"):
        headers = {} if wrong is None else {HEADER: wrong}
        body = update_of(eva, QUESTION)
        async with session.post(settings["WEBHOOK_URL"], json=body, headers=headers) as response:
            assert response.status == 401, wrong
    await eva.hears_nothing(seconds=0.5)


async def test_a_wrong_secret_is_401_before_the_body_is_looked_at(
    settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    async with session.post(settings["WEBHOOK_URL"], data=b"{", headers={HEADER: "wrong"}) as response:
        assert response.status == 401


async def test_a_body_over_one_megabyte_is_refused(
    settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    body = json.dumps(update_of(eva, "x" * 1_100_000)).encode()
    for data in (body, _in_chunks(body)):
        try:
            async with session.post(settings["WEBHOOK_URL"], data=data, headers={HEADER: SECRET}) as response:
                assert response.status == 413
        except aiohttp.ClientConnectionError:
            pass  # it hung up while the body was on its way, which is a refusal too
    await eva.hears_nothing(seconds=0.3)
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_rubbish_with_the_secret_harms_nothing(
    settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    for body in (b"", b"{", b"[]", b"null", b"1", b"\xff\xfe", b'{"update_id": "x"}', b"{}", b"[" * 100_000):
        async with session.post(settings["WEBHOOK_URL"], data=body, headers={HEADER: SECRET}) as response:
            assert response.status < 500, body[:20]
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_other_doors_are_closed(settings: dict[str, str], session: aiohttp.ClientSession) -> None:
    for method, path in (("GET", ""), ("PUT", ""), ("POST", "/other"), ("GET", "/../etc")):
        url = settings["WEBHOOK_URL"] + path
        async with session.request(method, url, headers={HEADER: SECRET}) as response:
            assert 400 <= response.status < 500, (method, path)


async def test_a_slow_sender_keeps_nobody_waiting(settings: dict[str, str], eva: Person) -> None:
    port = int(settings["WEBHOOK_URL"].split(":")[2].split("/")[0])
    writers = []
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"POST /telegram/hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 99\r\n\r\n{{".encode()
        )
        writers.append(writer)
    assert ANSWER in (await eva.asks(QUESTION)).text
    for writer in writers:
        writer.close()


async def test_the_same_update_twice(api: BotApi, eva: Person) -> None:
    before = len(api.updates.deliveries)
    await eva.asks(QUESTION)
    await api.changes.until(lambda: len(api.updates.deliveries) > before, seconds=10)
    api.updates.repeat(api.updates.last)
    await eva.hears_nothing(seconds=0.7)
    assert [delivery.status for delivery in api.updates.deliveries[before:]] == [200, 200], (
        "it is taken, or it comes forever"
    )


async def test_an_answer_that_cannot_be_sent_at_once_holds_up_no_other(api: BotApi, eva: Person) -> None:
    api.expected += LOOKING
    api.faults.next("sendMessage", faults.stall(4))
    eva.says(QUESTION)
    bo = api.person("Bo")
    assert ANSWER in (await bo.asks(QUESTION)).text
    assert ANSWER in (await eva.hears(seconds=20)).text


async def _in_chunks(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65536):
        yield body[start : start + 65536]
