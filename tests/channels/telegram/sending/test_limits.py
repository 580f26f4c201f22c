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
from bot.channels.telegram.sending.limits import Limits, backoff


def timed_out(cause: httpx.TimeoutException) -> TimedOut:
    error = TimedOut()
    error.__cause__ = cause
    return error


LOST = NetworkError("the connection was cut")
UNREACHED = timed_out(httpx.ConnectTimeout("nobody there"))
UNANSWERED = timed_out(httpx.ReadTimeout("no answer"))


@pytest.mark.parametrize(
    ("endpoint", "errors", "tries", "raised"),
    [
        ("sendMessage", [], 1, None),
        ("sendMessage", [LOST] * 4, 5, None),
        ("sendMessage", [UNREACHED] * 4, 5, None),
        ("sendMessage", [RetryAfter(0), RetryAfter(0)], 3, None),
        ("editMessageText", [LOST], 2, None),
        # it may have arrived: one more time, lest somebody gets the answer over and over
        ("sendMessage", [UNANSWERED], 2, None),
        ("sendMessage", [UNANSWERED, LOST], 3, None),
        ("sendMessage", [UNANSWERED, LOST, UNANSWERED], 3, TimedOut),
        ("sendMessage", [UNANSWERED] * 4, 2, TimedOut),
        # no use
        ("sendMessage", [BadRequest("chat not found")], 1, BadRequest),
        ("sendMessage", [Forbidden("blocked")], 1, Forbidden),
        ("sendMessage", [RetryAfter(301)], 1, RetryAfter),
        # not worth it
        ("sendChatAction", [LOST], 1, NetworkError),
        ("getUpdates", [LOST], 1, NetworkError),
    ],
)
async def test_what_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
    endpoint: str,
    errors: Sequence[TelegramError],
    tries: int,
    raised: type[TelegramError] | None,
) -> None:
    monkeypatch.setattr(limits, "backoff", lambda tries: 0.0)
    waiting, tried = list(errors), 0

    async def request() -> str:
        nonlocal tried
        tried += 1
        if waiting:
            raise waiting.pop(0)
        return "done"

    made = Limits(0).process_request(request, (), {}, endpoint, {"chat_id": 7}, None)
    if raised is None:
        assert await made == "done"
    else:
        with pytest.raises(raised):
            await made
    assert tried == tries


@pytest.mark.parametrize(("tries", "least", "most"), [(1, 0.375, 0.5), (2, 0.75, 1), (4, 3, 4), (5, 6, 8), (500, 6, 8)])
def test_the_wait_between_tries_doubles_up_to_eight_seconds(tries: int, least: float, most: float) -> None:
    assert least <= backoff(tries) <= most


async def test_a_chat_has_its_messages_in_order_and_spaced_and_no_other_chat_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_SPACING", 0.2)
    made = Limits(1_000)
    sent: list[str] = []
    times: list[float] = []

    async def send(what: str) -> None:
        sent.append(what)
        times.append(time.monotonic())

    def request(what: str, chat: int, endpoint: str = "sendMessage") -> Coroutine[Any, Any, Any]:
        return made.process_request(send, (what,), {}, endpoint, {"chat_id": chat}, None)

    await asyncio.gather(
        *(request(what, 7) for what in ("first", "second", "third")),
        request("another chat's", 8),
        request("an edit", 7, "editMessageText"),
    )
    assert set(sent[:3]) == {"first", "another chat's", "an edit"}
    assert sent[3:] == ["second", "third"]
    assert times[3] - times[sent.index("first")] > 0.19
    assert times[4] - times[3] > 0.19
