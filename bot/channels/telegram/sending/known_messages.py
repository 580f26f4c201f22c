"""Known messages: the latest number in each chat, and what the bot's own show; numbers and hashes, in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from cachetools import LRUCache

_CHATS = 10_000
_MESSAGES = 20_000
_HANDED_ON = 20  # of each chat, where another process takes over
_SHOWN = ("text", "reply_markup")  # what a message shows; all else is the same in all of the bot's


class Memory(Protocol):
    """What knows the latest number of the bot's own messages in each chat over a restart."""

    def latest(self, chat: int) -> int:
        """The highest number noted in a chat; 0 where none is."""

    def note_latest(self, chat: int, message: int) -> None:
        """Notes a higher one."""


class KnownMessages:
    """What is known of messages since the start, and by `memory` from before; the oldest are forgotten."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._latest: LRUCache[int, int] = LRUCache(_CHATS)
        self._shown: LRUCache[tuple[int, int], bytes] = LRUCache(_MESSAGES)

    def latest(self, chat: int) -> int:
        """The highest number known in a chat; 0 where none is."""
        latest = self._latest.get(chat)
        if latest is None:
            latest = self._latest[chat] = self._memory.latest(chat) if self._memory else 0
        return int(latest)

    def came(self, chat: int, message: int) -> None:
        """Notes that there is a message, whosever it is."""
        self._latest[chat] = max(message, self.latest(chat))

    def shows(self, chat: int, message: int, data: Mapping[str, Any]) -> None:
        """Notes what one of the bot's messages shows, by the parameters that it was sent or edited with."""
        if self._memory is not None and message > self.latest(chat):
            self._memory.note_latest(chat, message)
        self.came(chat, message)
        self._shown[chat, message] = _digest(data)

    def is_shown(self, chat: int, message: int, data: Mapping[str, Any]) -> bool:
        """Whether a message is known to show this already."""
        return self._shown.get((chat, message)) == _digest(data)

    def taken_out(self, chat: int) -> dict[str, Any]:
        """What is known of a chat's latest messages as plain data, no longer kept."""
        shown = {str(m): self._shown.pop((at, m)).hex() for at, m in list(self._shown) if at == chat}
        latest = self._latest.pop(chat, 0)
        return {"latest": latest, "shown": dict(list(shown.items())[-_HANDED_ON:])} if latest else {}

    def put_back(self, chat: int, kept: Mapping[str, Any]) -> None:
        """Keeps what was taken out."""
        self.came(chat, kept["latest"])
        for message, shown in kept["shown"].items():
            self._shown[chat, int(message)] = bytes.fromhex(shown)

    def forget(self, chat: int, message: int) -> None:
        """Forgets what a message shows: it is being changed, and nobody knows yet how that ends."""
        self._shown.pop((chat, message), None)


def _digest(data: Mapping[str, Any]) -> bytes:
    shown = [_plain(data.get(name)) for name in _SHOWN]
    return hashlib.blake2b(json.dumps(shown, sort_keys=True).encode(), digest_size=16).digest()


def _plain(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else value
