"""Tables in a text: rows of cells that gaps, tabs or bars part, with their column names and unit.

A gap is two spaces or more. Where a document lost its gaps, lines that end with several figures, one
line after the other, are rows too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from bot.knowledge.sources.pages import Line
from bot.language.measures.units import written_as

_GAP = re.compile(r"\s*\|\s*|\t\s*|\s{2,}|\s*\.{4,}\s*")
_VALUE = re.compile(
    r"(?P<number>[-−–+±]?\s?\d{1,3}(?:[ \xa0\u2009\u202f.]\d{3})+(?:,\d+)?|[-−–+±]?\s?\d+(?:[.,]\d+)?)"
    rf"\s?(?P<unit>{written_as()}|st)?\.?\*?",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[-–—.…xX*]{1,3}|n/a|i\.u\.|saknas")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(rf"(?<![\w-])({written_as()})(?!\w)", re.IGNORECASE)
_TAIL = re.compile(r"(?P<name>\D*?[^\W\d_][^\d\n]*?)\s(?P<figures>(?:[-−–]?\d[\d,.]*\s)+[-−–]?\d[\d,.]*\s?%?)")
_FIGURE = re.compile(r"[-−–]?\d{1,3}(?: \d{3})*(?:,\d+)?|[-−–]?\d+(?:,\d+)?")
_TEXTUAL = re.compile(r"\b(?:mål|nämndmål|bedömning|måluppfyllelse|indikator|uppfyllelse|status|utfall)", re.IGNORECASE)
_CAPTION_LINES = 4  # how far above a table its unit may be given


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its span in the source; `number` is its figure as written, where it is one."""

    text: str
    start: int
    end: int
    column: str = ""
    number: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name is the first cell; `cells` are the others."""

    name: str
    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `lines` are the indices of its lines, `unit` the unit that holds for all its figures."""

    lines: range
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str | None


def find_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """The tables of a text, given as its lines without furniture."""
    split = [_cells(line) for line in lines]
    index = 0
    while index < len(lines):
        end = _end_of_rows(lines, split, index)
        if end == index:
            index += 1
            continue
        if not _is_row(split[index]):  # a table of words, with its header
            yield _table(lines, split, index, index + 1, end)
            index = end
            continue
        start = index
        while start and index - start < 3 and _is_header(split[start - 1]) and not lines[start].blank_before:
            start -= 1
        if start == index and index and _is_header(split[index - 1]):
            start -= 1
        if len(_rows(split[index:end])) + (start < index) > 1 or _has_unit(split[index]):
            yield _table(lines, split, start, index, end)
        index = end


def figure_and_unit(cell: str) -> tuple[str, str | None] | None:
    """The figure and the unit of a cell that is a figure."""
    match = _VALUE.fullmatch(cell.strip())
    return (match["number"], match["unit"]) if match else None


def unit_in(text: str) -> str | None:
    """The unit that a caption or a column's name gives ("Belopp i tkr", "Andel (%)")."""
    found = _UNIT.search(text)
    return found.group(1) if found else None


def is_year(text: str) -> bool:
    """Whether a figure is written as a year is."""
    return _YEAR.fullmatch(text.strip()) is not None


def _cells(line: Line) -> list[Cell]:
    cells = []
    begin = 0
    for gap in (*_GAP.finditer(line.text), None):
        stop = gap.start() if gap else len(line.text)
        if line.text[begin:stop].strip():
            cells.append(_cell(line.text[begin:stop], line.start + begin))
        begin = gap.end() if gap else stop
    return cells


def _cell(text: str, start: int) -> Cell:
    value = figure_and_unit(text)
    return Cell(text, start, start + len(text), "", *(value or (None, None)))


def _is_row(cells: Sequence[Cell]) -> bool:
    figures = [cell for cell in cells[1:] if cell.number is not None]
    return bool(
        len(cells) > 1
        and figures
        and all(cell.number is not None or _EMPTY.fullmatch(cell.text) or len(cell.text) < 40 for cell in cells)
        and re.search(r"[^\W\d_]{2}", cells[0].text)
        and not all(is_year(cell.text) for cell in figures)
    )


def _is_header(cells: Sequence[Cell]) -> bool:
    return (
        len(cells) > 1
        and all(cell.number is None or is_year(cell.text) for cell in cells)
        and all(len(cell.text) < 45 for cell in cells)
    )


def _is_textual(cells: Sequence[Cell], columns: int) -> bool:
    return len(cells) == columns and all(cell.number is None for cell in cells)


