"""PDF to text, page by page, with every page opened by a line that begins with a space.

Characters come with their places from pdf_page.py; page_layout.py puts them in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2

from bot.drafting.documents.glyphs import upright
from bot.drafting.documents.page_layout import page_lines
from bot.drafting.documents.pdf_page import read_page
from bot.errors import BeslutsbotError

MAX_PAGES = 1_000
_LEAST_LETTERS = 12  # a page with fewer characters holds no text
_SHOWN = 12  # page numbers in a note


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
    aslant: list[int] = []
    for index in range(count):
        lines, left_out = _page(document, index)
        if sum(len(line.replace(" ", "")) for line in lines) < _LEAST_LETTERS:
            empty.append(index + 1)
        elif left_out:
            aslant.append(index + 1)
        if lines:
            pages.append(" " + "\n".join(lines))
    if not pages or len(empty) > 0.8 * count:
        raise PdfError("the PDF is a scan without text", remedy="install ocrmypdf, and draft it with --ocr")
    found = (("sidor utan text i PDF:en", empty), ("utelämnad text på snedden eller längs marginalen, på sida", aslant))
    return "\n".join(pages) + "\n", tuple(f"{what}: {_shown(numbers)}" for what, numbers in found if numbers)


def _page(document: Any, index: int) -> tuple[list[str], bool]:
    """The lines of a page, and whether a watermark or a stamp is left out."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return [], False
    try:
        sheets, left_out = upright(read_page(page))
    except pypdfium2.PdfiumError:
        return [], False
    finally:
        page.close()
    lines: list[str] = []
    for sheet in sheets:
        block = page_lines(sheet)
        lines += ["", *block] if lines and block else block
    return lines, left_out


def _shown(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
