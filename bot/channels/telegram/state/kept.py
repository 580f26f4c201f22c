"""What is kept of chats: where several workers are one bot, it goes with the turn of the chat from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from cachetools import FIFOCache


class Kept(Protocol):
    """A memory of many chats."""

    def taken_out(self, chat: int) -> Any:
        """What is kept of a chat as plain data, as JSON has it, and no longer kept; false where it is nothing."""

    def put_back(self, chat: int, kept: Any) -> None:
        """Keeps what was taken out, maybe by another process."""


class Marks:
    """Marks of chats, by name, such as that a thumb was pressed; the oldest are forgotten first."""

    def __init__(self, limit: int) -> None:
        self._marks: FIFOCache[tuple[int, str], bool] = FIFOCache(limit)

    def get(self, chat: int, name: str) -> bool | None:
        """The mark, None where there is none."""
        return self._marks.get((chat, name))

    def put(self, chat: int, name: str, mark: bool) -> None:
        """Makes a mark."""
        self._marks[chat, name] = mark

    def drop(self, chat: int, name: str) -> None:
        """Takes a mark away."""
        self._marks.pop((chat, name), None)

    def taken_out(self, chat: int) -> dict[str, bool]:
        """The marks of a chat, no longer kept."""
        return {name: self._marks.pop((at, name)) for at, name in list(self._marks) if at == chat}

    def put_back(self, chat: int, kept: Mapping[str, bool]) -> None:
        """Keeps what was taken out."""
        for name, mark in kept.items():
            self._marks[chat, name] = mark
