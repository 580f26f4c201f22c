"""Whoever runs the bot: reloading the knowledge, and how the bot is doing."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from ..many_cases import write_many, write_one
from .api import faults
from .api.people import Person
from .api.server import BotApi
from .conftest import ADMIN, Launch
from .process import KNOWLEDGE, BotProcess
from .wording import label, says

QUESTION = "När stängs den gamla simhallen?"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge, to change."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def boss(own_api: BotApi) -> Person:
    return own_api.person("Boss", id_=ADMIN)


def change(folder: Path, old: str, new: str, file: str = "fn-2024-17/case.yaml") -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def move_closing(folder: Path, before: int = 2026) -> None:
    """The old pool closes a year later than it did before."""
    change(folder, f"30 juni {before}", f"30 juni {before + 1}")
    change(folder, f"30 June {before}", f"30 June {before + 1}")
    change(folder, f"30 juni {before}", f"30 juni {before + 1}", "fn-2024-17/pm.txt")


async def test_ladda_takes_what_is_right_and_nothing_else(launch: Launch, knowledge: Path, boss: Person) -> None:
    await launch(KNOWLEDGE=str(knowledge), ADMINS=str(ADMIN))
    change(knowledge, "stängs den 30 juni 2026.]", "stängs <aldrig> & punkt.]")
    told = await boss.asks("/ladda")
    assert says(told, "admin.reload_failed")
    assert "fn-2024-17/case.yaml:" in told.text
    assert "stang" in told.text
    assert "2026" in (await boss.asks(QUESTION)).text
    lines = "\n".join(f'  - {{id: x{n}, summary: "å", quotes: ["inte här {n}"], topic: x}}' for n in range(300))
    file = knowledge / "fn-2024-17/case.yaml"
    file.write_text(file.read_text().replace("details:\n", f"details:\n{lines}\n"))
    assert says(await boss.asks("/ladda"), "admin.reload_failed"), "in one message, however much is wrong"
    shutil.rmtree(knowledge)
    assert "2026" not in (await boss.asks("/ladda")).text
    assert "2026" in (await boss.asks(QUESTION)).text
    shutil.copytree(KNOWLEDGE, knowledge)
    move_closing(knowledge)
    assert says(await boss.asks("/ladda"), "admin.reloaded")
    assert "2027" in (await boss.asks(QUESTION)).text


async def test_sighup_reloads_while_questions_are_answered(
    launch: Launch, own_api: BotApi, knowledge: Path, boss: Person
) -> None:
    bot = await launch(KNOWLEDGE=str(knowledge), ADMINS=str(ADMIN), WORKERS="1")
    people = [own_api.person(f"P{number}") for number in range(20)]
    for person in people:
        bot.reload()
        person.says(QUESTION)
    for person in people:
        assert "2026" in (await person.hears()).text
    assert bot.code is None
    move_closing(knowledge)
    bot.reload()
    await _until_answered_with(boss, "2027")
    change(knowledge, "stängs den 30 juni 2027.]", "stängs aldrig.]")
    boss.skips()
    bot.reload()
    while not says(await boss.hears(), "admin.reload_failed"):  # an answer to what was asked before may come late
        pass
    assert "2027" in (await boss.asks(QUESTION)).text
    assert bot.code is None


@pytest.mark.parametrize("command", ["/ladda", "/lage"])
async def test_only_admins_may(anna: Person, command: str) -> None:
    answer = await anna.asks(command)
    assert not says(answer, "admin.reloaded")
    assert "%" not in answer.text


async def test_lage_counts_and_an_error_is_told_without_the_text(launch: Launch, own_api: BotApi, boss: Person) -> None:
    bot = await launch(ADMINS=str(ADMIN))
    anna = own_api.person("Anna")
    answer = await anna.asks(QUESTION)
    await anna.presses(answer, "👍")
    await anna.asks("Vem vann derbyt mellan AIK och Hammarby?")
    told = await boss.asks("/lage")
    lines = told.text.splitlines()
    assert any("Frågor: 2" in line and "Besvarade: 1" in line and "Avböjda: 1" in line for line in lines), told.text
    assert any("1 upp" in line and "0 ner" in line for line in lines), told.text
    assert "ms" in told.text
    own_api.faults.next("sendMessage", faults.refused("PEER_ID_INVALID"))  # for no reason the bot could foresee
    anna.says("Vad kostar simskolan för Hemlige Harald?")
    told = await boss.hears()
    assert "Harald" not in told.text
    assert "Harald" not in bot.output


async def test_buttons_after_a_restart(launch: Launch, own_api: BotApi, knowledge: Path) -> None:
    """They work; where what they were about is gone, they say kindly that things have changed."""
    bot = await launch(KNOWLEDGE=str(knowledge))
    anna, bo = own_api.person("Anna"), own_api.person("Bo")
    answer = await anna.asks("När byggdes den gamla simhallen?")
    old = await bo.asks("Vad kostar cykelbanan?")
    assert await bot.stop() == 0
    shutil.rmtree(knowledge / "tn-2024-42")
    await launch(KNOWLEDGE=str(knowledge))
    await anna.presses_and_sees(answer, label("surroundings"))
    assert "Teknikrapporten" in answer.text
    await anna.presses_and_sees(answer, label("back"))
    assert answer.quotes
    bo.skips()
    told = []
    for button in old.buttons:
        if "callback_data" in button:
            press = await bo.presses_data(old, button["callback_data"])
            told.append(press.note)
    await asyncio.sleep(0.2)
    told += [message.text for message in bo.chat.heard]
    assert any(says(text, "telegram.changed") for text in told), told


async def test_many_cases_come_in_pages(launch: Launch, own_api: BotApi, knowledge: Path) -> None:
    for number in range(30):
        folder = Path(shutil.copytree(knowledge / "tn-2024-42", knowledge / f"tn-2025-{number}"))
        change(folder, "id: tn-2024-42", f"id: tn-2025-{number}", "case.yaml")
        change(folder, "title: Cykelbana längs Hamngatan", f"title: Cykelbana nummer {number}", "case.yaml")
    await launch(KNOWLEDGE=str(knowledge))
    anna = own_api.person("Anna")
    assert len((await anna.asks("/start")).text) < 1500, "a welcome stays one screen"
    cases = await anna.asks("/arenden")
    seen = set(cases.labels)
    for _ in range(30):
        if not cases.has_button("Nästa"):
            break
        await anna.presses_and_sees(cases, "Nästa")
        seen |= set(cases.labels)
    assert sum("Cykelbana nummer" in label for label in seen) == 30
    await anna.presses_and_sees(cases, "Föregående")
    assert cases.has_button("Nästa")


async def _until_answered_with(person: Person, part: str) -> None:
    for _ in range(15):
        if part in (await person.asks(QUESTION)).text:
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"never answered with {part}")


async def test_broken_knowledge_at_start_ends_with_2(launch: Launch, knowledge: Path) -> None:
    change(knowledge, "stängs den 30 juni 2026.]", "stängs aldrig.]")
    bot: BotProcess = await launch(wait=False, KNOWLEDGE=str(knowledge))
    assert await bot.ends() == 2
    assert "fn-2024-17/case.yaml:" in bot.output


async def test_a_bundle_is_swapped_while_questions_are_asked(launch: Launch, tmp_path: Path, boss: Person) -> None:
    folder = write_many(tmp_path / "many")
    await launch(KNOWLEDGE=str(folder), ADMINS=str(ADMIN), WORKERS="1")
    people = [boss.api.person(f"Anna{number}") for number in range(4)]
    assert "102" in (await people[0].asks("Vad kostar ishallen?")).text
    write_one(folder, 2, "ishallen", 977)
    (folder / "arende-9" / "case.yaml").write_text("titel: x\n")
    asking = [asyncio.create_task(person.asks("Vad kostar ishallen?")) for person in people]
    told = await boss.asks("/ladda")
    assert says(told, "admin.reloaded")
    assert "29 ärenden" in told.text
    assert "arende-9/case.yaml:1:" in told.text
    assert all("102" in each.text or "977" in each.text for each in await asyncio.gather(*asking))
    assert "977" in (await people[0].asks("Vad kostar ishallen?")).text
    found = await people[0].asks("/arenden biblio")
    assert "som nämner ”biblio”: 1." in found.text
