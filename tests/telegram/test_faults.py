"""Bad days: Telegram says wait, falls over, hangs up, repeats itself, or goes away for a while."""

from __future__ import annotations

import asyncio
import os

import pytest

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import ADMIN, LOOKING, Launch
from .process import BotProcess
from .test_crowd import question
from .wording import says

QUESTION = "När stängs den gamla simhallen?"
ANSWER = "30 juni 2026"
OUTAGE = float(os.environ.get("BESLUTSBOT_TEST_OUTAGE", "8"))  # seconds; 30 as a trial of its patience


@pytest.fixture
def eva(own_api: BotApi) -> Person:
    return own_api.person("Eva")


STRUCK = {
    "429": [faults.too_many(1)],
    "429, and again": [faults.too_many(2), faults.too_many(1)],
    "500": [faults.server_error(500)],
    "502": [faults.html_502()],
    "502, 502, 500": [faults.html_502(), faults.html_502(), faults.server_error(500)],
    "cut": [faults.dropped()],
    "slow": [faults.slow(2)],
    "cut and sent": [faults.dropped(carried_out=True)],
    "cut and sent, cut, 502": [faults.dropped(carried_out=True), faults.dropped(), faults.html_502()],
    "never answered": [faults.stall(8)],
}


async def test_an_answer_is_sent_once_all_the_same(api: BotApi) -> None:
    """Whatever strikes when it is sent; to each person another fault, all at once."""
    api.expected += LOOKING
    before = sum(api.faults.given.values())
    people = {name: api.person(f"P{number}") for number, name in enumerate(STRUCK)}
    for name, person in people.items():
        api.faults.next_in_chat(person.id, *STRUCK[name])
        person.says(QUESTION)
    for name, person in people.items():
        assert ANSWER in (await person.hears(seconds=30)).text, name
    await asyncio.sleep(1)
    assert {name: len(person.chat.heard) for name, person in people.items()} == dict.fromkeys(people, 1)
    assert sum(api.faults.given.values()) - before >= len(STRUCK), "each of them struck"


async def test_a_wait_for_one_is_no_loss_for_another(api: BotApi, anna: Person) -> None:
    bo = api.person("Bo")
    api.faults.next("sendMessage", faults.too_many(3))
    anna.says(QUESTION)
    assert ANSWER in (await bo.asks(QUESTION)).text
    assert ANSWER in (await anna.hears()).text


async def test_faults_of_what_goes_beside_an_answer(api: BotApi, anna: Person) -> None:
    """The typing action and the button's answer may fail; the message comes."""
    api.faults.always("sendChatAction", faults.server_error(500))
    answer = await anna.asks(QUESTION)
    api.faults.next("answerCallbackQuery", faults.html_502())
    api.faults.next("editMessageText", faults.server_error(500))
    await anna.presses_and_sees(answer, "sammanhang")
    assert ANSWER in (await anna.asks(QUESTION)).text


async def test_faults_at_start(launch: Launch, own_api: BotApi, eva: Person) -> None:
    for method in ("getMe", "deleteWebhook", "setMyCommands", "setMyDescription", "getUpdates"):
        own_api.faults.next(method, faults.html_502())
    await launch()
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_menus_that_cannot_be_set_do_not_stop_it(launch: Launch, own_api: BotApi, eva: Person) -> None:
    own_api.faults.always("setMyCommands", faults.too_many(600))
    await launch()
    assert ANSWER in (await eva.asks(QUESTION)).text


async def test_the_same_update_twice(api: BotApi, anna: Person) -> None:
    assert ANSWER in (await anna.asks(QUESTION)).text
    asked = api.updates.last
    api.updates.repeat(asked)
    api.updates.repeat(asked)
    await anna.hears_nothing(seconds=1)
    assert ANSWER in (await anna.asks(QUESTION)).text


async def test_the_same_update_after_a_clean_end(launch: Launch, own_api: BotApi, eva: Person) -> None:
    bot = await launch()
    assert ANSWER in (await eva.asks(QUESTION)).text
    asked = own_api.updates.last
    assert await bot.stop() == 0
    assert "Traceback" not in bot.output
    await launch()
    own_api.updates.repeat(asked)
    await eva.hears_nothing(seconds=1)


async def test_get_updates_answers_rubbish_for_a_while(api: BotApi, anna: Person) -> None:
    api.faults.next("getUpdates", faults.html_502(), faults.too_many(1), faults.server_error(500))
    api.updates.hang_up(ConnectionResetError())
    anna.says(QUESTION)
    assert ANSWER in (await anna.hears(seconds=20)).text
    await anna.hears_nothing(seconds=0.5)


async def test_it_is_back_within_ten_seconds_of_an_outage(api: BotApi, anna: Person, shared_bot: BotProcess) -> None:
    api.expected += LOOKING
    logged = len(shared_bot.output.splitlines())
    with api.outage("*"):
        anna.says(QUESTION)
        await asyncio.sleep(OUTAGE)
    assert ANSWER in (await anna.hears(seconds=10)).text
    await anna.hears_nothing(seconds=0.5)
    assert len(shared_bot.output.splitlines()) - logged < 200, "an outage does not fill the log"


