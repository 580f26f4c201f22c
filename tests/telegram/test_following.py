"""Following: people choose what they are told of, and are told once, by day, with the document's own words."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from bot.state.database import engine
from bot.state.follows import Chat, Follow, FollowDatabase, Follows, Sort
from tests.postgresql import PostgreSQL

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import ADMIN, LOOKING, Launch
from .following import NEW_CASE, NEW_DECISION, PATH_DECIDED, add_case, add_decision, decide, let_follow, until
from .process import KNOWLEDGE, BotProcess
from .wording import label, say, says

QUESTION = "Vad kostar cykelbanan?"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge, to change."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def state(tmp_path: Path) -> str:
    """The address of the database of bots that are launched."""
    return f"sqlite:///{tmp_path}/cache/state.sqlite"


@pytest.fixture
def boss(own_api: BotApi) -> Person:
    return own_api.person("Boss", id_=ADMIN)


@pytest.fixture
def kept(shared_bot: BotProcess) -> Follows:
    """What is followed of the shared bot."""
    return Follows(FollowDatabase(engine(f"sqlite:///{shared_bot.cache}/state.sqlite", patience=5)))


def followed(kept: Follows, person: Person) -> list[Follow]:
    """What a person follows."""
    follower = kept.of(Chat(person.id))
    return [] if follower is None else list(follower.follows)


async def by_day(launch: Launch, knowledge: Path, ahead: float | None = None, **settings: Any) -> BotProcess:
    """A bot whose clock shows noon, or so many seconds more than the machine's."""
    times = {"telling": 2.0, "ahead": until(12) if ahead is None else ahead}
    return await launch(times=times, KNOWLEDGE=str(knowledge), ADMINS=str(ADMIN), **settings)


FOLLOWED = {
    "simhallen": "”simhallen”",
    "Simhall": "”simhall”",
    "nya badhus": "”nya badhus”",
    "tn-2024-42": "ärendet Cykelbana längs Hamngatan",
    "TN 2024/42": "ärendet Cykelbana längs Hamngatan",
    "Cykelbana längs Hamngatan": "ärendet Cykelbana längs Hamngatan",
    "cykelbanan längs med Hamngatan": "ärendet Cykelbana längs Hamngatan",
    "Lindviks kommun": "Lindvik",
}
REFUSED = {
    "": "how",
    "191212121212": "unread",
    "070-123 45 67": "unread",
    "x" * 41: "unread",
    "jag vill veta allt om skolmaten": "unread",
    "å": "unread",
    "🎈": "unread",
}


async def test_what_can_be_followed(api: BotApi, kept: Follows) -> None:
    people = {written: api.person("Anna") for written in (*FOLLOWED, *REFUSED)}
    for written, person in people.items():
        person.says(f"/folj {written}")
    for written, name in FOLLOWED.items():
        told = await people[written].hears()
        assert told.text.startswith(f"Du följer {name}. "), told.text
    for written, key in REFUSED.items():
        assert says(await people[written].hears(), f"follow.{key}"), written
        assert kept.of(Chat(people[written].id)) is None, "nothing of it is kept"


async def test_the_case_that_is_talked_of_is_followed(anna: Person) -> None:
    await anna.asks(QUESTION)
    assert "Cykelbana längs Hamngatan" in (await anna.asks("/följ")).text


async def test_a_button_under_an_answer(anna: Person, kept: Follows) -> None:
    answer = await anna.asks(QUESTION)
    assert says(await anna.presses_and_sees(answer, label("follow")), "follow.begun")
    assert followed(kept, anna) == [Follow(Sort.CASE, "tn-2024-42")]


async def test_links(api: BotApi, kept: Follows) -> None:
    links = {
        "folj-fn-2024-17": Follow(Sort.CASE, "fn-2024-17"),
        "folj-fn-2024-17_decisions_stang": Follow(Sort.CASE, "fn-2024-17"),
        "folj-Lindvik": Follow(Sort.MUNICIPALITY, "Lindvik"),
        "folj-simhall": Follow(Sort.WORD, "simhall"),
    }
    people = {link: api.person("Anna") for link in links}
    for link, person in people.items():
        person.says(f"/start {link}")
    for link, follow in links.items():
        assert says(await people[link].hears(), "follow.begun")
        assert followed(kept, people[link]) == [follow]


