"""Scans: their text is read by ocrmypdf, where somebody has installed it and asks for it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.drafting.documents.pdf import PdfError, pdf_text

PROGRAM = "ocrmypdf"
_NOTE = "läst med OCR: jämför varje citat med handlingen"
_SECONDS = 1800  # a scan of 200 pages takes many minutes
_SHOWN = 300  # characters of what the program says


def ocr_text(path: Path, *, anew: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of a scanned PDF and notes for the reviewer; `anew` reads the pages too that hold text already.

    Raises PdfError when it cannot be read.
    """
    if shutil.which(PROGRAM) is None:
        raise PdfError(
            f"{PROGRAM} is not installed",
            remedy="install it with Swedish (on Debian: ocrmypdf and tesseract-ocr-swe), or leave out --ocr",
        )
    with tempfile.TemporaryDirectory() as folder:
        readable = Path(folder) / "read.pdf"
        pages = "--force-ocr" if anew else "--skip-text"
        command = [PROGRAM, "--language", "swe", pages, "--quiet", str(path.absolute()), str(readable)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PdfError(f"{PROGRAM} did not end: {error}", remedy="run it by hand") from None
        if run.returncode or not readable.is_file():
            said = " ".join(run.stderr.split())[:_SHOWN]
            raise PdfError(f"{PROGRAM} could not read it: {said}", remedy="run it by hand")
        text, notes = pdf_text(readable)
    return text, (_NOTE, *notes)
