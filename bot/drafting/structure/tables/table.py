"""A table's parts: its cells with their spans, its rows, and how a figure, a unit or a year is written in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.sources.pages import Line
from bot.language.measures.units import written_as

_VALUE = re.compile(
    r"(?P<number>\d{1,5}:(?:\d\d|[-–−])(?!\d)"
    r"|[-−–+±]?\s?\d{1,3}(?:[ \xa0\u2009\u202f.]\d{3})+(?:,\d+)?|[-−–+±]?\s?\d+(?:[.,]\d+)?)"
    rf"\s?(?P<unit>{written_as()}|st)?\.?\*?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(rf"(?<![\w-])({written_as()})(?!\w)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$")


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
    """A table: `lines` are the indices of its lines, `unit` the unit that holds for all its figures.

    `caption` is the line above it, where that is no sentence.
    """

    lines: range
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str | None
    caption: str = ""


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


def is_contents(line: Line) -> bool:
    """Whether a line is one of a list of contents: dots, and the number of a page."""
    return _CONTENTS.search(line.text) is not None
