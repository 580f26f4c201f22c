"""The bot's sentences, as the people in the scenarios see them."""

from __future__ import annotations

import re

from bot.answering.wording import say, texts

from .api.chats import Message
from .api.entities import parse_html

_PLACE = re.compile(r"\{\w+\}")


def label(key: str, language: str = "sv") -> str:
    """What a button is called, up to the first figure in it."""
    return _PLACE.split(texts()[f"buttons.{key}"][language])[0].strip(" (")


def says(message: Message | str, key: str, language: str = "sv") -> bool:
    """Whether a message holds a sentence of texts.yaml, whatever is filled in at its {places}."""
    seen = message if isinstance(message, str) else message.text
    pieces = (parse_html(piece).text.strip() for piece in _pieces(key, language))
    return all(piece in seen for piece in pieces)


def _pieces(key: str, language: str) -> list[str]:
    lines = texts()[key][language].splitlines()
    return [piece for line in lines for piece in _PLACE.split(line)]


__all__ = ["label", "say", "says"]
