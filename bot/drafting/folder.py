"""A folder of documents, each a case: drafted side by side, with a progress bar, and taken up where it
stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.drafting.document import SUFFIXES, DocumentError
from bot.drafting.one import draft_case
from bot.drafting.report import print_report

JOURNAL = ".drafted.jsonl"


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the case's id, or the reason that there is none."""

    document: Path
    digest: str
    case: str | None
    problem: str | None = None
    report: str = ""


def draft_folder(folder: Path, out: Path, *, replace: bool = False, report: bool = False) -> int:
    """Draft each document of a folder into `out`; gives how many could not be.

    A document that an earlier run drafted and that is unchanged is passed over; `replace` drafts all anew.
    """
    documents = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    done = {} if replace else _journal(out)
    console = Console(stderr=True)
    waiting = [path for path in documents if not _is_done(path, out, done)]
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
        running = {pool.submit(_draft_one, path, out, replace, report): path for path in waiting}
        for future in as_completed(running):
            path = running[future]
            try:
                outcome = future.result()
            except Exception as error:  # a worker that died, or a fault of ours: the others go on
                outcome = Outcome(path, "", None, f"{path}: {type(error).__name__}: {error}")
            progress.advance(bar)
            if outcome.problem is not None:
                failed += 1
                progress.console.print(outcome.problem, style="red", markup=False, highlight=False)
                continue
            _note(out, outcome)
            if outcome.report:
                print(outcome.report)
            else:
                progress.console.print(f"{path.name} -> {outcome.case}", markup=False, highlight=False)
    print(f"{len(waiting) - failed} drafted, {failed} not", file=sys.stderr)
    return failed


def _draft_one(path: Path, out: Path, replace: bool, report: bool) -> Outcome:
    try:
        digest = _digest(path)
        saved = draft_case([path], out, replace=replace)
    except DocumentError as error:
        return Outcome(path, "", None, str(error))
    except OSError as error:
        return Outcome(path, "", None, f"{path}: {error.strerror or error}")
    text = ""
    if report:
        import io

        buffer = io.StringIO()
        print_report(saved, buffer)
        text = buffer.getvalue()
    return Outcome(path, digest, saved.folder.name, None, text)


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
