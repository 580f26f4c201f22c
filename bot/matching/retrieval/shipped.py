"""The vectors that come with a knowledge: which encoder made them, and whether they are of its texts and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.matching.retrieval.vectors import Encoder, is_whole, key_of, write_rows


@dataclass(frozen=True)
class Shipped:
    """What a file holds: the name and the fingerprint of the encoder that made it, and each row by its key."""

    encoder: str
    fingerprint: str
    rows: Mapping[bytes, bytes]

    def is_by(self, encoder: Encoder) -> bool:
        """Whether just this encoder made it, so that its rows can stand beside new ones."""
        return (self.encoder, self.fingerprint) == (encoder.name, encoder.fingerprint)

    def lacking(self, encoder: Encoder, texts: Sequence[str]) -> list[str]:
        """The texts that it has no whole row of."""
        return [text for text in texts if not is_whole(self.rows.get(key_of(encoder, text)), encoder)]

    def left_over(self, encoder: Encoder, texts: Sequence[str]) -> int:
        """How many rows it has of other texts."""
        return len(self.rows.keys() - {key_of(encoder, text) for text in texts})


def read_shipped(file: Path) -> Shipped | None:
    """What a file holds; None where there is none, or another."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as kept:
            ((encoder, fingerprint),) = kept.execute("SELECT encoder, fingerprint FROM made_by").fetchall()
            return Shipped(encoder, fingerprint, dict(kept.execute("SELECT key, vector FROM vectors").fetchall()))
    except (sqlite3.Error, ValueError):
        return None


def write_shipped(file: Path, encoder: Encoder, rows: Mapping[bytes, bytes]) -> None:
    """Writes a new file. The same rows give the same bytes, so that it differs only where they do.

    Raises sqlite3.Error.
    """
    write_rows(file, dict(sorted(rows.items())))
    with closing(sqlite3.connect(file, isolation_level=None)) as kept:
        kept.execute("CREATE TABLE made_by (encoder TEXT, fingerprint TEXT)")
        kept.execute("INSERT INTO made_by VALUES (?, ?)", (encoder.name, encoder.fingerprint))
        kept.execute("VACUUM")
