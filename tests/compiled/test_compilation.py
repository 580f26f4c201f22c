"""The compilation: what a bundle holds, what is read again and what not, bad cases, interruptions, readers."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pytest

from bot.compiled import compilation, compiler, processes
from bot.compiled.bundle import Bundle
from bot.compiled.compilation import Compilation, NotCompiledError, compile_knowledge, is_up_to_date
from bot.compiled.place import alone, current
from bot.compiled.processes import StoppedError, Work
from bot.compiled.store import CASES
from bot.errors import KnowledgeError
from bot.knowledge.lazy import CaseCard, card_of
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Case, Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.query.words import WordReader
from bot.matching.retrieval.analysis import made_analysis, prepared
from bot.matching.retrieval.index import Index

FAQ = Path(__file__).parents[1] / "data" / "faq" / "knowledge"
NAMES = ("faq-001", "faq-002", "faq-003", "faq-004")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of four cases, that may be written."""
    folder = tmp_path / "knowledge"
    for name in NAMES:
        shutil.copytree(FAQ / name, folder / name)
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where it is compiled."""
    return tmp_path / "place"


def compiled(folder: Path, place: Path) -> Compilation:
    return compile_knowledge(folder, place, processes=1)


def opened(place: Path) -> Bundle:
    found = current(place)
    assert found is not None
    return Bundle(found)


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def counts(made: Compilation) -> tuple[int, int, int]:
    return made.read, made.kept, made.gone


def written(folder: Path, old: str, new: str, name: str = "faq-002/case.yaml") -> None:
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def loaded() -> Knowledge:
    return load_knowledge(FAQ)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """All hundred cases, by two processes."""
    steps = set()
    place = tmp_path_factory.mktemp("place")
    made = compile_knowledge(FAQ, place, lambda what, done, of: steps.add((what, done == of)), processes=2)
    assert (made.served, *counts(made), made.problems) == (100, 100, 0, 0, ())
    for what in ("reading the cases", "writing the index"):
        assert (what, True) in steps
    assert is_up_to_date(made.folder, FAQ)
    return Bundle(made.folder)


class TestWhatABundleHolds:
    def test_the_cases_and_what_they_share(self, bundle: Bundle, loaded: Knowledge) -> None:
        found = bundle.knowledge
        assert list(found.cases) == list(loaded.cases)
        assert dict(found.cases) == loaded.cases
        assert (found.parties, found.glossary, found.terms) == (loaded.parties, loaded.glossary, loaded.terms)
        assert found.cards == {id_: card_of(case) for id_, case in loaded.cases.items()}
        assert [s.file for s in found.cases["faq-001"].sources.values()] == [FAQ / "faq-001" / "text.txt"]

    def test_facts_by_id(self, bundle: Bundle, loaded: Knowledge) -> None:
        for id_, fact in loaded.by_id.items():
            assert bundle.knowledge.by_id[id_] == fact
        assert list(bundle.knowledge.by_id) == list(loaded.by_id)
        assert len(bundle.knowledge.by_id) == len(loaded.by_id)
        for unknown in ("faq-001/details/none", "none/details/svar", "none", ""):
            assert bundle.knowledge.by_id.get(unknown) is None

    def test_whole_sentences_are_made_when_a_case_is_read(self, bundle: Bundle, loaded: Knowledge) -> None:
        assert dict(with_whole_sentences(bundle.knowledge).cases) == with_whole_sentences(loaded).cases

    def test_the_analysis_is_that_of_the_case_alone(self, bundle: Bundle, loaded: Knowledge) -> None:
        words = WordReader(loaded.glossary)
        for id_ in ("faq-001", "faq-050", "faq-100"):
            one = with_whole_sentences(replace(loaded, cases={id_: loaded.cases[id_]}))
            texts = [entry.text for entry in Index(one).entries]
            assert bundle.analysis(id_) == prepared(made_analysis(one, texts, words)[0])
            assert bundle.rows_of_all[id_][1] == len(texts)

    def test_the_catalogue_finds_the_case(self, bundle: Bundle) -> None:
        near = bundle.catalogue.nearest({"forskol": 1.0, "plats": 1.0, "ko": 2.0}, {"_for": 1.0, "skol": 0.5}, limit=5)
        assert near[0][0] == "faq-001"
        assert [score for _, score in near] == sorted((score for _, score in near), reverse=True)
        assert len({id_ for id_, _ in near}) == len(near) == 5

    @pytest.mark.parametrize(
        ("among", "expected"), [((), []), (("none",), []), (("faq-007", "none"), ["faq-007"])], ids=str
    )
    def test_the_catalogue_keeps_to_some_cases(
        self, among: tuple[str, ...], expected: list[str], bundle: Bundle
    ) -> None:
        of_seven = bundle.knowledge.cards["faq-007"].title
        terms = dict.fromkeys(bundle.analysis("faq-007").terms[0].split(), 1.0)
        assert terms, of_seven
        assert [id_ for id_, _ in bundle.catalogue.nearest(terms, among=among)] == expected

    def test_nothing_is_near_to_nothing(self, bundle: Bundle) -> None:
        assert bundle.catalogue.nearest({}) == []
        assert bundle.catalogue.nearest({"kommun": 1.0}, limit=0) == []
        assert bundle.catalogue.nearest({"xyzzy": 1.0}, {"xyzz": 1.0}) == []
        assert bundle.catalogue.documents_with("xyzzy") == 0
        assert bundle.catalogue.documents > 200


class TestWhatIsReadAgain:
    def test_nothing_where_nothing_is_new(self, folder: Path, place: Path) -> None:
        assert counts(compiled(folder, place)) == (4, 0, 0)
        assert counts(compiled(folder, place)) == (0, 4, 0)
        assert dict(opened(place).knowledge.cases) == load_knowledge(folder).cases

    def test_one_case_where_one_is_changed(self, folder: Path, place: Path) -> None:
        compiled(folder, place)
        written(folder, "title: ", "title: Xylofon och ")
        found = current(place)
        assert found is not None
        assert not is_up_to_date(found, folder)
        assert counts(made := compiled(folder, place)) == (1, 3, 0)
        assert is_up_to_date(made.folder, folder)
        bundle = opened(place)
        assert dict(bundle.knowledge.cases) == load_knowledge(folder).cases
        assert [id_ for id_, _ in bundle.catalogue.nearest({"xylofon": 1.0})] == ["faq-002"]

    def test_the_case_is_not_read_where_its_files_say_the_same(self, folder: Path, place: Path) -> None:
        compiled(folder, place)
        before = opened(place)
        os.utime(folder / "faq-002" / "case.yaml", (1, 1))
        made = compiled(folder, place)
        assert is_up_to_date(made.folder, folder)
        assert opened(place).rows_of_all == before.rows_of_all, "a case that is read anew gets new rows"

    def test_cases_that_come_and_go(self, folder: Path, place: Path) -> None:
        compiled(folder, place)
        shutil.copytree(FAQ / "faq-005", folder / "faq-005")
        shutil.rmtree(folder / "faq-001")
        assert counts(compiled(folder, place)) == (1, 3, 1)
        bundle = opened(place)
        assert list(bundle.knowledge.cases) == ["faq-002", "faq-003", "faq-004", "faq-005"]
        near = bundle.catalogue.nearest({"kommun": 1.0, "forskol": 1.0, "ko": 1.0, "plats": 1.0})
        assert "faq-001" not in dict(near)
        with pytest.raises(KeyError):
            bundle.knowledge.cases["faq-001"]

    @pytest.mark.parametrize("what", ["glossary", "code"])
    def test_all_where_what_reads_them_is_changed(
        self, what: str, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compiled(folder, place)
        if what == "glossary":
            (folder / "glossary.yaml").write_text("- {words: [dagis], means: [förskola]}\n", "utf-8")
        else:
            monkeypatch.setattr(compilation, "code_digest", lambda: "other")
        found = current(place)
        assert found is not None
        assert not is_up_to_date(found, folder)
        assert counts(compiled(folder, place)) == (4, 0, 0)

    def test_one_case_by_itself(self, folder: Path, place: Path) -> None:
        assert compiled(folder / "faq-003", place).served == 1
        assert dict(opened(place).knowledge.cases) == load_knowledge(folder / "faq-003").cases


class TestBadCases:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("title: ", "titel: "),
            ("sources:", "details: [{id: a, topic: b, summary: c, quotes: nej}]\nsources:"),
            ("id: faq", "id: [faq"),
        ],
    )
    def test_one_is_told_of_and_left_out(self, old: str, new: str, folder: Path, place: Path) -> None:
        compiled(folder, place)
        written(folder, old, new)
        with pytest.raises(KnowledgeError) as error:
            load_knowledge(folder)
        for _ in range(2):  # the second time it is not read, and told of all the same
            made = compiled(folder, place)
            assert made.problems == error.value.problems
            assert list(opened(place).knowledge.cases) == ["faq-001", "faq-003", "faq-004"]
            assert opened(place).problems == made.problems
        written(folder, new, old)
        assert counts(made := compiled(folder, place)) == (1, 3, 0)
        assert (made.served, made.problems) == (4, ())

    def test_one_that_the_program_fails_at(self, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(case: Case) -> CaseCard:
            return card_of(case) if case.id != "faq-002" else [][0]

        monkeypatch.setattr(compiler, "card_of", fails)
        made = compiled(folder, place)
        (problem,) = made.problems
        assert problem.where == f"{folder / 'faq-002' / 'case.yaml'}:1"
        assert "the program fails at this case: IndexError: list index out of range; take it away" in str(problem)
        assert made.served == 3

    def test_an_id_that_is_given_twice(self, folder: Path, place: Path) -> None:
        written(folder, "id: faq-002", "id: faq-001")
        with pytest.raises(KnowledgeError) as error:
            load_knowledge(folder)
        made = compiled(folder, place)
        assert (made.problems, made.served) == (error.value.problems, 3)
        shutil.rmtree(folder / "faq-001")
        assert counts(compiled(folder, place)) == (0, 3, 1)
        assert list(opened(place).knowledge.cases) == ["faq-001", "faq-003", "faq-004"]
        cases = load_knowledge(folder / "faq-002").cases
        assert opened(place).knowledge.cases["faq-001"] == cases["faq-001"]

    def test_what_was_there_stays_where_none_is_good(self, folder: Path, place: Path) -> None:
        compiled(folder, place)
        before = current(place)
        for name in NAMES:
            written(folder, "title: ", "titel: ", f"{name}/case.yaml")
        with pytest.raises(KnowledgeError, match="titel"):
            compiled(folder, place)
        assert current(place) == before

    def test_no_case_and_broken_parties(self, folder: Path, tmp_path: Path, place: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(KnowledgeError, match="no case here"):
            compiled(tmp_path / "empty", place)
        (folder / "parties.yaml").write_text("- {letter: S}\n")
        with pytest.raises(KnowledgeError, match=r"parties.yaml:1"):
            compiled(folder, place)
        assert not place.exists()


class TestInterruptions:
    def test_what_was_read_is_kept(self, folder: Path, place: Path, tmp_path: Path) -> None:
        """The process is killed when it has read three of four cases. Those that it started end by themselves."""
        (tmp_path / "killed.py").write_text(f"""
