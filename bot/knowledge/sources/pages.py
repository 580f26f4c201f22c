"""Pages of a source's text, and what the pages repeat around the running text.

Text drawn out of a PDF keeps its pages only as traces. A form feed opens a page, or else a line that
begins with a single space does. Running headers and footers ("Sida 1 (7)", "Justerandes signatur")
and lone page numbers stand in the middle of sentences: they are furniture, which nobody quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""From and up to, in characters, as in a slice."""

_LINE = re.compile(r"[^\n\r\f]+")
_PAGE_NUMBER = re.compile(
    r"\b(?:sidan?|sid\.?|page|blad)\s?(\d{1,4})\b(?:\s?(?:\(\d{1,4}\)|av \d{1,4}|/\s?\d{1,4}))?"
    r"|(?:^|\s)(\d{1,4})\s?\(\d{1,4}\)$|(?<=\s\s)(\d{1,3})\s?/\s?\d{1,3}$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:Justerandes?|Justerarnas?) sign|Utdragsbestyrkande", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"[-–]?\s?(\d{1,3})\s?[-–]?")
_DIGITS = re.compile(r"(?<!\d)(?<!§)(?<!§[ \u00a0])\d+")  # § 41 and § 42 are not alike
_IS_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_FAR_IN = 40  # characters before a number at the right of a page
_BREAK = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST = 160  # a running header or footer is no longer than this
_REACH = 5  # how many lines from a page's edge a header or footer may take
_SHARE = 0.4  # the share of the pages that repeat a running line


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its span without white space, and whether a blank line precedes."""

    start: int
    end: int
    text: str
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where each page starts, and the lines of the running text (furniture left out)."""

    starts: tuple[int, ...]
    furniture: tuple[Span, ...]
    lines: tuple[Line, ...]


def read_pages(text: str) -> Pages:
    """The pages of a text, its furniture, and the lines that are left."""
    lines = tuple(_lines(text))
    marks = _page_marks(text, lines)
    numbers = _lone_numbers(text, lines, marks)
    running = _running_lines(lines, marks, numbers)
    return Pages(
        starts=_page_starts(lines, marks, numbers, running),
        furniture=tuple(_merge(lines, sorted(running))),
        lines=tuple(line for index, line in enumerate(lines) if index not in running),
    )


def _lines(text: str) -> Iterator[Line]:
    previous = 0
    for match in _LINE.finditer(text):
        content = match.group().strip()
        if content:
            start = match.start() + match.group().index(content)
            breaks = max(text.count(mark, previous, start) for mark in "\n\r")
            yield Line(start, start + len(content), content, breaks > 1 or previous == 0)
            previous = start + len(content)


