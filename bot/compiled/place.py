"""The place of a compiled knowledge: a folder with one finished bundle, and at times one that is in the making.

The file `current` names the finished one's folder. A new one is made beside it, and `current` is written anew in one
step; whoever has the old one open goes on with it.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

_CURRENT = "current"
_PART = "part"
_LOCK = "lock.sqlite"
_FILLING = "filling.sqlite"
_PATIENCE = 6 * 3600.0  # seconds that one waits for another who compiles the same
_TRIES = 5
_NAMES = "bundle-"

T = TypeVar("T")


def place_of(folder: Path, cache: Path) -> Path:
    """Where in the folder `cache` the bundle of a knowledge's folder stands."""
    resolved = str(folder.resolve()).encode("utf-8", "surrogateescape")
    return cache / "compiled" / hashlib.sha256(resolved).hexdigest()[:16]


def current(place: Path) -> Path | None:
    """The folder of the finished bundle; None where there is none."""
    try:
        name = (place / _CURRENT).read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    return place / name if name.startswith(_NAMES) and "/" not in name and (place / name).is_dir() else None


def opened(place: Path, open_: Callable[[Path], T]) -> T | None:
    """What `open_` makes of the finished bundle's folder; None where there is none.

    Where it goes away while it is opened, another has taken its place, and is opened instead.
    """
    found = current(place)
    for _ in range(_TRIES):
        if found is None:
            return None
        try:
            return open_(found)
        except (OSError, ValueError, sqlite3.Error):
            before, found = found, current(place)
            if before == found:
                raise
    return None


@contextmanager
def alone(place: Path) -> Iterator[Path]:
    """Keeps all others from compiling into the place, and gives the folder for what is in the making.

    Another's work is waited for; when its process dies, so does its claim. Raises OSError or sqlite3.Error where the
    place cannot be written.
    """
    place.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(place / _LOCK, timeout=_PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield place / _PART


@contextmanager
def filled_alone(place: Path) -> Iterator[None]:
    """Keeps all others from filling in the vectors of the place's bundle. They are waited for as in `alone`."""
    with closing(sqlite3.connect(place / _FILLING, timeout=_PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def finish(place: Path) -> Path:
    """Makes what is in the making the finished bundle; gives its folder. What was before it is deleted."""
    folder = place / f"{_NAMES}{secrets.token_hex(6)}"
    (place / _PART).rename(folder)
    written = place / f"{_CURRENT}.new"
    written.write_text(folder.name, "ascii")
    written.replace(place / _CURRENT)
    for old in place.glob(f"{_NAMES}*"):
        if old != folder:
            rmtree(old, ignore_errors=True)
    return folder
