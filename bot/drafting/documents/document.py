"""Documents as drafting takes them: text as it stands in the file, or text drawn out of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import FAILED, BeslutsbotError
from bot.knowledge.files.yaml_tree import MAX_BYTES as MAX_TEXT_BYTES
from bot.knowledge.source import LARGEST_ORIGINAL
from bot.language.plain_text import composed
from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import tokenize

_SAMPLE = 20_000  # characters by which a text is judged
_WORDS, _COMMON = 60, 0.05  # of so many words or more, this share at least is common; in most texts a fifth is
MAX_PDF_BYTES = 60_000_000
_TOO_LARGE = f"originalet är på mer än {LARGEST_ORIGINAL // 1_000_000} MB: boten skickar texten i stället"
SUFFIXES = (".txt", ".pdf", ".text", ".md")


class DocumentError(BeslutsbotError):
    """A document that cannot be drafted; the message says why, and what to do."""

    code: ClassVar[int] = FAILED


@dataclass(frozen=True)
class Document:
    """A document's text, and the name of the file it came from.

    `first_page` is the number of its first page, `head` how many of its lines are its title, where that is known, and
    `original` that file, where it is a PDF that may be handed out.
    """

    name: str
    text: str
    notes: tuple[str, ...] = ()
    first_page: int = 1
    head: int = 0
    original: Path | None = None


def read_document(path: Path, *, ocr: bool = False) -> Document:
    """The document of a file; with `ocr` the text of a scan is read by ocrmypdf.

    Raises DocumentError when the file is missing, empty, too large, encrypted, broken, a scan, or no text.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DocumentError("is not a file", where=str(path), remedy="name a PDF or a text")
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise unread(path, error) from None
    if size == 0:
        raise DocumentError("the file is empty", where=str(path), remedy="save the document anew")
    if b"%PDF-" in start:
        return _with_words(_read_pdf(path, size, ocr), path)
    if path.suffix.lower() == ".pdf":
        raise DocumentError(
            "is not a PDF although its name says so", where=str(path), remedy="save it as PDF, or as text (.txt)"
        )
    return _with_words(_read_text(path, size, start), path)


def _with_words(document: Document, path: Path) -> Document:
    """The document. Raises DocumentError when its letters are not those that one sees."""
    if not _has_words(document.text):
        raise DocumentError(
            "hardly any of its words are Swedish or English ones: its letters may not be those that one sees",
            where=str(path),
            remedy="save the document anew, or have a PDF read with --ocr",
        )
    return document


def _has_words(text: str) -> bool:
    """Whether a text has the words that every Swedish or English text has.

    In some PDFs the letters of the text are others than those on the page, and next to none of its words is one.
    """
    words = [token.word for token in tokenize(text[:_SAMPLE]) if len(token.word) > 2 and token.word.isalpha()]
    common = sum(word in SWEDISH or word in ENGLISH for word in words)
    return len(words) < _WORDS or common >= _COMMON * len(words)


def _read_pdf(path: Path, size: int, ocr: bool) -> Document:
    from bot.drafting.documents.ocr import ocr_text
    from bot.drafting.documents.pdf import PdfError, pdf_text

    if size > MAX_PDF_BYTES:
        raise DocumentError(
            f"the PDF has {size / 1e6:.0f} MB, at most {MAX_PDF_BYTES / 1e6:.0f} MB are read",
            where=str(path),
            remedy="leave out the attachments, or make the images smaller",
        )
    try:
        text, notes = ocr_text(path) if ocr else pdf_text(path)
        if ocr and not _has_words(text):
            text, notes = ocr_text(path, anew=True)
    except PdfError as error:
        raise DocumentError(error.what, where=str(path), remedy=error.remedy) from None
    if len(text.encode()) > MAX_TEXT_BYTES:
        most = f"{MAX_TEXT_BYTES / 1e6:.0f} MB"
        raise DocumentError(f"the PDF holds more than {most} of text", where=str(path), remedy="split it")
    if size > LARGEST_ORIGINAL:
        return Document(path.name, composed(text), (*notes, _TOO_LARGE))
    return Document(path.name, composed(text), notes, original=path)


def _read_text(path: Path, size: int, start: bytes) -> Document:
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DocumentError("is an office document", where=str(path), remedy="save it as PDF first")
    if size > MAX_TEXT_BYTES:
        raise DocumentError(
            f"the text has {size / 1e6:.1f} MB, at most {MAX_TEXT_BYTES / 1e6:.0f} MB are read",
            where=str(path),
            remedy="split it",
        )
    try:
        text = composed(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"is not UTF-8: byte 0x{byte:02x} at position {error.start} (line {line})",
            where=str(path),
            remedy="save the text as UTF-8",
        ) from None
    except OSError as error:
        raise unread(path, error) from None
    if not text.strip("\ufeff \t\r\n\f\x00"):
        raise DocumentError("the file holds no text", where=str(path), remedy="save the document anew")
    return Document(path.name, text)


def unread(path: Path, error: OSError) -> DocumentError:
    """The error of a file that cannot be read."""
    return DocumentError(
        f"cannot be read: {error.strerror or error}", where=str(path), remedy="check its name, and that you may read it"
    )
