"""Webhook mode: Telegram pushes, and only Telegram is let in."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import LOOKING, Launch
from .process import BotProcess, free_port
from .wording import says

SECRET = "tests_only-secret_1616"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "När stängs den gamla simhallen?"
ANSWER = "30 juni 2026"


@pytest.fixture
def settings() -> dict[str, str]:
    """What is set for webhook mode."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/telegram/hook", "WEBHOOK_SECRET": SECRET}


@pytest_asyncio.fixture(loop_scope="session")
async def bot(launch: Launch, settings: dict[str, str]) -> BotProcess:
    return await launch(**settings)


@pytest_asyncio.fixture(loop_scope="session")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(force_close=True)  # each request on a connection of its own
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


@pytest.fixture
def eva(own_api: BotApi) -> Person:
    return own_api.person("Eva")


def update_of(person: Person, text: str, id_: int = 1) -> dict[str, Any]:
    message = {
        "message_id": 1,
        "date": 1,
        "chat": person.chat.as_json(),
        "from": person.as_json(),
        "text": text,
    }
    return {"update_id": id_, "message": message}


async def test_the_webhook_is_set_with_its_secret(own_api: BotApi, bot: BotProcess, settings: dict[str, str]) -> None:
    webhook = own_api.updates.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret) == (settings["WEBHOOK_URL"], SECRET)


async def test_questions_are_answered(own_api: BotApi, bot: BotProcess, eva: Person) -> None:
    answer = await eva.asks(QUESTION)
    assert ANSWER in answer.text
    await eva.presses_and_sees(answer, "sammanhang")
    assert own_api.updates.deliveries
    assert {delivery.status for delivery in own_api.updates.deliveries} == {200}