async def test_the_list_removes_and_changes_when(anna: Person, kept: Follows) -> None:
    kept.add(Chat(anna.id), "sv", Follow(Sort.WORD, "simhall"))
    begun = await anna.asks("/folj Lindvik")
    listed = await anna.presses_and_sees(begun, label("follows"))
    assert say("follow.daily", "sv") in listed.text
    await anna.presses_and_sees(listed, label("direct"))
    assert say("follow.direct", "sv") in listed.text
    await anna.presses_and_sees(listed, "Sluta följa ”simhall”")
    assert "simhall" not in listed.text
    await anna.presses_and_sees(listed, "Sluta följa Lindvik")
    assert says(listed, "follow.none")


@pytest.mark.parametrize("command", ["/sluta", "/stop", "/unfollow", "/glom"])
async def test_all_is_forgotten(anna: Person, kept: Follows, command: str) -> None:
    kept.add(Chat(anna.id), "sv", Follow(Sort.WORD, "simhall"))
    await anna.asks(command)
    assert kept.of(Chat(anna.id)) is None


async def test_in_english(api: BotApi, kept: Follows) -> None:
    said = {"/follow betong": "begun", "/following": "list", "/unfollow": "stopped"}
    for command, key in said.items():
        john = api.person("John", "en")
        kept.add(Chat(john.id), "en", Follow(Sort.WORD, "simhall"))
        assert says(await john.asks(command), f"follow.{key}", "en")


async def test_only_so_much(anna: Person, kept: Follows) -> None:
    for number in range(20):
        kept.add(Chat(anna.id), "sv", Follow(Sort.WORD, "simhall" + "x" * number))
    assert says(await anna.asks("/folj betong"), "follow.too_many")


async def test_news_are_told_once_to_those_who_follow_it(
    launch: Launch, own_api: BotApi, knowledge: Path, boss: Person, state: str
) -> None:
    """By the case, its municipality, a word of the decision or the title; not others, nor who has blocked the bot."""
    own_api.expected.append("bot was blocked")
    await by_day(launch, knowledge)
    met = {"tn-2024-42": "ärendet Cykelbana", "Lindvik": "Lindvik", "cykelbanor": "”cykelbanor”", "bygg": "”bygg”"}
    people = {written: own_api.person(f"P{number}") for number, written in enumerate(met)}
    other, gone = own_api.person("Eva"), own_api.person("Bo")
    for written, person in {**people, "simhall": other, "Hamngatan": gone}.items():
        await person.asks(f"/folj {written}")
    group = own_api.group()
    await other.asks(f"/folj@{own_api.username} cykelbanan", group)
    gone.blocks()
    decide(knowledge)
    for _ in range(2):
        await boss.asks("/ladda")
    for written, person in people.items():
        told = await person.hears()
        assert says(told, "follow.news")
        assert met[written] in told.text
        assert say("follow.now_decided", "sv") in told.text
        assert told.quotes == [PATH_DECIDED]
        assert told.has_button("Cykelbana")
        assert told.has_button(label("follows"))
    assert (await other.hears(group)).quotes == [PATH_DECIDED], "a group may follow too"
    await other.hears_nothing(seconds=0.5)
    assert [len(person.chat.heard) for person in people.values()] == [2] * 4
    kept = Follows(FollowDatabase(engine(state, patience=5)))
    assert kept.of(Chat(gone.id)) is None
    assert kept.of(Chat(other.id)) is not None


