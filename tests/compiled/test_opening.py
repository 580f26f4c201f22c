"""Opening: few cases are loaded, many are opened from a bundle that is up to date, whatever has become of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.compiled.compilation import NotCompiledError, compile_knowledge
from bot.compiled.opening import Opened, open_knowledge
from bot.compiled.place import current, place_of
from bot.compiled.store import CASES
from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge

FAQ = Path(__file__).parents[1] / "data" / "faq" / "knowledge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of three cases, that may be written."""
    folder = tmp_path / "knowledge"
    for name in ("faq-001", "faq-003", "faq-005"):
        shutil.copytree(FAQ / name, folder / name)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(folder: Path, cache: Path) -> tuple[Opened, set[str]]:
    """What is opened where two cases are few, and what had to be done for it."""
    steps: set[str] = set()
    return open_knowledge(folder, cache, lambda what, *_: steps.add(what), few=2), steps


def test_few_cases_are_loaded(folder: Path, cache: Path) -> None:
    found = open_knowledge(folder, cache)
    assert (found.knowledge, found.bundle, found.problems) == (load_knowledge(folder), None, ())
    assert not cache.exists()


def test_many_are_compiled_once(folder: Path, cache: Path) -> None:
    first, steps = opened(folder, cache)
    assert first.bundle is not None
    assert "reading the cases" in steps
    again, steps = opened(folder, cache)
    assert steps == set()
    assert again.bundle is not None
    assert again.bundle.folder == first.bundle.folder
    assert dict(again.knowledge.cases) == load_knowledge(folder).cases
    assert again.knowledge.loaded_from == str(folder)
    shutil.rmtree(folder / "faq-003")
    changed, steps = opened(folder, cache)
    assert "writing the index" not in steps, "what is gone is only taken out"
    assert dict(changed.knowledge.cases) == load_knowledge(folder).cases


def test_a_bad_case_is_told_of_at_every_start(folder: Path, cache: Path) -> None:
    file = folder / "faq-003" / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("title: ", "titel: "), "utf-8")
    with pytest.raises(KnowledgeError) as error:
        open_knowledge(folder, cache)
    for _ in range(2):
        found, _ = opened(folder, cache)
        assert found.problems == error.value.problems
        assert list(found.knowledge.cases) == ["faq-001", "faq-005"]


@pytest.mark.parametrize("broken", ["current", f"*/{CASES}", "*/index/meta.json", "*/index"])
def test_what_is_broken_in_the_cache_is_made_anew(broken: str, folder: Path, cache: Path) -> None:
    opened(folder, cache)
    (file,) = place_of(folder, cache).glob(broken)
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.write_bytes(b"bundle-broken")
    assert dict(opened(folder, cache)[0].knowledge.cases) == load_knowledge(folder).cases


def test_a_cache_that_cannot_be_written(folder: Path, cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    cache.write_text("a file stands in its way")
    found, _ = opened(folder, cache)
    assert (found.knowledge, found.bundle) == (load_knowledge(folder), None)
    assert "all of the knowledge is loaded, which takes long at each start" in caplog.text


def test_a_bundle_is_opened_by_its_place_and_by_its_folder(folder: Path, cache: Path, tmp_path: Path) -> None:
    compile_knowledge(folder, tmp_path / "place")
    carried = Path(shutil.copytree(tmp_path / "place", tmp_path / "carried"))
    bundle = current(carried)
    assert bundle is not None
    for named in (carried, bundle):
        assert dict(open_knowledge(named, cache).knowledge.cases) == load_knowledge(folder).cases
    assert not cache.exists()
    (bundle / CASES).write_bytes(b"broken")
    with pytest.raises(NotCompiledError, match=r"no whole bundle: .*; compile it again \(beslutsbot index\)"):
        open_knowledge(carried, cache)
