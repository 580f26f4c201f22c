"""Compiling side by side: processes that each read cases of one knowledge."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import ClassVar

from bot.compiled.compiler import CompiledCase, Compiler
from bot.compiled.traces import digest_of, shared_digest
from bot.errors import FAILED, BeslutsbotError, Problem
from bot.knowledge.load import load_shared

_TOGETHER = 8  # cases that a process takes at a time
_FEW = 48  # cases that are read sooner than other processes have started


class StoppedError(BeslutsbotError):
    """The compilation stopped before its end."""

    code: ClassVar[int] = FAILED


@dataclass(frozen=True)
class Work:
    """Whose cases are compiled: the knowledge folder, and the digest of what they share."""

    root: Path
    shared: str


@dataclass(frozen=True)
class Result:
    """What became of a case's folder; `result` is None where it says the same as before."""

    folder: str
    stamp: str
    digest: str
    result: CompiledCase | tuple[Problem, ...] | None


def results(
    compiler: Compiler, work: Work, waiting: Sequence[tuple[str, str, str]], processes: int | None = None
) -> Iterator[Result]:
    """What becomes of each folder, whichever is done first. Few are compiled by `compiler`, in this process.

    A folder is given with its stamp, and the digest of what it said when it was last read ("" where it never was).
    Raises StoppedError where a process dies.
    """
    processes = (os.cpu_count() or 1) if processes is None else processes
    chunks = [waiting[start : start + _TOGETHER] for start in range(0, len(waiting), _TOGETHER)]
    if processes < 2 or len(waiting) < _FEW:
        for chunk in chunks:
            yield from _all_compiled(compiler, work.root, chunk)
        return
    context = get_context("spawn")  # whoever compiles may have threads, which no fork takes along
    with ProcessPoolExecutor(min(processes, len(chunks)), context, _end_with_the_parent) as pool:
        try:
            upcoming = iter(chunks)
            running: set[Future[list[Result]]] = set()
            while True:
                while len(running) < 3 * processes and (chunk := next(upcoming, ())):
                    running.add(pool.submit(_compiled, work, chunk))
                if not running:
                    return
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield from future.result()
        except BrokenProcessPool:
            raise StoppedError(
                "a process that was reading cases was ended", remedy="do the same again: what was read is kept"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _end_with_the_parent() -> None:
    """Ends this process when the one that started it is killed: it would wait for work for ever."""

    def watch() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _compiled(work: Work, folders: Sequence[tuple[str, str, str]]) -> list[Result]:
    return _all_compiled(_compiler(work), work.root, folders)


def _all_compiled(compiler: Compiler, root: Path, folders: Sequence[tuple[str, str, str]]) -> list[Result]:
    done = []
    for folder, stamp, before in folders:
        digest = digest_of(root / folder)
        done.append(Result(folder, stamp, digest, None if digest == before else compiler.compiled(folder)))
    return done


@lru_cache(maxsize=1)  # a process makes one for all that it reads
def _compiler(work: Work) -> Compiler:
    shared, _ = load_shared(work.root)
    if shared_digest(shared) != work.shared:
        raise StoppedError(
            "the parties, glossary or terms were changed while the cases were read",
            where=str(work.root),
            remedy="do the same again",
        )
    compiler = Compiler(work.root, shared)
    compiler.words.read(shared, ())  # all that stays is there, and need not be looked through for garbage
    gc.freeze()
    return compiler
