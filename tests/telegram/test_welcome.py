"""The first minute with the bot: the welcome, the help, the menu, links that open a case, the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from .api.people import Person
from .api.server import BotApi
from .conftest import Launch
from .wording import label, say, says


async def test_start_welcomes_with_four_questions_to_press(anna: Person) -> None:
    welcome = await anna.asks("/start")
    assert says(welcome, "telegram.welcome")
    assert "Ny simhall i Norra Lindvik" in welcome.text
    assert len(welcome.text) < 1200, "a welcome is one screen"
    assert len(welcome.buttons) == 4
    answer = await anna.presses_and_sees(welcome, welcome.labels[0])
    assert answer.bold
    assert answer.quotes


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("/hjalp", "telegram.help"),
        ("/help", "telegram.help"),
        ("/hjälp", "telegram.help"),
        ("/integritet", "telegram.privacy"),
        ("/privacy", "telegram.privacy"),
        ("/glom", "telegram.forgotten"),
        ("/forget", "telegram.forgotten"),
        ("/sprak", "telegram.language_question"),
        ("/language", "telegram.language_question"),
        ("/HJALP", "telegram.help"),
        ("/avbryt", "telegram.cancelled"),
        ("/cancel", "telegram.cancelled"),
        ("/installningar", "telegram.settings"),
        ("/inställningar", "telegram.settings"),
        ("/settings", "telegram.settings"),
    ],
)
async def test_commands(anna: Person, command: str, key: str) -> None:
    assert says(await anna.asks(command), key)


async def test_an_unknown_command_gets_a_kind_word(anna: Person) -> None:
    assert says(await anna.asks("/vadarklockan"), "telegram.unknown_command")


async def test_the_cases_as_buttons(anna: Person) -> None:
    cases = await anna.asks("/arenden")
    assert cases.has_button("Ny simhall")
    assert cases.has_button("Cykelbana")
    overview = await anna.presses_and_sees(cases, "Cykelbana")
    assert "TN 2024/42" in overview.text
    assert overview.has_button("Beslut")


async def test_a_case_by_its_id(anna: Person) -> None:
    overview = await anna.asks("/arende fn-2024-17")
    assert "FN 2024/17" in overview.text
    for kind in ("Beslut", "Belopp", "Mål", "Partier"):
        assert overview.has_button(kind), overview.labels


async def test_an_unknown_case_shows_those_there_are(anna: Person) -> None:
    answer = await anna.asks("/arende ks-1900-1")
    assert says(answer, "menu.no_case")
    assert answer.has_button("Ny simhall")


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        ("/beslut", "84,5 miljoner"),
        ("/belopp", "900 kronor"),
        ("/mal", "Alla barn kan simma"),
        ("/decisions", "84,5 miljoner"),
    ],
)
async def test_lists_of_the_case_in_context(anna: Person, command: str, holds: str) -> None:
    await anna.asks("När stängs den gamla simhallen?")
    shown = await anna.asks(command)
    assert holds in " ".join([shown.text, *shown.labels])


async def test_what_the_parties_say(anna: Person) -> None:
    await anna.asks("När stängs den gamla simhallen?")
    parties = await anna.asks("/partier")
    assert parties.has_button("Vänsterpartiet")
    shown = await anna.presses_and_sees(parties, "Vänsterpartiet")
    assert "simlärare" in " ".join([shown.text, *shown.labels])


async def test_a_link_opens_a_case(anna: Person) -> None:
    assert "TN 2024/42" in (await anna.asks("/start tn-2024-42")).text


async def test_a_link_opens_a_fact(api: BotApi, anna: Person) -> None:
    """The link is the one that the bot gives itself, in inline mode or in a list; or else the fact's id."""
    query = await anna.queries("Vad kostar simskolan?")
    links = [
        button["url"].split("start=")[1]
        for button in anna.chooses(query, 0).buttons
        if "start=" in button.get("url", "")
    ]
    assert links, "a result of inline mode leads to the bot with a link to its fact"
    assert all(len(link) <= 64 and link.replace("-", "").replace("_", "").isalnum() for link in links)
    answer = await anna.asks(f"/start {links[0]}")
    assert "900 kronor per barn" in answer.text
    assert answer.quotes