async def test_once_a_day_or_at_once(launch: Launch, own_api: BotApi, knowledge: Path, boss: Person) -> None:
    """The second news of a day waits, but for those who are told at once."""
    await by_day(launch, knowledge)
    eva, john = own_api.person("Eva"), own_api.person("John", "en")
    await eva.asks("/folj Lindvik")
    begun = await john.asks("/follow Lindvik")
    listed = await john.presses_and_sees(begun, label("follows", "en"))
    await john.presses_and_sees(listed, label("direct", "en"))
    decide(knowledge)
    await boss.asks("/ladda")
    assert (await eva.hears()).quotes == [PATH_DECIDED]
    assert says(told := await john.hears(), "follow.news", "en")
    assert "It is proposed to build a cycle path along Hamngatan." in told.text
    add_decision(knowledge)
    await boss.asks("/ladda")
    assert (await john.hears()).quotes == [NEW_DECISION]
    await eva.hears_nothing(seconds=0.5)


async def test_what_came_at_night_and_while_it_was_stopped_is_told_in_the_morning(
    launch: Launch, own_api: BotApi, knowledge: Path, boss: Person
) -> None:
    bot = await by_day(launch, knowledge, until(22))
    eva = own_api.person("Eva")
    await eva.asks("/folj Lindvik")
    decide(knowledge)
    await boss.asks("/ladda")
    await eva.hears_nothing(seconds=0.5)
    assert await bot.stop() == 0
    add_decision(knowledge)
    add_case(knowledge)
    morning = time.time() + until(8)
    await by_day(launch, knowledge, ahead := until(7, 59, 58))
    told = await eva.hears()
    assert time.time() + ahead >= morning
    assert sorted(told.quotes) == sorted([PATH_DECIDED, NEW_DECISION, NEW_CASE]), "all in one message"
    assert all(say(f"follow.{key}", "sv") in told.text for key in ("now_decided", "new_decided", "new_case"))
    await eva.hears_nothing(seconds=0.3)


async def test_killed_in_the_middle_each_is_told_once(
    launch: Launch, own_api: BotApi, knowledge: Path, state: str
) -> None:
    own_api.expected += LOOKING
    own_api.flood.lift()
    people = [own_api.person(f"P{number}") for number in range(100)]
    let_follow(state, [person.id for person in people], Follow(Sort.WORD, "cykelbana"), knowledge)
    decide(knowledge)
    own_api.faults.share("sendMessage", 0.1, lambda: faults.dropped(carried_out=True))  # taken, which nobody hears
    bot = await by_day(launch, knowledge, ahead := until(12), TELEGRAM_RATE="0")
    await own_api.changes.until(lambda: heard(people) >= 30, 20)
    await bot.kill()
    assert heard(people) < 100
    bot = await by_day(launch, knowledge, ahead, TELEGRAM_RATE="0")
    await own_api.changes.until(lambda: heard(people) >= len(people), 20)
    assert await bot.stop() == 0
    assert [len(person.chat.heard) for person in people] == [1] * len(people)


async def test_several_workers_tell_as_one(
    launch: Launch, own_api: BotApi, knowledge: Path, postgresql: PostgreSQL
) -> None:
    """Within the limits of all, and over a kill of the one that tells."""
    own_api.expected += LOOKING
    url, people = postgresql.new_database(), [own_api.person(f"P{number}") for number in range(45)]
    let_follow(url, [person.id for person in people], Follow(Sort.WORD, "cykelbana"), knowledge)
    decide(knowledge)
    own_api.faults.share("sendMessage", 0.1, lambda: faults.dropped(carried_out=True))
    first = await by_day(launch, knowledge, ahead := until(12), STATE_URL=url)
    await by_day(launch, knowledge, ahead, wait=False, STATE_URL=url)
    await own_api.changes.until(lambda: heard(people) >= 5, 20)
    await first.kill()
    assert heard(people) < len(people)
    await own_api.changes.until(lambda: heard(people) >= len(people), 60)
    await asyncio.sleep(0.3)
    assert [len(person.chat.heard) for person in people] == [1] * len(people)
    assert not own_api.flood.hits


def heard(people: list[Person]) -> int:
    """How many have heard anything."""
    return sum(bool(person.chat.heard) for person in people)
