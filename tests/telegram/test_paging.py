"""Going on: further hits and long lists come five at a time, by word and by button; inline results ten at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import yaml

from .api.chats import Message
from .api.people import Person
from .api.server import BotApi
from .conftest import Launch, running, watched
from .process import BotProcess
from .wording import label, says

AMOUNTS, DECISIONS, PAGE = 13, 23, 5
ALL = "alla belopp"
THINGS = "bänkar träd lampor gungor cyklar skyltar stolar bord broar brunnar staket portar dörrar".split()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with more amounts and decisions than have room at once."""
    amounts = [f"Parken får {20 + number} {THINGS[number]} under året." for number in range(AMOUNTS)]
    decisions = [f"Nämnden beslutar att anlägga stig nummer {100 + number}." for number in range(DECISIONS)]
    case = {
        "id": "pn-2025-9",
        "title": "Parken i Lindvik",
        "sources": {"pm": {"file": "pm.txt", "title": "Tjänsteskrivelse PN 2025/9"}},
        "amounts": [
            {
                "id": f"a{number}", "value": 20 + number, "unit": THINGS[number], "what": THINGS[number],
                "summary": text, "quotes": [text],
            }
            for number, text in enumerate(amounts)
        ],
        "decisions": [{"id": f"d{n}", "summary": text, "quotes": [text]} for n, text in enumerate(decisions)],
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("many") / "pn-2025-9"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "pm.txt").write_text(f"Parken i Lindvik\n\n{' '.join(amounts)}\n\n{' '.join(decisions)}\n", "utf-8")
    return folder.parent


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def started(many: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[BotApi, BotProcess]]:
    async with running(tmp_path_factory.mktemp("bot"), KNOWLEDGE=str(many)) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def eva(started: tuple[BotApi, BotProcess]) -> AsyncIterator[Person]:
    async with watched(*started):
        yield started[0].person("Eva")


async def pages(eva: Person, first: Message) -> list[Message]:
    """The messages that pressing on gives, the first among them."""
    seen = [first]
    while seen[-1].has_button("Fler"):
        seen.append(await eva.presses_and_sees(seen[-1], "Fler"))
    return seen


async def test_all_amounts_five_at_a_time_by_button(eva: Person) -> None:
    seen = await pages(eva, await eva.asks(ALL))
    assert [len(page.quotes) for page in seen] == [PAGE, PAGE, AMOUNTS - 2 * PAGE]
    assert [page.button("Fler")["text"] for page in seen[:-1]] == ["Fler belopp (8)", "Fler belopp (3)"]
    assert all(says(page, "answer.more_of") for page in seen[1:])
    quotes = [quote for page in seen for quote in page.quotes]
    assert len(set(quotes)) == AMOUNTS, "no quote comes twice, and all come"


async def test_word_and_button_go_on_from_each_other(eva: Person) -> None:
    first = await eva.asks(ALL)
    second = await eva.presses_and_sees(first, "Fler belopp")
    third = await eva.asks("mer")
    assert third.labels[:3] == ["1", "2", "3"], "each can be opened"
    quotes = [*first.quotes, *second.quotes, *third.quotes]
    assert len(set(quotes)) == len(quotes) == AMOUNTS
    assert says(await eva.asks("mer"), "about.no_more")


async def test_a_button_from_before_a_restart_still_goes_on(own_api: BotApi, launch: Launch, many: Path) -> None:
    eva = own_api.person("Eva")
    bot = await launch(KNOWLEDGE=str(many))
    first = await eva.asks(ALL)
    await bot.stop()
    await launch(KNOWLEDGE=str(many))
    second = await eva.presses_and_sees(first, "Fler belopp")
    assert len(second.quotes) == PAGE
    assert not set(first.quotes) & set(second.quotes)


async def test_a_long_list_is_folded(eva: Person) -> None:
    listed = await eva.asks("/beslut")
    assert listed.is_expandable
    assert "stig nummer 100" in listed.text
    assert "stig nummer 108" in (await eva.presses_and_sees(listed, label("next"))).text


async def test_inline_results_page_on(eva: Person) -> None:
    ids: list[str] = []
    offsets, offset = [], ""
    while True:
        query = await eva.queries("", offset)
        ids += [result["id"] for result in query.results]
        offset = query.answer.get("next_offset", "")
        offsets.append(offset)
        if not offset:
            break
    assert len(ids) == len(set(ids)) == DECISIONS
    assert offsets == ["10", "20", ""]


async def test_an_offset_that_is_made_up_is_the_first_page_or_an_end(eva: Person) -> None:
    first = (await eva.queries("")).results
    for offset in ("x", "-1", "9" * 60, "1e3", "٣"):
        assert (await eva.queries("", offset)).results == first
    assert (await eva.queries("", "9000")).results == []
