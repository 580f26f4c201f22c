"""What a stopped run leaves, and what the next one makes of it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from bot.drafting.case_ids import CaseIds
from bot.drafting.folder import draft_folder
from bot.drafting.journal import JOURNAL, Journal
from bot.knowledge.load import load_knowledge
from tests.drafting.conftest import DOCUMENTS

NAMES = ("medborgarforslag.txt", "motionssvar-solceller.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name in NAMES:
        shutil.copy(DOCUMENTS / name, made)
    return made


@pytest.mark.parametrize(("kept", "rest"), [(3, ""), (3, '{"document": "mot'), (2, ""), (2, '{"doc')])
def test_a_stop_in_the_middle(kept: int, rest: str, folder: Path, tmp_path: Path) -> None:
    """Two lines tell of each document: its cases are going to be saved, they are saved. A stop may cut one."""
    out = tmp_path / "out"
    assert draft_folder(folder, out) == 0
    cases = sorted(path.name for path in out.iterdir() if path.is_dir())
    lines = (out / JOURNAL).read_text("utf-8").splitlines(keepends=True)
    (out / JOURNAL).write_text("".join(lines[:kept]) + rest, "utf-8")
    if kept == 2:
        [unsaved] = json.loads(lines[2])["cases"]
        shutil.rmtree(out / unsaved)
    assert draft_folder(folder, out) == 0
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == cases
    assert len(load_knowledge(out).cases) == 2
    assert all(map(Journal(out).has, folder.iterdir())), "and nothing is left to do"


def test_what_somebody_else_made_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """A case that no run of this folder began, in the place of one: it is refused each time, not only at first."""
    out = tmp_path / "out"
    assert draft_folder(folder, out) == 0
    [case] = [path for path in out.iterdir() if (path / NAMES[0]).exists()]
    (out / JOURNAL).unlink()
    (case / "case.yaml").write_text("mine", "utf-8")
    for _ in range(2):
        assert draft_folder(folder, out) == 2
        assert (case / "case.yaml").read_text("utf-8") == "mine"


def test_a_document_is_read_only_where_its_size_or_time_is_another(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    draft_folder(folder, out)
    document = folder / NAMES[0]
    journal = Journal(out)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda *_, **__: pytest.fail("it is read"))
        assert journal.has(document)
    os.utime(document, (1, 1))
    assert Journal(out).has(document), "it holds what it held"
    document.write_bytes(document.read_bytes() + b"!")
    assert not Journal(out).has(document)


@pytest.mark.parametrize(
    ("owners", "asked", "given"),
    [
        ({}, [("ks-1", "a"), ("ks-1", "b"), ("ks-1", "c"), ("ks-2", "d")], ["ks-1", "ks-1-2", "ks-1-3", "ks-2"]),
        ({"ks-1": "b"}, [("ks-1", "a"), ("ks-1", "b")], ["ks-1-2", "ks-1"]),
        ({"ks-1-2": "b"}, [("ks-1", "a"), ("ks-1", "b"), ("ks-1", "c")], ["ks-1", "ks-1-2", "ks-1-3"]),
    ],
)
def test_ids(owners: dict[str, str], asked: list[tuple[str, str]], given: list[str]) -> None:
    ids = CaseIds(owners)
    assert [ids.own(wanted, document) for wanted, document in asked] == given


def test_many_documents_with_one_id() -> None:
    """It takes no time, and not hours as where each id is looked for from the beginning."""
    ids = CaseIds({})
    assert [ids.own("protokoll", str(number)) for number in range(100_000)][-1] == "protokoll-100000"
