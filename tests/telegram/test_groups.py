"""Groups: the bot speaks when it is spoken to, and never reads along."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from .api.chats import Chat
from .api.entities import Formatted
from .api.people import Person
from .api.server import BotApi
from .conftest import Launch
from .wording import says

_STATUS: dict[str, dict[str, Any]] = {
    "kicked": {"until_date": 0},
    "administrator": dict.fromkeys(
        (
            "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
            "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
            "can_edit_stories", "can_delete_stories",
        ),
        False,
    ),
}  # fmt: skip


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


async def test_answers_in_groups_may_be_made_short(own_api: BotApi, launch: Launch) -> None:
    """The sentence, a quote, its place, and one button that leads to the rest."""
    await launch(SHORT_IN_GROUPS="on")
    eva, group = own_api.person("Eva"), own_api.group("Lindvik")
    for question in ("Hur många elever klarar simprovet?", "Vad skriver S om plånboken och köerna?", "alla beslut"):
        public = await eva.asks(f"@beslutsbot {question}", group)
        assert len(public.bold) <= 2
        assert len(public.quotes) == 1
        assert "sida" in public.text
        assert len(public.text) < 700
        (button,) = public.buttons
        opened = await eva.asks(f"/start {button['url'].split('start=')[1]}")
        assert public.quotes[0].rstrip("…") in " ".join(opened.quotes), "in private, all of it"
        follow_up = await eva.asks("på vilken sida?", group, reply_to=public)
        assert "sida" in follow_up.text
    asked = await eva.asks("@beslutsbot Var anslås beslutet?", own_api.group("Granvik"))
    assert asked.has_button("Cykelbana"), "one may still choose"
    assert not (await eva.asks("@beslutsbot Vem vann derbyt?", own_api.group("Ekhamn"))).buttons
    assert len((await eva.asks("Hur många elever klarar simprovet?")).buttons) > 2, "in private nothing is cut"


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


def changes(api: BotApi, by: Person, chat: Chat, *statuses: str) -> None:
    """The bot's membership of a chat goes from status to status."""
    for old, new in pairwise(statuses):
        api.updates.add(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": by.as_json(),
                "date": 1,
                "old_chat_member": {"user": api.me, "status": old, **_STATUS.get(old, {})},
                "new_chat_member": {"user": api.me, "status": new, **_STATUS.get(new, {})},
            },
        )


async def test_it_greets_a_group_once(api: BotApi, anna: Person, group: Chat) -> None:
    """However often it comes and goes, or is made an admin."""
    changes(api, anna, group, "left", "member", "administrator", "member", "kicked", "member")
    greeting = await anna.hears(group)
    assert says(greeting, "telegram.joined")
    assert "@beslutsbot" in greeting.text
    assert len(greeting.text) < 250, "short"
    await anna.hears_nothing(group)


async def test_it_greets_in_the_language_of_whoever_brought_it(api: BotApi, john: Person, group: Chat) -> None:
    changes(api, john, group, "left", "member")
    assert says(await john.hears(group), "telegram.joined", "en")


async def test_no_greeting_where_nobody_joined(api: BotApi, anna: Person, group: Chat) -> None:
    """Somebody stops it in private, and opens it again; a group shows it out."""
    changes(api, anna, anna.chat, "member", "kicked", "member")
    changes(api, anna, group, "member", "administrator", "left")
    await anna.hears_nothing(group)
    await anna.hears_nothing(seconds=0.1)


@pytest.mark.parametrize("command", ["/beslut", "/mål", "/decisions", "/hjalp", "/partier fn-2024-17"])
async def test_a_command_without_the_name_where_no_other_bot_is_addressed(
    anna: Person, group: Chat, command: str
) -> None:
    anna.says(command, group)
    assert (await anna.hears(group)).text


async def test_a_command_that_may_be_for_another_bot_is_not_answered(api: BotApi, anna: Person, group: Chat) -> None:
    other = {"id": 77, "is_bot": True, "first_name": "Frågelek", "username": "fragelekbot"}
    quiz = group.put(other, Formatted("Vilket år?"))
    anna.skips(group)
    anna.says("/beslut@fragelekbot", group)
    anna.says("/beslut @fragelekbot", group)
    anna.says("/beslut", group, reply_to=quiz)
    anna.says("/vadarklockan", group)
    anna.says("se /beslut", group)
    await anna.hears_nothing(group)


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
