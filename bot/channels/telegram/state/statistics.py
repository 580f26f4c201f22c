"""Figures about how the bot is doing, in memory and about nobody."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter, deque
from dataclasses import dataclass

from cachetools import FIFOCache

from bot.answering.answer import Answer

_TIMES = 5_000  # the latest response times that percentiles are of
_VOTES = 50_000


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds: the median, the 95th percentile and the longest of the latest."""

    median: float
    high: float
    longest: float


class Statistics:
    """Counts since the start."""

    def __init__(self) -> None:
        self.started = time.time()
        self.counts: Counter[str] = Counter()
        self.declined: Counter[str] = Counter()
        self._times: deque[float] = deque(maxlen=_TIMES)
        self._salt = secrets.token_bytes(16)
        self._votes: FIFOCache[bytes, bool] = FIFOCache(_VOTES)

    def count(self, what: str) -> None:
        """Counts one of something."""
        self.counts[what] += 1

    def answered(self, answer: Answer, milliseconds: float) -> None:
        """Counts an answer and the time until it was ready to send, without what Telegram's limits make it wait."""
        self.counts[answer.status.value] += 1
        if answer.reason:
            self.declined[answer.reason] += 1
        self._times.append(milliseconds)

    def vote(self, chat: int, message: int, person: int, up: bool) -> None:
        """Counts a thumb; a person has one for each message and may turn it.

        Whose it is is kept as a hash only, with a salt that is made anew at each start.
        """
        key = hashlib.blake2b(f"{chat} {message} {person}".encode(), key=self._salt, digest_size=16).digest()
        if (before := self._votes.get(key)) is not None:
            self.counts["up" if before else "down"] -= 1
        self._votes[key] = up
        self.counts["up" if up else "down"] += 1

    def latency(self) -> Latency:
        """The response times of the latest answers; zeros when there is none."""
        times = sorted(self._times) or [0.0]
        return Latency(times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)], times[-1])
