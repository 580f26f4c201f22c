"""Where the sentences of running text end: at their stops, and not at those of abbreviations and initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.language.word_file import read_words

_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[”\"»’')\]]*+"  # with closing quotation marks, and a footnote's number
    r"(?:\d{1,2}(?=\s))?(?=\s+[”\"»“'(\[*•–§−]*(?:[A-ZÅÄÖÉÜ]|\d|§))"
)
_LAST_WORD = re.compile(r"[\w.]*$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-ZÅÄÖ]$")
_LONGEST = 20  # characters of an abbreviation, and more
_ABBREVIATIONS = frozenset(read_words(Path(__file__).with_suffix(".yaml"))["abbreviations"].split())


def sentence_ends(text: str, begin: int = 0, end: int | None = None) -> Iterator[int]:
    """Where the sentences of a stretch of text end, but for the last, which ends with the stretch."""
    for stop in _STOP.finditer(text, begin, len(text) if end is None else end):
        alone = stop.end() == stop.start() + 1 and text[stop.start()] == "."
        if not (alone and _is_shortened(text[max(begin, stop.start() - _LONGEST) : stop.start()])):
            yield stop.end()
            begin = stop.end()


def _is_shortened(before: str) -> bool:
    """Whether what stands before a full stop is an abbreviation, or somebody's initial."""
    word = _LAST_WORD.search(before)
    return (word is not None and word.group().lower() in _ABBREVIATIONS) or _INITIAL.search(before) is not None
