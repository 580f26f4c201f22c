"""Writes tests/FIGURES.md: how well and how fast the bot answers, measured now.

    python -m tests.benchmarks.write_figures [NAME=QUESTIONS.jsonl ...] [--quick]

Besides the question sets that ship, those that are given by name and file; several files may have the same name.
--quick leaves out what is measured in time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import track

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
DATA = TESTS / "data"
FIGURES = TESTS / "FIGURES.md"
SETS = {
    "own": (DATA / "questions" / "answer.jsonl", DATA / "questions" / "decline.jsonl"),
    "held out": (DATA / "questions" / "held_out.jsonl",),
    "street": (DATA / "questions" / "street.jsonl",),
    "premise": (DATA / "questions" / "premise.jsonl",),
    "dialogues": (DATA / "questions" / "dialogue.jsonl", DATA / "questions" / "dialogue_more.jsonl"),
    "faq": (DATA / "faq" / "questions.jsonl",),
}
KNOWLEDGE = {"faq": DATA / "faq" / "knowledge"}  # of other sets the case that ships
HEAD = """# Figures

Written by `python -m tests.benchmarks.write_figures`. What they mean: [What it measures](README.md#what-it-measures).
Measured on {machine}, with Python {python}.
"""


@dataclass(frozen=True)
class Measured:
    """What an evaluation of a set found, with or without the encoder: shares of 1, None of nothing."""

    questions: int
    right_at_1: float | None
    declined: float | None
    precision: float | None
    stated: float | None


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.write_figures",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="*", metavar="NAME=FILE", help="further question sets about the case that ships")
    parser.add_argument("--quick", action="store_true", help="leave out what is measured in time")
    parsed = parser.parse_args()
    parts = [HEAD.format(machine=f"{os.cpu_count()} cores of {platform.machine()}", python=platform.python_version())]
    parts.append(_answers({**SETS, **_given(parsed.sets)}))
    if not parsed.quick:
        parts.append(_times())
    FIGURES.write_text("\n".join(parts), encoding="utf-8")


def _given(sets: Sequence[str]) -> dict[str, tuple[Path, ...]]:
    given: dict[str, tuple[Path, ...]] = {}
    for each in sets:
        name, _, file = each.partition("=")
        given[name] = (*given.get(name, ()), Path(file))
    return given


def _answers(sets: dict[str, tuple[Path, ...]]) -> str:
    rows = []
    for name, files in track(sets.items(), "evaluating"):
        for encoder in ("on", "off"):
            found = evaluated(files, encoder, KNOWLEDGE.get(name))
            shares = (found.right_at_1, found.declined, found.precision, found.stated)
            rows.append([name, encoder, str(found.questions), *map(_percent, shares)])
    head = ["set", "encoder", "questions", "right@1", "declined", "precision", "stated"]
    return "## Answers\n\n" + _table(head, rows)


def evaluated(files: Sequence[Path], encoder: str, knowledge: Path | None = None) -> Measured:
    """What `beslutsbot evaluate --json` finds of question files, with the encoder "on" or "off"."""
    environment = {**os.environ, "BESLUTSBOT_ENCODER": encoder}
    program = [sys.executable, "-m", "bot"]
    with tempfile.TemporaryDirectory() as folder:
        if knowledge is not None:  # compiled with all its vectors, which else are filled in only while it is served
            bundle = str(Path(folder, "bundle"))
            command = [*program, "index", str(knowledge), "--out", bundle]
            subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
            environment["BESLUTSBOT_KNOWLEDGE"] = bundle
        command = [*program, "evaluate", "--json", *map(str, files)]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    totals = {row["expect"]: row for row in json.loads(run.stdout)["rows"] if row["style"] == "TOTAL"}
    asked, refused = totals.get("answer"), totals.get("decline")
    sure = sum(row["sure"] for row in totals.values())
    return Measured(
        sum(row["n"] for row in totals.values()),
        asked["right_at_1"] / asked["n"] if asked else None,
        refused["declined"] / refused["n"] if refused else None,
        sum(row["sure_right"] for row in totals.values()) / sure if sure else None,
        asked["sure"] / asked["n"] if asked else None,
    )


def _times() -> str:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "benchmarks.json"
        command = [sys.executable, "-m", "pytest", "tests/benchmarks", "-n", "0", "--benchmark-only"]
        subprocess.run([*command, f"--benchmark-json={report}"], cwd=ROOT, check=True)
        benchmarks = json.loads(report.read_text(encoding="utf-8"))["benchmarks"]
    return "\n## Time\n\n" + _table(["benchmark", "median", "besides"], [list(_timed(each)) for each in benchmarks])


def _timed(benchmark: dict[str, Any]) -> Iterator[str]:
    name = benchmark["name"].removeprefix("test_").replace("_", " ")
    yield name
    seconds = benchmark["stats"]["median"]
    yield f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
    yield ", ".join(f"{key} {value:.3g}" for key, value in benchmark["extra_info"].items())


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    main()