async def test_without_the_secret_it_is_401_and_nothing_happens(
    bot: BotProcess, settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    for wrong in (None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "å"):
        headers = {} if wrong is None else {HEADER: wrong}
        body = update_of(eva, QUESTION)
        async with session.post(settings["WEBHOOK_URL"], json=body, headers=headers) as response:
            assert response.status == 401, wrong
    await eva.hears_nothing(seconds=0.5)


async def test_a_wrong_secret_is_401_before_the_body_is_looked_at(
    bot: BotProcess, settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    async with session.post(settings["WEBHOOK_URL"], data=b"{", headers={HEADER: "wrong"}) as response:
        assert response.status == 401


async def test_a_body_over_one_megabyte_is_refused(
    bot: BotProcess, settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
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
    bot: BotProcess, settings: dict[str, str], session: aiohttp.ClientSession, eva: Person
) -> None:
    for body in (b"", b"{", b"[]", b"null", b"1", b"\xff\xfe", b'{"update_id": "x"}', b"{}", b"[" * 100_000):
        async with session.post(settings["WEBHOOK_URL"], data=body, headers={HEADER: SECRET}) as response:
            assert response.status < 500, body[:20]
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_other_doors_are_closed(
    bot: BotProcess, settings: dict[str, str], session: aiohttp.ClientSession
) -> None:
    for method, path in (("GET", ""), ("PUT", ""), ("POST", "/other"), ("GET", "/../etc")):
        url = settings["WEBHOOK_URL"] + path
        async with session.request(method, url, headers={HEADER: SECRET}) as response:
            assert 400 <= response.status < 500, (method, path)


async def test_a_slow_sender_keeps_nobody_waiting(bot: BotProcess, settings: dict[str, str], eva: Person) -> None:
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


async def test_the_same_update_twice(own_api: BotApi, bot: BotProcess, eva: Person) -> None:
    await eva.asks(QUESTION)
    own_api.updates.repeat(own_api.updates.last)
    await eva.hears_nothing(seconds=0.7)
    assert {delivery.status for delivery in own_api.updates.deliveries} == {200}, "it is taken, or it comes forever"


async def test_an_answer_that_cannot_be_sent_at_once_holds_up_no_other(
    own_api: BotApi, bot: BotProcess, eva: Person
) -> None:
    own_api.expected += LOOKING
    own_api.faults.next("sendMessage", faults.stall(4))
    eva.says(QUESTION)
    bo = own_api.person("Bo")
    assert ANSWER in (await bo.asks(QUESTION)).text
    assert ANSWER in (await eva.hears(seconds=20)).text


async def test_updates_from_while_it_was_down(
    launch: Launch, own_api: BotApi, settings: dict[str, str], eva: Person
) -> None:
    bot = await launch(**settings)
    assert await bot.stop() == 0
    eva.says(QUESTION)
    await asyncio.sleep(0.3)
    await launch(**settings)
    assert ANSWER in (await eva.hears()).text
    await eva.hears_nothing(seconds=0.5)


async def test_what_is_slow_to_send_is_not_said_to_be_taken(
    launch: Launch, own_api: BotApi, settings: dict[str, str], eva: Person
) -> None:
    """Telegram keeps what it has no 200 for, so a kill while an answer waits to be sent loses nothing."""
    own_api.expected += LOOKING
    bot = await launch(**settings)
    own_api.faults.always("sendMessage", faults.stall(60))
    eva.says(QUESTION)
    await asyncio.sleep(4)
    assert 200 not in {delivery.status for delivery in own_api.updates.deliveries}
    await bot.kill()
    own_api.faults.clear()
    await launch(**settings)
    assert ANSWER in (await eva.hears()).text


async def test_what_is_said_to_be_taken_is_answered_once_after_a_kill(
    launch: Launch, own_api: BotApi, settings: dict[str, str]
) -> None:
    """In small what was a kill at 32 s: Telegram fails, 200 comes when it must, and then the kill."""
    own_api.expected += LOOKING
    bot = await launch(times={"pushed": 0.5}, **settings)
    own_api.faults.always("sendMessage", faults.server_error(500))
    people = [own_api.person(f"P{number}") for number in range(30)]
    for person in people:
        person.says(QUESTION)
    await own_api.changes.until(lambda: not own_api.updates.pending, 10)
    await bot.kill()
    own_api.faults.clear()
    await launch(**settings)
    for person in people:
        assert ANSWER in (await person.hears()).text
    await asyncio.sleep(0.5)
    assert [len(person.chat.heard) for person in people] == [1] * len(people)


async def test_it_stops_within_five_seconds_and_loses_nothing(
    launch: Launch, own_api: BotApi, settings: dict[str, str]
) -> None:
    bot = await launch(**settings)
    own_api.faults.always("sendMessage", faults.stall(60))
    people = [own_api.person(f"P{number}") for number in range(60)]
    for person in people:
        person.says(QUESTION)
    await asyncio.sleep(1)
    began = time.monotonic()
    assert await bot.stop() == 0
    assert time.monotonic() - began < 5
    own_api.faults.clear()
    own_api.expected += LOOKING
    await launch(**settings)
    for person in people:
        assert ANSWER in (await person.hears()).text
    await asyncio.sleep(0.5)
    assert [len(person.chat.heard) for person in people] == [1] * len(people)


async def test_a_burst_and_a_kill(launch: Launch, own_api: BotApi, settings: dict[str, str]) -> None:
    """What was said 200 to is answered even when the kill falls before the answer, and none twice."""
    bot = await launch(**settings)
    people = [own_api.person(f"P{number}") for number in range(100)]
    for person in people:
        person.says(QUESTION)
    await people[0].hears()
    await bot.kill()
    own_api.expected += LOOKING
    await launch(**settings)
    for person in people[1:]:
        await person.hears(seconds=30)
    await asyncio.sleep(1)
    assert [len(person.chat.heard) for person in people] == [1] * len(people)


async def test_a_webhook_that_a_foreign_poller_removed_is_set_again(
    launch: Launch, own_api: BotApi, settings: dict[str, str], eva: Person
) -> None:
    await launch(times={"watch": 0.3}, ADMINS=str(eva.id), **settings)
    own_api.updates.set_webhook({"url": ""})
    assert says(await eva.hears(), "admin.webhook_lost")
    assert own_api.updates.webhook is not None
    assert own_api.updates.webhook.url == settings["WEBHOOK_URL"]
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_from_webhook_to_polling(launch: Launch, own_api: BotApi, settings: dict[str, str], eva: Person) -> None:
    bot = await launch(**settings)
    assert await bot.stop() == 0
    own_api.expected.append("webhook is active")
    await launch()
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_a_webhook_without_a_secret_is_refused(launch: Launch, settings: dict[str, str]) -> None:
    bot = await launch(wait=False, WEBHOOK_URL=settings["WEBHOOK_URL"])
    assert await bot.ends() == 2
    assert "BESLUTSBOT_WEBHOOK_SECRET" in bot.output


async def test_a_port_that_is_taken_ends_with_2(
    launch: Launch, own_api: BotApi, settings: dict[str, str], tmp_path: Any
) -> None:
    port = int(settings["WEBHOOK_URL"].split(":")[2].split("/")[0])
    taken = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", port)
    bot = await launch(wait=False, **settings)
    assert await bot.ends() not in (0, None)
    assert "Traceback" not in bot.output
    taken.close()
    await taken.wait_closed()


async def _in_chunks(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65536):
        yield body[start : start + 65536]
