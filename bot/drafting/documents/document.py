"""Documents as drafting takes them: text as it stands in the file, or text drawn out of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.yaml_tree import MAX_BYTES as MAX_TEXT_BYTES
from bot.language.plain_text import composed

MAX_PDF_BYTES = 60_000_000
SUFFIXES = (".txt", ".pdf", ".text", ".md")


class DocumentError(Exception):
    """A document that cannot be drafted; the message says why, and what to do."""


@dataclass(frozen=True)
class Document:
    """A document's text and the name of the file it came from."""

    name: str
    text: str
    notes: tuple[str, ...] = ()


def read_document(path: Path) -> Document:
    """The document of a file.

    Raises DocumentError when the file is missing, empty, too large, encrypted, broken, a scan, or no text.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DocumentError(f"{path}: is not a file")
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from None
    if size == 0:
        raise DocumentError(f"{path}: the file is empty")
    if b"%PDF-" in start:
        return _read_pdf(path, size)
    if path.suffix.lower() == ".pdf":
        raise DocumentError(f"{path}: is not a PDF although its name says so; save it as PDF, or as text (.txt)")
    return _read_text(path, size, start)


def _read_pdf(path: Path, size: int) -> Document:
    from bot.drafting.documents.pdf import PdfError, pdf_text

    if size > MAX_PDF_BYTES:
        raise DocumentError(
            f"{path}: the PDF has {size / 1e6:.0f} MB, at most {MAX_PDF_BYTES / 1e6:.0f} MB are read; "
            "leave out the attachments, or make the images smaller"
        )
    try:
        text, notes = pdf_text(path)
    except PdfError as error:
        raise DocumentError(f"{path}: {error}") from None
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise DocumentError(f"{path}: the PDF holds more than {MAX_TEXT_BYTES / 1e6:.0f} MB of text; split it")
    return Document(path.name, composed(text), notes)


def _read_text(path: Path, size: int, start: bytes) -> Document:
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DocumentError(f"{path}: is an office document; save it as PDF first")
    if size > MAX_TEXT_BYTES:
        raise DocumentError(
            f"{path}: the text has {size / 1e6:.1f} MB, at most {MAX_TEXT_BYTES / 1e6:.0f} MB are read; split it"
        )
    try:
        text = composed(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{path}: is not UTF-8: byte 0x{byte:02x} at position {error.start} (line {line}); save the text as UTF-8"
        ) from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from None
    if not text.strip("\ufeff \t\r\n\f\x00"):
        raise DocumentError(f"{path}: the file holds no text")
    return Document(path.name, text)
