"""The analysis is the same read back from disk as made anew, and a broken or foreign file is only made again."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import GlossaryEntry, Knowledge
from bot.matching.retrieval.analysis import analyse

TEXTS = ["Äldreomsorgen fick 12 mnkr.", "What about the playground?", ""]


@pytest.fixture
def knowledge(granvik: Path) -> Knowledge:
    return load_knowledge(granvik)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("words-*.json"))


def test_read_back_as_made(knowledge: Knowledge, tmp_path: Path) -> None:
    made, lexicon = analyse(knowledge, TEXTS, tmp_path)
    read, again = analyse(knowledge, TEXTS, tmp_path)
    assert [list(part) for part in (made.folded, made.terms)] == [read.folded, read.terms]
    assert made.folded[0] == "aldreomsorgen fick 12 mnkr"
    assert dict(made.words.written) == read.words.written
    assert lexicon.terms("lekplatsen vid badet") == again.terms("lekplatsen vid badet")
    assert lexicon.written("aldreomsorgen") == again.written("aldreomsorgen") == "äldreomsorgen"
    assert len(kept(tmp_path)) == 1


def test_nothing_unfinished_is_left_behind(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a disk that is full, nor for long by a process that was killed."""
    killed, earlier = tmp_path / ".words-x", tmp_path / "words-0.4711"
    killed.mkdir()
    os.utime(killed, (1e9, 1e9))
    earlier.write_text("{")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        analyse(knowledge, TEXTS, tmp_path)
    assert list(tmp_path.iterdir()) == []
    analyse(knowledge, TEXTS, tmp_path)
    assert list(tmp_path.iterdir()) == kept(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"folded": []}', b"\xff\xfe\x00", b'{"words": 1}'])
def test_a_broken_file_is_made_again(knowledge: Knowledge, tmp_path: Path, content: bytes) -> None:
    expected, _ = analyse(knowledge, TEXTS, tmp_path)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(content)
    made, _ = analyse(knowledge, TEXTS, tmp_path)
    assert list(made.terms) == list(expected.terms)
    assert file.read_bytes() == whole


def test_other_words_are_another_analysis(knowledge: Knowledge, tmp_path: Path) -> None:
    analyse(knowledge, TEXTS, tmp_path)
    analyse(knowledge, TEXTS[:2], tmp_path)
    more = replace(knowledge, glossary=(*knowledge.glossary, GlossaryEntry(("rymdfärja",), ("lekplats",))))
    analyse(more, TEXTS, tmp_path)
    assert len(kept(tmp_path)) == 3


def test_old_files_are_dropped(knowledge: Knowledge, tmp_path: Path) -> None:
    for number in range(12):
        analyse(knowledge, [f"text {number}"], tmp_path)
    assert len(kept(tmp_path)) == 8


def test_a_folder_that_cannot_be_written(knowledge: Knowledge, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("no folder")
    made, _ = analyse(knowledge, TEXTS, taken)
    assert len(made.folded) == len(TEXTS)


def test_the_answers_are_the_same(knowledge: Knowledge, tmp_path: Path) -> None:
    first, second, without = (Answerer(knowledge, cache=folder) for folder in (tmp_path, tmp_path, None))
    for question in ("Får barnen en lekplats?", "Vad tycker V?", "hur mycket kosta badet"):
        answers = {repr(bot.ask(question).answer) for bot in (first, second, without)}
        assert len(answers) == 1
