"""How many documents a minute are drafted by two processes of this machine, and by a cluster of two workers on it.

The ratio is printed: what it costs that documents and drafts travel. Nothing here fails for being slow. Run with
`pytest tests/benchmarks/test_drafting_pools.py -n 0 --benchmark-only -s`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from pypdfium2 import PdfDocument
from pytest_benchmark.fixture import BenchmarkFixture

from bot.drafting.documents.document import SUFFIXES
from bot.drafting.folder import draft_folder
from bot.pool.cluster import cluster_pool
from bot.pool.opening import opened
from tests.pool.processes import Cluster
from tests.pool.works import work

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
WORKERS = 2
PAGE = 2500  # characters of a text that are counted as a page

pytest.importorskip("distributed", reason="the extra cluster is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every third of the documents in `documents/seen`: minutes, agendas, motions, reports, fees, of all lengths."""
    made = tmp_path / "in"
    made.mkdir()
    for path in sorted(path for path in (DOCUMENTS / "seen").iterdir() if path.suffix in SUFFIXES)[::3]:
        shutil.copy(path, made)
    return made


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path) as made:
        for _ in range(WORKERS):
            made.add_worker()
        with cluster_pool(made.url) as pool:
            list(pool.each(work, [("sleep", 0.1, 0)] * 4))
        yield made


def pages_of(path: Path) -> float:
    """The pages of a PDF; of a text as many as it would fill."""
    if path.suffix == ".pdf":
        with PdfDocument(path) as document:
            return len(document)
    return len(path.read_text("utf-8")) / PAGE


def test_local_and_cluster(benchmark: BenchmarkFixture, folder: Path, cluster: Cluster, tmp_path: Path) -> None:
    seconds: dict[str, list[float]] = {"local": [], "cluster": []}

    def draft() -> None:
        for name, url in (("cluster", cluster.url), ("local", None)):
            begun = perf_counter()
            draft_folder(folder, tmp_path / f"{name}{len(seconds[name])}", cluster=url)
            seconds[name].append(perf_counter() - begun)

    benchmark.pedantic(draft, rounds=2, iterations=1)  # in the first, the workers load what they need
    documents = list(folder.iterdir())
    pages = sum(map(pages_of, documents))
    for name, taken in seconds.items():
        minute = 60 / min(taken)
        benchmark.extra_info[name] = len(documents) * minute
        print(f"\n{name}: {len(documents) * minute:.0f} documents a minute, {pages * minute:.0f} pages")
    ratio = min(seconds["local"]) / min(seconds["cluster"])
    print(f"cluster to local: {ratio:.2f} (two workers, two processes, on the same cores)")


def test_what_a_task_costs(benchmark: BenchmarkFixture, cluster: Cluster) -> None:
    """The bound of one scheduler and of whoever gives it work: tasks a second that do nothing."""
    count = 2000
    found: dict[str, float] = {}

    def run() -> None:
        for name, url in (("local", None), ("cluster", cluster.url)):
            with opened(url, WORKERS) as pool:
                begun = perf_counter()
                for _ in pool.each(work, (("sleep", 0.0, number) for number in range(count))):
                    pass
                found[name] = count / (perf_counter() - begun)

    benchmark.pedantic(run, rounds=1, iterations=1)
    print(f"\ntasks a second: {found['local']:.0f} here, {found['cluster']:.0f} on the cluster")
