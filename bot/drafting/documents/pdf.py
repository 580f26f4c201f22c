"""PDF to text, page by page, with every page opened by a line that begins with a space.

Characters come with their places from pdfium; page_layout.py puts them in reading order.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bot.drafting.documents.page_layout import Glyph, page_lines
from bot.errors import BeslutsbotError

MAX_PAGES = 1_000
_LEAST_LETTERS = 12  # a page with fewer characters holds no text
_PDFIUM_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "\xad"}


class PdfError(BeslutsbotError):
    """A PDF that cannot be read; the message says why, and what to do."""


def pdf_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF, and notes for whoever reviews it.

    Raises PdfError when it is encrypted, broken, too long, or holds no text.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error)) from None
    except (OSError, ValueError) as error:
        raise PdfError(f"cannot be read: {error}", remedy="check that you may read it") from None
    try:
        return _text(document)
    finally:
        document.close()


def _refused(message: str) -> PdfError:
    if "assword" in message or "ecurity" in message:
        return PdfError("the PDF is encrypted", remedy="save a copy without a password first (qpdf --decrypt)")
    return PdfError(
        "the PDF is broken and cannot be opened", remedy="print it to a new PDF, or repair it (qpdf, mutool clean)"
    )


def _text(document: Any) -> tuple[str, tuple[str, ...]]:
    count = len(document)
    if count == 0:
        raise PdfError("the PDF has no pages", remedy="save the document anew")
    if count > MAX_PAGES:
        raise PdfError(
            f"the PDF has {count} pages, at most {MAX_PAGES} are read", remedy="split it into one file per matter"
        )
    pages: list[str] = []
    empty: list[int] = []
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            empty.append(index + 1)
            continue
        try:
            glyphs = _glyphs(page)
            if sum(not glyph.text.isspace() for glyph in glyphs) < _LEAST_LETTERS:
                empty.append(index + 1)
            lines = page_lines(glyphs, page.get_width())
        finally:
            page.close()
        if lines:
            pages.append(" " + "\n".join(lines))
    if not pages or len(empty) > 0.8 * count:
        raise PdfError("the PDF is a scan without text", remedy="run ocrmypdf --language swe on it first")
    notes: tuple[str, ...] = ()
    if empty:
        shown = ", ".join(map(str, empty[:12])) + (" …" if len(empty) > 12 else "")
        notes = (f"sidor utan text i PDF:en: {shown}",)
    return "\n".join(pages) + "\n", notes


def _glyphs(page: Any) -> list[Glyph]:
    """The characters of a page with their places, in the order the PDF draws them."""
    textpage = page.get_textpage()
    try:
        found = []
        raw = textpage.raw
        box = pdfium.FS_RECTF()
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            character = _PDFIUM_HYPHENS.get(code) or _character(code)
            if character is None:
                continue
            if character.isspace() and character != " ":
                continue
            if pdfium.FPDFText_IsGenerated(raw, index) == 1 and character != "-":
                continue
            if not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
                continue
            found.append(Glyph(character, box.left, box.right, box.bottom, box.top))
        return found
    finally:
        textpage.close()


def _character(code: int) -> str | None:
    """The character of a code; None for what no text holds."""
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
    return {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xA0: " "}.get(code, chr(code))
