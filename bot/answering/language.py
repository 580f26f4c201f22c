"""The language to reply in."""

from __future__ import annotations

from bot.language.detection import detect
from bot.language.tokens import tokenize


def reply_language(text: str, default: str) -> str:
    """The language of a text, "sv" or "en"; `default` where its words say neither."""
    return detect(tokenize(text), default)
