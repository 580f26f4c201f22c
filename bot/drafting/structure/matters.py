"""The matters of a meeting: minutes and agendas hold many, each with a number, a title and a text of its own.

A § (or a numbered item of an agenda) opens one. Its line is told from other lines that begin so by counting: the heads
of a meeting count up by one. Text before the first is the meeting's own: who was there, where and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.drafting.structure.dates import parse_date
from bot.drafting.structure.forms import BODY, Part, part_of
from bot.drafting.structure.references import REFERENCE
from bot.knowledge.sources.headings import ends_sentence
from bot.knowledge.sources.pages import Line, Pages, read_pages
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_PARAGRAPH = re.compile(
    rf"(?:(?:{BODY}\s+|{_WORDS.any_of('items')}\s\d+,\s|Paragraf(?=\s\d)|(?:[A-ZÅÄÖ][\wåäö]{{0,7}}\s){{0,2}})(?:§+|(?<=Paragraf))\s?(?P<number>\d{{1,4}})|[A-ZÅÄÖ]{{2,6}}\s(?P<year>\d{{1,4}})(?=/20\d\d\s)|(?P<before>\d{{1,4}})\s§(?=\s+[A-ZÅÄÖ]|$))"
    r"(?:/\d{2,4})?[.:]?(?=\s|$)(?P<rest>.*)"
)
_ITEM = re.compile(rf"(?:{_WORDS.any_of('items')}\s)?(?P<number>\d{{1,3}})[./)]?\s+(?P<rest>[A-ZÅÄÖ].*)")
_ALONE = re.compile(r"(?P<number>\d{1,2})\.?")  # an item whose title is the next line
_ALONE_WEIGHS = 0.8  # a page has a number, too
_LABELLED = re.compile(
    rf"(?:^|\s){_WORDS.any_of('references')}[.:]?(?:\s?[\w/:.-]*\d[\w/:.-]*)?(?:\s\d{{2,4}}){{0,2}}$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(rf"\(?{_WORDS.any_of('continued')}\b", re.IGNORECASE)
_MEETS = re.compile(rf"{_WORDS.any_of('meets')}", re.IGNORECASE)
_RULES = re.compile(rf"(?mi)^\s*{_WORDS.any_of('rules')}\b")
_AGENDA = re.compile(rf"{_WORDS.any_of('agenda')}\b", re.IGNORECASE)
_MINUTES = re.compile(rf"{_WORDS.any_of('minutes')}", re.IGNORECASE)
_HANDLED = re.compile(rf"{_WORDS.any_of('handled')}", re.IGNORECASE)
_SENTENCE = re.compile(r"(.{12,}?(?:[^\W\d_]{3}|\d\))[)”]?)\.\s(?=[A-ZÅÄÖ])")
_LISTED = re.compile(r"(?:\.\s?){4,}|\s{3,}\d{1,3}$")  # a line of a list of contents
_MID = (",", ";")  # marks of a sentence that names a §
_BESIDE = 2  # lines between the lines of a list of contents, at most
_HEAD = 300  # characters in which a set of rules says that it is one
_TOP = 2500  # characters within which a document says that it is minutes, or an agenda
_WIDEST_STEP = 3  # between the numbers of neighbours: a § may be left out of an extract
_UNFINISHED = re.compile(rf"(?:[-–,]|\b{_WORDS.any_of('unfinished')})$", re.IGNORECASE)
_TITLE_LINES = 4
_FEW_WORDS = 4  # a text that ends as a sentence and has more is none
_LONGEST_TITLE = 110  # characters of a title in which a sentence may end: "Medborgarförslag. En ny park"
_ELSEWHERE = re.compile(
    r"\(?(?:(?:^|,?\s+|\()[A-ZÅÄÖ][\wåäö]{0,5}(?:\s[a-zåäö]{2})?\s§+\s?\d+)+\)?"
)  # where it was handled before: "Ks § 87"
_REFERENCE_AT_END = re.compile(
    rf"(?:^|(?<!SOU)(?<!SFS)\s+)\(?(?!{_WORDS.any_of('laws')}\b)(?!(?:19|20)\d\d-(?:19|20)\d\d)(?:{REFERENCE.pattern})\)?$"
)
_DATE_WORDS = 5  # a line of fewer words with a date is no title


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of a meeting: its mark ("§ 43"), its title, its running text, and the page where that begins.

    A form feed in the text opens a page. Its first `head` lines are its mark, title and reference. What stands before
    the first matter has neither mark nor title.
    """

    mark: str
    title: str
    text: str
    first_page: int
    head: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    number: int
    rest: str
    weight: float


