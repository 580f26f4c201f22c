"""The Bot API server itself: it refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from .api.entities import parse_html
from .api.flood import FloodControl
from .api.people import Person
from .api.refusals import Refusal
from .api.server import BotApi


class Client:
    """Asks the server as a bot does."""

    def __init__(self, api: BotApi, session: aiohttp.ClientSession) -> None:
        self._api, self._session = api, session

    async def __call__(self, method: str, *, form: bool = False, **parameters: Any) -> dict[str, Any]:
        url = f"{self._api.url}/bot{self._api.token}/{method}"
        body = {"data": parameters} if form else {"json": parameters}
        async with self._session.post(url, **body) as response:  # type: ignore[arg-type]
            answer: dict[str, Any] = await response.json()
            return answer


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[BotApi]:
    api = BotApi()
    await api.start()
    yield api
    await api.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def ask(server: BotApi) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(server, session)


@pytest.fixture
def eva(server: BotApi) -> Person:
    return server.person("Eva")


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("plain", "plain", []),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#229;&#xE4;", 'a <b> & "c" åä', []),
        ("R&D &nbsp; &", "R&D &nbsp; &", []),
        ("<b>x</b> <i>y</i>", "x y", ["bold", "italic"]),
        ("<b>x <i>y</i></b>", "x y", ["bold", "italic"]),
        ("<blockquote>q</blockquote>", "q", ["blockquote"]),
        ("<blockquote expandable>q</blockquote>", "q", ["expandable_blockquote"]),
        ('<a href="https://x.se/?a=1&amp;b=2">x</a>', "x", ["text_link"]),
        ("<B>x</b>", "x", ["bold"]),
    ],
)
def test_html_that_telegram_takes(html: str, text: str, kinds: list[str]) -> None:
    formatted = parse_html(html)
    assert (formatted.text, [entity["type"] for entity in formatted.entities]) == (text, kinds)


def test_offsets_count_utf16_units() -> None:
    formatted = parse_html("🏊🏽 <b>å</b>")
    assert formatted.entities[0]["offset"] == 5
    assert formatted.spans("bold") == ["å"]


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("å <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x<br>y", 'Unsupported start tag "br" at byte offset 1'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_telegram_refuses(html: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


BUTTON = {"text": "Visa", "callback_data": "v"}


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🏊" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x", "parse_mode": "Rst"}, "unsupported parse_mode"),
        ({"text": "x", "colour": "red"}, 'unknown parameter "colour"'),
        ({"text": "x", "message_thread_id": "one"}, "can't parse message_thread_id"),
        ({"text": "x", "message_thread_id": 77}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "Text buttons are unallowed"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{**BUTTON, "text": ""}]]}}, "must be non-empty"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{**BUTTON, "callback_data": "å" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[BUTTON] * 9]}}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
@pytest.mark.parametrize("form", [False, True])
async def test_messages_that_telegram_refuses(
    ask: Client, eva: Person, parameters: dict[str, Any], complaint: str, form: bool
) -> None:
    if form:
        parameters = {k: v if isinstance(v, str) else json.dumps(v) for k, v in parameters.items()}
    answer = await ask("sendMessage", form=form, chat_id=eva.id, **parameters)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert complaint in answer["description"]
    assert not eva.chat.heard


async def test_a_message_of_4096_units_is_taken(ask: Client, eva: Person) -> None:
    answer = await ask("sendMessage", chat_id=eva.id, text="<b>" + "🏊" * 2048 + "</b>", parse_mode="HTML")
    assert answer["ok"], answer


async def test_edits(ask: Client, eva: Person) -> None:
    sent = (await ask("sendMessage", chat_id=eva.id, text="x"))["result"]["message_id"]
    own = eva.says("mine").id

    async def edit(**parameters: Any) -> str:
        return str((await ask("editMessageText", chat_id=eva.id, **parameters)).get("description", "ok"))

    assert "message is not modified" in await edit(message_id=sent, text="x")
    assert "message to edit not found" in await edit(message_id=9999, text="y")
    assert "message can't be edited" in await edit(message_id=own, text="y")
    assert await edit(message_id=sent, text="y") == "ok"
    assert [eva.chat.heard[0].text, eva.chat.heard[0].versions[0].text] == ["y", "x"]


@pytest.mark.parametrize(
    ("method", "parameters", "complaint"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x"}, "chat not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("setMyCommands", {"commands": [{"command": "Hjälp", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": ""}]}, "DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [], "scope": {"type": "groups"}}, "can't parse BotCommandScope"),
        ("setMyDescription", {"description": "x" * 513}, "DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "SHORT_DESCRIPTION_TOO_LONG"),
        ("setMyDescription", {"description": "x", "language_code": "swe"}, "invalid language code"),
        ("setWebhook", {"url": "http://example.org"}, "An HTTPS URL must be provided"),
        ("setWebhook", {"url": "https://example.org", "secret_token": "å"}, "unallowed characters"),
    ],
)
async def test_other_requests_that_telegram_refuses(
    ask: Client, method: str, parameters: dict[str, Any], complaint: str
) -> None:
    answer = await ask(method, **parameters)
    assert answer["error_code"] == 400
    assert complaint in answer["description"]


def _article(id_: str, text: str = "x") -> dict[str, Any]:
    return {"type": "article", "id": id_, "title": "x", "input_message_content": {"message_text": text}}


@pytest.mark.parametrize(
    ("results", "complaint"),
    [
        ([_article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([_article("1"), _article("1")], "RESULT_ID_DUPLICATE"),
        ([_article("x" * 65)], "RESULT_ID_INVALID"),
        ([_article("1", "x" * 4097)], "message is too long"),
        ([_article("1", "")], "message text is empty"),
        ([{**_article("1"), "title": ""}], "ARTICLE_TITLE_EMPTY"),
    ],
)
async def test_inline_results_that_telegram_refuses(
    ask: Client, server: BotApi, results: list[dict[str, Any]], complaint: str
) -> None:
    query = server.new_inline_query()
    answer = await ask("answerInlineQuery", inline_query_id=query.id, results=results)
    assert complaint in answer["description"]


async def test_a_button_is_answered_once(ask: Client, server: BotApi) -> None:
    press = server.new_press("x")
    assert (await ask("answerCallbackQuery", callback_query_id=press.id, text="ja"))["ok"]
    assert (await ask("answerCallbackQuery", callback_query_id=press.id))["error_code"] == 400
    assert press.note == "ja"


async def test_an_offset_confirms_what_came_before(ask: Client, eva: Person) -> None:
    eva.says("one")
    eva.says("two")
    both = (await ask("getUpdates", timeout=1))["result"]
    assert [update["message"]["text"] for update in both] == ["one", "two"]
    assert len((await ask("getUpdates", limit=1))["result"]) == 1
    rest = (await ask("getUpdates", offset=both[1]["update_id"]))["result"]
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert (await ask("getUpdates", offset=both[1]["update_id"] + 1))["result"] == []


async def test_only_the_kinds_asked_for_come(ask: Client, eva: Person) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"])
    eva.says("one")
    assert (await ask("getUpdates"))["result"] == []


async def test_one_poller_at_a_time(ask: Client, eva: Person) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(ask("getUpdates", timeout=5))
    assert (await first)["error_code"] == 409
    eva.says("one")
    assert len((await second)["result"]) == 1


async def test_no_polling_beside_a_webhook(ask: Client) -> None:
    await ask("setWebhook", url="https://example.org/x")
    assert "webhook is active" in (await ask("getUpdates"))["description"]
    await ask("deleteWebhook")
    assert (await ask("getUpdates"))["ok"]


@pytest.mark.parametrize(("token", "code"), [("1:" + "A" * 35, 401), ("rubbish", 404)])
async def test_tokens(server: BotApi, token: str, code: int) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.url}/bot{token}/getMe") as response,
    ):
        assert response.status == code


def test_flood_control() -> None:
    now = 0.0
    flood = FloodControl(lambda: now)

    def sent(chat: int, times: int) -> int:
        """How many of the messages pass."""
        passed = 0
        for _ in range(times):
            with suppress(Refusal):
                flood.check(chat)
                passed += 1
        return passed

    assert sent(1, 30) == 20
    assert sum(sent(chat, 1) for chat in range(100, 200)) == 41
    now = 60.0
    assert sent(-7, 30) == 20
    now = 63.0
    assert sent(-7, 30) == 2
