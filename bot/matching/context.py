"""What a conversation is about, kept between its questions: slots, never what a person wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from cachetools import FIFOCache

LASTS = 30 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Context:
    """The slots of a conversation.

    `facts` are the ids of what was answered last, `more` those of what comes next when asked for, `topic` the
    knowledge's own words for what it is about, and `subject` those that the last full question used itself; `parties`
    and `people` are who it was about, `named` the parties that the person named, `case` the case in hand, `offered` the
    ids of what was asked back about, to be chosen among, `likely` whether what was answered last only may be the
    answer, `asked_at` a clock's seconds.
    """

    facts: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    case: str | None = None
    language: str | None = None
    offered: tuple[str, ...] = ()
    likely: bool = False
    asked_at: float = field(default=0.0, compare=False)

    def still(self, now: float) -> Context:
        """This context, or an empty one when it has expired by `now` (seconds of the same clock)."""
        return self if now - self.asked_at <= LASTS else Context(language=self.language)

    def written(self) -> dict[str, Any]:
        """This context as plain data, without what is empty."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Context:
        """The context that was written so."""
        values: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in written.items()}
        return cls(**values)


class Conversations:
    """The contexts of many chats, the oldest forgotten first. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float], limit: int = 10_000) -> None:
        self._clock = clock
        self._contexts: FIFOCache[str, Context] = FIFOCache(limit)

    def of(self, chat: str) -> Context:
        """The chat's context, empty when there is none or it has expired."""
        return self._contexts.get(chat, Context()).still(self._clock())

    def keep(self, chat: str, context: Context) -> None:
        """Remembers the chat's context, as of now."""
        self._contexts[chat] = context

    def forget(self, chat: str) -> None:
        """Drops all that is kept of the chat."""
        self._contexts.pop(chat, None)

    def taken_out(self, chat: int) -> dict[str, Any]:
        """The conversations of a chat (those whose names begin with it and a colon) as plain data, no longer kept."""
        names = [name for name in self._contexts if name.startswith(f"{chat}:")]
        return {name: self._contexts.pop(name).written() for name in names}

    def put_back(self, chat: int, kept: Mapping[str, Any]) -> None:
        """Keeps what was taken out, here or in another process whose clock is the same; what is old is let go."""
        for name, written in kept.items():
            if (context := Context.read(written).still(self._clock())) != Context():
                self._contexts[name] = context
