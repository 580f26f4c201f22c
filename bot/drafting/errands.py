"""What a worker is sent to draft, and what it brings back: no path is needed but that by which a reader knows a file.

A document travels as its bytes, a case as the files of its folder, so that a worker may be on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.drafting.case import drafted
from bot.drafting.documents.document import MAX_PDF_BYTES, DocumentError, unread
from bot.drafting.draft import Draft
from bot.drafting.report import print_report
from bot.drafting.writing.saving import write
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.files.questions_file import QUESTIONS_FILE
from bot.knowledge.model import Party
from bot.knowledge.source import PDF

Files = Mapping[str, bytes]
"""What the files of a folder hold, by their names."""


@dataclass(frozen=True)
class Reading:
    """A document to be drafted: its path, by which it is known, what it holds, and the parties that need no entry.

    Where it could not be read, `content` is the reason.
    """

    path: Path
    content: bytes | DocumentError
    known: tuple[Party, ...]
    ocr: bool = False


@dataclass(frozen=True)
class Writing:
    """A document's drafts, to be cases in folders of `out`; `existing` are the cases that stand there, by id."""

    path: Path
    drafts: tuple[Draft, ...]
    out: Path
    existing: Mapping[str, Files]
    report: bool = False


@dataclass(frozen=True)
class WrittenCase:
    """A case as it is to be saved: its files, and those which are to be a copy of its document."""

    id: str
    files: Files
    copies: tuple[str, ...]
    report: str


def read(errand: Reading) -> tuple[Draft, ...]:
    """The drafts of a document. Raises DocumentError."""
    if isinstance(errand.content, DocumentError):
        raise errand.content
    with _folder_for(errand.path.parent) as folder:
        document = folder / errand.path.name
        document.write_bytes(errand.content)
        return drafted([document], errand.known, ocr=errand.ocr)


def written(errand: Writing) -> tuple[WrittenCase, ...]:
    """The cases of drafts. Raises DocumentError."""
    return tuple(_written(draft, errand) for draft in errand.drafts)


def _written(draft: Draft, errand: Writing) -> WrittenCase:
    with _folder_for(errand.out) as out, TemporaryDirectory() as before:
        existing = None
        if draft.id in errand.existing:
            existing = out / draft.id
            existing.mkdir()
            _fill(existing, errand.existing[draft.id])
        copies = tuple(f"{item.source.id}{PDF}" for item in draft.sources if item.original)
        stand_in = Path(before, f"original{PDF}")
        stand_in.touch()
        sources = tuple(replace(item, original=item.original and stand_in) for item in draft.sources)
        folder = Path(before, draft.id)
        folder.mkdir()
        saved = write(replace(draft, sources=sources), folder, existing)
        report = StringIO()
        if errand.report:
            print_report(replace(saved, folder=errand.out / draft.id), report)
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != PDF}
        return WrittenCase(draft.id, files, copies, report.getvalue())


def existing_files(folder: Path) -> Files | None:
    """What a worker must know of a case that stands there: what people wrote, and the names of the other files."""
    if not folder.is_dir():
        return None
    told = (CASE_FILE, QUESTIONS_FILE)
    return {file.name: file.read_bytes() if file.name in told else b"" for file in folder.iterdir() if file.is_file()}


def content_of(path: Path) -> bytes | DocumentError:
    """What a document holds, or why it is not to be read."""
    try:
        size = path.stat().st_size
        if size <= MAX_PDF_BYTES:
            return path.read_bytes()
    except OSError as error:
        return unread(path, error)
    most = f"at most {MAX_PDF_BYTES / 1e6:.0f} MB are read"
    return DocumentError(f"the file has {size / 1e6:.0f} MB, {most}", where=str(path), remedy="split it")


def save_files(case: WrittenCase, folder: Path, document: Path) -> None:
    """Lay a case's files, and copies of its document, into a folder."""
    _fill(folder, case.files)
    for name in case.copies:
        (folder / name).write_bytes(document.read_bytes())


def _fill(folder: Path, files: Files) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


@contextmanager
def _folder_for(known: Path) -> Iterator[Path]:
    """A folder that stands for one that is elsewhere: where an error names it, it names the other."""
    with TemporaryDirectory() as folder:
        try:
            yield Path(folder)
        except DocumentError as error:
            where = error.where.replace(folder, str(known), 1)
            raise DocumentError(error.what, where=where, remedy=error.remedy) from None
