"""The workers: questions are handed out to processes; while none is ready they are answered here, as without any."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from dataclasses import replace

from bot.answering.answerer import Answerer, Reply
from bot.channels.logs import Log
from bot.channels.telegram.workers.worker import Asked, Given, Said, Worker
from bot.matching.context import Context

AGAIN = 10.0
"""Seconds at least from one start of a worker to the next in its place."""
_AHEAD = 2  # questions in a worker's hands: one to do, and one to go on with


class Workers:
    """`count` processes that answer as `answerer` does, which was made of what is `given`. They must be closed.

    One that dies is replaced, `again` seconds after its start at the earliest, and its questions are answered here.
    """

    def __init__(self, answerer: Answerer, given: Given, count: int, again: float = AGAIN) -> None:
        self.answerer, self._again = answerer, again
        self._waiting: deque[Asked] = deque()
        self._replacing: set[asyncio.Task[None]] = set()
        self.all = [Worker(replace(given, share=(number, count))) for number in range(count)]

    async def ask(self, text: str, context: Context = Context(), **kept: str | float | None) -> Reply:
        """The answer to a text; see `Answerer.ask`."""
        asked = Asked((text, context, kept), asyncio.get_running_loop().create_future())
        self._greet()
        if not self.ready:
            return self._answered_here(asked)
        self._waiting.append(asked)
        self._hand_out()
        return await asked.reply

    @property
    def ready(self) -> list[Worker]:
        """Those that can be asked."""
        return [worker for worker in self.all if worker.is_ready]

    def close(self) -> None:
        """Ends the processes; what is still asked is answered here."""
        for task in self._replacing:
            task.cancel()
        for worker in self.all[:]:
            self._leave(worker)
            worker.end()

    def _greet(self) -> None:
        """Hears whether those that were started have become ready."""
        for worker in self.all[:]:
            if not worker.is_ready and worker.line.poll():
                self._hear(worker)
                if worker.is_ready:
                    asyncio.get_running_loop().add_reader(worker.line.fileno(), self._hear, worker)

    def _hand_out(self) -> None:
        while self._waiting:
            worker = min(self.ready, key=lambda worker: len(worker.in_hand), default=None)
            if worker is None or len(worker.in_hand) >= _AHEAD:
                return
            worker.in_hand.append(self._waiting.popleft())
            try:
                worker.line.send(worker.in_hand[-1].question)
            except OSError:
                self._lose(worker)

    def _hear(self, worker: Worker) -> None:
        """Takes what a worker says: that it is ready, then replies in the order of the questions, and examples."""
        try:
            said: Said = worker.line.recv()
        except (EOFError, OSError):
            self._lose(worker)
            return
        if not worker.is_ready:
            worker.is_ready = True
        elif isinstance(said, Reply | None):
            self._settle(worker.in_hand.popleft(), said)
            self._hand_out()
        else:
            fact, example = said
            self.answerer.examples.found[fact] = example

    def _lose(self, worker: Worker) -> None:
        Log().event("worker_lost", logging.WARNING)
        task = asyncio.create_task(self._replace(worker))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)
        self._leave(worker)
        worker.end()

    def _leave(self, worker: Worker) -> None:
        """Asks a worker no more; what was asked of it is answered here, and what waits too where there is no other."""
        self.all.remove(worker)
        if worker.is_ready:
            asyncio.get_running_loop().remove_reader(worker.line.fileno())
        for asked in (*worker.in_hand, *(() if self.ready else self._waiting)):
            self._settle(asked, None)
        worker.in_hand.clear()
        if not self.ready:
            self._waiting.clear()

    async def _replace(self, worker: Worker) -> None:
        """Starts another in the place of one, and again where that fails, as when the machine has no room."""
        wait = worker.started_at + self._again - time.monotonic()
        while True:
            await asyncio.sleep(wait)
            try:
                self.all.append(await asyncio.to_thread(Worker, worker.given))
                return
            except OSError:
                wait = self._again

    def _settle(self, asked: Asked, reply: Reply | None) -> None:
        """Hands over a reply; where there is none it is made here, and what is raised is raised where it is awaited."""
        if asked.reply.done():
            return
        try:
            asked.reply.set_result(reply or self._answered_here(asked))
        except Exception as error:
            asked.reply.set_exception(error)

    def _answered_here(self, asked: Asked) -> Reply:
        text, context, kept = asked.question
        return self.answerer.ask(text, context, **kept)
