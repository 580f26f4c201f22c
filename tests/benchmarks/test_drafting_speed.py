"""How long a document of 200 pages takes to draft, and the memory that it takes.

The goal is 20 s. Nothing here fails for being slow. Run with
`pytest tests/benchmarks/test_drafting_speed.py --benchmark-only -s`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from tests.drafting.long_document import PAGES, long_document

ROOT = Path(__file__).parents[2]
# Run by a small process of its own: a process counts the memory of the one it was forked from as its own.
MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_two_hundred_pages(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    document = tmp_path / "lang.txt"
    document.write_text(long_document(), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "draft", str(document), "--out", str(tmp_path / "out")]
    megabytes: list[float] = []

    def draft() -> None:
        run = subprocess.run([sys.executable, "-c", MEMORY, *command], cwd=ROOT, capture_output=True, check=True)
        megabytes.append(int(run.stdout) / 1024)

    benchmark.pedantic(draft, rounds=1, iterations=1)
    benchmark.extra_info["megabytes"] = max(megabytes)
    print(f"\n{PAGES} pages: {max(megabytes):.0f} MB at most")
