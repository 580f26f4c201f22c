"""Floods: a person who sends too much is told once and then met with silence, and nobody else notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from cachetools import FIFOCache

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
    """Counts the messages of each person in each chat. `clock` gives seconds."""

    def __init__(
        self, clock: Callable[[], float], most: int = MOST, window: float = WINDOW, silence: float = SILENCE
    ) -> None:
        self._clock, self._most, self._window, self._silence = clock, most, window, silence
        self._arrivals: FIFOCache[tuple[int, int], list[float]] = FIFOCache(_PEOPLE)
        self._silent_until: FIFOCache[tuple[int, int], float] = FIFOCache(_PEOPLE)

    def judge(self, chat: int, person: int = 0) -> Verdict:
        """Counts a message of a person, and says what to do with it."""
        who, now = (chat, person), self._clock()
        if self._silent_until.get(who, now) > now:
            return Verdict.SILENCE
        arrivals = [at for at in self._arrivals.get(who, ()) if now - at < self._window]
        arrivals.append(now)
        if len(arrivals) <= self._most:
            self._arrivals[who] = arrivals
            return Verdict.ANSWER
        self._arrivals.pop(who, None)
        self._silent_until[who] = now + self._silence
        return Verdict.NOTICE

    def taken_out(self, chat: int) -> list[Any]:
        """The counts and silences of a chat that still matter, by person, no longer kept."""
        now = self._clock()
        counts = {
            person: recent
            for at, person in list(self._arrivals)
            if at == chat and (recent := [t for t in self._arrivals.pop((at, person)) if now - t < self._window])
        }
        silences = {
            person: until
            for at, person in list(self._silent_until)
            if at == chat and (until := self._silent_until.pop((at, person))) > now
        }
        return [counts, silences] if counts or silences else []

    def put_back(self, chat: int, kept: Sequence[Mapping[str, Any]]) -> None:
        """Keeps what was taken out."""
        counts, silences = kept
        for person, arrivals in counts.items():
            self._arrivals[chat, int(person)] = arrivals
        for person, until in silences.items():
            self._silent_until[chat, int(person)] = until