def matters_of(text: str) -> tuple[Matter, ...]:
    """What stands before the first matter of a meeting, and its matters; () of a text with one matter only."""
    top = text[:_TOP]
    pages = read_pages(text)
    if _MEETS.search(top):
        heads = _chain(list(_paragraphs(pages.lines)), _WIDEST_STEP)
        if len(heads) > 1 and not (heads[0].number == 1 and is_set_of_rules(text)) and _is_meeting(heads, pages.lines):
            return tuple(_matters(text, pages, heads, "§ "))
    if _AGENDA.search(top) and not _MINUTES.search(top):
        heads = _chain(list(_items(pages.lines)), 1)
        if len(heads) > 2:
            return tuple(_matters(text, pages, heads, ""))
    return ()


def is_set_of_rules(text: str) -> bool:
    """Whether a text says at its top that it is rules, which are in paragraphs, too."""
    return _RULES.search(text, 0, _HEAD) is not None


def matter_title(text: str) -> str | None:
    """The title of the one matter of an extract from minutes, below or beside its §; None where its top has no §, or it
    is a set of rules.
    """
    found = _only_matter(text)
    return (found[1] or None) if found is not None else None


def matter_mark(text: str) -> str:
    """The mark of the one matter of an extract from minutes ("§ 43"); "" where `matter_title` finds no §."""
    found = _only_matter(text)
    return f"§ {found[0].number}" if found is not None else ""


def _only_matter(text: str) -> tuple[_Head, str] | None:
    if is_set_of_rules(text):
        return None
    lines = read_pages(text[:_TOP]).lines
    for index, line in enumerate(lines):
        match = _PARAGRAPH.match(line.text)
        if match is not None and not match["rest"].rstrip().endswith((*_MID, ".")):
            head = _Head(index, _number(match), match["rest"].strip(), 1)
            title, height = _title(head, lines[index + 1 :])
            if lines[index + height - 1].text.endswith(".") and len(title.split()) > _FEW_WORDS:
                return None  # of a set of rules: what the § says
            if part_of(title) is not Part.SIGNING or " " in title:
                return head, title
    return None


def _paragraphs(lines: Sequence[Line]) -> Iterator[_Head]:
    """The lines that may open a §; those of a list of contents do not."""
    found: list[_Head] = []
    for index, line in enumerate(lines):
        match = _PARAGRAPH.match(line.text)
        if match is None or _LISTED.search(line.text):
            continue
        rest = match["rest"].strip()
        if _CONTINUED.match(rest) or rest[:1].islower() or rest.startswith((*_MID, ")")) or rest.endswith(_MID):
            continue
        found.append(_Head(index, _number(match), rest, 1))
    last = {head.number: head.line for head in found}
    for head in found:
        beside = any(0 < abs(other.line - head.line) <= _BESIDE for other in found)
        if last[head.number] == head.line or not beside:
            yield head  # no line of a list of contents


def _number(match: re.Match[str]) -> int:
    """The number of a §, before or after its sign, or by the year: "§ 43", "43 §", "KS 43/2024"."""
    return int(match["number"] or match["year"] or match["before"])


def _items(lines: Sequence[Line]) -> Iterator[_Head]:
    """The lines that may open an item of an agenda; one with a reference does so rather than a point of a list."""
    for index, line in enumerate(lines):
        alone = _ALONE.fullmatch(line.text)
        if alone is not None and index + 1 < len(lines) and lines[index + 1].text[0].isupper():
            yield _Head(index, int(alone["number"]), "", _ALONE_WEIGHS)
        match = _ITEM.fullmatch(line.text)
        if match is None or len(line.text) > 600:
            continue
        rest = match["rest"]
        weight = 1 + 0.5 * (_LABELLED.search(rest) is not None) + 0.2 * line.blank_before - 0.3 * rest.endswith(".")
        yield _Head(index, int(match["number"]), rest, weight)


def _chain(heads: Sequence[_Head], step: int) -> list[_Head]:
    """The heads that count up: of all such rows the heaviest, and of equal ones the last in the text."""
    best: list[tuple[float, int]] = []  # the weight of the row that ends with a head, and the head before it
    ends: dict[int, int] = {}  # the head with which the heaviest row to a number ends
    for place, head in enumerate(heads):
        gaps = ((gap, ends[head.number - gap]) for gap in range(1, step + 1) if head.number - gap in ends)
        rows = [(best[end][0] + head.weight - 0.01 * (gap - 1), end) for gap, end in gaps]
        best.append(max(rows, default=(head.weight, -1)))
        if head.number not in ends or best[place][0] >= best[ends[head.number]][0]:
            ends[head.number] = place
    row: list[_Head] = []
    place = max(range(len(best)), key=lambda n: (best[n][0], n), default=-1)
    while place >= 0:
        row.append(heads[place])
        place = best[place][1]
    return row[::-1]


