"""A disk that is full or broken: told once, to the log and to admins, and the bot goes on."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import LOOKING, Launch
from .wording import says

QUESTION = "När stängs den gamla simhallen?"
ANSWER = "30 juni 2026"


async def one_waits_and_others_go_on(api: BotApi, eva: Person, bo: Person, admin: Person) -> None:
    """A question waits for longer than it may be in hand, and cannot be kept; the admin is told once."""
    api.faults.in_chat(eva.id, faults.too_many(4))
    eva.says(QUESTION)
    await asyncio.sleep(1.5)
    assert ANSWER in (await bo.asks(QUESTION)).text
    api.faults.clear()
    assert ANSWER in (await eva.hears()).text
    assert [says(message, "admin.disk_trouble") for message in admin.chat.heard] == [True]


async def test_a_folder_that_cannot_be_written(launch: Launch, own_api: BotApi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    admin, eva, bo = own_api.person("Admin"), own_api.person("Eva"), own_api.person("Bo")
    bot = await launch(ADMINS=str(admin.id), CACHE=str(tmp_path / "file" / "cache"))
    await one_waits_and_others_go_on(own_api, eva, bo, admin)
    assert bot.output.count('"disk_trouble"') == 1


async def test_a_disk_that_fills_up(launch: Launch, own_api: BotApi) -> None:
    """No file of the bot's may grow any more, its log neither."""
    own_api.expected += LOOKING
    admin, eva, bo = own_api.person("Admin"), own_api.person("Eva"), own_api.person("Bo")
    bot = await launch(ADMINS=str(admin.id))
    assert ANSWER in (await eva.asks(QUESTION)).text
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    await one_waits_and_others_go_on(own_api, eva, bo, admin)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    own_api.faults.in_chat(eva.id, faults.too_many(60))
    eva.says(QUESTION)
    await own_api.changes.until(lambda: not own_api.updates.pending, 10)
    await bot.kill()
    own_api.faults.clear()
    await launch()
    assert ANSWER in (await eva.hears()).text
