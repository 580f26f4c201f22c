"""Spoken: small words written as they are said, and courtesies misspelled, are read as they are written."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.detection import detect
from bot.language.tokens import fold, tokenize
from bot.language.vocabulary import Vocabulary
from bot.language.word_file import read_words
from bot.matching.cleaning.padding import Padding, PaddingWords
from bot.matching.query.lexicon import Lexicon

_FILE = Path(__file__).with_suffix(".yaml")
_WORD = re.compile(r"(?<!\S)[^\W\d_]+(?=[\s,;:!?]|\.(?!\w)|$)")  # no letter of "m.v.h."
_BEFORE_M, _BEFORE_VA = "before_m", "before_va"  # in the file: words after which "m" is "med", and "va" is "vad"
_LEAST_LETTERS = 5  # of a word that may be a courtesy misspelled


class Spoken:
    """Respells the words of a message that no case has: "å e de", "ursekta"."""

    def __init__(self, lexicon: Lexicon, padding: Padding) -> None:
        self._lexicon = lexicon
        self._said, self._with, self._what = _said()
        self._courtesies = _courtesies(padding.words)

    def written(self, text: str) -> str:
        """The text with such words as they are written."""
        if detect(tokenize(text)) == "sv":
            text = self._what.sub(r"\g<before>vad", self._with.sub(_with_written, text))
            text = _WORD.sub(lambda word: self._said.get(word[0], word[0]), text)
        return _WORD.sub(self._courtesy_written, text)

    def _courtesy_written(self, said: re.Match[str]) -> str:
        word = said[0].lower()
        if len(word) < _LEAST_LETTERS or word in self._courtesies or self._lexicon.knows(fold(word)):
            return said[0]
        return self._courtesies.correct(fold(word)) or said[0]


@cache
def _said() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """How the words of the file are written, where "m" is "med", and where "va" is "vad"; read once."""
    said: dict[str, str] = dict(read_words(_FILE))
    before_m, before_va = ("|".join(said.pop(name).split()) for name in (_BEFORE_M, _BEFORE_VA))
    return (
        said,
        re.compile(rf"(?<!\S)(?P<before>{before_m})(?P<it> d| det)? m(?=\s)"),
        re.compile(rf"(?P<before>^\s*|[.!?,]\s+|(?<!\S)(?:{before_va})\s+)va(?=\s)", re.IGNORECASE | re.MULTILINE),
    )


@cache
def _courtesies(words: PaddingWords) -> Vocabulary:
    courtesies = words.courtesies | words.wonders
    return Vocabulary(word for word in courtesies if len(word) >= _LEAST_LETTERS - 1)


def _with_written(said: re.Match[str]) -> str:
    return f"{said['before']}{' det' if said['it'] else ''} med"
