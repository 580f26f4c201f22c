"""Telegram's form of an error: {"ok": false, "error_code": ..., "description": ..., "parameters": {...}}."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Refusal(Exception):  # noqa: N818  it is an answer of the server's, not a fault of its own
    """A request that is not carried out. `retry_after` is in seconds, for 429; `moved_to` is the chat's new id."""

    code: int
    description: str
    retry_after: int | None = None
    moved_to: int | None = None

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        if self.moved_to is not None:
            answer["parameters"] = {"migrate_to_chat_id": self.moved_to}
        return answer


def bad_request(description: str) -> Refusal:
    """400, with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {description}")
