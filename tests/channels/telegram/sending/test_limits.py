"""Patience: what is tried again, how often, and what is raised when it is no use."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.sending import limits
from bot.channels.telegram.sending import pace as pace_
from bot.channels.telegram.sending.failures import backoff
from bot.channels.telegram.sending.limits import Limits
from bot.channels.telegram.sending.pace import OwnPace
from bot.channels.telegram.sending.waits import Waits


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


FAILED = NetworkError("Bad Gateway")
UNREACHED = caused(TimedOut(), httpx.ConnectTimeout("nobody there"))
UNSENT = caused(NetworkError("x"), httpx.WriteError("cut"))
UNANSWERED = caused(TimedOut(), httpx.ReadTimeout("no answer"))
CUT = caused(NetworkError("x"), httpx.RemoteProtocolError("cut without an answer"))


class Chat:
    """A chat of Telegram's: `errors` are what its next sends fail with, `taken` those that it takes all the same."""

    def __init__(
        self, errors: Sequence[TelegramError] = (), taken: Sequence[TelegramError] = (), latest: int = 3
    ) -> None:
        self.errors, self.taken = list(errors), taken
        self.messages: dict[int, str] = {latest: "the question"}
        self.made: list[str] = []

    async def __call__(self, endpoint: str, data: dict[str, Any], **_: Any) -> Any:
        self.made.append(endpoint)
        if endpoint == "editMessageText":
            text = self.messages.get(data["message_id"], "")
            if text == "the question" or not text:
                raise BadRequest("message can't be edited" if text else "message to edit not found")
            raise BadRequest("Message is not modified")
        error = self.errors.pop(0) if self.errors else None
        if error is None or error in self.taken:
            self.messages[max(self.messages) + 1] = data.get("text", "")
        if error is not None:
            raise error
        return {"message_id": max(self.messages), "date": 1, "chat": {"id": 7, "type": "private"}}

    def request(self, made: Limits, endpoint: str = "sendMessage", **data: Any) -> Coroutine[Any, Any, Any]:
        data = {"chat_id": 7, "text": "the answer", **data}
        return made.process_request(self, (endpoint, data), {}, endpoint, data, None)


@pytest.fixture(autouse=True)
def no_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "backoff", lambda tries: 0.0)


@pytest.mark.parametrize(
    ("endpoint", "errors", "tries", "raised"),
    [
        ("sendMessage", [], 1, None),
        ("sendMessage", [FAILED] * 4, 5, None),
        ("sendMessage", [UNREACHED, UNSENT], 3, None),
        ("sendMessage", [RetryAfter(0), RetryAfter(0)], 3, None),
        ("editMessageReplyMarkup", [CUT], 2, None),
        # nobody knows whether a file arrived
        ("sendDocument", [FAILED, UNREACHED], 3, None),
        ("sendDocument", [CUT], 1, NetworkError),
        # no use
        ("sendMessage", [BadRequest("chat not found")], 1, BadRequest),
        ("sendMessage", [Forbidden("blocked")], 1, Forbidden),
        ("sendMessage", [RetryAfter(3700)], 1, RetryAfter),
        # not worth it
        ("sendChatAction", [FAILED], 1, NetworkError),
        ("getUpdates", [FAILED], 1, NetworkError),
        # a person waits for it with the finger on the screen
        ("answerCallbackQuery", [FAILED], 2, None),
        ("answerCallbackQuery", [RetryAfter(20)], 1, RetryAfter),
    ],
)
async def test_what_is_tried_again(
    endpoint: str, errors: Sequence[TelegramError], tries: int, raised: type[TelegramError] | None
) -> None:
    chat = Chat(errors)
    if raised is None:
        assert (await chat.request(Limits(OwnPace(0)), endpoint))["message_id"] > 3
    else:
        with pytest.raises(raised):
            await chat.request(Limits(OwnPace(0)), endpoint)
    assert chat.made.count(endpoint) == tries


