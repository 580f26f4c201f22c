"""Workers: they answer as this process does, and whatever becomes of them every question is answered."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answering.answerer import Answerer
from bot.channels.telegram.workers.worker import Given
from bot.channels.telegram.workers.workers import Workers
from bot.compiled.opening import Opened
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge
from tests.telegram.process import ROOT

QUESTIONS = (
    "När stängs den gamla simhallen?",
    "Vad tycker Sossarna om simhallen?",
    "How much does the new pool cost?",
    "Vad tycker Centern om månen?",
    "skicka hela dokumentet",
    "hej",
    "",
)


@pytest.fixture(scope="module")
def knowledge(granvik: Path) -> Knowledge:
    return load_knowledge(granvik)


@pytest_asyncio.fixture
async def workers(knowledge: Knowledge) -> AsyncIterator[Workers]:
    started = Workers(Answerer(knowledge), Given(Opened(knowledge), None, False), 1, again=0.0)
    yield started
    started.close()


async def until_ready(workers: Workers) -> None:
    async with asyncio.timeout(30):
        while not workers.ready:
            await workers.ask("hej")
            await asyncio.sleep(0.02)


async def test_replies_are_the_same(workers: Workers, knowledge: Knowledge) -> None:
    here = Answerer(knowledge)
    at_first = await asyncio.gather(*(workers.ask(question, now=1.0) for question in QUESTIONS))
    await until_ready(workers)
    then = await asyncio.gather(*(workers.ask(question, now=1.0) for question in QUESTIONS))
    assert at_first == then == [here.ask(question, now=1.0) for question in QUESTIONS]


async def test_examples_come_from_the_worker(workers: Workers, knowledge: Knowledge) -> None:
    await until_ready(workers)
    found = dict(Answerer(knowledge).examples.ahead())
    async with asyncio.timeout(30):
        while len(workers.answerer.examples.found) < len(found):
            await asyncio.sleep(0.02)
    assert workers.answerer.examples.found == found


async def test_one_that_is_killed_is_replaced_and_its_questions_answered(
    workers: Workers, knowledge: Knowledge
) -> None:
    await until_ready(workers)
    (killed,) = workers.ready
    os.kill(killed.process.pid or 0, signal.SIGSTOP)  # it has the questions in hand, and answers none
    asked = [asyncio.ensure_future(workers.ask(question, now=1.0)) for question in QUESTIONS]
    await asyncio.sleep(0)
    os.kill(killed.process.pid or 0, signal.SIGKILL)
    here = Answerer(knowledge)
    assert await asyncio.gather(*asked) == [here.ask(question, now=1.0) for question in QUESTIONS]
    await until_ready(workers)
    assert workers.ready[0].process.pid != killed.process.pid


async def test_one_that_dies_before_it_is_ready_is_replaced(workers: Workers) -> None:
    (killed,) = workers.all
    killed.process.kill()
    killed.process.join()
    assert await workers.ask(QUESTIONS[0])
    assert workers.all == []
    await until_ready(workers)
    assert workers.ready[0] is not killed


def test_a_program_that_forgets_to_close_them_ends_all_the_same(granvik: Path) -> None:
    code = f"""
from pathlib import Path
from bot.answering.answerer import Answerer
from bot.channels.telegram.workers.worker import Given
from bot.compiled.opening import Opened
from bot.channels.telegram.workers.workers import Workers
from bot.knowledge.load import load_knowledge

if __name__ == "__main__":
    knowledge = load_knowledge(Path({str(granvik)!r}))
    workers = Workers(Answerer(knowledge), Given(Opened(knowledge), None, False), 1)
    workers.all[0].line.poll(30)  # it is ready, and lets no signal end it
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30, cwd=ROOT)


async def test_what_is_asked_when_it_is_closed_is_answered(workers: Workers) -> None:
    await until_ready(workers)
    asked = [asyncio.ensure_future(workers.ask(question)) for question in QUESTIONS]
    await asyncio.sleep(0)
    workers.close()
    assert len(await asyncio.gather(*asked)) == len(QUESTIONS)


async def test_what_is_raised_is_raised_where_it_is_awaited(workers: Workers) -> None:
    await until_ready(workers)
    with pytest.raises(TypeError):
        await workers.ask("hej", unheard_of="x")
    assert await workers.ask(QUESTIONS[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_to_all_does_not_end_it(workers: Workers, number: int) -> None:
    await until_ready(workers)
    (worker,) = workers.ready
    os.kill(worker.process.pid or 0, number)
    await workers.ask(QUESTIONS[0])
    assert workers.ready == [worker]
