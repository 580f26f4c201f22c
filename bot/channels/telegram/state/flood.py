"""Floods: a person who sends too much is told once and then met with silence, and nobody else notices."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum

from cachetools import FIFOCache, TTLCache

MOST = 20
"""Messages a minute that one person may send."""
WINDOW = 60.0
SILENCE = 60.0
_PEOPLE = 20_000


class Verdict(Enum):
    """What to do with a message."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


class Flood:
    """Counts the messages of each person. `clock` gives seconds; nobody is known after a restart."""

    def __init__(
        self, clock: Callable[[], float], most: int = MOST, window: float = WINDOW, silence: float = SILENCE
    ) -> None:
        self._clock, self._most, self._window = clock, most, window
        self._arrivals: FIFOCache[int, deque[float]] = FIFOCache(_PEOPLE)
        self._silenced: TTLCache[int, None] = TTLCache(_PEOPLE, silence, clock)

    def judge(self, person: int) -> Verdict:
        """Counts a message of a person, and says what to do with it."""
        if person in self._silenced:
            return Verdict.SILENCE
        now = self._clock()
        arrivals = self._arrivals.get(person) or deque()
        while arrivals and now - arrivals[0] >= self._window:
            arrivals.popleft()
        arrivals.append(now)
        if len(arrivals) <= self._most:
            self._arrivals[person] = arrivals
            return Verdict.ANSWER
        self._arrivals.pop(person, None)
        self._silenced[person] = None
        return Verdict.NOTICE
