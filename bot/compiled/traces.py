"""What a compiled case was made of: a quick stamp of its files, and the digest of what they say."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import bot.compiled
import bot.knowledge
import bot.language
import bot.matching.query
import bot.matching.retrieval
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.files.paths import stands
from bot.knowledge.load import GLOSSARY_FILE, PARTIES_FILE, TERMS_FILE, default_folder
from bot.knowledge.model import Knowledge
from bot.knowledge.source import PDF

FORM = "3"  # of the files; another is not read
_CODE = (".py", ".yaml")
_File = tuple[str, int, int]
"""A file by its name in a folder, its size in bytes and its time in nanoseconds."""


def code_digest() -> str:
    """The digest of the code that reads cases and words: what other code has compiled is compiled anew."""
    digest = hashlib.sha256(FORM.encode())
    for package in (bot.compiled, bot.knowledge, bot.language, bot.matching.query, bot.matching.retrieval):
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*")):
                if file.suffix in _CODE:
                    digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:32]


def shared_digest(shared: Knowledge) -> str:
    """The digest of what the cases of a knowledge share: their parties, glossary and terms."""
    return hashlib.sha256(
        repr((shared.parties, shared.glossary, shared.terms)).encode("utf-8", "surrogatepass")
    ).hexdigest()[:32]


def stamps_of(root: Path) -> dict[str, str]:
    """The stamp of each case's folder in a knowledge folder, by its name there; "." where that is itself a case's."""
    if stands(root / CASE_FILE):
        return {".": _stamp(_files(str(root)))}
    try:
        names = sorted(os.listdir(root))
    except OSError:
        return {}
    found = ((name, _files(os.path.join(root, name))) for name in names)
    return {name: _stamp(files) for name, files in found if any(file == CASE_FILE for file, _, _ in files)}


def _stamp(files: list[_File]) -> str:
    """The names, sizes and times of files, hashed: as long as it is the same, no file needs reading."""
    return hashlib.blake2b(repr(sorted(files)).encode(), digest_size=16).hexdigest()


def digest_of(folder: Path) -> str:
    """What a folder's files say, hashed. Of a PDF, which is only handed out, the name and size."""
    digest = hashlib.sha256()
    for name, size, _ in sorted(_files(str(folder))):
        digest.update(repr((name, size)).encode())
        if not name.lower().endswith(PDF):
            digest.update(_read(folder / name))
    return digest.hexdigest()[:32]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b"?"  # reading the case tells why


def _files(folder: str, under: str = "") -> list[_File]:
    """Each file of a folder. Never fails."""
    files: list[_File] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    files += _files(entry.path, f"{under}{entry.name}/")
                else:
                    files.append((f"{under}{entry.name}", *_size_and_time(entry)))
    except OSError:  # no folder, or gone
        pass
    return files


def _size_and_time(entry: os.DirEntry[str]) -> tuple[int, int]:
    try:
        status = entry.stat()
        return status.st_size, status.st_mtime_ns
    except OSError:  # a link that leads nowhere
        return 0, 0


def shared_stamp(folder: Path) -> str:
    """As stamp_of, of the files that the cases of a folder share."""
    digest = hashlib.blake2b(digest_size=16)
    for place in (folder, default_folder()):
        for name in (PARTIES_FILE, GLOSSARY_FILE, TERMS_FILE):
            try:
                status = (place / name).stat()
                digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
            except OSError:
                digest.update(b"\0")
    return digest.hexdigest()
