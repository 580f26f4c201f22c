"""Conversations: follow-ups, replies to the bot's messages, edited questions, topics of a forum."""

from __future__ import annotations

import asyncio

from .api.chats import Chat, Message
from .api.people import PATIENCE, Person
from .api.server import BotApi
from .wording import says

GOAL = "Vad tycker Socialdemokraterna om målet att alla barn kan simma?"


async def test_a_follow_up(anna: Person) -> None:
    assert "Socialdemokraterna" in (await anna.asks(GOAL)).text
    assert "tolv simlärare" in (await anna.asks("och V då?")).text


async def test_follow_ups_of_two_people_are_kept_apart(api: BotApi, anna: Person) -> None:
    bo = api.person("Bo")
    await anna.asks(GOAL)
    await bo.asks("Vad kostar cykelbanan?")
    assert "tolv simlärare" in (await anna.asks("och V då?")).text


async def test_forgetting_ends_a_conversation(anna: Person) -> None:
    await anna.asks(GOAL)
    assert (await anna.asks("varför?")).quotes
    await anna.asks("/glom")
    assert not (await anna.asks("varför?")).quotes


async def test_a_reply_is_about_the_message_it_replies_to(anna: Person) -> None:
    about_goal = await anna.asks(GOAL)
    await anna.asks("När stängs den gamla simhallen?")
    answer = await anna.asks("och V då?", reply_to=about_goal)
    assert "tolv simlärare" in answer.text


async def test_a_choice_of_context_by_button_is_followed_up(anna: Person) -> None:
    overview = await anna.asks("/start tn-2024-42")
    assert overview.buttons
    decisions = await anna.asks("/beslut")
    assert "cykelbana" in " ".join([decisions.text, *decisions.labels]).lower()


async def test_an_edited_question_edits_the_answer(anna: Person) -> None:
    anna.skips()
    question = anna.says("När stängs den gamla simhallen?")
    answer = await anna.hears()
    anna.edits(question, "Vad kostar simskolan?")
    await anna.api.changes.until(lambda: "900 kronor" in answer.text, PATIENCE)
    assert "2026" not in answer.text
    await anna.hears_nothing(seconds=0.3)


async def test_an_edit_that_means_the_same(api: BotApi, anna: Person) -> None:
    api.expected.append("message is not modified")
    question = anna.says("När stängs den gamla simhallen?")
    answer = await anna.hears()
    anna.edits(question, "När stängs den gamla simhallen??")
    await anna.hears_nothing(seconds=0.5)
    assert "30 juni 2026" in answer.text


async def test_an_edit_of_a_message_from_before_the_bot_started(api: BotApi, anna: Person) -> None:
    """Its answer is unknown, so it is answered as a new question, or not at all; nothing breaks."""
    question = anna.chat.put(anna.as_json(), (await _said(anna, "hej")).formatted)
    anna.edits(question, "Vad kostar simskolan?")
    await asyncio.sleep(1.5)
    anna.skips()
    assert "30 juni 2026" in (await anna.asks("När stängs den gamla simhallen?")).text


async def test_topics_of_a_forum_are_conversations_of_their_own(api: BotApi, anna: Person) -> None:
    forum = api.group("Lindvik", forum=True)
    swimming, cycling = forum.topic("Simhall", anna.as_json()), forum.topic("Cykel", anna.as_json())
    answer = await _asks(anna, f"@beslutsbot {GOAL}", forum, swimming)
    assert answer.thread == swimming
    answer = await _asks(anna, "@beslutsbot Vad kostar cykelbanan?", forum, cycling)
    assert answer.thread == cycling
    answer = await _asks(anna, "@beslutsbot och V då?", forum, swimming)
    assert answer.thread == swimming
    assert "tolv simlärare" in answer.text


async def test_a_topic_is_not_a_reply_to_the_bot(api: BotApi, anna: Person) -> None:
    """Each message in a topic carries the topic's first message as what it replies to."""
    forum = api.group("Lindvik", forum=True)
    topic = forum.topic("Simhall", api.me)
    forum.read = len(forum.heard)
    anna.says("Vad kostar simskolan?", forum, thread=topic)
    await anna.hears_nothing(forum)


async def test_help_in_the_middle_does_not_end_a_conversation(anna: Person) -> None:
    await anna.asks(GOAL)
    assert says(await anna.asks("/hjalp"), "telegram.help")
    assert "tolv simlärare" in (await anna.asks("och V då?")).text


async def _asks(person: Person, text: str, chat: Chat, thread: int) -> Message:
    return await person.asks(text, chat, thread=thread)


async def _said(person: Person, text: str) -> Message:
    person.skips()
    message = person.says(text)
    await person.hears()
    return message


async def test_in_a_group_each_person_has_a_conversation(api: BotApi, anna: Person) -> None:
    group, bo = api.group("Lindvik"), api.person("Bo")
    await anna.asks(f"@beslutsbot {GOAL}", group)
    await bo.asks("@beslutsbot Vad kostar cykelbanan?", group)
    assert "tolv simlärare" in (await anna.asks("@beslutsbot och V då?", group)).text