async def test_a_bad_update_does_not_stop_the_others(api: BotApi, anna: Person, shared_bot: BotProcess) -> None:
    """Updates of a form that python-telegram-bot cannot read: Telegram changes, or somebody else speaks."""
    for rubbish in (
        {"message_id": 1},
        {"message_id": 2, "date": "x", "chat": {}, "text": "Hemlige Harald"},
        {"message_id": 3, "date": 1, "chat": {"id": anna.id, "type": "private"}, "entities": [{"type": 1}]},
    ):
        api.updates.add("message", rubbish)
    api.updates.add("callback_query", {"id": "1"})
    assert ANSWER in (await anna.asks(QUESTION)).text
    assert "Harald" not in shared_bot.output


async def test_a_wrong_token_ends_with_2(launch: Launch, own_api: BotApi) -> None:
    own_api.expected.append("Unauthorized")
    token = "1616202011:AAwrong-token_0123456789abcdefghij"
    bot = await launch(wait=False, times={"apart": 0.5}, TELEGRAM_TOKEN=token)
    assert await bot.ends() == 2
    _one_line(bot.output)
    assert "AAwrong" not in bot.output


async def test_no_token_ends_with_2(launch: Launch, own_api: BotApi) -> None:
    bot = await launch(wait=False, TELEGRAM_TOKEN="")
    assert await bot.ends() == 2
    _one_line(bot.output)
    assert "BESLUTSBOT_TELEGRAM_TOKEN" in bot.output


async def test_a_token_that_is_revoked_ends_with_2(launch: Launch, own_api: BotApi, eva: Person) -> None:
    bot = await launch(times={"apart": 0.5})
    assert ANSWER in (await eva.asks(QUESTION)).text
    own_api.faults.always("*", faults.unauthorized())
    own_api.updates.hang_up(ConnectionResetError())
    assert await bot.ends() == 2


async def test_a_token_that_is_refused_once_is_trouble(launch: Launch, own_api: BotApi) -> None:
    bot = await launch(times={"apart": 0.3})
    for struck in (faults.unauthorized(), faults.not_found(), faults.html_502()):
        own_api.faults.clear()
        own_api.faults.next("getUpdates", struck)
        own_api.faults.next("getMe", struck)
        own_api.faults.next("sendMessage", struck)
        own_api.updates.hang_up(ConnectionResetError())
        assert ANSWER in (await own_api.person("Eva").asks(QUESTION)).text, struck
        await asyncio.sleep(0.7)
        assert bot.code is None, struck


async def test_a_foreign_poller_is_waited_out(launch: Launch, own_api: BotApi, eva: Person) -> None:
    bot = await launch(ADMINS=str(eva.id))
    own_api.faults.next("getUpdates", *[faults.conflict()] * 3)
    own_api.updates.hang_up(ConnectionResetError())
    eva.says(QUESTION)
    assert says(await eva.hears(), "admin.foreign_poller")
    assert ANSWER in (await eva.hears()).text
    assert bot.output.count('"foreign_poller"') == 1


async def test_another_bot_with_the_same_token_is_outlived(launch: Launch, own_api: BotApi, eva: Person) -> None:
    first = await launch(times={"yielding": 1.0})
    second = await launch(times={"yielding": 1.0})
    await asyncio.sleep(2)
    assert (first.code, second.code) == (None, None)
    await second.stop()
    assert ANSWER in (await eva.asks(QUESTION)).text
    assert first.code is None


async def test_a_webhook_that_another_program_has_set_is_removed(api: BotApi, anna: Person) -> None:
    api.expected.append("webhook is active")
    api.person("Boss", id_=ADMIN)  # who may be told of it
    api.updates.set_webhook({"url": "https://example.org/hook"})
    api.updates.hang_up(ConnectionResetError())
    assert ANSWER in (await anna.asks(QUESTION)).text


async def test_sigterm_in_a_burst_loses_nothing(launch: Launch, own_api: BotApi) -> None:
    own_api.expected += LOOKING  # a message that was under way at the stop
    bot = await launch()
    people = [own_api.person(f"P{number}") for number in range(60)]
    for person in people:
        person.says(QUESTION)
    await people[0].hears()
    assert await bot.stop() == 0
    await launch()
    for person in people[1:]:
        await person.hears(seconds=20)
    await asyncio.sleep(0.5)
    assert [len(person.chat.heard) for person in people] == [1] * 60


async def test_a_kill_amid_one_persons_answers(launch: Launch, own_api: BotApi, eva: Person) -> None:
    """Neither the answer whose reply is lost nor those before and after it are lost, doubled or overwritten."""
    own_api.expected += LOOKING
    bot = await launch()
    for number in range(5):
        eva.says(question(number)[0])
    await own_api.changes.until(lambda: len(eva.chat.heard) == 2, 10)
    own_api.faults.next("sendMessage", faults.dropped(carried_out=True))
    await own_api.changes.until(lambda: len(eva.chat.heard) == 3, 10)
    await bot.kill()
    own_api.faults.next("sendMessage", faults.dropped())
    await launch()
    await own_api.changes.until(lambda: len(eva.chat.heard) == 5, 15)
    await asyncio.sleep(1.2)
    assert [question(number)[1] in answer.text for number, answer in enumerate(eva.chat.heard)] == [True] * 5


async def test_sigterm_before_it_is_ready(launch: Launch, own_api: BotApi) -> None:
    own_api.faults.always("*", faults.stall(60))
    bot = await launch(wait=False)
    await asyncio.sleep(1.5)
    assert await bot.stop() in (0, -15)


def _one_line(output: str) -> None:
    """What ends the bot is said in one clear line; what is logged before that is lines of the log."""
    assert "Traceback" not in output
    assert output.strip()
    assert len(output.splitlines()) <= 5, output
