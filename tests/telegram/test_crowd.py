"""Many people at once, on a bad day; and a bot that is killed in the midst of it.

BESLUTSBOT_TEST_CROWD=2000 asks as many questions as the issue does, and takes minutes: Telegram takes no more
than 30 a second.
"""

from __future__ import annotations

import asyncio
import os
import time

from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import LOOKING, Launch

MESSAGES = int(os.environ.get("BESLUTSBOT_TEST_CROWD", "150"))
EACH = 10  # questions of a person
QUESTIONS = {
    "När stängs den gamla simhallen?": "30 juni 2026",
    "Vad kostar simskolan?": "900 kronor",
    "Hur länge håller betongen?": "2027",
    "Vad kostar cykelbanan?": "6,2 miljoner",
    "När byggdes den gamla simhallen?": "1968",
}


def question(number: int) -> tuple[str, str]:
    """A question and a part of its answer."""
    return list(QUESTIONS.items())[number % len(QUESTIONS)]


async def test_every_question_is_answered_once(launch: Launch, own_api: BotApi) -> None:
    bot = await launch(LOG_LEVEL="DEBUG")
    own_api.faults.share("sendMessage", 0.05, lambda: faults.too_many(1))
    own_api.faults.share("sendMessage", 0.05, faults.html_502)
    people = [own_api.person(f"Medborgare{number}") for number in range(MESSAGES // EACH)]
    began = time.monotonic()
    for number in range(EACH):
        for person in people:
            person.says(question(number + person.id)[0])
        await asyncio.sleep(0.05)
    for person in people:
        for number in range(EACH):
            answer = await person.hears(seconds=60 + MESSAGES / 4)
            assert question(number + person.id)[1] in answer.text
    seconds = time.monotonic() - began
    await asyncio.sleep(2)
    assert [len(person.chat.heard) for person in people] == [EACH] * len(people)
    assert own_api.faults.given["too many"] > MESSAGES * 0.02
    assert own_api.faults.given["html"] > MESSAGES * 0.02
    struck, floods = own_api.faults.given, own_api.flood.hits
    print(f"\n{MESSAGES} questions in {seconds:.0f} s; faults {struck}, floods {floods}")
    says_nothing_of(bot.output, own_api, people)


async def test_killed_in_a_burst(launch: Launch, own_api: BotApi) -> None:
    """None lost, and none twice, wherever the kills fall."""
    own_api.expected += LOOKING
    bot = await launch()
    people = [own_api.person(f"Medborgare{number}") for number in range(120)]
    for person in people:
        person.says(question(person.id)[0])
    for enough in (10, 50, 90):
        await own_api.changes.until(lambda enough=enough: _answered(people) >= enough, 20)  # type: ignore[misc]
        await bot.kill()
        bot = await launch()
    await own_api.changes.until(lambda: _answered(people) == len(people), 60)
    await asyncio.sleep(1)
    assert [len(person.chat.heard) for person in people] == [1] * len(people)
    for person in people:
        assert all(question(person.id)[1] in answer.text for answer in person.chat.heard)


async def test_the_log_says_nothing_of_what_people_write(launch: Launch, own_api: BotApi) -> None:
    own_api.expected.append("message is not modified")
    bot = await launch(LOG_LEVEL="DEBUG")
    harald = own_api.person("Haraldsson")
    group = own_api.group("Hemliga gruppen")
    answer = await harald.asks("Vad kostar simskolan för sjukskrivna?")
    await harald.presses(answer, "👎")
    await harald.asks("/arende sjukskrivna")
    await harald.asks("/start sjukskrivna")
    await harald.queries("sjukskrivna simmare")
    await harald.asks("@beslutsbot sjukskrivna simmare?", group)
    harald.edits(harald.says("sjukskrivna?"), "sjukskrivna simmare?")
    own_api.faults.next("sendMessage", faults.html_502())
    own_api.faults.next("sendMessage", faults.server_error(500))
    await harald.asks("Vad kostar simskolan?")
    await asyncio.sleep(0.5)
    assert await bot.stop() == 0
    says_nothing_of(bot.output, own_api, [harald], "sjukskrivna", "Hemliga gruppen", str(group.id))


def says_nothing_of(output: str, api: BotApi, people: list[Person], *more: str) -> None:
    """Asserts that a log has no token, no name, no chat id, and none of the words people wrote."""
    secrets = {api.token, api.token.split(":")[1], *more, *(list(QUESTIONS))}
    secrets |= {part for person in people for part in (person.name, str(person.id), person.username or person.name)}
    found = {secret for secret in secrets if secret in output}
    assert not found, f"in the log: {found}"


def _answered(people: list[Person]) -> int:
    return sum(bool(person.chat.heard) for person in people)
