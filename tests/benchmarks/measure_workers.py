"""Several workers that are one bot, through a burst on a bad day, against one worker alone and a bare echo bot.

5 of 100 messages are refused with 429 and 5 with 502, some connections are cut, one of fifty updates comes again, a
process is killed (-9) twice, and PostgreSQL is restarted; Telegram's limits are kept. Then, without faults or limits:
how many updates a second they take. `python -m tests.benchmarks.measure_workers --messages 2000`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.postgresql import PostgreSQL
from tests.telegram.api import faults
from tests.telegram.api.flood import FloodControl
from tests.telegram.api.people import Person
from tests.telegram.api.server import BotApi
from tests.telegram.cluster import Cluster
from tests.telegram.process import BotProcess
from tests.telegram.test_crowd import question

EACH = 5  # questions of a person, all different
AT_ONCE = 20  # people who ask by turns, so that one asks again in a second
PACE = 20.0  # messages a second; Telegram takes thirty, and the faults take their share
ENDING = 60.0  # seconds without any further answer after which what is due counts as lost
SHARES = (
    ("sendMessage", 0.05, lambda: faults.too_many(1)),
    ("sendMessage", 0.05, faults.html_502),
    ("sendMessage", 0.01, faults.dropped),
    ("sendMessage", 0.01, lambda: faults.dropped(carried_out=True)),
)
Restart = Callable[[], Awaitable[None]]


class EchoBot(BotProcess):
    """The bare bot, run as ours is."""

    def __init__(self, api: BotApi, folder: Path, *_: object, **settings: str) -> None:
        super().__init__(api, folder, None, **settings)
        self._command = (str(Path(__file__).parent / "echo_bot.py"),)  # type: ignore[assignment]


@dataclass(frozen=True)
class Contestant:
    """A bot: of how many processes, on a database or not, and what shows that a question was answered."""

    name: str
    workers: int
    is_shared: bool
    process: type[BotProcess] = BotProcess

    def is_answer(self, number: int, text: str) -> bool:
        """Whether a text answers a question."""
        return text == question(number)[0] if self.process is EchoBot else question(number)[1] in text


@dataclass(frozen=True)
class Tally:
    """What became of the messages; times in seconds."""

    lost: int
    doubled: int
    disordered: int
    waits: Sequence[float]
    took: float

    def __str__(self) -> str:
        half, most = (_share(self.waits, percent) for percent in (50, 95))
        return (
            f"lost {self.lost}, doubled {self.doubled}, out of order {self.disordered}; "
            f"answered within: half {half:.2f} s, 95 of 100 {most:.2f} s; took {self.took:.0f} s"
        )


CONTESTANTS = (
    Contestant("echo bot", 1, False, EchoBot),
    Contestant("one worker", 1, False),
    Contestant("three workers", 3, True),
)


class Burst:
    """One run of one bot."""

    def __init__(self, contestant: Contestant, messages: int, folder: Path, server: PostgreSQL) -> None:
        self.api, self._bot, self._server = BotApi(), contestant, server
        url = server.new_database() if contestant.is_shared else None
        self._cluster = Cluster(self.api, folder, url, process=contestant.process)
        self._people = [self.api.person(f"P{number}") for number in range(messages // EACH)]
        self._random, self._asked = Random(1616), dict[tuple[int, int], float]()

    async def run(self) -> Tally:
        """Runs to the end, when all that is due has come, or nothing more comes."""
        await self.api.start()
        await self._cluster.start(self._bot.workers, WORKERS="0")
        await self.api.changes.until(lambda: self.api.updates.webhook, 60)
        for share in SHARES:
            self.api.faults.share(*share)
        crowds = [self._people[start : start + AT_ONCE] for start in range(0, len(self._people), AT_ONCE)]
        turns = [(number, person) for crowd in crowds for number in range(EACH) for person in crowd]
        blows = {len(turns) // 3: self._kill, len(turns) // 2: self._restart, 2 * len(turns) // 3: self._kill}
        waiting, began = set[asyncio.Task[None]](), time.monotonic()
        for count, (number, person) in enumerate(turns):
            await asyncio.sleep(max(0.0, began + count / PACE - time.monotonic()))
            self._asked[person.id, number] = time.monotonic()
            person.says(question(number)[0])
            if self._random.random() < 0.02:
                self.api.updates.repeat(self.api.updates.last)
            if blow := blows.get(count):
                waiting.add(asyncio.create_task(blow()))
        while (heard := self._answers()) < len(turns):
            try:
                await self.api.changes.until(lambda: self._answers() > heard, ENDING)
            except TimeoutError:
                break
        took = time.monotonic() - began
        await asyncio.sleep(3)
        await asyncio.gather(*waiting)
        await self._cluster.stop()
        await self.api.stop()
        return self._tally(took)

    async def _kill(self) -> None:
        """Kills a worker, and starts another in its place, as a service manager does."""
        await self._cluster.kill(self._cluster.workers[0])
        await self._cluster.add(WORKERS="0")

    async def _restart(self) -> None:
        if self._bot.is_shared:
            await asyncio.to_thread(self._server.stop)
            await asyncio.to_thread(self._server.start)

    def _answers(self) -> int:
        return sum(len(person.chat.heard) for person in self._people)

    def _tally(self, took: float) -> Tally:
        lost = doubled = disordered = 0
        waits = []
        for person in self._people:
            numbers = self._numbers(person)
            first = list(dict.fromkeys(numbers))
            lost += EACH - len(first)
            doubled += len(numbers) - len(first)
            disordered += sum(after < before for before, after in pairwise(first))
            heard = zip(numbers, person.chat.heard, strict=False)
            waits += [message.at - self._asked[person.id, number] for number, message in heard]
        return Tally(lost, doubled, disordered, sorted(waits), took)

    def _numbers(self, person: Person) -> list[int]:
        """Which questions the answers are to, in the order in which they came."""
        texts = [message.formatted.text for message in person.chat.heard]
        return [number for text in texts for number in range(EACH) if self._bot.is_answer(number, text)]


async def throughput(contestant: Contestant, messages: int, folder: Path, server: PostgreSQL) -> float:
    """Questions a second, of as many people, without faults or limits. The server takes its share of the cores too."""
    api = BotApi()
    api.flood = FloodControl(time.monotonic, rate=1e6)
    await api.start()
    url = server.new_database() if contestant.is_shared else None
    cluster = Cluster(api, folder, url, process=contestant.process)
    try:
        await cluster.start(contestant.workers, WORKERS="0", TELEGRAM_RATE="0", LOG_LEVEL="WARNING")
        await api.changes.until(lambda: api.updates.webhook, 60)
        took = 1.0
        for crowd in (20, messages):  # the first are only to warm up
            people = [api.person(f"P{number}") for number in range(crowd)]
            began = time.monotonic()
            for number, person in enumerate(people):
                person.says(question(number)[0])
            await api.changes.until(lambda: all(person.chat.heard for person in people), 120)  # noqa: B023
            took = time.monotonic() - began
        return messages / took
    finally:
        await cluster.stop()
        await api.stop()


async def main(messages: int, only: str | None) -> None:
    """Measures one after another, and prints."""
    server = PostgreSQL()
    try:
        for contestant in CONTESTANTS:
            if only not in (None, contestant.name):
                continue
            with tempfile.TemporaryDirectory() as folder:
                burst = Burst(contestant, messages, Path(folder), server)
                tally = await burst.run()
            struck = ", ".join(f"{count} {fault}" for fault, count in sorted(burst.api.faults.given.items()))
            print(f"{contestant.name}: {messages} messages; {struck}; limits passed {burst.api.flood.hits}\n  {tally}")
            with tempfile.TemporaryDirectory() as folder:
                rate = await throughput(contestant, messages // 4, Path(folder), server)
            print(f"  without faults or limits {rate:.0f} a second", flush=True)
    finally:
        server.close()


def _share(times: Sequence[float], percent: int) -> float:
    return times[len(times) * percent // 100] if times else 0.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--only", choices=[contestant.name for contestant in CONTESTANTS], help="one of them only")
    parsed = parser.parse_args(sys.argv[1:])
    asyncio.run(main(parsed.messages, parsed.only))
