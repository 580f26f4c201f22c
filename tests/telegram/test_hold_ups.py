"""Nobody waits for somebody else: one chat is held up, and others are answered as if it were not.

In small: getUpdates gives ten updates, not a hundred, so that a few dozen questions show what thousands would.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import Launch
from .test_crowd import question

OTHERS = 40
PROMPT = 0.3  # seconds in which 95 of 100 others are answered
Hold = Callable[[BotApi, Person], int]


def many_messages(api: BotApi, eva: Person) -> int:
    for number in range(15):
        eva.says(question(number)[0])
    return 2


def told_to_wait(api: BotApi, eva: Person) -> int:
    api.faults.in_chat(eva.id, faults.too_many(8))
    eva.says(question(0)[0])
    return 1


def answered_500(api: BotApi, eva: Person) -> int:
    api.faults.in_chat(eva.id, faults.server_error(500))
    eva.says(question(0)[0])
    return 1


def full_group(api: BotApi, eva: Person) -> int:
    group = api.group("Lindvik")
    for number in range(30):
        api.person(f"G{number}").says(f"@beslutsbot {question(number)[0]}", group)
    return 1


@pytest.mark.parametrize("hold", [many_messages, told_to_wait, answered_500, full_group])
async def test_others_are_answered_meanwhile(launch: Launch, own_api: BotApi, tmp_path: Path, hold: Hold) -> None:
    bot = await launch(TELEGRAM_RATE="1000")
    own_api.updates.page = 10
    eva = own_api.person("Eva")
    held = hold(own_api, eva)
    await asyncio.sleep(1.3)
    times = []
    for number in range(OTHERS):
        person = own_api.person(f"P{number}")
        began = time.monotonic()
        assert question(number)[1] in (await person.asks(question(number)[0])).text
        times.append(time.monotonic() - began)
    print(f"\n{hold.__name__}: p95 {sorted(times)[OTHERS * 95 // 100]:.3f} s, longest {max(times):.3f} s")
    assert sorted(times)[OTHERS * 95 // 100] < PROMPT
    assert outbox_of(tmp_path).count(b'"update_id"') >= held, "what is held up waits on disk"
    own_api.faults.clear()
    if hold is answered_500:
        assert question(0)[1] in (await eva.hears(seconds=10)).text
        await asyncio.sleep(0.2)
        assert b'"update_id"' not in outbox_of(tmp_path), "what is answered is gone from it"
    await bot.kill()


async def test_ordinary_messages_never_touch_the_disk(launch: Launch, own_api: BotApi, tmp_path: Path) -> None:
    await launch(TELEGRAM_RATE="1000")
    (outbox,) = (tmp_path / "cache").glob("telegram-*.sqlite")
    before = outbox.stat().st_mtime_ns
    people = [own_api.person(f"P{number}") for number in range(20)]
    for person in people:
        assert question(person.id)[1] in (await person.asks(question(person.id)[0])).text
    assert outbox.stat().st_mtime_ns == before, "nothing was written, and taken away again"
    kept = b"".join(file.read_bytes() for file in (tmp_path / "cache").glob("telegram-*"))
    assert b"simhallen" not in kept


async def test_what_waits_is_answered_once_after_a_kill(launch: Launch, own_api: BotApi) -> None:
    """Telegram was told that it is taken, and does not send it again."""
    eva = own_api.person("Eva")
    bot = await launch()
    own_api.faults.in_chat(eva.id, faults.too_many(60))
    for number in range(3):
        eva.says(question(number)[0])
    await own_api.changes.until(lambda: not own_api.updates.pending, 10)
    await bot.kill()
    own_api.faults.clear()
    await launch()
    for number in range(3):
        assert question(number)[1] in (await eva.hears()).text
    await eva.hears_nothing(seconds=0.5)


def outbox_of(folder: Path) -> bytes:
    """What the outbox's file holds."""
    return b"".join(file.read_bytes() for file in (folder / "cache").glob("telegram-*.sqlite"))
