"""A soak: the real bot through thousands of messages on bad days, and what became of each message and press.

Faults of every kind by chance with a fixed seed, outages, kills (-9 and TERM) and repeated updates, first polling and
then by webhook; Telegram's limits are kept. `python -m tests.benchmarks.measure_soak --messages 10000`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.channels.telegram.views.callback_data import Verb
from tests.telegram.api import faults
from tests.telegram.api.people import Person
from tests.telegram.api.server import BotApi
from tests.telegram.process import BotProcess, free_port
from tests.telegram.test_crowd import QUESTIONS, question

EACH = 10  # questions of a person, who may ask twenty a minute
PACE = 20.0  # messages a second; Telegram takes thirty
ENDING = 120.0  # seconds that what is due yet may take: the bot waits up to half a minute where another program polls
PRESSES = 10  # one of so many who got an answer presses a button
IN_PLACE = (Verb.UP, Verb.DOWN, Verb.SURROUNDINGS)  # those that send no message, which would look like an answer
SHARES = (
    ("sendMessage", 0.02, lambda: faults.too_many(1)),
    ("sendMessage", 0.02, faults.html_502),
    ("sendMessage", 0.02, faults.server_error),
    ("sendMessage", 0.02, faults.dropped),
    ("sendMessage", 0.02, lambda: faults.dropped(carried_out=True)),
    ("sendMessage", 0.01, lambda: faults.slow(2)),
    ("editMessageText", 0.05, lambda: faults.dropped(carried_out=True)),
    ("editMessageText", 0.05, faults.html_502),
    ("answerCallbackQuery", 0.05, faults.html_502),
    ("getUpdates", 0.02, faults.html_502),
    ("getUpdates", 0.02, faults.dropped),
    ("getUpdates", 0.005, faults.conflict),
    ("getUpdates", 0.005, faults.not_found),
)


@dataclass
class Tally:
    """What became of it all. Times are in seconds."""

    lost: int = 0
    doubled: int = 0
    presses: int = 0
    unanswered: int = 0
    waits: list[float] = field(default_factory=list)
    press_waits: list[float] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    stops: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        waits, pressed = sorted(self.waits), sorted(self.press_waits)
        return "\n".join(
            [
                f"lost {self.lost}, doubled {self.doubled}",
                f"answered within: half {_share(waits, 50):.2f} s, 95 of 100 {_share(waits, 95):.2f} s",
                f"presses {self.presses}, unanswered {self.unanswered}, 95 of 100 within {_share(pressed, 95):.2f} s",
                f"a stop takes {max(self.stops, default=0.0):.1f} s at most",
                "refused: " + (", ".join(f"{count} {what}" for what, count in self.refusals.most_common()) or "none"),
            ]
        )


class Soak:
    """One run, of so many messages, on a server and in a folder of its own."""

    def __init__(self, messages: int, folder: Path, settings: dict[str, str]) -> None:
        self.api, self.tally, self._random = BotApi(), Tally(), Random(1616)
        self._messages, self._folder, self._settings = messages, folder, settings
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> Tally:
        """Runs to the end, when all that is due has come or has had two minutes."""
        await self.api.start()
        bot = await self._launch()
        for share in SHARES:
            self.api.faults.share(*share)
        people = [self.api.person(f"P{number}") for number in range(self._messages // EACH)]
        turns = [(number, person) for start in range(0, len(people), 50) for number in range(EACH)
                 for person in people[start : start + 50]]  # fmt: skip
        began = time.monotonic()
        for count, (number, person) in enumerate(turns):
            await asyncio.sleep(max(0.0, began + count / PACE - time.monotonic()))
            self._begin(self._ask(person, number))
            if self._random.random() < 0.02 and self.api.updates.last:
                self.api.updates.repeat(self.api.updates.last)
            bad_day = count * 8 % self._messages < 8
            if bad_day and count:
                bot = await self._bad_day(bot, count * 8 // self._messages)
        with suppress(TimeoutError):
            await self.api.changes.until(lambda: sum(len(p.chat.heard) for p in people) >= len(turns), ENDING)
        await asyncio.sleep(3)
        for task in self._tasks:
            task.cancel()
        await self._stop(bot)
        await self.api.stop()
        self._count(people)
        return self.tally

    async def _bad_day(self, bot: BotProcess, number: int) -> BotProcess:
        """By turns: an outage, a kill -9, a stop."""
        match number % 3:
            case 0:
                with self.api.outage("*"):
                    await asyncio.sleep(3)
                return bot
            case 1:
                await bot.kill()
            case _:
                await self._stop(bot)
        return await self._launch()

    async def _launch(self) -> BotProcess:
        return await BotProcess(self.api, self._folder, None, WORKERS="1", **self._settings).start()

    async def _stop(self, bot: BotProcess) -> None:
        began = time.monotonic()
        await bot.stop()
        self.tally.stops.append(time.monotonic() - began)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, person: Person, number: int) -> None:
        asked = time.monotonic()
        person.says(question(number)[0])
        await self.api.changes.until(lambda: len(person.chat.heard) > number, 300)
        self.tally.waits.append(time.monotonic() - asked)
        answer = person.chat.heard[number]
        given = [button.get("callback_data", "") for button in answer.buttons]  # one that shares or copies has none
        buttons = [data for data in given if data.startswith(IN_PLACE)]
        if self._random.random() < 1 / PRESSES and buttons:
            self.tally.presses += 1
            pressed = time.monotonic()
            with suppress(TimeoutError):
                await person.presses_data(answer, self._random.choice(buttons), 60)
                self.tally.press_waits.append(time.monotonic() - pressed)

    def _count(self, people: list[Person]) -> None:
        due = Counter(question(number)[1] for number in range(EACH))
        for person in people:
            for part in QUESTIONS.values():
                heard = sum(part in (message.versions or [message.formatted])[0].text for message in person.chat.heard)
                self.tally.lost += max(0, due[part] - heard)
                self.tally.doubled += max(0, heard - due[part])
        self.tally.unanswered = sum(not press.answered for press in self.api.presses.values())
        self.tally.refusals.update(self.api.refused())


async def main(messages: int, only: str | None = None) -> None:
    """Soaks both ways, or one, and prints what became of it."""
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/hook", "WEBHOOK_SECRET": "soak"}
    settings: dict[str, dict[str, str]] = {"polling": {}, "webhook": hook}
    for name, given in settings.items():
        if only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            soak = Soak(messages, Path(folder), given)
            began = time.monotonic()
            tally = await soak.run()
        struck = ", ".join(f"{count} {fault}" for fault, count in sorted(soak.api.faults.given.items()))
        print(
            f"{name}: {messages} messages in {time.monotonic() - began:.0f} s; faults: {struck}\n{tally}\n", flush=True
        )


def _share(times: list[float], percent: int) -> float:
    return times[len(times) * percent // 100] if times else 0.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--only", choices=("polling", "webhook"), help="one way only")
    parsed = parser.parse_args(sys.argv[1:])
    asyncio.run(main(parsed.messages, parsed.only))