@pytest.mark.parametrize("payload", ["poster2026", "finns-inte", "%%%", "x" * 64, "<b>"])
async def test_a_link_to_nothing_is_an_ordinary_welcome(anna: Person, payload: str) -> None:
    """It stands on a poster, say, or a person has typed it."""
    assert says(await anna.asks(f"/start {payload}"), "telegram.welcome")
    await anna.hears_nothing(seconds=0.2)


async def test_settings_show_and_change_the_language(anna: Person) -> None:
    settings = await anna.asks("/installningar")
    assert say("telegram.replies_any", "sv") in settings.text
    await anna.presses_and_sees(settings, label("english"))
    assert say("telegram.replies_en", "en") in (await anna.asks("/installningar")).text


async def test_cancelling_ends_what_was_talked_of(anna: Person) -> None:
    await anna.asks("Vad tycker Socialdemokraterna om målet att alla barn kan simma?")
    await anna.asks("/avbryt")
    assert not (await anna.asks("varför?")).quotes
    decisions = await anna.asks("/beslut")
    assert "FN 2024/17" in decisions.text, "the case in hand stays"


async def test_english_by_the_apps_language(john: Person) -> None:
    assert says(await john.asks("/start"), "telegram.welcome", "en")


async def test_no_language_is_swedish(api: BotApi) -> None:
    nils = api.person("Nils", language=None)
    assert says(await nils.asks("/start"), "telegram.welcome", "sv")


async def test_english_by_the_question(anna: Person) -> None:
    answer = await anna.asks("What do swimming lessons cost?")
    assert "Swimming lessons cost 900 kronor" in answer.bold[0]
    assert "kostar 900 kronor per barn" in answer.quotes[0], "the quote stays as the document has it"


async def test_a_chosen_language_stays_until_forgotten(anna: Person) -> None:
    question = await anna.asks("/sprak")
    await anna.presses_and_sees(question, label("english"))
    assert "Swimming lessons" in (await anna.asks("Vad kostar simskolan?")).bold[0]
    await anna.asks("/glom")
    assert "Simskolan kostar" in (await anna.asks("Vad kostar simskolan?")).bold[0]


def test_the_menu_is_set_for_each_language_and_scope(api: BotApi) -> None:
    scopes = {scope.split(":")[0] for scope, _ in api.profile.commands}
    languages = {language for _, language in api.profile.commands}
    assert {"all_private_chats", "all_group_chats"} <= scopes
    assert "en" in languages
    assert languages & {"sv", ""}
    for commands in api.profile.commands.values():
        assert commands


def test_the_descriptions_are_set(api: BotApi) -> None:
    kinds = {kind for kind, _ in api.profile.texts}
    assert {"description", "short_description"} <= kinds
    assert any(language == "en" for _, language in api.profile.texts)


async def test_what_lasts_a_restart(launch: Launch, own_api: BotApi, tmp_path: Path) -> None:
    """A chosen language; and what the bot says of itself, which is set only where it differs."""

    def set_() -> int:
        return sum(made.method.startswith("setMy") for made in own_api.calls)

    def presented(log: str) -> bool:
        return '"presented"' in log

    first = await launch(LOG_LEVEL="DEBUG")
    await own_api.changes.until(lambda: presented(first.output), 10)
    assert set_() == len(own_api.profile.commands) + len(own_api.profile.texts)
    eva, bo = own_api.person("Eva"), own_api.person("Bo")
    for person in (eva, bo):
        await person.presses_and_sees(await person.asks("/sprak"), label("english"))
    await bo.asks("/glom")
    await first.kill()
    own_api.profile.texts["description", "en"] = "something else"
    before = set_()
    second = await launch(LOG_LEVEL="DEBUG")
    await own_api.changes.until(lambda: presented(second.output), 10)
    assert set_() == before + 1
    assert own_api.profile.texts["description", "en"] == say("commands.description", "en")
    assert "Swimming lessons" in (await eva.asks("Vad kostar simskolan?")).bold[0]
    assert "Simskolan kostar" in (await bo.asks("Vad kostar simskolan?")).bold[0]
    kept = (tmp_path / "cache" / "state.sqlite").read_bytes()
    assert str(eva.id).encode() in kept
    assert not any(word.encode() in kept for word in (str(bo.id), "Eva", str(eva.username), "imskolan"))
