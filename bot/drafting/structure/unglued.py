"""Line breaks for a text that was pasted without any: before each § of a meeting, and around its headings.

Only white space is put in. What stands in the head and foot of each page is set apart, so that it can be told by being
the same on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from bot.drafting.structure.dates import DATE
from bot.drafting.structure.forms import BODY, Part, introduces, part_of
from bot.drafting.structure.references import REFERENCE
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)

_LONG = 600  # characters; no line that somebody has set is so long and holds headings
_LONG_ALONE = 200  # of a line that is the whole text
_MATTER = re.compile(r"(?<=\s)§\s?(?P<number>\d{1,4})\s(?=[A-ZÅÄÖ])")
_GLUED = re.compile(
    r"(?<=[a-zåäö.)])(?=[A-ZÅÄÖ][a-zåäö]{2})|(?<=[a-zåäö])(?=\d{1,3}\s?\(\d{1,3}\))|(?<=\d\))(?=[A-ZÅÄÖ])"
)
_AFTER_MUNICIPALITY = re.compile(r"(?<=kommun)(?=[A-ZÅÄÖ][a-zåäö])")
_GAP = re.compile(r"\s{2,}")  # what is left of a line's end, where no line ends
_AFTER_TYPE = re.compile(
    r"(?<=[A-ZÅÄÖ]{5})\s(?=[A-ZÅÄÖ][a-zåäö])|(?<=[a-zåäö\d])\s(?=[A-ZÅÄÖ]{8})"
)  # what it is, in capitals
_TITLE = re.compile(rf"(?<=\s)(?={_WORDS.any_of('titles')}\s)")
_HEAD = 300  # characters of a line in which its document's title begins
_ONE_MATTER = re.compile(rf"(?<=\s)(?P<titled>§\s?\d{{1,4}}\s[A-ZÅÄÖ][^.]{{5,110}}?)\s(?=Dnr\s(?:{REFERENCE.pattern}))")
_TO_BODY = re.compile(rf"\s(?={_WORDS.any_of('to')}\s(?:[A-ZÅÄÖ][\wåäö]+\s)?(?P<body>{BODY})\s[A-ZÅÄÖ])")
_PLACE_AND_DAY = re.compile(
    rf"(?<=[.)]\s)(?P<signed>[A-ZÅÄÖ][a-zåäö]+(?:\s[A-ZÅÄÖ][a-zåäö]+)?,?\s(?:{DATE.pattern}))\s(?=[A-ZÅÄÖ])"
)
_PAGE = re.compile(r"(?<=\n)\d{1,3}\s?\(\d{1,3}\)\s*\n")
_WORD = re.compile(r"\S+")
_FOLLOWS = re.compile(r"[A-ZÅÄÖ\"”]|\d{1,2}\.\s|att\s|[-–•]\s")
_HEADING_WORDS = 4
_HEADINGS = frozenset(Part) - {Part.ATTENDANCE, Part.SIGNING, Part.ATTACHMENTS, Part.MOTION, Part.OPENING}
_LEAST_SAME = 12  # characters that the heads of pages share


def unglued(text: str) -> str:
    """The text with line breaks where a line holds what stood on several."""
    lines = _AFTER_MUNICIPALITY.sub("\n", text).split("\n")
    if sum(map(bool, map(str.strip, lines))) == 1:
        lines = [piece for line in lines for piece in _GAP.split(line)]
    longest = _LONG if sum(map(bool, map(str.strip, lines))) > 1 else _LONG_ALONE
    return "\n".join(_parted(line) if len(line) > longest else line for line in lines)


def _parted(line: str) -> str:
    apart = _page_heads(_AFTER_TYPE.sub("\n", _GLUED.sub("\n", line)))
    cuts = {0, len(apart), *_matters(apart), *_head(apart), *(cut for piece in _headings(apart) for cut in piece)}
    places = sorted(cuts)
    pieces = (apart[begin:end].strip(" ") for begin, end in pairwise(places))
    return "\n".join(piece for piece in pieces if piece.strip())


def _page_heads(text: str) -> str:
    """The text with a line break after what stands at the head of each of its pages."""
    starts = [match.end() for match in _PAGE.finditer(text)]
    if len(starts) < 2:
        return text
    columns = zip(*(text[start : start + _LONG] for start in starts), strict=False)
    same = "".join(letters[0] for letters in takewhile(lambda letters: len(set(letters)) == 1, columns))
    shared = same.rpartition(" ")[0]
    if len(shared) < _LEAST_SAME:
        return text
    for start in reversed(starts):
        text = f"{text[: start + len(shared)]}\n{text[start + len(shared) :]}"
    return text


def _matters(text: str) -> Iterator[int]:
    """Where the § of a meeting begin: those that count up by one, each with a title after it."""
    heads = list(_MATTER.finditer(text))
    for place, head in enumerate(heads):
        number = int(head["number"])
        if any(int(other["number"]) == number + 1 for other in heads[place + 1 :]) or any(
            int(other["number"]) == number - 1 for other in heads[:place]
        ):
            yield head.start()


def _head(text: str) -> Iterator[int]:
    """Where a § with its reference, the title at the head, to whom it is put, and a signature's place and day stand."""
    for matter in _ONE_MATTER.finditer(text):
        yield from matter.span("titled")
    if title := _TITLE.search(text, 0, _HEAD):
        yield title.start()
        if to_body := _TO_BODY.search(text, title.end(), _HEAD):
            yield from (to_body.start(), to_body.end("body"))
    for signed in _PLACE_AND_DAY.finditer(text):
        yield from signed.span("signed")


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Where known headings begin and end that stand in the middle of a line."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words) - 1:
        count = _heading_at(text, words[index : index + _HEADING_WORDS + 1])
        if count:
            yield words[index].start(), words[index + count - 1].end()
        index += count or 1


def _heading_at(text: str, words: Sequence[re.Match[str]]) -> int:
    """How many of some words are a heading with its text after it; 0 where they begin with none."""
    if not words[0].group()[0].isupper():
        return 0
    for count in range(1, len(words)):
        title = text[words[0].start() : words[count - 1].end()]
        if re.search(r"[.:]\s", title):
            return 0
        if not introduces(title) and part_of(title) in _HEADINGS and _FOLLOWS.match(text, words[count].start()):
            return count
    return 0
