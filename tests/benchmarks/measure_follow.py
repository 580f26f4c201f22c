"""Following: thousands are told of one piece of news under Telegram's limits, and the bot is killed in the middle.

The real bot on a Bot API server that keeps Telegram's limits. Counts who was told, how fast, and how long a question
takes meanwhile. `python -m tests.benchmarks.measure_follow --followers 5000`; with `--processes 2` as many bots share
a PostgreSQL, by webhook, and the one that tells is killed for good.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from bot.state.follows import Follow, Sort
from tests.postgresql import PostgreSQL
from tests.telegram.api.people import Person
from tests.telegram.api.server import BotApi
from tests.telegram.following import decide, let_follow, until
from tests.telegram.process import KNOWLEDGE, BotProcess, free_port
from tests.telegram.test_crowd import question

LEASE = 10.0  # seconds
ASKED = 4.0  # seconds between questions: one person may ask twenty a minute
QUIET = 3.0  # seconds after the last, in which nobody must hear anything more
SLOWEST = 5.0  # messages a second under which it is given up


class Measured:
    """One run: so many followers, told by so many processes."""

    def __init__(self, followers: int, processes: int, folder: Path, state: str) -> None:
        self.api = BotApi()
        self._folder, self._state, self._processes = folder, state, processes
        self._knowledge = Path(shutil.copytree(KNOWLEDGE, folder / "knowledge"))
        self._people = [self.api.person(f"P{number}") for number in range(followers)]
        self._asker = self.api.person("Fraga")
        self._waits: list[float] = []
        self._times = {"telling": LEASE, "ahead": until(12)}

    @property
    def heard(self) -> int:
        """How many have heard anything."""
        return sum(bool(person.chat.heard) for person in self._people)

    async def run(self) -> str:
        """Runs to the end; gives what came of it."""
        await self.api.start()
        let_follow(self._state, [p.id for p in self._people], Follow(Sort.WORD, "cykelbana"), self._knowledge)
        decide(self._knowledge)
        began = time.monotonic()
        bots = [await self._launch() for _ in range(self._processes)]
        asking = asyncio.create_task(self._ask())
        await self._until(len(self._people) // 2)
        first = self._pace()
        await bots.pop(0).kill()  # which was the first to note the news, and tells
        killed, at_kill = time.monotonic(), self.heard
        if not bots:
            bots = [await self._launch()]
        started = time.monotonic() - killed
        with suppress(TimeoutError):
            await self.api.changes.until(lambda: self.heard > at_kill, 60)
        pause = time.monotonic() - killed
        await self._until(len(self._people))
        seconds = time.monotonic() - began
        asking.cancel()
        await asyncio.sleep(QUIET)
        for bot in bots:
            if bot.code is None:
                await bot.stop()
        await self.api.stop()
        return self._said(seconds, first, pause, started)

    def _pace(self) -> float:
        """Messages a second so far, from the first to the last."""
        sent = [made.at for made in self.api.called("sendMessage")]
        return (len(sent) - 1) / (sent[-1] - sent[0])

    def _said(self, seconds: float, first: float, pause: float, started: float) -> str:
        heard = [len(person.chat.heard) for person in self._people]
        looks = sum(made.method == "editMessageText" for made in self.api.calls)
        waits = sorted(self._waits) or [0.0]
        return "\n".join(
            [
                f"{len(heard)} followers, {self._processes} process(es): lost {heard.count(0)}, "
                f"told twice {sum(count > 1 for count in heard)}",
                f"{seconds:.0f} s in all, {first:.1f} messages a second before the kill",
                f"it goes on after {pause:.1f} s, "
                f"of which the start takes {started:.1f} s and the dead one's turn to tell {LEASE:.0f} s at most",
                f"429: {self.api.flood.hits or 'none'}; edits that look whether a message is there: {looks}",
                f"{len(waits)} questions meanwhile: half within {waits[len(waits) // 2]:.2f} s, "
                f"95 of 100 within {waits[len(waits) * 95 // 100]:.2f} s, all within {waits[-1]:.2f} s",
            ]
        )

    async def _launch(self) -> BotProcess:
        folder = self._folder / f"bot{len(list(self._folder.glob('bot*')))}" if self._processes > 1 else self._folder
        folder.mkdir(exist_ok=True)
        settings = {"STATE_URL": self._state, "KNOWLEDGE": str(self._knowledge)}
        if self._processes > 1:
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{free_port()}/telegram"
            settings["WEBHOOK_SECRET"] = "tests_only-secret_1616"
        return await BotProcess(self.api, folder, self._times, **settings).start()

    async def _until(self, count: int) -> None:
        with suppress(TimeoutError):
            await self.api.changes.until(lambda: self.heard >= count, 60 + count / SLOWEST)

    async def _ask(self) -> None:
        number = 0
        while True:
            await asyncio.sleep(ASKED)
            words, part = question(number := number + 1)
            self._waits.append(await self._answered(self._asker, words, part))

    async def _answered(self, person: Person, words: str, part: str) -> float:
        person.skips()
        began = time.monotonic()
        person.says(words)
        with suppress(TimeoutError):
            while part not in (await person.hears(seconds=30)).text:
                pass
        return time.monotonic() - began


def main() -> None:
    """Measures as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--followers", type=int, default=5000)
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        state = f"sqlite:///{folder}/cache/state.sqlite"
        if chosen.processes > 1:
            server = PostgreSQL()
            opened.callback(server.close)
            state = server.new_database()
        print(asyncio.run(Measured(chosen.followers, chosen.processes, folder, state).run()))


if __name__ == "__main__":
    main()