def _is_meeting(heads: Sequence[_Head], lines: Sequence[Line]) -> bool:
    """Whether what follows the heads is handled as at a meeting, and is no set of rules in paragraphs."""
    ends = [*(head.line for head in heads[1:]), len(lines)]
    texts = (" ".join(line.text for line in lines[head.line : end]) for head, end in zip(heads, ends, strict=True))
    return sum(_HANDLED.search(text) is not None for text in texts) * 2 >= len(heads)


def _matters(text: str, pages: Pages, heads: Sequence[_Head], mark: str) -> Iterator[Matter]:
    lines = pages.lines
    first = lines[heads[0].line].start
    yield Matter("", "", _running_text(text, pages, 0, first), 1)
    for place, head in enumerate(heads):
        begin = lines[head.line].start
        stop = _stop(place, heads, lines)
        title, height = _title(head, lines[head.line + 1 : stop])
        if mark and height == stop - head.line and place + 1 < len(heads):
            stop = _stop(place + 1, heads, lines)  # nothing stands under it: what is decided of the next is of both
        end = lines[stop].start if stop < len(lines) else len(text)
        page = sum(start <= begin for start in pages.starts) or 1
        yield Matter(f"{mark}{head.number}", title, _running_text(text, pages, begin, end), page, height)


def _stop(place: int, heads: Sequence[_Head], lines: Sequence[Line]) -> int:
    """The line with which the next matter begins."""
    return heads[place + 1].line if place + 1 < len(heads) else len(lines)


def _running_text(text: str, pages: Pages, begin: int, end: int) -> str:
    """A stretch of a text without its furniture; a form feed stands where a page starts."""
    cuts = [(max(begin, left), min(end, right), "") for left, right in pages.furniture if left < end and right > begin]
    cuts += [(start, start, "\f") for start in pages.starts if begin < start < end]
    parts: list[str] = []
    at = begin
    for left, right, instead in sorted(cuts):
        if left >= at:
            parts.append(text[at:left].replace("\f", ""))
        parts.append(instead)
        at = max(at, right)
    parts.append(text[at:end].replace("\f", ""))
    return "".join(parts).strip() + "\n"


def _title(head: _Head, following: Sequence[Line]) -> tuple[str, int]:
    """The title of a matter, and the lines to its end: what its line says besides the reference, or the lines below."""
    own = _without_reference(head.rest)
    if (sentence := _SENTENCE.match(own)) and (ends_sentence(head.rest) or len(own) > _LONGEST_TITLE):
        return sentence[1], 0  # an item that says more than its title
    if len(own) > 2:
        further = [] if ends_sentence(own) else list(_continued(own, following))
        return " ".join([own, *further]), 1 + len(further) + _is_reference(following[len(further) :])
    for index, line in enumerate(following[:5]):
        said = _without_reference(line.text)
        if line.text.endswith(":") and len(said.split()) <= 2:
            continue  # a label
        if len(said) < 4 or REFERENCE.fullmatch(said):
            continue
        if part_of(said) not in (None, Part.TEXT, Part.SIGNING, Part.DISQUALIFIED):
            break
        below = following[index + 1 :]
        further = list(_continued(said, below))
        return " ".join([said, *further]), 2 + index + len(further) + _is_reference(below[len(further) :])
    return "", 1


def _is_reference(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines is a reference and nothing else."""
    said = _without_reference(lines[0].text) if lines else " "
    return not said or REFERENCE.fullmatch(said) is not None


def _continued(title: str, following: Sequence[Line]) -> Iterator[str]:
    """The lines with which a title goes on: those that begin small, or come where it cannot end."""
    for line in following[: _TITLE_LINES - 1]:
        goes_on = line.text[0].islower() or _UNFINISHED.search(title) or (title.isupper() and line.text.isupper())
        if line.blank_before or not goes_on:
            return
        if line.text.startswith("att ") or part_of(line.text) is not None:
            return
        title = line.text
        yield title


def _without_reference(text: str) -> str:
    """A text without the reference at its end, or at its beginning."""
    bare = _LABELLED.sub("", text)
    bare = re.sub(rf"^{_WORDS.any_of('references')}[.:]?\s?(?:{REFERENCE.pattern})", "", bare, flags=re.IGNORECASE)
    bare = re.sub(rf"^(?:{REFERENCE.pattern})\s+(?=[A-ZÅÄÖ])", "", bare)
    bare = _REFERENCE_AT_END.sub("", bare)
    bare = re.sub(rf"(?:^|\s+){_WORDS.any_of('references')}[.:]?$", "", bare, flags=re.IGNORECASE)
    bare = _ELSEWHERE.sub("", bare)
    bare = "" if parse_date(bare) and len(bare.split()) < _DATE_WORDS else bare
    return " ".join(bare.split()).strip(" .:-–—")