def _end_of_rows(lines: Sequence[Line], split: list[list[Cell]], index: int) -> int:
    """Where the rows that begin at a line end; the line itself when it begins none."""
    end = index
    while end < len(lines) and _is_row(split[end]):
        end += 1
    if end > index:
        return _with_loose_lines(lines, split, end)
    if _is_header(split[index]) and _TEXTUAL.search(lines[index].text):
        end = index + 1
        while end < len(lines) and _is_textual(split[end], len(split[index])):
            end += 1
        return end if end > index + 1 else index
    while end < len(lines) and _TAIL.fullmatch(lines[end].text):
        end += 1
    if end - index < 2:
        return index
    _split_tails(lines, split, index, end)
    return end


def _with_loose_lines(lines: Sequence[Line], split: list[list[Cell]], end: int) -> int:
    """Go on past a sub-heading or a wrapped name when rows follow it."""
    while end + 1 < len(lines) and len(split[end]) == 1 and _is_row(split[end + 1]):
        if len(lines[end].text) > 45 or lines[end].text.endswith((".", ":")):
            break
        end += 1
        while end < len(lines) and _is_row(split[end]):
            end += 1
    return end


def _split_tails(lines: Sequence[Line], split: list[list[Cell]], begin: int, end: int) -> None:
    """Split lines without gaps into a name and figures, so that all get equally many where they can."""
    tails = [match for line in lines[begin:end] if (match := _TAIL.fullmatch(line.text))]
    readings = [list(_readings(match["figures"].split())) for match in tails]
    counts = Counter(size for reading in readings for size in {len(figures) for figures in reading})
    best = max(counts, key=lambda size: (counts[size], -size))
    for offset, (match, reading) in enumerate(zip(tails, readings, strict=True)):
        line = lines[begin + offset]
        alike = [figures for figures in reading if len(figures) == best] or [reading[0]]
        figures = min(alike, key=_unevenness)
        cells = [_cell(match["name"], line.start)]
        at = match.start("figures")
        for figure in figures:
            at = line.text.index(figure, at)
            cells.append(_cell(figure, line.start + at))
            at += len(figure)
        split[begin + offset] = cells


def _readings(tokens: Sequence[str]) -> Iterator[list[str]]:
    """The ways to read tokens as figures: "1 234 5 678" is two figures, or four, or three."""
    joins = [
        i
        for i in range(1, len(tokens))
        if re.match(r"\d{3}(?:,\d+)?$", tokens[i]) and re.match(r"[-−–]?\d{1,3}$", tokens[i - 1])
    ][:8]
    for choice in product((True, False), repeat=len(joins)):
        joined = {place for place, taken in zip(joins, choice, strict=True) if taken}
        figures: list[str] = []
        for i, token in enumerate(tokens):
            if i in joined:
                figures[-1] += f" {token}"
            else:
                figures.append(token)
        if all(_FIGURE.fullmatch(figure.rstrip("%").strip()) or figure == "%" for figure in figures):
            yield figures
    yield list(tokens)


def _unevenness(figures: Sequence[str]) -> int:
    """How much the figures of a row differ in length: of several readings, the even one is likely."""
    groups = [figure.count(" ") for figure in figures]
    return max(groups) - min(groups)


def _rows(split: Sequence[list[Cell]]) -> list[list[Cell]]:
    return [cells for cells in split if len(cells) > 1]


def _has_unit(cells: Sequence[Cell]) -> bool:
    return any(cell.unit for cell in cells[1:])


def _table(lines: Sequence[Line], split: list[list[Cell]], start: int, first: int, end: int) -> Table:
    header = [cell.text for cell in split[first - 1]] if first > start else []
    above = [cell.text for cell in split[start]] if first - start > 1 else []
    if len(above) == len(header):
        header = [f"{upper} {lower}" for upper, lower in zip(above, header, strict=True)]
    caption = " ".join(line.text for line in lines[max(0, start - _CAPTION_LINES) : first])
    near = " ".join(line.text for line in lines[max(0, start - 1) : first])
    rows = []
    named = ""
    for index in range(first, end):
        cells = split[index]
        if len(cells) == 1:
            named = cells[0].text
            continue
        columns = _columns(header, len(cells) - 1)
        rest = tuple(
            Cell(cell.text, cell.start, cell.end, column, cell.number, cell.unit)
            for cell, column in zip(cells[1:], columns, strict=True)
        )
        name = f"{named} {cells[0].text}" if named and cells[0].text[0].islower() else cells[0].text
        rows.append(Row(name, lines[index].start, lines[index].end, rest))
    return Table(range(start, end), tuple(header), tuple(rows), unit_in(near) or unit_in(caption))


def _columns(header: Sequence[str], count: int) -> list[str]:
    """The names of the columns after the first, matched from the right."""
    names = list(header[-count:]) if count else []
    return [""] * (count - len(names)) + names
