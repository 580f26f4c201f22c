"""Failures of requests: which are final, which are surely not taken, and how long to wait after them."""

from __future__ import annotations

import random

import httpx
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, NetworkError, RetryAfter

FINAL = (BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken)
"""What no patience helps."""
_SLOWEST = 8.0  # seconds between tries
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)


def surely_not_taken(error: NetworkError) -> bool:
    """Whether Telegram did not do what was asked: it said so itself (5xx), or the request never got there whole.

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
