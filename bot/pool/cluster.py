"""The pool of many machines: the workers of a Dask cluster, which has a scheduler at an address.

Dask takes up what a lost worker had, and after `allowed-failures` deaths (its setting, 3) gives an item up. What it
moves is pickled: whoever reaches a scheduler can run anything on its workers, so it belongs in a network of its own, or
behind TLS (tls://, with certificates as Dask's settings have them).
"""

from __future__ import annotations

import hashlib
import logging
import re
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from bot.errors import UsageError
from bot.pool.pool import I, Pool, PoolError, R

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(r"(?:tcp|tls)://(?P<host>\[[\da-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})")
_SECONDS = 5  # to wait for a scheduler
_JOINING = 10  # seconds to wait for a worker, which may just start
_FRESH = 1  # seconds that a count of the workers holds
_LARGE = "distributed.admin.large-graph-warning-threshold"  # a document travels with its task, to be there again
_ONE_AT_A_TIME = Lock()  # in a worker: what several threads of one process may not do at once


class ClusterPool(Pool):
    """The workers of a cluster, however many there are at the time."""

    tries: ClassVar[int] = 2  # by Dask, which lets some workers die each time

    def __init__(self, client: Client, url: str) -> None:
        from distributed import KilledWorker

        self.death = KilledWorker
        self._client, self._url = client, url
        self._executor = client.get_executor(pure=False)
        self._width, self._counted = 1, 0.0

    @property
    def width(self) -> int:
        if monotonic() - self._counted > _FRESH:
            with self._reached():
                self._width = max(1, len(self._client.nthreads()))
            self._counted = monotonic()
        return self._width

    def submit(self, work: Callable[[I], R], item: I) -> Future[R]:
        with self._reached():
            future: Future[R] = self._executor.submit(partial(_alone, work), item)
        return future

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Raises PoolError where what is asked of the scheduler fails as it is not there."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) or self._client.status != "running":
                raise self.lost() from None
            raise

    def lost(self) -> PoolError:
        return PoolError(
            "the scheduler is there no more", where=self._url, remedy="start it, and run this again: what is done stays"
        )


def _alone(work: Callable[[I], R], item: I) -> R:
    """Does a work in a worker, and no other of its threads does one meanwhile."""
    with _ONE_AT_A_TIME:
        return work(item)


@contextmanager
def cluster_pool(url: str) -> Iterator[Pool]:
    """The pool of the cluster with the scheduler at an address, as tcp://10.0.0.5:8786.

    Raises UsageError for an address that is none, where the extra is missing, or where a worker has another version of
    this program or none; PoolError where no scheduler or no worker is.
    """
    check_address(url)
    if find_spec("distributed") is None:
        raise UsageError(
            "--cluster needs Dask, which is not installed", remedy="install it: pip install 'beslutsbot[cluster]'"
        )
    import dask
    from distributed import Client

    with dask.config.set({_LARGE: "1 GB", "distributed.comm.timeouts.connect": _SECONDS}), _quiet("distributed"):
        try:
            _reach(url)
            client = Client(url, timeout=_SECONDS, set_as_default=False)
        except Exception as error:  # whatever listens there, it is no scheduler
            raise PoolError(
                f"no scheduler answers ({_reason(error)})",
                where=url,
                remedy="start one there (dask scheduler), or correct the address",
            ) from None
        with client:
            _check_workers(client, url)
            services = client.scheduler_info()["services"]
            page = f"; {client.dashboard_link} shows them" if "dashboard" in services else ""
            print(f"{url}: {len(client.nthreads())} workers{page}", file=sys.stderr)
            yield ClusterPool(client, url)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """What a library logs here is left out: what is lost is done again, and what stays lost is told as errors."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _reach(url: str) -> None:
    """Raises OSError, at once or soon, where nobody listens: Dask would try again and again."""
    match = _ADDRESS.fullmatch(url)
    assert match is not None
    socket.create_connection((match["host"].strip("[]"), int(match["port"])), timeout=_SECONDS).close()


def check_address(url: str) -> None:
    """Raises UsageError where an address is none of a scheduler."""
    match = _ADDRESS.fullmatch(url)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise UsageError(f"--cluster {url}: is no address of a scheduler", remedy="give one as tcp://HOST:8786")


def _check_workers(client: Client, url: str) -> None:
    """Waits for a worker, and looks at each. Raises PoolError and UsageError."""
    try:
        client.wait_for_workers(1, timeout=_JOINING)
    except TimeoutError:
        raise PoolError(
            "the scheduler has no workers", where=url, remedy=f"start some: dask worker {url} --nthreads 1"
        ) from None
    programs: Mapping[str, Any] = client.run(program, on_error="return")
    for worker, found in programs.items():
        if isinstance(found, BaseException) and ModuleNotFoundError.__name__ in repr(found):
            raise UsageError(
                f"no beslutsbot is installed there ({found})", where=worker, remedy="install it where the worker runs"
            )
        if isinstance(found, BaseException):
            raise UsageError(f"the worker does not work: {found}", where=worker, remedy="look at its log")
        if found != program():
            raise UsageError("another version of beslutsbot is there", where=worker, remedy="install this one there")
    for worker, threads in client.nthreads().items():
        if threads > 1:
            print(
                f"{worker}: has {threads} threads, of which one works at a time, as PDFs are not to be read by several;"
                f" to use all cores, start it with --nthreads 1 --nworkers {threads}",
                file=sys.stderr,
            )


def program() -> str:
    """Which version of this program runs: the hash of its files, as the same files do the same."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    files = (path for path in root.rglob("*") if path.suffix in (".py", ".yaml") and "_knowledge" not in path.parts)
    for file in sorted(files):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _reason(error: Exception) -> str:
    """The first line of what an error says, or its kind."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return next(iter(str(error).splitlines()), "") or type(error).__name__
