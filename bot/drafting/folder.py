"""A folder of documents, each a case: drafted side by side, with a progress bar, and taken up where it
stopped.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.drafting.case import drafted
from bot.drafting.documents.document import SUFFIXES, DocumentError
from bot.drafting.draft import Draft, unique
from bot.drafting.report import print_report
from bot.drafting.writing.saving import save
from bot.knowledge.files.case_file import CASE_FILE

JOURNAL = ".drafted.jsonl"
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the ids of its cases, or the reason that there are none."""

    document: Path
    digest: str
    cases: tuple[str, ...]
    problem: str | None = None
    report: str = ""


@dataclass(frozen=True)
class _Drafted:
    """A document's drafts, and the digest that they are of."""

    digest: str
    drafts: tuple[Draft, ...]


def draft_folder(folder: Path, out: Path, *, anew: bool = False, report: bool = False, ocr: bool = False) -> int:
    """Draft each document of a folder into `out`; gives how many could not be.

    A document that an earlier run drafted and that is unchanged is passed over; `anew` drafts all again. Of
    documents with the same reference number the first by name gets its id, the next that id with -2.
    """
    documents = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    done = _journal(out)
    console = Console(stderr=True)
    waiting = [path for path in documents if anew or not _is_done(path, out, done)]
    if len(waiting) < len(documents):
        console.print(f"{len(documents) - len(waiting)} of {len(documents)} are drafted already")
    if not documents:
        console.print(f"{folder}: no PDF or text file here")
        return 1
    failed = 0
    out.mkdir(parents=True, exist_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    workers = max(1, min(os.cpu_count() or 1, len(waiting)))
    with (
        Progress(*columns, console=console, transient=not console.is_terminal) as progress,
        ProcessPoolExecutor(workers) as pool,
    ):
        bar = progress.add_task("drafting", total=len(waiting))
        for outcome in _outcomes(pool, workers, waiting, out, done, anew, report, ocr):
            progress.advance(bar)
            if outcome.problem is not None:
                failed += 1
                progress.console.print(outcome.problem, style="red", markup=False, highlight=False, soft_wrap=True)
                continue
            _note(out, outcome)
            if outcome.report:
                print(outcome.report)
            else:
                said = f"{outcome.document.name} -> {', '.join(outcome.cases)}"
                progress.console.print(said, markup=False, highlight=False, soft_wrap=True)
    print(f"{len(waiting) - failed} drafted, {failed} not", file=sys.stderr)
    return failed


def _outcomes(
    pool: ProcessPoolExecutor,
    workers: int,
    waiting: Sequence[Path],
    out: Path,
    done: dict[str, tuple[str, tuple[str, ...]]],
    anew: bool,
    report: bool,
    ocr: bool,
) -> Iterator[Outcome]:
    """What becomes of each document. Ids are given in the order of names, whichever is drafted first."""
    owners = {case: name for name, (_, cases) in done.items() for case in cases if (out / case).exists()}
    upcoming, unnamed = deque(waiting), deque(waiting)
    drafts: dict[Path, _Drafted | Outcome] = {}
    running: dict[Future[Any], Path] = {}
    while upcoming or running:
        while upcoming and len(running) < 2 * workers:
            path = upcoming.popleft()
            running[_submitted(pool, _draft, path, out, ocr)] = path
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            path = running.pop(future)
            result = _result(path, future)
            if isinstance(result, Outcome) and path not in unnamed:
                yield result  # of saving it
            else:
                drafts[path] = result
        while unnamed and unnamed[0] in drafts:
            path = unnamed.popleft()
            made = drafts.pop(path)
            if isinstance(made, Outcome):
                yield made
            else:
                named = tuple(replace(draft, id=_own_id(draft.id, path.name, owners)) for draft in made.drafts)
                saving = _submitted(pool, _save, path, replace(made, drafts=named), out, anew, report)
                running[saving] = path


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., T], *arguments: object) -> Future[T]:
    """The future of a work; one that has failed already where the pool takes no more, as when a worker died."""
    try:
        return pool.submit(work, *arguments)
    except RuntimeError as error:
        failed: Future[T] = Future()
        failed.set_exception(error)
        return failed


def _own_id(wanted: str, document: str, owners: dict[str, str]) -> str:
    """The id for a document's case: the one it had, or the wanted one with a number where another has that."""
    before = (case for case, owner in owners.items() if owner == document)
    for case in before:
        if re.fullmatch(rf"{re.escape(wanted)}(?:-\d+)?", case):
            return case
    chosen = unique(wanted, set(owners))
    owners[chosen] = document
    return chosen


def _result(path: Path, future: Future[Any]) -> _Drafted | Outcome:
    try:
        result: _Drafted | Outcome = future.result()
    except DocumentError as error:
        return Outcome(path, "", (), str(error))
    except OSError as error:
        return Outcome(path, "", (), f"{path}: {error.strerror or error}")
    except Exception as error:  # a worker that died, or a fault of ours: the others go on
        return Outcome(path, "", (), f"{path}: {type(error).__name__}: {error}")
    return result


def _draft(path: Path, out: Path, ocr: bool) -> _Drafted:
    return _Drafted(_digest(path), drafted([path], out, ocr=ocr))


def _save(path: Path, made: _Drafted, out: Path, anew: bool, report: bool) -> Outcome:
    saved = [save(draft, out, anew) for draft in made.drafts]
    text = io.StringIO()
    for each in saved if report else ():
        print_report(each, text)
    return Outcome(path, made.digest, tuple(each.folder.name for each in saved), None, text.getvalue())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _journal(out: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What earlier runs drafted: the document's digest and its cases, by the document's name."""
    done: dict[str, tuple[str, tuple[str, ...]]] = {}
    try:
        lines = (out / JOURNAL).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return done
    for line in lines:
        try:
            entry = json.loads(line)
            cases = tuple(str(case) for case in entry["cases"])
            done[str(entry["document"])] = (str(entry["sha256"]), cases)
        except (ValueError, KeyError, TypeError):
            continue  # a line that a run did not finish
    return done


def _is_done(path: Path, out: Path, done: dict[str, tuple[str, tuple[str, ...]]]) -> bool:
    if path.name not in done:
        return False
    digest, cases = done[path.name]
    return all((out / case / CASE_FILE).is_file() for case in cases) and digest == _digest(path)


def _note(out: Path, outcome: Outcome) -> None:
    entry = {"document": outcome.document.name, "sha256": outcome.digest, "cases": outcome.cases}
    with (out / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
