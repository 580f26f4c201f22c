"""A folder of documents, each a case: drafted side by side, with a progress bar, and taken up where it
stopped.
"""

from __future__ import annotations

import hashlib
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
from bot.drafting.draft import Draft
from bot.drafting.report import print_report
from bot.drafting.writing.saving import save

JOURNAL = ".drafted.jsonl"
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the case's id, or the reason that there is none."""

    document: Path
    digest: str
    case: str | None
    problem: str | None = None
    report: str = ""


@dataclass(frozen=True)
class _Drafted:
    """A document's draft, and the digest that its draft is of."""

    digest: str
    draft: Draft


def draft_folder(folder: Path, out: Path, *, anew: bool = False, report: bool = False) -> int:
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
        for outcome in _outcomes(pool, workers, waiting, out, done, anew, report):
            progress.advance(bar)
            if outcome.problem is not None:
                failed += 1
                progress.console.print(outcome.problem, style="red", markup=False, highlight=False, soft_wrap=True)
                continue
            _note(out, outcome)
            if outcome.report:
                print(outcome.report)
            else:
                said = f"{outcome.document.name} -> {outcome.case}"
                progress.console.print(said, markup=False, highlight=False, soft_wrap=True)
    print(f"{len(waiting) - failed} drafted, {failed} not", file=sys.stderr)
    return failed


def _outcomes(
    pool: ProcessPoolExecutor,
    workers: int,
    waiting: Sequence[Path],
    out: Path,
    done: dict[str, tuple[str, str]],
    anew: bool,
    report: bool,
) -> Iterator[Outcome]:
    """What becomes of each document. Ids are given in the order of names, whichever is drafted first."""
    owners = {case: name for name, (_, case) in done.items() if (out / case).exists()}
    upcoming, unnamed = deque(waiting), deque(waiting)
    drafts: dict[Path, _Drafted | Outcome] = {}
    running: dict[Future[Any], Path] = {}
    while upcoming or running:
        while upcoming and len(running) < 2 * workers:
            path = upcoming.popleft()
            running[_submitted(pool, _draft, path, out)] = path
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
                draft = replace(made.draft, id=_own_id(made.draft.id, path.name, owners))
                saving = _submitted(pool, _save, path, replace(made, draft=draft), out, anew, report)
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
    chosen, count = wanted, 1
    while chosen in owners:
        count += 1
        chosen = f"{wanted}-{count}"
    owners[chosen] = document
    return chosen


def _result(path: Path, future: Future[Any]) -> _Drafted | Outcome:
    try:
        result: _Drafted | Outcome = future.result()
    except DocumentError as error:
        return Outcome(path, "", None, str(error))
    except OSError as error:
        return Outcome(path, "", None, f"{path}: {error.strerror or error}")
    except Exception as error:  # a worker that died, or a fault of ours: the others go on
        return Outcome(path, "", None, f"{path}: {type(error).__name__}: {error}")
    return result


def _draft(path: Path, out: Path) -> _Drafted:
    return _Drafted(_digest(path), drafted([path], out))


def _save(path: Path, made: _Drafted, out: Path, anew: bool, report: bool) -> Outcome:
    saved = save(made.draft, out, anew)
    text = ""
    if report:
        import io

        buffer = io.StringIO()
        print_report(saved, buffer)
        text = buffer.getvalue()
    return Outcome(path, made.digest, saved.folder.name, None, text)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _journal(out: Path) -> dict[str, tuple[str, str]]:
    """What earlier runs drafted: the document's digest and its case, by the document's name."""
    done: dict[str, tuple[str, str]] = {}
    try:
        lines = (out / JOURNAL).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return done
    for line in lines:
        try:
            entry = json.loads(line)
            done[str(entry["document"])] = (str(entry["sha256"]), str(entry["case"]))
        except (ValueError, KeyError, TypeError):
            continue  # a line that a run did not finish
    return done


def _is_done(path: Path, out: Path, done: dict[str, tuple[str, str]]) -> bool:
    if path.name not in done:
        return False
    digest, case = done[path.name]
    return (out / case / "case.yaml").is_file() and digest == _digest(path)


def _note(out: Path, outcome: Outcome) -> None:
    entry = {"document": outcome.document.name, "sha256": outcome.digest, "case": outcome.case}
    with (out / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
