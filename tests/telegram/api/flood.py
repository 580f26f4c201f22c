"""Flood control, as Telegram describes it (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits).

One message a second in a chat (short bursts pass), 20 a minute in a group, 30 a second overall. Each limit is
a bucket that leaks at its rate; the first that overflows gives 429 with the seconds until there is room.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .refusals import Refusal


@dataclass
class Bucket:
    """Holds `burst` requests and leaks `rate` a second."""

    rate: float
    burst: float
    level: float = 0.0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more has room; 0 when it has."""
        self.level = max(0.0, self.level - (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (self.level + 1 - self.burst) / self.rate)

    def add(self) -> None:
        self.level += 1


class FloodControl:
    """The limits of one bot, `rate` messages a second overall. `clock` gives seconds. `hits` counts the 429 it gave, by
    limit.
    """

    def __init__(self, clock: Callable[[], float], chat_burst: float = 20, rate: float = 30) -> None:
        self._clock = clock
        self._overall = Bucket(rate, 2 * rate + 1)
        self._chats: dict[int, Bucket] = {}
        self._groups: dict[int, Bucket] = {}
        self._chat_burst = chat_burst
        self.hits: dict[str, int] = {}

    def lift(self) -> None:
        """Lifts the limits, as a server of one's own has none."""
        self._overall = Bucket(1e9, 1e9)
        self._chat_burst = 1e9

    def check(self, chat: int) -> None:
        """Counts a message to a chat. Raises Refusal (429) where a limit is passed."""
        now = self._clock()
        limits = {"overall": self._overall}
        limits["chat"] = self._chats.setdefault(chat, Bucket(1, self._chat_burst))
        if chat < 0:
            limits["group"] = self._groups.setdefault(chat, Bucket(20 / 60, 21))
        waits = {name: bucket.wait(now) for name, bucket in limits.items()}
        slowest = max(waits, key=lambda name: waits[name])
        if waits[slowest] > 0:
            self.hits[slowest] = self.hits.get(slowest, 0) + 1
            seconds = math.ceil(waits[slowest])
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
        for bucket in limits.values():
            bucket.add()
