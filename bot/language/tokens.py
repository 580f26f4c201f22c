"""Words of a text, and the folded form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# A figure may have blanks as thousands separators and a decimal comma or point; a word is letters only,
# so that "VINST-projektet" gives two words. A genitive after a colon or apostrophe ("SLK:s", "city's") is dropped.
_TOKEN = re.compile(
    r"(\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
    r"|([^\W\d_]+(?:!(?=\W|$)(?<=\bF!))?)(?:[:'’](?:s|t|re|ve|ll|d|m|an|en|et|n)\b)?",
    re.IGNORECASE,
)
_JOINTS = ".-/"
_SPECIAL = {"ø": "o", "æ": "a", "ð": "d", "þ": "t", "ł": "l", "đ": "d", "ß": "s"}
_LATIN = range(0xC0, 0x250)  # the blocks with the letters of European languages


def _plain_letters() -> dict[int, str]:
    """Each accented letter of the Latin blocks, and the one letter without its accent."""
    letters = {ord(letter): plain for letter, plain in _SPECIAL.items()}
    for code in _LATIN:
        plain = unicodedata.normalize("NFKD", chr(code))[0]
        if plain.isascii() and plain.isalpha():
            letters.setdefault(code, plain)
    return letters


_PLAIN = _plain_letters()


class Token(NamedTuple):  # not a dataclass: tens of thousands are made at every start
    """A word or figure: `text` as written, `word` folded for comparison, its offsets in the text.

    `joined` tells that a point, hyphen or stroke ties it to the next, without a blank: "m.m", "C-vitamin", "c/o".
    """

    text: str
    word: str
    start: int
    end: int
    joined: bool = False

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdigit()


def fold(text: str) -> str:
    """The text in lower case without diacritics: å and ä become a, ö becomes o.

    People often write without them, and few words differ by them alone.
    """
    return text.lower().translate(_PLAIN)


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and figures of a text, in order. Offsets count the text's composed form (NFC)."""
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    if len(folded) != len(text):  # a letter whose small form is longer, as the Turkish İ
        text = folded
    made, ends = tuple.__new__, len(text) - 1  # as Token(...) makes it, in half the time: this is most of an analysis
    return tuple(
        [
            made(
                Token,
                (
                    text[start:end],
                    folded[start:end],
                    start,
                    end,
                    end < ends and text[end] in _JOINTS and text[end + 1].isalnum(),
                ),
            )
            for start, end in [match.span(match.lastindex or 0) for match in _TOKEN.finditer(text)]
        ]
    )