@pytest.mark.parametrize("error", [UNANSWERED, CUT])
@pytest.mark.parametrize("was_taken", [True, False])
@pytest.mark.parametrize("times", [1, 3])
async def test_a_message_whose_reply_is_lost_is_sent_again_only_where_it_was_not_taken(
    error: NetworkError, was_taken: bool, times: int
) -> None:
    chat, made = Chat([error] * times, [error] * was_taken), Limits(OwnPace(0))
    made._known.came(7, 3)
    answered = await chat.request(made)
    assert list(chat.messages.values()).count("the answer") == 1
    assert answered["message_id"] == 4
    assert chat.made.count("sendMessage") == (1 if was_taken else times + 1)


async def test_editing_to_what_is_shown_is_no_request() -> None:
    chat, made = Chat(), Limits(OwnPace(0))
    number = (await chat.request(made))["message_id"]
    before = len(chat.made)
    assert await chat.request(made, "editMessageText", message_id=number) is True
    assert len(chat.made) == before
    with pytest.raises(BadRequest):
        await chat.request(made, "editMessageText", message_id=number, text="something else")
    assert len(chat.made) == before + 1


async def test_everybody_waits_while_the_whole_bot_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_, "SPACING", 0.01)
    until = time.monotonic() + 0.5
    refused: list[float] = []
    served: list[float] = []

    async def send(endpoint: str, data: dict[str, Any]) -> Any:
        if time.monotonic() < until:
            refused.append(time.monotonic())
            raise RetryAfter(1)
        served.append(time.monotonic())
        return {"message_id": 1} if endpoint == "sendMessage" else True

    made = Limits(OwnPace(100))

    async def request(number: int, endpoint: str = "sendMessage") -> None:
        await asyncio.sleep(number / 100)
        data = {"chat_id": number, "text": "x"} if endpoint == "sendMessage" else {"callback_query_id": "1"}
        await made.process_request(send, (endpoint, data), {}, endpoint, data, None)

    await asyncio.gather(*(request(number) for number in range(1, 31)))
    assert len(refused) <= 4, "two chats, and what is in the air"
    assert len(served) == 30


async def test_a_chat_that_is_told_to_wait_long_is_answered_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr(asyncio, "sleep", sleep)
    chat, made = Chat([RetryAfter(400)]), Limits(OwnPace(0, Waits(lambda: now)))
    await chat.request(made)
    assert now > 400
    assert list(chat.messages.values()).count("the answer") == 1


async def test_a_press_is_answered_while_everybody_waits() -> None:
    chat, pace = Chat(), OwnPace(0)
    made = Limits(pace)
    await pace.told(1, 60)
    await pace.told(2, 60)
    async with asyncio.timeout(1):
        await chat.request(made, "answerCallbackQuery", chat_id=None)


@pytest.mark.parametrize(("tries", "least", "most"), [(1, 0.375, 0.5), (2, 0.75, 1), (4, 3, 4), (5, 6, 8), (500, 6, 8)])
def test_the_wait_between_tries_doubles_up_to_eight_seconds(tries: int, least: float, most: float) -> None:
    assert least <= backoff(tries) <= most


async def test_a_chat_has_its_messages_in_order_and_spaced_and_no_other_chat_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace_, "SPACING", 0.2)
    made = Limits(OwnPace(1_000))
    sent: list[str] = []
    times: list[float] = []

    async def send(_: str, data: dict[str, Any]) -> Any:
        sent.append(data["text"])
        times.append(time.monotonic())
        return {"message_id": len(sent)}

    def request(what: str, chat: int, endpoint: str = "sendMessage", **more: int) -> Coroutine[Any, Any, Any]:
        data = {"chat_id": chat, "text": what, **more}
        return made.process_request(send, (endpoint, data), {}, endpoint, data, None)

    await asyncio.gather(
        *(request(what, 7) for what in ("first", "second", "third")),
        request("another chat's", 8),
        request("an edit", 7, "editMessageText", message_id=99),
    )
    assert set(sent[:3]) == {"first", "another chat's", "an edit"}
    assert sent[3:] == ["second", "third"]
    assert times[3] - times[sent.index("first")] > 0.19
    assert times[4] - times[3] > 0.19
