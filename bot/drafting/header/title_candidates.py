"""What may be a document's title: runs of one to four lines at its top, bare of mark, label and reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.drafting.header.document_type import closed, is_type
from bot.drafting.header.title_forms import is_place
from bot.drafting.structure.forms import part_of
from bot.drafting.structure.references import REFERENCE
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_TOP = 45  # lines of a top
_MOST_LINES = 4  # of a title
_LENGTHS = range(5, 261)  # characters of a title
_BESIDE = 4  # characters by which the lines of a title in a column may be set apart
_CENTRED = 60  # the same for lines with nothing beside them
_CELL = re.compile(r"\S(?:.*?\S)?(?=\s{3,}|\t|\s[·|•>]\s|$)")
_MARK = re.compile(
    rf"(?:(?:[A-ZÅÄÖ][\wåäö]{{0,7}}\s?){{0,2}}§+\s?\d{{1,4}}(?:/\d+)?|\d{{1,4}}\s§|(?:{_WORDS.any_of('marks')})\s\d+\s?[:.–-]?|\d{{1,3}}[.)])"
    r"[.:]?\s+(?=[A-ZÅÄÖ0-9\"”])"
)
_REFERENCE_BEFORE = re.compile(rf"(?:{REFERENCE.pattern})\s+(?=[A-ZÅÄÖ])")
_REFERENCE_INSIDE = re.compile(rf".*\((?:[Dd]nr:?\s)?(?:{REFERENCE.pattern})\)\s+(?=[A-ZÅÄÖ])")
_REFERENCE_AFTER = re.compile(rf"\s+\(?(?:[Dd]nr:?\s?)?(?!{_WORDS.any_of('laws')}\b)(?:{REFERENCE.pattern})\)?$")
_LABELS = _WORDS.any_of("labels", number=r"\d+")
_LABEL = re.compile(rf"{_LABELS}(?::\s+|\s{{2,}})(?=\S)", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{_LABELS}\s?:?", re.IGNORECASE)
_HYPHEN = re.compile(rf"(?<=[a-zåäö])- (?=[a-zåäö])(?!(?:{_WORDS.any_of('joins')})\s)")
_RULE = "____"


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line at the top, set apart from others: where it begins, and whether blank lines are around it."""

    text: str
    line: int
    column: int
    alone: bool
    blank_before: bool
    blank_after: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be the title, the cells that it was read from, and what was taken off it."""

    text: str
    cells: tuple[Cell, ...]
    numbered: bool = False
    after_reference: bool = False
    labelled: bool = False


def top_cells(text: str) -> tuple[Cell, ...]:
    """The pieces of the lines at the top of a document, in their order."""
    lines = text.replace("\f", " ").split("\n")
    filled = list(islice((place for place, line in enumerate(lines) if line.strip()), _TOP))
    found: list[Cell] = []
    for number, place in enumerate(filled):
        line = closed(lines[place].rstrip())
        pieces = [(match.start(), bare) for match in _CELL.finditer(line) if (bare := match.group().lstrip("·|•> "))]
        before = place == 0 or not lines[place - 1].strip()
        after = place + 1 < len(lines) and not lines[place + 1].strip()
        found += [Cell(piece, number, at, len(pieces) == 1, before, after) for at, piece in pieces]
    return tuple(found)


def candidates(cells: Sequence[Cell]) -> Iterator[Candidate]:
    """What may be the title: each run of pieces that stand under one another."""
    for place, cell in enumerate(cells):
        run: tuple[Cell, ...] = (cell,)
        while len(run) <= _MOST_LINES:
            yield from _bare(run, cells)
            below = next((other for other in cells[place + 1 :] if _is_under(other, run[-1])), None)
            if below is None or not _may_follow(run[-1], below):
                break
            run = (*run, below)


def _is_under(cell: Cell, above: Cell) -> bool:
    reach = _CENTRED if cell.alone and above.alone else _BESIDE
    return cell.line == above.line + 1 and abs(cell.column - above.column) <= reach


def _may_follow(above: Cell, below: Cell) -> bool:
    """Whether a title may go on in a line: not after what the document is, nor in a heading or a place."""
    after_type = is_type(above.text) and below.text[0].isupper()
    return not (after_type or is_place(below.text) or part_of(below.text) is not None)


def _bare(run: tuple[Cell, ...], cells: Sequence[Cell]) -> Iterator[Candidate]:
    """A run without the mark, label and reference before it, and with and without the reference after it."""
    text = _HYPHEN.sub("", " ".join(cell.text for cell in run))
    above = next((cell for cell in reversed(cells) if cell.line < run[0].line), None)
    marked = _MARK.match(text)
    text = text[marked.end() :] if marked else text
    referred = _REFERENCE_BEFORE.match(text) or _REFERENCE_INSIDE.match(text)
    text = text[referred.end() :] if referred else text
    labelled = _LABEL.match(text)
    text = text[labelled.end() :] if labelled else text
    text = _without_type(text).strip(" –-")
    under_label = above is not None and _LABEL_ALONE.fullmatch(above.text) is not None
    for title in dict.fromkeys((text, _REFERENCE_AFTER.sub("", text).strip(" –-"))):
        if len(title) in _LENGTHS and _RULE not in title:
            yield Candidate(title, run, marked is not None, referred is not None, labelled is not None or under_label)


def _without_type(text: str) -> str:
    """A text without what the document is before it: "Tjänsteskrivelse: Remissvar om ..."."""
    kind, colon, title = text.partition(": ")
    return title if colon and is_type(kind) and title[:1].isupper() else text
