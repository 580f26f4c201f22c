"""Tables in a text: rows of cells that gaps, tabs or bars part, with their column names and unit.

A gap is two spaces or more. Where a document lost its gaps, lines that end with several figures, one
line after the other, are rows too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.drafting.structure.tables.cell_lines import CellRows, cell_rows
from bot.drafting.structure.tables.figure_runs import even_runs, glued_rows
from bot.drafting.structure.tables.table import Cell, Row, Table, figure_and_unit, is_contents, is_year, unit_in
from bot.knowledge.sources.headings import ends_sentence
from bot.knowledge.sources.pages import Line
from bot.language.measures.units import written_as
from bot.language.word_patterns import words_of

_GAP = re.compile(r"\s*\|\s*|\t\s*|\s{2,}|\s*\.{4,}\s*|\s\.{3}\s")
_EMPTY = re.compile(r"[-–—.…xX*]{1,3}|n/a|i\.u\.|saknas")
_NOTHING = re.compile(r"[-–—]|0")  # a cell of a column of figures that has none
_TAIL = re.compile(r"(?P<name>\D*?[^\W\d_][^\d\n]*?)\s(?P<figures>(?:[-−–]?\d[\d,.]*\s)+[-−–]?\d[\d,.]*\s?%?)")
_TEXTUAL = re.compile(r"\b(?:mål|nämndmål|bedömning|måluppfyllelse|indikator|uppfyllelse|status|utfall)", re.IGNORECASE)
_WORDS = words_of(__file__)
_OF_TABLE = re.compile(_WORDS.any_of("of_table"), re.IGNORECASE)
_COMMAS = re.compile(r"[^,\d][^,]*(?:,\s[-−–]?\d{1,3}(?:[ \xa0]\d{3})*(?:,\d+)?(?=,\s|$)){2,}")
_LEGEND = re.compile(r"^\w{1,3}\s=\s")  # a line that explains the heads of columns: "A = styrelsens förslag"
_HEAD_OF_PAGE = re.compile(rf"\b{_WORDS.any_of('page_heads')}\b", re.IGNORECASE)
_COLUMN_NAME = 40  # characters of a column's name that has a line of its own, at most
_AFTER_UNIT = re.compile(rf",\s(?:{written_as()})\s(?P<column>\S.*)$", re.IGNORECASE)
_CAPTION = 80  # characters of a caption, at most
_CAPTION_LINES = 4  # how far above a table its unit may be given


def rows_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text; two rows of a table that stand on one line come apart."""
    return [row for line in lines for row in _apart(line)]


def find_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """The tables of a text, given as its lines without furniture."""
    by_cell = [_of_cell_lines(lines, rows) for rows in cell_rows(lines, [_is_figure(line) for line in lines])]
    taken = {index for table in by_cell for index in table.lines}
    by_row = (table for table in _of_rows(lines) if taken.isdisjoint(table.lines))
    yield from sorted([*by_cell, *by_row], key=lambda table: table.lines.start)


def _apart(line: Line) -> tuple[Line, ...]:
    """A line, or the two rows of a table that stand on it."""
    cut = glued_rows(line.text)
    if not cut:
        return (line,)
    second = Line(line.start + cut, line.end, line.text[cut:], False)
    return Line(line.start, line.start + cut - 1, line.text[: cut - 1], line.blank_before), second


def _is_figure(line: Line) -> bool:
    return figure_and_unit(line.text) is not None or _NOTHING.fullmatch(line.text) is not None


def _of_cell_lines(lines: Sequence[Line], found: CellRows) -> Table:
    header = [lines[index].text for index in found.header]
    rows = []
    for names, figures in found.rows:
        columns = _columns(header, len(figures))
        cells = (
            replace(_cell(lines[index].text, lines[index].start), column=column)
            for index, column in zip(figures, columns, strict=True)
        )
        name = " ".join(lines[index].text for index in names)
        rows.append(Row(name, lines[names[0]].start, lines[figures[-1]].end, tuple(cells)))
    start = found.lines.start
    return Table(found.lines, tuple(header), tuple(rows), *_captioned(lines, start, header[:1]))


def _captioned(lines: Sequence[Line], start: int, header: Sequence[str]) -> tuple[str | None, str]:
    """The unit that a table's first cells or the lines above it give, and its caption.

    A sentence above a table gives its unit only where it speaks of the table or of sums.
    """
    above = [line.text for line in lines[max(0, start - _CAPTION_LINES) : start]][::-1]
    above = [text for text in above if not _LEGEND.search(text)]
    captions = list(takewhile(_is_caption, above))
    told = [text for text in above[len(captions) : len(captions) + 1] if _OF_TABLE.search(text)]
    unit = next((unit for text in (*header, *captions, *told) if (unit := unit_in(text))), None)
    return unit, captions[0] if captions else ""


