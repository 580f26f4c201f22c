"""Which messages answered which: numbers only, in memory, so that an edited question edits its answer."""

from __future__ import annotations

from dataclasses import dataclass

from cachetools import FIFOCache

from bot.matching.context import Context

_LIMIT = 10_000


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
