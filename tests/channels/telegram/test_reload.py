"""Reloads: one at a time, of which none is lost, and told to the other workers where somebody asked for it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest

from bot.channels.logs import Log
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.reload import Reload
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge, load_as_set
from bot.errors import KnowledgeError
from bot.settings import Settings


class Reloading:
    """A reload whose loads, once begun, wait until they may go on, or `fails`."""

    def __init__(self, state: BotState) -> None:
        self.begun = self.told = 0
        self.fails = False
        self.may_go_on = Event()
        self._loaded = state.loaded
        self.reload = Reload(state, self._load, self._tell)

    def _load(self) -> LoadedKnowledge:
        self.begun += 1
        self.may_go_on.wait(10)
        if self.fails:
            raise KnowledgeError(())
        return self._loaded

    async def _tell(self) -> None:
        self.told += 1


@pytest.fixture
def reloading(granvik: Path, tmp_path: Path) -> Reloading:
    settings = Settings(knowledge=granvik, cache=tmp_path)
    return Reloading(BotState(settings, Log(), load_as_set(settings)))


async def test_what_is_asked_for_while_one_is_under_way_is_done_after_it(reloading: Reloading) -> None:
    """Whoever asks then may have put new files there; of many who ask one is enough."""
    reload = reloading.reload
    tasks = [asyncio.create_task(reload.after_another())]
    while not reloading.begun:
        await asyncio.sleep(0.01)
    tasks += [asyncio.create_task(reload()) for _ in range(5)]
    await asyncio.sleep(0.05)
    assert reloading.begun == 1
    reloading.may_go_on.set()
    assert all(well for well, _ in await asyncio.gather(*tasks))
    assert (reloading.begun, reloading.told) == (2, 1)


async def test_others_are_told_of_new_knowledge_only(reloading: Reloading) -> None:
    reloading.may_go_on.set()
    assert (await reloading.reload.after_another())[0]
    assert reloading.told == 0
    reloading.fails = True
    assert not (await reloading.reload())[0]
    assert reloading.told == 0
    reloading.fails = False
    assert (await reloading.reload())[0]
    assert reloading.told == 1
