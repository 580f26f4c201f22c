"""Words of a text, and the folded form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A figure may have blanks as thousands separators and a decimal comma or point; a word is letters only,
# so that "VINST-projektet" gives two words. A genitive after a colon or apostrophe ("SLK:s", "city's") is dropped.
_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:!(?=\W|$)(?<=\bF!))?)(?:[:'’](?:s|t|re|ve|ll|d|m|an|en|et|n)\b)?",
    re.IGNORECASE,
)
_SPECIAL = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure: `text` as written, `word` folded for comparison, its offsets in the text."""

    text: str
    word: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdigit()


def fold(text: str) -> str:
    """The text in lower case without diacritics: å and ä become a, ö becomes o.

    People often write without them, and few words differ by them alone.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and figures of a text, in order."""
    return tuple(_tokens(unicodedata.normalize("NFC", text)))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        written = match["figure"] or match["word"]
        if folded := fold(written):
            yield Token(written, folded, match.start(), match.start() + len(written))
