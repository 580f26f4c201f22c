"""The meanings: the vectors of a bundle's entries in one file that grows while the bundle is served by words."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

VECTORS = "vectors.bin"
STATE = "vectors.json"


@dataclass(frozen=True)
class State:
    """Whose vectors a file has, how many numbers each has, and how many rows are done, from the first on."""

    encoder: str
    fingerprint: str
    dimensions: int
    done: int


def read_state(bundle: Path) -> State | None:
    """How far the vectors of a bundle are; None where there are none."""
    try:
        return State(**json.loads((bundle / STATE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def write_state(bundle: Path, state: State) -> None:
    """Notes how far the vectors of a bundle are."""
    written = bundle / f"{STATE}.new"
    written.write_text(json.dumps(asdict(state)), "ascii")
    written.replace(bundle / STATE)


def carry_over(before: Path | None, bundle: Path) -> None:
    """Gives a new bundle the vectors of the one before: the same file, as no row ever changes."""
    if before is None or read_state(before) is None:
        return
    try:
        os.link(before / VECTORS, bundle / VECTORS)
    except OSError:
        shutil.copyfile(before / VECTORS, bundle / VECTORS)
    shutil.copyfile(before / STATE, bundle / STATE)
