"""The pool of this machine: processes, and never threads, as pypdfium2 is not to be used by several at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ClassVar

from bot.pool.pool import I, Pool, PoolError, R


class LocalPool(Pool):
    """Processes of this machine. When one dies all are made anew: the others' work goes with it, and is done again."""

    tries: ClassVar[int] = 3

    def __init__(self, workers: int) -> None:
        self.death = BrokenExecutor
        self._workers = workers
        self._executor = ProcessPoolExecutor(workers)

    @property
    def width(self) -> int:
        return self._workers

    def submit(self, work: Callable[[I], R], item: I) -> Future[R]:
        try:
            return self._executor.submit(work, item)
        except BrokenExecutor:
            self._executor = ProcessPoolExecutor(self._workers)
            return self._executor.submit(work, item)

    def lost(self) -> PoolError:
        return PoolError("the work was stopped", remedy="run it again")

    def close(self) -> None:
        """Ends the processes; what is not begun is not done."""
        self._executor.shutdown(cancel_futures=True)


@contextmanager
def local_pool(most: int | None = None) -> Iterator[Pool]:
    """A pool of a process for each core, at most of so many."""
    cores = os.cpu_count() or 1
    pool = LocalPool(cores if most is None else max(1, min(cores, most)))
    try:
        yield pool
    finally:
        pool.close()
