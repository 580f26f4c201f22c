"""Passages: the pieces of running text that can be quoted by themselves.

A passage is a sentence or a point of a list. Very short sentences go with their neighbour, and long
ones are cut where a clause ends, so that a reader gets the right words and not a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bot.knowledge.sources.pages import Line, Span
from bot.language.sentence_ends import sentence_ends
from bot.language.word_patterns import words_of

SHORT = 30
"""A sentence with fewer characters goes with its neighbour."""
LONG = 350
"""A passage with more characters is cut at a clause."""
_LEAST = 80  # no piece of a cut passage is shorter
_FARTHEST = 2 * LONG  # where no clause ends, a passage is cut at a space before this

_WORDS = words_of(__file__)
_BEFORE_CLAUSES = _WORDS.phrases("before_clauses")
_BETWEEN_CLAUSES = tuple(f" {word}" for word in _WORDS.phrases("between_clauses"))
_POINT = re.compile(
    r"^[ \t]*(?:(?P<number>\d{1,2})[.)]|[a-zå-ö]\)|(?P<att>att)|[-–—•*▪]|Bilaga \d+[.:]?)\s",
    re.MULTILINE,
)
_CLAUSES = (
    re.compile(r"[;:](?=\s)|\s[–—](?=\s)"),
    re.compile(rf",(?=\s+{_WORDS.any_of('after_comma')}\s)"),
    re.compile(rf",(?=\s)|(?<=\w)(?=\s+{_WORDS.any_of('joining')}\s)"),
    re.compile(r"(?=\s)"),
)


def split_passages(text: str, paragraphs: Sequence[Sequence[Line]]) -> Iterator[tuple[Span, ...]]:
    """The passages of paragraphs, given as lines; each as its spans, in order.

    What stands between two lines of a paragraph and is not among them (furniture, a footnote) is in none.
    """
    for paragraph in paragraphs:
        pieces = _pieces(text, paragraph)
        joined = "\n".join(text[begin:end] for begin, end in pieces)
        lengths = (end - begin + 1 for begin, end in pieces)
        offsets = list(accumulate(lengths, initial=0))[:-1]
        for passage in _split(joined):
            spans = tuple(_placed(text, passage, pieces, offsets))
            if spans:
                yield spans


def _pieces(text: str, paragraph: Sequence[Line]) -> list[Span]:
    """The unbroken stretches of a paragraph's lines."""
    pieces: list[Span] = []
    for line in paragraph:
        if pieces and text[pieces[-1][1] : line.start].isspace():
            pieces[-1] = (pieces[-1][0], line.end)
        else:
            pieces.append((line.start, line.end))
    return pieces


def _placed(text: str, local: Span, pieces: Sequence[Span], offsets: Sequence[int]) -> Iterator[Span]:
    """A span of the joined pieces, as spans of the text without white space at their ends."""
    for index in range(bisect_right(offsets, local[0]) - 1, len(pieces)):
        if offsets[index] >= local[1]:
            break
        begin, end = pieces[index]
        start = begin + max(0, local[0] - offsets[index])
        stop = min(end, begin + local[1] - offsets[index])
        part = text[start:stop]
        content = part.strip()
        if content:
            start += part.index(content)
            yield start, start + len(content)


def _split(paragraph: str) -> Iterator[Span]:
    for begin, end, is_point in _points(paragraph):
        if is_point and end - begin <= LONG:
            yield begin, end
        else:
            for start, stop in _merged(_sentences(paragraph, begin, end)):
                yield from _cut(paragraph, start, stop)


def _points(paragraph: str) -> Iterator[tuple[int, int, bool]]:
    """The points of the lists in a paragraph, and the text between them (not a point)."""
    begin, point, number, in_clauses = 0, False, None, False
    for match in _POINT.finditer(paragraph):
        before = (
            paragraph[: match.start()].rstrip()
            if match.start() < 200
            else (paragraph[match.start() - 200 : match.start()].rstrip())
        )
        if match["number"]:
            count = int(match["number"])
            opens = not before or count == 1 or (number is not None and count == number + 1)
            number = count if opens else number
        elif match["att"]:
            opens = not before or before.endswith((":", *_BEFORE_CLAUSES))
            opens = opens or (in_clauses and before.endswith((",", ".", ";", *_BETWEEN_CLAUSES)))
            in_clauses = in_clauses or opens
        else:
            opens = not before or before[-1] in ".:;,!?”" or point
        if opens:
            if match.start() > begin:
                yield begin, match.start(), point
            begin, point = match.start(), True
    if begin < len(paragraph):
        yield begin, len(paragraph), point


def _sentences(paragraph: str, begin: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch, each up to where the next begins."""
    marker = _POINT.match(paragraph, begin, end)
    for stop in sentence_ends(paragraph, marker.end() if marker else begin, end):
        yield begin, stop
        begin = stop
    if begin < end:
        yield begin, end


def _merged(sentences: Iterator[Span]) -> Iterator[Span]:
    """Sentences with very short ones joined to the one before, or else to the one after."""
    held: Span | None = None
    for begin, end in sentences:
        if held is None:
            held = (begin, end)
        elif min(end - begin, held[1] - held[0]) < SHORT and end - held[0] <= LONG:
            held = (held[0], end)
        else:
            yield held
            held = (begin, end)
    if held is not None:
        yield held


def _cut(paragraph: str, begin: int, end: int) -> Iterator[Span]:
    """A long stretch cut at clause ends into pieces of at most LONG characters where it can be."""
    while end - begin > LONG:
        low, high = begin + _LEAST, min(begin + LONG, end - _LEAST)
        middle = begin + min(LONG, end - begin) // 2 + 20
        at = None
        for clause in _CLAUSES[:-1]:
            ends = [match.end() for match in clause.finditer(paragraph, low, high)]
            if ends:
                at = min(ends, key=lambda place: abs(place - middle))
                break
        if at is None:
            space = _CLAUSES[-1].search(paragraph, high, min(begin + _FARTHEST, end - _LEAST))
            at = space.end() if space else min(begin + _FARTHEST, end)
        if at >= end:
            break
        yield begin, at
        begin = at
    yield begin, end