def _page_marks(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """The lines (by index) that open a page, with the offset where that page starts."""
    marks = {0: 0}
    if "\f" in text:
        for index in range(1, len(lines)):
            feed = text.rfind("\f", lines[index - 1].end, lines[index].start)
            if feed >= 0:
                marks[index] = feed + 1
        return marks
    for index, line in enumerate(lines):
        before = text[max(0, line.start - 2) : line.start]
        if index and before in ("\n ", "\r "):
            marks[index] = line.start - 1
    return marks


def _lone_numbers(text: str, lines: Sequence[Line], marks: dict[int, int]) -> dict[int, int]:
    """The lines (by index) that are a page's number and nothing else, with that number.

    A table's cell may be a lone number too. So it has to be the number of the page it stands on or of
    the next, to stand at a page's edge, or (where nothing else marks pages) to count up from line to line.
    """
    found: dict[int, int] = {}
    page = 1
    for index, line in enumerate(lines):
        page += index in marks and index > 0
        match = _LONE_NUMBER.fullmatch(line.text) if len(line.text) < 8 else None
        if not match or not (line.blank_before or index in marks):
            continue
        last = index + 1 == len(lines)
        at_edge = index in marks or index + 1 in marks
        if not (last or at_edge or lines[index + 1].blank_before or _is_far_in(text, line)):
            continue
        number = int(match.group(1))
        if len(marks) == 1 or at_edge or number in (page, page + 1):
            found[index] = number
    if len(marks) > 1:
        return found
    known = set(found.values())
    return {index: n for index, n in found.items() if n - 1 in known or n + 1 in known}


def _is_far_in(text: str, line: Line) -> bool:
    """Whether a line stands at the right of its page, as the number of a page does."""
    return line.start - text.rfind("\n", 0, line.start) > _FAR_IN


def _running_lines(lines: Sequence[Line], marks: dict[int, int], numbers: dict[int, int]) -> set[int]:
    """The lines (by index) that pages repeat, even when only the numbers on them differ.

    Lines with a page's number or a place for signatures are sure; around them, and around the other page
    edges, those lines are taken that the same edges show on other pages.
    """
    forms = [_form(line.text) for line in lines]
    seen = Counter(forms)
    sure = set(numbers)
    for index, line in enumerate(lines):
        if len(line.text) > _LONGEST:
            continue
        number = _PAGE_NUMBER.search(line.text)
        whole = number is not None and number.group() == line.text
        if ((number and (whole or _in_column(line.text, number))) and (seen[forms[index]] > 1 or whole)) or (
            _SIGNATURE.match(line.text) and "." not in line.text
        ):
            sure.add(index)
    edges = sorted({*marks, *sure, *(index + 1 for index in sure), len(lines)})
    pages = max(len(marks), max((seen[forms[index]] for index in sure), default=0))
    near = {index for edge in edges for index in range(max(0, edge - _REACH), min(len(lines), edge + _REACH))}
    near = {index for index in near if not lines[index].text.endswith(":")}  # what heads a text is no head of pages
    repeated = Counter(forms[index] for index in near if _LETTERS.search(forms[index]) or _IS_DATE.match(forms[index]))
    enough = max(2, round(pages * _SHARE))
    running = set(sure)
    for edge in edges:
        for step, index in ((-1, edge - 1), (1, edge)):
            reach = 0
            while 0 <= index < len(lines) and reach < _REACH:
                if index not in sure and repeated[forms[index]] < enough:
                    break
                running.add(index)
                index, reach = index + step, reach + 1
    return running


def _form(text: str) -> str:
    """A line with its numbers and spaces alike, so that headers of different pages are the same; a date is as it is."""
    if _IS_DATE.fullmatch(text):
        return text
    return _BREAK.sub(" ", _DIGITS.sub("#", text)) if len(text) <= _LONGEST else text[:_LONGEST]


def _in_column(text: str, number: re.Match[str]) -> bool:
    """Whether a page number is set apart on its line: at an end, and by more than one space."""
    if number.end() == len(text):
        return text[: number.start() + 1].endswith("  ") or text[: number.start()].endswith("  ")
    return number.start() == 0 and text[number.end() :].startswith("  ")


def _page_starts(
    lines: Sequence[Line], marks: dict[int, int], numbers: dict[int, int], running: set[int]
) -> tuple[int, ...]:
    """The offsets where pages start: the marks, or where there are none, the running lines' numbers.

    A lone number that is one more than the page so far, and that no mark follows, is the number of a
    page whose mark was lost; it opens that page.
    """
    starts = set(marks.values())
    if len(marks) > 1:
        page = 1
        for index in range(len(lines)):
            page += index in marks and index > 0
            if numbers.get(index) == page + 1 and not {index, index + 1} & marks.keys():
                starts.add(lines[index].start)
                page += 1
        return tuple(sorted(starts))
    for index in running:
        numbered = index in numbers or _PAGE_NUMBER.search(lines[index].text)
        inside = any(i not in running for i in range(index)) if index < _REACH else True
        if numbered and inside:
            starts.add(lines[index].start)
    return tuple(sorted(starts))


def _merge(lines: Sequence[Line], indices: Sequence[int]) -> Iterator[Span]:
    """Spans of lines, neighbours as one."""
    first = last = -2
    for index in indices:
        if index != last + 1:
            if last >= 0:
                yield lines[first].start, lines[last].end
            first = index
        last = index
    if last >= 0:
        yield lines[first].start, lines[last].end
