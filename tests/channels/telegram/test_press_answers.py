"""Presses: answered at once and once, and whatever is forged in them raises nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from bot.channels.logs import Log
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.handlers.buttons import Buttons
from bot.channels.telegram.handlers.documents import Documents
from bot.channels.telegram.handlers.press_answers import PressAnswers
from bot.channels.telegram.order import Order
from bot.channels.telegram.state.loaded_knowledge import load_as_set
from bot.channels.telegram.views.callback_data import Codes, Verb
from bot.knowledge.codes import code
from bot.settings import Settings

PRESSED: dict[str, Any] = {
    "id": "1",
    "from": {"id": 7, "is_bot": False, "first_name": "x"},
    "chat_instance": "1",
    "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "x"},
}


class Said:
    """A Bot that notes what it is told to do."""

    defaults = None

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def call(*_: Any, **__: Any) -> Any:
            self.calls.append(name)
            return SimpleNamespace(message_id=9)

        return call


@pytest.fixture(scope="module")
def state(granvik: Path, tmp_path_factory: pytest.TempPathFactory) -> BotState:
    settings = Settings(knowledge=granvik, cache=tmp_path_factory.mktemp("cache"))
    return BotState(settings, Log(), load_as_set(settings), clock=iter(range(0, 10**9, 100)).__next__)


def pressed(data: str, bot: object, id_: int = 1) -> Update:
    made = Update.de_json({"update_id": id_, "callback_query": {**PRESSED, "data": data}}, bot)  # type: ignore[arg-type]
    assert made is not None
    return made


def forged(state: BotState) -> list[str]:
    """Every verb, with codes of a fact, of a case, of a party and of nothing, and with rests of every kind."""
    case = next(state.loaded.browser.newest())
    codes = ("", code(case.facts[0].id), code(case.id), code(case.id) + code("S"), "_______", code(case.id) + "_______")
    rests = ("", ".", ".x", ".9999999999", ".decision", ".decision99999", ".³", ".-1", "._1_", ".sv")
    return [f"{verb.value}s{named}{rest}" for verb in Verb for named in codes for rest in rests]


async def test_forged_presses_raise_nothing_and_are_answered_once(state: BotState) -> None:
    buttons, answers = Buttons(state, Documents(state)), PressAnswers(state)
    for data in forged(state):
        bot = Said()
        update = pressed(data, bot)
        await answers.answer(update)
        await buttons._handle(update, SimpleNamespace(bot=bot))  # type: ignore[arg-type]
        assert bot.calls.count("answer_callback_query") == 1, data


@pytest.mark.parametrize(("known_when_answered", "told"), [(True, ["send_message"]), (False, [])])
async def test_whoever_pressed_when_the_knowledge_was_renewed_is_told_once(
    state: BotState, known_when_answered: bool, told: list[str]
) -> None:
    """By a message where the press was answered as known, and otherwise by its answer alone."""
    state.answered_as_known.clear()
    bot, other = Said(), replace(state.loaded, codes=Codes(()))
    fact = next(state.loaded.browser.newest()).facts[0].id
    update = pressed(f"fs{code(fact)}", bot)
    before = state.loaded
    state.loaded = before if known_when_answered else other
    await PressAnswers(state).answer(update)
    state.loaded = other
    await Buttons(state, Documents(state))._handle(update, SimpleNamespace(bot=bot))  # type: ignore[arg-type]
    state.loaded = before
    assert bot.calls == ["answer_callback_query", *told]


async def test_a_press_is_answered_before_what_is_ahead_of_it_in_its_chat(state: BotState) -> None:
    bot, gate = Said(), asyncio.Event()
    answers = PressAnswers(state)

    def first(update: object) -> Coroutine[Any, Any, None]:
        assert isinstance(update, Update)
        return answers.answer(update)

    async def settled(_: object) -> None:
        """Nothing hangs on it."""

    order = Order(settled, first=first)

    async def work(until: asyncio.Event | None = None) -> None:
        if until is not None:
            await until.wait()

    ahead = asyncio.create_task(order.process_update(pressed("us_______", bot, 1), work(gate)))
    mine = asyncio.create_task(order.process_update(pressed("us_______", bot, 2), work()))
    await asyncio.sleep(0.01)
    assert bot.calls == ["answer_callback_query"] * 2
    assert not mine.done()
    gate.set()
    await asyncio.gather(ahead, mine)
