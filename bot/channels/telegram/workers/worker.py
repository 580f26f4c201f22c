"""A worker: a process of its own that answers questions, and the line to it.

It is given the knowledge in use as a whole, or opens the same bundle, so that both ends always know the same.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import signal
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from bot.answering.answerer import Answerer, Reply
from bot.answering.examples import Found
from bot.compiled.opening import Opened
from bot.matching.context import Context
from bot.matching.retrieval.vectors import Encoder, Progress, installed_encoder

Question: TypeAlias = tuple[str, Context, dict[str, Any]]
"""What `Answerer.ask` is given: a text, its context, and the rest by name."""
Said: TypeAlias = Reply | Found | None
"""What comes back: the reply to the oldest question, or None where none could be made, or an example for a fact."""
_PROCESSES = get_context("spawn")  # a fork would hold open what the other process closes


class Asked(NamedTuple):
    """A question, and who waits for the reply."""

    question: Question
    reply: asyncio.Future[Reply]


@dataclass(frozen=True)
class Given:
    """What a worker makes its answerer of. `share` is its number, and of how many, by which they share other work."""

    opened: Opened
    cache: Path | None
    with_encoder: bool
    contact: str | None = None
    public_url: str | None = None
    counts: bool = False
    share: tuple[int, int] = (0, 1)

    def answerer(self, encoder: Encoder | None, progress: Progress | None = None) -> Answerer:
        """An answerer, the same in each process; `progress` is told what is encoded."""
        return Answerer(
            self.opened.knowledge,
            encoder,
            self.cache,
            progress,
            contact=self.contact,
            public_url=self.public_url,
            counts=self.counts,
            bundle=self.opened.bundle,
        )


class Worker:
    """One process, started; it says when it is ready. `started_at` is in seconds of the monotonic clock."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.line, theirs = _PROCESSES.Pipe()
        self.process: BaseProcess = _PROCESSES.Process(target=work, args=(theirs, given), daemon=True)
        self.process.start()
        theirs.close()
        atexit.register(self.process.kill)  # it would be waited for
        self.started_at = time.monotonic()
        self.is_ready = False
        self.in_hand: deque[Asked] = deque()

    def end(self) -> None:
        """Ends the process at once: it has nothing that must not be lost."""
        atexit.unregister(self.process.kill)
        self.line.close()
        self.process.kill()
        self.process.join()


def work(line: Connection, given: Given) -> None:
    """What the process does: answers until the line is closed, as it is too when the other end's process is killed.

    While nobody asks it finds examples ahead, which would hold up whoever is the first to be shown them.
    """
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # a service manager sends them to all; the other process decides
    logging.disable()  # the other process has said it all
    encoder = installed_encoder(given.cache) if given.with_encoder else None
    answerer = given.answerer(encoder)
    ahead = answerer.examples.ahead(*given.share)
    with suppress(EOFError, OSError):
        line.send(None)
        while True:
            while not line.poll() and (found := next(ahead, None)) is not None:
                line.send(found)
            line.send(_answered(answerer, line.recv()))


def _answered(answerer: Answerer, question: Question) -> Reply | None:
    text, context, kept = question
    try:
        return answerer.ask(text, context, **kept)
    except Exception:
        return None  # it is asked again where what is raised can be told of
