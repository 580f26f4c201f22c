"""Groups: the bot speaks when it is spoken to, and never reads along."""

from __future__ import annotations

import pytest

from .api.chats import Chat
from .api.people import Person
from .api.server import BotApi
from .conftest import Launch
from .wording import says


@pytest.fixture
def group(api: BotApi) -> Chat:
    return api.group("Lindvik")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_it_is_silent(api: BotApi, anna: Person, kind: str) -> None:
    group = api.group("Lindvik", kind=kind)
    anna.says("När stängs den gamla simhallen?", group)
    anna.says("Fråga boten @annanbot om simhallen", group)
    anna.says("/hjalp@annanbot", group)
    anna.says("beslutsbot, vad kostar simskolan?", group)
    friend = anna.says("Vad kostar simskolan?", group)
    anna.says("Det undrar jag med", group, reply_to=friend)
    anna.sends(group, voice={"file_id": "v", "file_unique_id": "v", "duration": 2})
    anna.sends(group, new_chat_title="Nya Lindvik")
    await anna.hears_nothing(group)


@pytest.mark.parametrize(
    "text",
    [
        "@beslutsbot När stängs den gamla simhallen?",
        "När stängs den gamla simhallen? @beslutsbot",
        "@BeslutsBot när stängs den gamla simhallen?",
        "🏊 Hej @beslutsbot, när stängs den gamla simhallen?",
    ],
)
async def test_a_mention_is_answered(anna: Person, group: Chat, text: str) -> None:
    asked_with = len(group.heard)
    answer = await anna.asks(text, group)
    assert "30 juni 2026" in answer.text
    assert len(group.heard) == asked_with + 1


async def test_an_answer_in_a_group_is_a_reply_to_the_question(anna: Person, group: Chat) -> None:
    question = anna.says("@beslutsbot När stängs den gamla simhallen?", group)
    answer = await anna.hears(group)
    assert answer.reply_to is question


async def test_an_answer_in_a_group_is_short(anna: Person, group: Chat) -> None:
    private = await anna.asks("Vad skriver S om plånboken och köerna?")
    public = await anna.asks("@beslutsbot Vad skriver S om plånboken och köerna?", group)
    assert len(public.text) <= len(private.text)


async def test_a_reply_to_the_bot_is_answered(anna: Person, group: Chat) -> None:
    answer = await anna.asks("@beslutsbot När stängs den gamla simhallen?", group)
    again = await anna.asks("Hur länge håller betongen?", group, reply_to=answer)
    assert "2027" in again.text


async def test_a_command_by_name_is_answered(anna: Person, group: Chat) -> None:
    assert (await anna.asks("/arenden@beslutsbot", group)).has_button("Ny simhall")


async def test_start_explains_itself(anna: Person, group: Chat) -> None:
    assert says(await anna.asks("/start@beslutsbot", group), "telegram.welcome_group")


async def test_a_mention_alone_asks_for_a_question(anna: Person, group: Chat) -> None:
    assert (await anna.asks("@beslutsbot", group)).text


async def test_buttons_work_for_anybody_in_the_group(api: BotApi, anna: Person, group: Chat) -> None:
    answer = await anna.asks("@beslutsbot När byggdes den gamla simhallen?", group)
    bo = api.person("Bo")
    await bo.presses(answer, "👍")


async def test_the_bot_comes_and_goes(api: BotApi, anna: Person, group: Chat) -> None:
    """It is added and thrown out: no answer is due, and nothing breaks."""
    member = {"user": api.me, "status": "member"}
    left = {"user": api.me, "status": "kicked", "until_date": 0}
    for old, new in ((left, member), (member, left)):
        api.updates.add(
            "my_chat_member",
            {
                "chat": group.as_json(),
                "from": anna.as_json(),
                "date": 1,
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
    assert says(await anna.asks("/hjalp"), "telegram.help")


async def test_an_answer_follows_a_group_that_is_made_a_supergroup(api: BotApi, anna: Person) -> None:
    api.expected.append("upgraded to a supergroup")
    group, supergroup = api.group("Lindvik", kind="group"), api.group("Lindvik")
    anna.says("@beslutsbot När stängs den gamla simhallen?", group)
    group.moved_to = supergroup.id
    assert "30 juni 2026" in (await anna.hears(supergroup)).text


async def test_channel_posts_are_none_of_its_business(api: BotApi, anna: Person, group: Chat) -> None:
    api.updates.add(
        "channel_post",
        {
            "message_id": 5,
            "date": 1,
            "chat": {"id": -1009, "type": "channel", "title": "K"},
            "text": "/start",
        },
    )
    assert says(await anna.asks("/hjalp"), "telegram.help")


async def test_in_a_full_group_a_press_is_answered_at_once(launch: Launch, own_api: BotApi) -> None:
    """Thirty questions wait for Telegram's limit of twenty messages a minute; who presses does not."""
    await launch()
    group = own_api.group("Lindvik")
    people = [own_api.person(f"P{number}") for number in range(30)]
    answer = await people[0].asks("@beslutsbot När byggdes den gamla simhallen?", group)
    for person in people:
        person.says("@beslutsbot Vad kostar simskolan?", group)
    for label in ("👍", "sammanhang", "👎"):
        press = await people[1].presses(answer, label, seconds=1)
        assert label == "sammanhang" or label in press.note, "the thanks show which thumb was pressed"
    assert len(group.heard) < 25
