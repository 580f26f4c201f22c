"""Telegram's HTML: text made safe for it, measured as Telegram measures, and cut to fit.

Telegram counts UTF-16 code units, at most 4,096 in a message after its entities are parsed. Here the HTML
itself is kept under that number, which is stricter and needs no parsing.
"""

from __future__ import annotations

import html
import re

from bot.answering.wording import texts

LONGEST = 4096
"""UTF-16 code units of a message."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile(r"(?<=[.!?:;…])\s+|\n+")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """Text in which characters that Telegram or UTF-8 refuse are spaces."""
    return _UNPRINTABLE.sub(" ", text)


def escape(text: str) -> str:
    """Text as HTML that shows it, and what cannot be printed as spaces."""
    return html.escape(printable(text), quote=False)


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def tell(key: str, language: str, **values: object) -> str:
    """A sentence of texts.yaml as HTML: its own markup stays, the values are escaped.

    Raises KeyError for a key that texts.yaml lacks, or a place that is not given.
    """
    return texts()[key][language].format(**{name: escape(str(value)) for name, value in values.items()})


def cut(text: str, room: int) -> tuple[str, str]:
    """The longest beginning of a text whose HTML has at most `room` units, and the rest.

    The cut is after a sentence where one ends in the second half, else between words, else anywhere.
    """
    if units(escape(text)) <= room:
        return text, ""
    end = _fits(text, room)
    for boundary in (_ENDS, _SPACES):
        places = [match.start() for match in boundary.finditer(text, end // 2, end) if match.start() > 0]
        if places:
            end = places[-1]
            break
    return text[:end].rstrip(), text[end:].lstrip()


def shorten(text: str, room: int) -> str:
    """The text, or its beginning and an ellipsis, so that its HTML has at most `room` units."""
    if units(escape(text)) <= room:
        return text
    end = _fits(text, room - 1)
    spaces = [match.start() for match in _SPACES.finditer(text, end // 2, end)]
    return text[: spaces[-1] if spaces else end].rstrip(" ,;:–-") + "…"


def _fits(text: str, room: int) -> int:
    """How many characters from the start have HTML of at most `room` units."""
    taken = 0
    for number, character in enumerate(text):
        taken += units(escape(character))
        if taken > room:
            return number
    return len(text)
