"""A Dask cluster on loopback: a scheduler and workers, each a process of its own, ended when they are done with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SECONDS = 30
_SOON = {  # it gives up sooner than by itself (3 deaths, 30 seconds), so that the tests take less time
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s",
    "DASK_DISTRIBUTED__SCHEDULER__IDLE_TIMEOUT": "120s",  # where whoever started it was killed
}
_NO_PAGE = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class Cluster:
    """A scheduler and workers that have this checkout, with what is said of them in files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.url = ""

    def __enter__(self) -> Cluster:
        file = self._folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        self.scheduler = self._start("scheduler", ROOT, *options, *_NO_PAGE)
        until(lambda: file.exists() and file.read_text().endswith("}"))
        self.url = json.loads(file.read_text())["address"]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add_worker(self, *, threads: int = 1, nanny: bool = False, program: Path = ROOT) -> subprocess.Popen[bytes]:
        """Starts a worker that has the program of a folder; with a nanny it is there again when it has died."""
        own = ("--nanny" if nanny else "--no-nanny", "--nthreads", str(threads), "--host", "127.0.0.1")
        where = ("--death-timeout", "60", "--local-directory", str(self._folder / "space"), *_NO_PAGE)
        worker = self._start("worker", program, self.url, *own, *where)
        self.workers.append(worker)
        return worker

    def _start(self, what: str, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self._folder / f"{what}{len(self.workers)}.log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
            cwd=self._folder,
            env={**os.environ, **_SOON, "PYTHONPATH": str(program)},
            stdout=log,
            stderr=log,
        )
        self._stack.callback(_end, process)
        return process


def until(ready: Callable[[], bool]) -> None:
    """Waits until something is so. Raises TimeoutError."""
    end = time.monotonic() + _SECONDS
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
