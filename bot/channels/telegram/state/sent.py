"""Which messages answered which: numbers and ids only, so that an edited question edits its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cachetools import FIFOCache

from bot.matching.context import Context

_LIMIT = 10_000
_HANDED_ON = 20  # of each kind and chat, where another process takes over
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Sent:
    """The messages that answered a question, and the context that the question was asked in."""

    messages: tuple[int, ...]
    before: Context


class SentAnswers:
    """The latest answers by chat and question, and the facts of the bot's messages."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._answers: FIFOCache[tuple[int, int], Sent] = FIFOCache(limit)
        self._facts: FIFOCache[tuple[int, int], tuple[str, ...]] = FIFOCache(limit)
        self._more: FIFOCache[tuple[int, int], tuple[str, ...]] = FIFOCache(limit)

    def to(self, chat: int, question: int) -> Sent | None:
        """What answered a question, where it is remembered."""
        return self._answers.get((chat, question))

    def facts(self, chat: int, message: int) -> tuple[str, ...]:
        """The ids of the facts that one of the bot's messages shows, where they are remembered."""
        return self._facts.get((chat, message)) or ()

    def more(self, chat: int, message: int) -> tuple[str, ...]:
        """The ids of what comes after what one of the bot's messages shows, where they are remembered."""
        return self._more.get((chat, message)) or ()

    def keep(self, chat: int, question: int, sent: Sent) -> None:
        """Remembers what answered a question."""
        self._answers[chat, question] = sent

    def show(self, chat: int, messages: tuple[int, ...], facts: tuple[str, ...], more: tuple[str, ...] = ()) -> None:
        """Remembers what messages show, and what comes after it."""
        for message in messages:
            self._facts[chat, message] = facts
            self._more[chat, message] = more

    def taken_out(self, chat: int) -> dict[str, list[Any]]:
        """The latest of a chat as plain data, no longer kept."""
        answers: list[Any] = [[n, sent.messages, sent.before.written()] for n, sent in _popped(self._answers, chat)]
        more = [(message, ids) for message, ids in _popped(self._more, chat) if ids]
        every: dict[str, list[Any]] = {"answers": answers, "facts": _popped(self._facts, chat), "more": more}
        return {name: some[-_HANDED_ON:] for name, some in every.items() if some}

    def put_back(self, chat: int, kept: Mapping[str, list[Any]]) -> None:
        """Keeps what was taken out."""
        for question, messages, before in kept.get("answers", ()):
            self._answers[chat, question] = Sent(tuple(messages), Context.read(before))
        for name, cache in (("facts", self._facts), ("more", self._more)):
            for message, ids in kept.get(name, ()):
                cache[chat, message] = tuple(ids)


def _popped(cache: FIFOCache[tuple[int, int], _Value], chat: int) -> list[tuple[int, _Value]]:
    return [(number, cache.pop((at, number))) for at, number in list(cache) if at == chat]
