"""Blocks of lines. A line comes apart that holds more than one thing: a heading and its text, the points of a list.

Text pasted from a web page or a word processor has a paragraph on each line; text drawn out of a PDF is cut anywhere.
Which of the two a text is, its lines tell by their lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part, introduces, part_of
from bot.drafting.structure.references import is_reference
from bot.drafting.structure.tables.table import is_contents
from bot.knowledge.sources.headings import ends_sentence
from bot.knowledge.sources.pages import Line, Span
from bot.language.word_patterns import words_of

_LONG = 150  # characters; a printed page has no such line
_GLUED = 300  # characters of a line in which several paragraphs may be glued together
_SHARE = 0.06  # of the lines of a text without line breaks are long
_HEADING_WORDS = 5
_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][^:.]{3,60}):\s+(?=\S)")
_NUMBER = re.compile(r"(?:^|\s)(?P<number>\d{1,2})\.\s(?=[^\W\d_])")
_OPENS_LIST = re.compile(rf"(?:{words_of(__file__).any_of('opens_list')}|:)\s*$")
_LABELLED = frozenset(
    (Part.DECIDED, Part.PROPOSED, Part.CLAIMS, Part.UNDERLAY, Part.ATTACHMENTS, Part.RECIPIENTS, Part.STATEMENTS)
)
_BESIDE = frozenset(
    (Part.DECIDED, Part.PROPOSED, Part.CLAIMS, Part.UNDERLAY, Part.ATTACHMENTS, Part.RECIPIENTS, Part.TEXT)
)
_LISTS = frozenset((Part.UNDERLAY, Part.ATTACHMENTS, Part.RECIPIENTS))
_ALONE = re.compile(r"(?P<number>\d{1,2})[.)]?")  # the number of a point, a line of its own
_BLANK = re.compile(r"\s")
_POINT_BEGINS = re.compile(r"[A-ZÅÄÖ]|att\s")
_RULE = re.compile(r"[\s_=*·.–—-]{4,}")  # a line that is drawn
_SIDE = re.compile(r"(?P<label>[A-ZÅÄÖ][^:.,]{2,40}?):?\s{2,}(?=\S)")  # a heading beside its text


def blocks(text: str, lines: Sequence[Line], in_table: Set[int]) -> Iterator[list[Line]]:
    """The lines of a text in blocks: with no blank line, no table and no furniture between them.

    `in_table` are the indices of the lines that tables have. Lines that hold more than one thing have come apart.
    """
    lengths = [len(line.text) for index, line in enumerate(lines) if index not in in_table]
    unwrapped = sum(length > _LONG for length in lengths) > _SHARE * len(lengths)
    block: list[Line] = []
    numbered: dict[int, Line] = dict(_numbered(text, lines))
    for index, line in enumerate(lines):
        if index - 1 in numbered:
            continue
        line = numbered.get(index, line)
        if index in in_table or is_contents(line) or _RULE.fullmatch(line.text):
            if block:
                yield block
            block = []
            continue
        before = lines[index - 1] if index else None
        anew = line.blank_before or (unwrapped and _begins_anew(line, before))
        for piece in _parted(line, anew):
            if block and (piece.blank_before or not text[block[-1].end : piece.start].isspace()):
                yield block
                block = []
            block.append(piece)
    if block:
        yield block


def _numbered(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The points whose numbers stand on lines of their own, each with its first line, by the index of its number."""
    wanted = 0  # the number that the next point has, once a list is open
    for index, (line, below) in enumerate(pairwise(lines)):
        number = _ALONE.fullmatch(line.text)
        if number is None:
            continue
        opens = number["number"] == "1" and index and _OPENS_LIST.search(lines[index - 1].text)
        if not (opens or int(number["number"]) == wanted) or not _POINT_BEGINS.match(below.text):
            continue
        wanted = int(number["number"]) + 1
        said = _BLANK.sub(" ", text[line.end : below.end])
        marked = f"{line.text}.{said[1:]}" if line.text.isdigit() else line.text + said
        yield index, Line(line.start, below.end, marked, line.blank_before)


def _parted(line: Line, anew: bool) -> Iterator[Line]:
    """The lines that a line is when its headings and points stand apart; `anew` tells whether it begins a block."""
    for begin, end in _spans(line.text):
        start = line.start + begin
        yield Line(start, line.start + end, line.text[begin:end], anew)
        anew = True


def _begins_anew(line: Line, before: Line | None) -> bool:
    """Whether a line of a text without line breaks is a paragraph of its own."""
    return before is None or not line.text[0].islower() or line.text.startswith("att ") or ends_sentence(before.text)


def _spans(text: str) -> Iterator[Span]:
    cuts = sorted(_cuts(text))
    for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[begin:end]
        if stripped := piece.strip():
            left = begin + piece.index(stripped)
            yield left, left + len(stripped)


def _cuts(text: str) -> set[int]:
    """Where a line is to be cut, in characters."""
    cuts: set[int] = set()
    if (label := _LABEL.match(text)) and part_of(label["label"]) in _LABELLED and not introduces(label["label"]):
        cuts.add(label.end())
    if (side := _SIDE.match(text)) and part_of(side["label"]) in _BESIDE and not is_reference(text[side.end() :]):
        cuts.add(side.end())
    for begin, _ in sentences(text):
        if begin and (label := _LABEL.match(text, begin)) and part_of(label["label"]) in _LISTS:
            cuts |= {begin, label.end()}
    cuts |= set(_points(text))
    if len(text) < _LONG:
        return cuts
    for begin, _ in sentences(text) if len(text) > _GLUED else [(0, 0)]:
        if length := _leading_heading(text[begin : begin + 100]):
            cuts |= {begin, begin + length} - {0}
    return cuts


def _leading_heading(text: str) -> int:
    """The length of a known heading that a text begins with, its sentence glued to it; 0 of none."""
    words = list(re.finditer(r"\S+", text))
    for count in range(1, min(_HEADING_WORDS, len(words) - 1) + 1):
        title, following = text[: words[count - 1].end()], words[count].group()
        if not (following[0].isupper() or following[0].isdigit()) or title.endswith(":") or introduces(title):
            continue
        if part_of(title) is not None and words[count - 1].group()[0] != "§":
            return words[count - 1].end()
    return 0


def _points(text: str) -> Iterator[int]:
    """Where the points of a numbered list within a line begin: 1, 2, 3 after words that open a list."""
    wanted = 1
    for match in _NUMBER.finditer(text):
        opens = not match.start("number") or _OPENS_LIST.search(text[: match.start()])
        if int(match["number"]) != wanted or (wanted == 1 and not opens):
            continue
        wanted += 1
        yield match.start("number")
