"""How a compiled knowledge grows: building, opening, memory and questions, beside what else searches texts.

Invented knowledges of a thousand to a million facts, in one run with raw tantivy, SQLite FTS5, bm25s and rapidfuzz over
the sentences of the same facts. `python -m tests.benchmarks.measure_growth 1000 10000 100000 --plot tests/growth.png`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import tantivy
from rapidfuzz import fuzz, process

from bot.compiled.compilation import compile_knowledge
from bot.language.ngrams import ngrams
from bot.language.stems import Stems
from bot.language.stopwords import SWEDISH
from bot.language.tokens import fold, tokenize
from tests.benchmarks.invented_cases import FACTS, sentences, words, write_case

QUESTIONS = 100
_WORDS = 8  # of a question
_SLOW = 10  # questions to what walks through everything
_SLOWEST = 100_000  # facts that it is asked of


@dataclass(frozen=True)
class Question:
    """A question about one case: its words as written and their stems."""

    case: str
    written: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def grams(self) -> list[str]:
        return list(dict.fromkeys(ngrams(fold(word) for word in self.written)))


@dataclass
class Figures:
    """What was measured of one way to search: seconds to build and to open, megabytes, milliseconds of a question."""

    name: str
    facts: int
    build: float = 0.0
    open: float = 0.0
    disk: float = 0.0
    memory: float = 0.0
    question: float = 0.0
    slowest: float = 0.0
    right: float | None = None
    more: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measures, prints a table, and draws a plot where it is asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facts", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--plot", type=Path, help="draw the table into this file")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)  # a bundle and a file of questions, in a new process
    parsed = parser.parse_args()
    if parsed.ask:
        print(json.dumps(_asked(Path(parsed.ask[0]), json.loads(Path(parsed.ask[1]).read_text()))))
        return
    found = [figures for facts in parsed.facts for figures in _measured(facts)]
    print(table(found))
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    if parsed.plot:
        draw(found, parsed.plot)


def _measured(facts: int) -> Iterator[Figures]:
    known = words()
    cases = max(1, facts // FACTS)
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        for number in range(cases):
            write_case(at / "knowledge", number, known)
        texts = [text for number in range(cases) for text in sentences(number, known)]
        asked = list(_questions(texts))
        yield _compiled(at, facts, asked)
        shutil.rmtree(at / "knowledge")
        yield _tantivy(at / "tantivy", facts, texts, asked)
        yield _fts5(at / "fts.sqlite", facts, texts, asked)
        yield from _bm25s(facts, texts, asked)
        if facts <= _SLOWEST:
            yield _rapidfuzz(facts, texts, asked[:_SLOW])


def _questions(texts: Sequence[str]) -> Iterator[Question]:
    random, stems = Random(16), Stems()
    for _ in range(QUESTIONS):
        place = random.randrange(len(texts))
        content = [token.text for token in tokenize(texts[place]) if token.word not in SWEDISH and len(token.word) > 2]
        chosen = tuple(random.sample(content, min(_WORDS, len(content))))
        of_words = tuple(dict.fromkeys(stems.stem(fold(word)) for word in chosen))
        yield Question(f"arende-{place // FACTS}", chosen, of_words)


def _compiled(at: Path, facts: int, asked: Sequence[Question]) -> Figures:
    began, cpu = time.perf_counter(), _cpu()
    made = compile_knowledge(at / "knowledge", at / "place")
    build, cpu = time.perf_counter() - began, _cpu() - cpu
    (at / "knowledge" / "arende-0" / "case.yaml").touch()
    began = time.perf_counter()
    compile_knowledge(at / "knowledge", at / "place")
    again = time.perf_counter() - began
    assert not made.problems, made.problems[:3]
    (at / "questions.json").write_text(json.dumps([(*asdict(one).values(), one.grams) for one in asked]))
    ask = [sys.executable, "-m", "tests.benchmarks.measure_growth", "--ask", str(at), str(at / "questions.json")]
    told = json.loads(subprocess.run(ask, check=True, capture_output=True).stdout)
    disk = _megabytes(at / "place")
    return Figures("compiled", facts, build, disk=disk, more={**told.pop("more"), "again": again, "cpu": cpu}, **told)


def _asked(at: Path, asked: Sequence[tuple[str, list[str], list[str], list[str]]]) -> dict[str, Any]:
    """What a process of its own finds that opens a bundle and asks it."""
    from bot.compiled.opening import opened_up_to_date
    from bot.compiled.place import current

    before = _own_memory()
    began = time.perf_counter()
    bundle = opened_up_to_date(at / "place", at / "knowledge")
    opened = time.perf_counter() - began
    assert bundle is not None, current(at / "place")
    found, whole, with_grams, right = [], [], [], 0
    for case, _, stems, grams in asked:
        terms = dict.fromkeys(stems, 1.0)
        took, near = _timed(bundle.catalogue.nearest, terms)
        found.append(took)
        right += bool(near) and near[0][0] == case
        reading = _timed(bundle.knowledge.cases.get, near[0][0])[0] + _timed(bundle.analysis, near[0][0])[0]
        whole.append(took + reading)
        took, _ = _timed(bundle.catalogue.nearest, terms, dict.fromkeys(grams, 0.2))
        with_grams.append(took)
    return {
        "open": opened,
        "memory": _own_memory() - before,
        "question": median(found),
        "slowest": sorted(found)[-1 - len(found) // 20],
        "right": right / len(asked),
        "more": {"with its case": median(whole), "with grams": median(with_grams)},
    }


def _tantivy(at: Path, facts: int, texts: Sequence[str], asked: Sequence[Question]) -> Figures:
    stems = Stems()
    at.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", fast=True)
    said = [" ".join(stems.of_tokens(tokenize(text))) for text in texts]
    began = time.perf_counter()
    index = tantivy.Index(builder.build(), str(at))
    writer = index.writer(128_000_000)
    for number, text in enumerate(said):
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_text("stems", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    build = time.perf_counter() - began
    began = time.perf_counter()
    index = tantivy.Index.open(str(at))
    searcher = index.searcher()
    opened = time.perf_counter() - began

    def ask(question: Question) -> str | None:
        parts = [tantivy.Query.term_query(index.schema, "stems", stem, index_option="freq") for stem in question.stems]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = searcher.search(query, limit=10, count=False).hits
        numbers: list[Any] = searcher.fast_field_values("number", [address for _, address in hits])
        return f"arende-{numbers[0] // FACTS}" if numbers else None

    return _with_questions(Figures("tantivy", facts, build, opened, _megabytes(at)), ask, asked)


def _fts5(at: Path, facts: int, texts: Sequence[str], asked: Sequence[Question]) -> Figures:
    stems = Stems()
    said = [(" ".join(stems.of_tokens(tokenize(text))),) for text in texts]
    began = time.perf_counter()
    base = sqlite3.connect(at)
    base.execute("CREATE VIRTUAL TABLE facts USING fts5(stems, content='')")
    base.executemany("INSERT INTO facts (rowid, stems) VALUES (?, ?)", ((n, text) for n, (text,) in enumerate(said, 1)))
    base.commit()
    build = time.perf_counter() - began

    def ask(question: Question) -> str | None:
        query = " OR ".join(f'"{stem}"' for stem in question.stems)
        row = base.execute("SELECT rowid FROM facts WHERE facts MATCH ? ORDER BY rank LIMIT 10", (query,)).fetchone()
        return None if row is None else f"arende-{(row[0] - 1) // FACTS}"

    return _with_questions(Figures("SQLite FTS5", facts, build, disk=_megabytes(at)), ask, asked)


def _bm25s(facts: int, texts: Sequence[str], asked: Sequence[Question]) -> Iterator[Figures]:
    try:
        import bm25s
    except ImportError:
        print("bm25s is left out: pip install '.[fit]'", file=sys.stderr)
        return
    stems = Stems()
    said = [stems.of_tokens(tokenize(text)) for text in texts]
    before = _own_memory()
    began = time.perf_counter()
    index = bm25s.BM25()
    index.index(said, show_progress=False)
    build = time.perf_counter() - began
    figures = Figures("bm25s", facts, build, memory=_own_memory() - before)

    def ask(question: Question) -> str | None:
        numbers, _ = index.retrieve([list(question.stems)], k=10, show_progress=False)
        return f"arende-{numbers[0][0] // FACTS}"

    yield _with_questions(figures, ask, asked)


def _rapidfuzz(facts: int, texts: Sequence[str], asked: Sequence[Question]) -> Figures:
    def ask(question: Question) -> str | None:
        found = process.extract(" ".join(question.written), texts, scorer=fuzz.token_set_ratio, limit=10)
        return f"arende-{found[0][2] // FACTS}"

    return _with_questions(Figures("rapidfuzz", facts), ask, asked)


def _with_questions(figures: Figures, ask: Callable[[Question], str | None], asked: Sequence[Question]) -> Figures:
    found = [(_timed(ask, question), question) for question in asked]
    times = sorted(took for (took, _), _ in found)
    figures.question, figures.slowest = median(times), times[-1 - len(times) // 20]
    figures.right = sum(case == question.case for (_, case), question in found) / len(asked)
    return figures


def _timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    """How many milliseconds it takes, and what it gives."""
    began = time.perf_counter()
    given = work(*arguments)
    return (time.perf_counter() - began) * 1e3, given


def _cpu() -> float:
    """The seconds of processors that this process and those that it has waited for have taken."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _own_memory() -> float:
    """The megabytes that only this process has: not what it reads from files that others may share."""
    told = Path("/proc/self/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Anonymous:\s+(\d+)", told, re.MULTILINE))) / 1e3


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def table(found: Sequence[Figures]) -> str:
    """The figures as a table in Markdown."""
    lines = [
        "| facts | | build, s | facts/min | disk, MB | open, s | memory, MB | question, ms | 95 of 100 | right case |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        rate = f"{one.facts / one.build * 60:,.0f}" if one.build else "-"
        right = "-" if one.right is None else f"{one.right:.0%}"
        row = [f"{one.facts:,}", one.name, f"{one.build:.1f}", rate, f"{one.disk:.1f}", f"{one.open:.2f}"]
        row += [f"{one.memory:.0f}", f"{one.question:.2f}", f"{one.slowest:.2f}", right]
        lines.append(f"| {' | '.join(row)} |")
    for one in found:
        if one.more:
            cpu, again, case, grams = (one.more[name] for name in ("cpu", "again", "with its case", "with grams"))
            lines += [
                f"\n{one.facts:,} facts: compiled in {cpu:.1f} s of a core ({one.facts / cpu * 120:,.0f} a minute of",
                f"two), again, one case touched, in {again:.2f} s; a question and reading its case {case:.2f} ms,",
                f"a question with 4-grams {grams:.2f} ms.",
            ]
    return "\n".join(lines)


def draw(found: Sequence[Figures], file: Path) -> None:
    """Draws how building and questions grow, each way to search a line."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    for name in dict.fromkeys(one.name for one in found):
        own = [one for one in found if one.name == name]
        facts = [one.facts for one in own]
        right.plot(facts, [one.question for one in own], marker="o", label=name)
        if any(one.build for one in own):
            left.plot(facts, [one.build for one in own], marker="o", label=name)
    for axes, title in ((left, "building, seconds"), (right, "a question, milliseconds")):
        axes.set(xscale="log", yscale="log", xlabel="facts", title=title)
        axes.grid(alpha=0.3)
    right.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=100)


if __name__ == "__main__":
    main()
