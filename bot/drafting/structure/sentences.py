"""Sentences of a folded paragraph, told by their stops and not by those of abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.sources.pages import Span
from bot.language.sentence_ends import sentence_ends


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of a text; white space stands in none of them."""
    begin = 0
    for end in sentence_ends(text):
        yield begin, end
        begin = end
        while begin < len(text) and text[begin].isspace():
            begin += 1
    if begin < len(text):
        yield begin, len(text)


def sentence_at(text: str, place: int) -> Span:
    """The sentence that holds a place."""
    found = (0, len(text))
    for begin, end in sentences(text):
        if begin <= place:
            found = (begin, end)
        if place < end:
            break
    return found