import os, signal
from multiprocessing import active_children
from pathlib import Path
from bot.compiled import compilation, processes
compilation._SAVED = -1.0
processes._FEW, processes._TOGETHER = 0, 1
def kill(what, done, of):
    if what == "reading the cases" and done == 3:
        print(*(child.pid for child in active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    compilation.compile_knowledge(Path({str(folder)!r}), Path({str(place)!r}), kill, 2)
""")
        done = subprocess.run([sys.executable, tmp_path / "killed.py"], capture_output=True, timeout=120, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        assert current(place) is None
        assert counts(compiled(folder, place)) == (1, 3, 0)
        children = [int(pid) for pid in done.stdout.split()]
        assert children
        for _ in range(200):
            if not any(map(runs, children)):
                break
            time.sleep(0.05)
        assert not any(map(runs, children))
        assert dict(opened(place).knowledge.cases) == load_knowledge(folder).cases

    def test_an_index_that_was_not_finished_is_written_again(
        self, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(index: Path, *_: object) -> None:
            (index / "half").parent.mkdir()
            (index / "half").write_text("")
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(compilation, "write_catalogue", full)
            with pytest.raises(NotCompiledError, match=r"place: cannot be written: No space left on device; make room"):
                compiled(folder, place)
        assert current(place) is None
        assert counts(compiled(folder, place)) == (0, 4, 0)
        assert not (opened(place).folder / "index" / "half").exists()

    def test_a_process_that_dies(self, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is killed once one case is read; the rest is read the next time."""
        for number in range(5, 31):  # more than wait for a process at a time, however quick it is
            shutil.copytree(FAQ / f"faq-{number:03}", folder / f"faq-{number:03}")

        def kill(what: str, done: int, _: int) -> None:
            if what == "reading the cases":
                for child in active_children():
                    child.kill()

        with monkeypatch.context() as patch:
            patch.setattr(processes, "_FEW", 0)
            patch.setattr(processes, "_TOGETHER", 1)
            patch.setattr(compilation, "_SAVED", -1.0)
            with pytest.raises(StoppedError, match=r"was ended; do the same again: what was read is kept"):
                compile_knowledge(folder, place, kill, processes=2)
        assert current(place) is None
        made = compiled(folder, place)
        assert made.kept > 0
        assert made.read + made.kept == made.served == 30

    def test_what_is_shared_changes_while_the_cases_are_read(self, folder: Path) -> None:
        with pytest.raises(StoppedError, match="the parties, glossary or terms were changed while"):
            processes._compiled(Work(folder, "what it was"), [("faq-001", "", "")])

    def test_one_waits_for_another(self, folder: Path, place: Path) -> None:
        with alone(place):
            other = Thread(target=compiled, args=(folder, place))
            other.start()
            other.join(1.5)
            assert other.is_alive()
            assert not (place / "part").exists()
        other.join(60)
        assert dict(opened(place).knowledge.cases) == load_knowledge(folder).cases


def test_whoever_reads_goes_on_with_what_was(folder: Path, place: Path) -> None:
    compiled(folder, place)
    before, cases = opened(place), load_knowledge(folder).cases
    written(folder, "title: ", "title: Xylofon och ")
    compiled(folder, place)
    assert not before.folder.exists()
    assert dict(before.knowledge.cases) == cases
    assert before.catalogue.nearest({"xylofon": 1.0}) == []
    assert dict(before.catalogue.nearest({"kommun": 1.0})).keys() <= cases.keys()
    assert before.analysis("faq-002").words.counts
    before.close()


def test_links_are_not_needed(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError("no links here")

    compiled(folder, place)
    monkeypatch.setattr(os, "link", none)
    written(folder, "title: ", "title: Xylofon och ")
    compiled(folder, place)
    assert [id_ for id_, _ in opened(place).catalogue.nearest({"xylofon": 1.0})] == ["faq-002"]


def test_a_bundle_without_its_folder(folder: Path, place: Path, tmp_path: Path) -> None:
    compiled(folder, place)
    shutil.rmtree(folder)
    shutil.copytree(place, tmp_path / "copy")
    bundle = opened(tmp_path / "copy")
    assert [source.file for source in bundle.knowledge.cases["faq-001"].sources.values()] == [None]
    assert bundle.knowledge.loaded_from == ""


@pytest.mark.parametrize("file", [CASES, "index/meta.json"])
def test_a_broken_file(file: str, folder: Path, place: Path) -> None:
    found = compiled(folder, place).folder / file
    found.write_bytes(b"broken")
    with pytest.raises((ValueError, OSError, sqlite3.Error)):
        opened(place)
