"""What is not a question, and too many questions: a friendly line, and then silence."""

from __future__ import annotations

from typing import Any

import pytest

from .api.people import Person
from .api.server import BotApi
from .wording import says

FILE = {"file_id": "f", "file_unique_id": "u"}
CONTENT: dict[str, Any] = {
    "voice": {**FILE, "duration": 3},
    "photo": [{**FILE, "width": 10, "height": 10}],
    "document": FILE,
    "location": {"latitude": 59.3, "longitude": 18.1},
    "sticker": {
        **FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False,
    },
    "video_note": {**FILE, "length": 1, "duration": 1},
    "contact": {"phone_number": "1", "first_name": "Bo"},
    "dice": {"emoji": "🎲", "value": 3},
    "checklist": {"title": "Att göra", "tasks": [{"id": 1, "text": "Fråga om simhallen"}]},
    "paid_media": {"star_count": 1, "paid_media": [{"type": "preview", "width": 1, "height": 1, "duration": 1}]},
    "kind_to_come": {"what": "nobody knows yet"},
}  # fmt: skip


@pytest.mark.parametrize("kind", CONTENT)
async def test_what_is_not_text_gets_a_friendly_line(anna: Person, kind: str) -> None:
    anna.sends(**{kind: CONTENT[kind]})
    assert says(await anna.hears(), "telegram.not_text")


async def test_the_friendly_line_comes_at_most_once_a_minute(anna: Person) -> None:
    for kind, content in CONTENT.items():
        anna.sends(**{kind: content})
    assert says(await anna.hears(), "telegram.not_text")
    await anna.hears_nothing()
    assert (await anna.asks("Vad kostar simskolan?")).quotes, "questions are answered all the same"


async def test_a_photo_with_a_question_under_it(anna: Person) -> None:
    """The caption is a question like any other, whatever it stands under."""
    for kind in ("photo", "document", "voice"):
        anna.sends(**{kind: CONTENT[kind]}, caption="Vad kostar simskolan?")
        assert "900 kronor" in (await anna.hears()).quotes[0]
    await anna.hears_nothing(seconds=0.3)


async def test_the_pictures_of_an_album_get_no_line_where_its_caption_is_answered(anna: Person) -> None:
    anna.sends(photo=CONTENT["photo"], media_group_id="7", caption="Vad kostar simskolan?")
    anna.sends(photo=CONTENT["photo"], media_group_id="7")
    assert (await anna.hears()).quotes
    await anna.hears_nothing(seconds=0.5)


async def test_a_caption_in_a_group_is_heard_where_it_mentions_the_bot(api: BotApi, anna: Person) -> None:
    group = api.group("Lindvik")
    anna.sends(group, photo=CONTENT["photo"], caption="Vad kostar simskolan?")
    await anna.hears_nothing(group, seconds=0.5)
    anna.sends(group, photo=CONTENT["photo"], caption="@beslutsbot Vad kostar simskolan?")
    assert "900 kronor" in (await anna.hears(group)).text


@pytest.mark.parametrize(
    "service",
    [
        {"new_chat_photo": CONTENT["photo"]},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    ],
    ids=lambda service: next(iter(service)),
)
async def test_what_telegram_itself_says_is_not_answered(anna: Person, service: dict[str, Any]) -> None:
    anna.sends(**service)
    await anna.hears_nothing(seconds=0.3)


async def test_who_floods_gets_one_notice_and_then_silence(api: BotApi, anna: Person) -> None:
    for _ in range(30):
        anna.says("Vad kostar simskolan?")
    bo = api.person("Bo")
    assert "900" in (await bo.asks("Vad kostar simskolan?")).text, "others notice nothing"
    answers = [await anna.hears(seconds=45) for _ in range(21)]
    notices = [answer for answer in answers if says(answer, "telegram.flood")]
    assert len(notices) == 1
    await anna.hears_nothing(seconds=2)
    anna.says("Vad kostar simskolan?")
    await anna.hears_nothing(seconds=1)


async def test_who_presses_too_much_is_still_answered_by_the_button(anna: Person) -> None:
    """Each press must be answered, or the app shows an hourglass; what it asks for may be left."""
    answer = await anna.asks("När stängs den gamla simhallen?")
    for _ in range(30):
        await anna.presses(answer, "👍")
    assert answer.text


async def test_who_blocks_the_bot_harms_nobody(api: BotApi, anna: Person) -> None:
    api.expected.append("bot was blocked by the user")
    anna.blocks()
    anna.says("Vad kostar simskolan?")
    await api.changes.until(lambda: any(made.code == 403 for made in api.calls), 10)
    bo = api.person("Bo")
    assert "900" in (await bo.asks("Vad kostar simskolan?")).text
