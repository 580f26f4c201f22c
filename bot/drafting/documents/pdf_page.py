"""What pdfium finds on a page: characters with their places, and the rules that are drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from math import degrees
from typing import Any

import pypdfium2.raw as pdfium

from bot.drafting.documents.glyphs import Glyph, Rule, Sheet

_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "\xad"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xA0: " "}
_THIN = 2.5  # points: a rectangle so thin is a rule
_MOST_OBJECTS = 6_000  # a page with more holds a map or a chart, and reading them takes seconds
_MOST_SEGMENTS = 400
_FARTHEST = 100_000.0  # points
_Matrix = tuple[float, float, float, float, float, float]


def read_page(page: Any) -> Sheet:
    """The characters of a page in the order the PDF draws them, and its rules."""
    return Sheet(tuple(_glyphs(page)), tuple(_rules(page)))


def _glyphs(page: Any) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        spaced = False
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            character = _HYPHENS.get(code) or _character(code)
            if character is None:
                continue
            if character.isspace():
                spaced = spaced or pdfium.FPDFText_IsGenerated(raw, index) != 1
                continue
            if not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                continue
            if not pdfium.FPDFText_GetCharOrigin(raw, index, x, y):
                continue
            angle = degrees(pdfium.FPDFText_GetCharAngle(raw, index)) % 360
            place = (box.left, box.right, box.bottom, box.top, y.value)
            if _on_paper((*place, angle)):
                yield Glyph(character, *place, angle, spaced)
            spaced = False
    finally:
        textpage.close()


def _character(code: int) -> str | None:
    """The character of a code; None for what no text holds."""
    if 32 < code < 0x7F:
        return chr(code)
    if (
        (code < 32 and code not in (9, 10, 13))
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code in (0xFEFF, 0xFFFF)
    ):
        return None
    if 0xF000 <= code < 0xF100:  # symbols of dingbat fonts stand for list marks
        return "•"
    if 0xE000 <= code < 0xF900:
        return None
    return _LIGATURES.get(code, chr(code))


def _rules(page: Any) -> Iterator[Rule]:
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return
    for index in range(count):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _rules_of(drawn)


def _rules_of(path: Any) -> Iterator[Rule]:
    """The rules of a path: its straight strokes along the page's edges, and its thin filled rectangles."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    matrix = pdfium.FS_MATRIX()
    if not (pdfium.FPDFPath_GetDrawMode(path, fill, stroke) and pdfium.FPDFPageObj_GetMatrix(path, matrix)):
        return
    for outline in _outlines(path, (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)):
        box = _box(outline)
        if min(box.right - box.left, box.top - box.bottom) <= _THIN:
            if stroke.value or fill.value:
                yield box
        elif stroke.value:
            for start, end in zip(outline, outline[1:] + outline[:1], strict=True):
                edge = _box([start, end])
                if min(edge.right - edge.left, edge.top - edge.bottom) <= _THIN:
                    yield edge


def _outlines(path: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each closed or open line of a path, as they stand on the page; none for a curve."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 1 < count <= _MOST_SEGMENTS:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corner = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if not _on_paper(corner):
            return
        corners.append(corner)
    if len(corners) > 1:
        yield corners


def _on_paper(places: Iterable[float]) -> bool:
    """Whether places are such that a page has them: a damaged PDF gives infinite ones, and none at all."""
    return sum(map(abs, places)) < _FARTHEST


def _box(corners: Sequence[tuple[float, float]]) -> Rule:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rule(min(xs), max(xs), min(ys), max(ys))
