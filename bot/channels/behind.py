"""Behind: what a compiled knowledge says is encoded by a process of its own, at low priority, while it is served."""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sqlite3
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.compiled.filling import fill
from bot.compiled.place import current, filled_alone
from bot.matching.retrieval.vectors import installed_encoder, vector_cache

_PROCESSES = get_context("spawn")
_NICENESS = 19


class Behind:
    """Fills in the vectors of bundles, one at a time; it must be closed. `cache` is where vectors are kept."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._process: SpawnProcess | None = None

    def fill(self, answerer: Answerer) -> None:
        """Goes on with the vectors of an answerer's bundle, where it lacks some; what was before is left."""
        self.close()
        bundle = answerer.bundle
        if bundle is None or answerer.encoded == 1.0 or current(bundle.folder.parent) != bundle.folder:
            return
        given = (self._cache, bundle.folder.parent, bundle.knowledge.loaded_from)
        self._process = _PROCESSES.Process(target=_work, args=given, daemon=True)
        self._process.start()
        atexit.register(self._process.kill)  # it would be waited for

    def close(self) -> None:
        """Ends the process at once: what it has written stays."""
        if self._process is not None:
            atexit.unregister(self._process.kill)
            self._process.kill()
            self._process.join()
        self._process = None


def _work(cache: Path, place: Path, root: str) -> None:
    """What the process does. Where others fill the same place, it waits for them; a place that may not be written stays
    as it is.
    """
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # a service manager sends them to all; the other process decides
    logging.disable()
    os.nice(_NICENESS)
    with suppress(OSError, sqlite3.Error), filled_alone(place):
        encoder = installed_encoder(cache)
        if encoder is not None:
            fill(place, encoder, vector_cache(cache, root), lambda *_: None)