def _is_caption(text: str) -> bool:
    return len(text) < _CAPTION and (text.endswith(":") or not ends_sentence(text))


def _of_rows(lines: Sequence[Line]) -> Iterator[Table]:
    """The tables that have a row a line."""
    split = [_cells(line) for line in lines]
    for index, line in enumerate(lines):
        if is_contents(line):
            split[index] = []
        elif _COMMAS.fullmatch(line.text):
            split[index] = _by_commas(line)
            if index and lines[index - 1].text.count(", ") == len(split[index]) - 1 and len(split[index - 1]) == 1:
                split[index - 1] = _by_commas(lines[index - 1])
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
        stacked = _stacked(lines, split, index, end) if start == index else []
        start -= len(stacked)
        if len(_rows(split[index:end])) + (start < index) > 1 or _has_unit(split[index]):
            yield _table(lines, split, start, index, end, stacked)
        index = end


def _stacked(lines: Sequence[Line], split: list[list[Cell]], index: int, end: int) -> list[str]:
    """The names of the columns where each has a line of its own above the rows; the first name ends its line."""
    counts = {len(cells) - 1 for cells in _rows(split[index:end])}
    columns = max(counts, default=0)
    above = lines[index - columns : index] if len(counts) == 1 and 1 < columns <= index else []
    if not above or any(re.search(r"\d", line.text) or not _is_caption(line.text) for line in above):
        return []
    if max(len(line.text) for line in above) > _COLUMN_NAME or any(
        len(split[index - n - 1]) > 1 for n in range(columns)
    ):
        return []
    name = _AFTER_UNIT.search(above[0].text)
    return [name["column"] if name else above[0].text, *(line.text for line in above[1:])]


def _cells(line: Line) -> list[Cell]:
    cells = []
    begin = 0
    for gap in (*_GAP.finditer(line.text), None):
        stop = gap.start() if gap else len(line.text)
        if line.text[begin:stop].strip():
            cells.append(_cell(line.text[begin:stop], line.start + begin))
        begin = gap.end() if gap else stop
    return cells


def _by_commas(line: Line) -> list[Cell]:
    parts = line.text.split(", ")
    starts = [line.start + sum(len(part) + 2 for part in parts[:place]) for place in range(len(parts))]
    return [_cell(part, start) for part, start in zip(parts, starts, strict=True)]


def _cell(text: str, start: int) -> Cell:
    value = figure_and_unit(text)
    return Cell(text, start, start + len(text), "", *(value or (None, None)))


def _is_row(cells: Sequence[Cell]) -> bool:
    figures = [cell for cell in cells[1:] if cell.number is not None]
    return bool(
        len(cells) > 1
        and figures
        and all(cell.number is not None or _EMPTY.fullmatch(cell.text) or len(cell.text) < 40 for cell in cells)
        and re.search(r"[^\W\d_]", cells[0].text)
        and not _HEAD_OF_PAGE.search(cells[0].text)
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
    for offset, (match, figures) in enumerate(zip(tails, even_runs([m["figures"] for m in tails]), strict=True)):
        line = lines[begin + offset]
        cells = [_cell(match["name"], line.start)]
        at = match.start("figures")
        for figure in figures:
            at = line.text.index(figure, at)
            cells.append(_cell(figure, line.start + at))
            at += len(figure)
        split[begin + offset] = cells


def _rows(split: Sequence[list[Cell]]) -> list[list[Cell]]:
    return [cells for cells in split if len(cells) > 1]


def _has_unit(cells: Sequence[Cell]) -> bool:
    return any(cell.unit for cell in cells[1:])


def _table(
    lines: Sequence[Line], split: list[list[Cell]], start: int, first: int, end: int, stacked: Sequence[str] = ()
) -> Table:
    header = list(stacked) or ([cell.text for cell in split[first - 1]] if first > start else [])
    above = [cell.text for cell in split[start]] if first - start > 1 and not stacked else []
    if len(above) == len(header) + 1 > 2:
        header = [above[0], *header]
        above[0] = ""
    if len(above) == len(header):
        header = [f"{upper} {lower}".strip() for upper, lower in zip(above, header, strict=True)]
    named_in = [split[index][0].text for index in range(start, first) if split[index]]
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
    return Table(range(start, end), tuple(header), tuple(rows), *_captioned(lines, start, named_in))


def _columns(header: Sequence[str], count: int) -> list[str]:
    """The names of the columns after the first, matched from the right."""
    names = list(header[-count:]) if count else []
    return [""] * (count - len(names)) + names
