"""Webhook mode over stops and kills, at the start, and where other programs have their hands in it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import LOOKING, Launch
from .process import free_port
from .test_webhook import ANSWER, QUESTION, SECRET
from .wording import says


@pytest.fixture
def settings() -> dict[str, str]:
    """What is set for webhook mode."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/telegram/hook", "WEBHOOK_SECRET": SECRET}


@pytest.fixture
def eva(own_api: BotApi) -> Person:
    return own_api.person("Eva")


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
    assert await bot.ends() == 2
    assert "cannot listen for the webhook" in bot.output
    assert "Traceback" not in bot.output
    taken.close()
    await taken.wait_closed()
