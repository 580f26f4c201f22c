"""Failures of requests: which are final, which are surely not taken, and how long to wait after them."""

from __future__ import annotations

import random

import httpx
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import BeslutsbotError

FINAL = (BadRequest, Conflict, Forbidden)
"""What no patience helps."""
TROUBLE = (NetworkError, InvalidToken, EndPointNotFound)
"""What may pass. A token that is refused (401, 404) may be so by mistake, for a while."""
_SLOWEST = 8.0  # seconds between tries
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)


class TakenOverError(BeslutsbotError, TelegramError):
    """Another worker deals with the update by now: nothing more is to be sent to it from here."""

    def __init__(self) -> None:
        super().__init__("another worker deals with the update")


def surely_not_taken(error: TelegramError) -> bool:
    """Whether Telegram did not do what was asked: it said so itself, or the request never got there whole.

    Otherwise the request went out and no reply came: Telegram may have done it or not.
    """
    cause = error.__cause__
    return not isinstance(cause, httpx.HTTPError) or isinstance(cause, _UNSENT)


def backoff(tries: int, slowest: float = _SLOWEST) -> float:
    """Seconds to wait after so many failed tries: half a second doubled each time, a little at random."""
    return float(min(slowest, 0.5 * 2.0 ** min(tries - 1, 10)) * random.uniform(0.75, 1.0))


def asked_wait(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
