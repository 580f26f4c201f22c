"""A folder of documents, each a case: drafted side by side, with a progress bar, and taken up where it
stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.drafting.case import sure_parties
from bot.drafting.case_ids import CaseIds
from bot.drafting.documents.document import SUFFIXES
from bot.drafting.draft import Draft
from bot.drafting.errands import (
    Reading,
    Writing,
    WrittenCase,
    content_of,
    existing_files,
    read,
    save_files,
    written,
)
from bot.drafting.journal import Journal, Mark, marked
from bot.drafting.writing.saving import refuse_existing, replaced_whole
from bot.errors import BeslutsbotError
from bot.pool.opening import opened
from bot.pool.pool import Done, Pool

I = TypeVar("I", Reading, Writing)  # noqa: E741
R = TypeVar("R")


@dataclass(frozen=True)
class Outcome:
    """What became of a document: the ids of its cases and the report of them, or the reason that there are none."""

    document: Path
    cases: tuple[str, ...] = ()
    problem: str | None = None
    report: str = ""


def draft_folder(
    folder: Path,
    out: Path,
    *,
    anew: bool = False,
    report: bool = False,
    ocr: bool = False,
    cluster: str | None = None,
) -> int:
    """Draft each document of a folder into `out`, on this machine or on a cluster; gives how many could not be.

    A document that an earlier run drafted and that is unchanged is passed over; `anew` drafts all again. Of
    documents with the same reference number the first by name gets its id, the next that id with -2.
    Raises UsageError and PoolError where the cluster is not to be had; what is drafted until then is kept.
    """
    documents = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    journal = Journal(out)
    console = Console(stderr=True)
    waiting = [path for path in documents if anew or not journal.has(path)]
    if len(waiting) < len(documents):
        console.print(f"{len(documents) - len(waiting)} of {len(documents)} are drafted already")
    if not documents:
        console.print(f"{folder}: no PDF or text file here")
        return 1
    if not waiting:
        return 0
    failed = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        opened(cluster, len(waiting)) as pool,
        Progress(*columns, console=console, transient=not console.is_terminal) as progress,
    ):
        out.mkdir(parents=True, exist_ok=True)
        bar = progress.add_task("drafting", total=len(waiting))

        def tell(outcome: Outcome) -> None:
            nonlocal failed
            progress.advance(bar)
            if outcome.problem is not None:
                failed += 1
                progress.console.print(outcome.problem, style="red", markup=False, highlight=False, soft_wrap=True)
            elif outcome.report:
                print(outcome.report)
            else:
                said = f"{outcome.document.name} -> {', '.join(outcome.cases)}"
                progress.console.print(said, markup=False, highlight=False, soft_wrap=True)

        _Run(pool, out, journal, tell, anew, report, ocr).draft(waiting)
    print(f"{len(waiting) - failed} drafted, {failed} not", file=sys.stderr)
    return failed


@dataclass(frozen=True)
class _Run:
    """One drafting of a folder; `tell` hears what becomes of each document."""

    pool: Pool
    out: Path
    journal: Journal
    tell: Callable[[Outcome], None]
    anew: bool
    report: bool
    ocr: bool
    marks: dict[Path, Mark] = field(default_factory=dict)

    def draft(self, documents: Sequence[Path]) -> None:
        """Read, name, write and save. Documents are named in order, and else none waits for another."""
        drafted = self.pool.each(read, self._readings(documents), in_order=True)
        for done in self.pool.each(written, self._writings(drafted)):
            cases = self._result(done)
            if cases is not None:
                self._save(done.item.path, cases)

    def _readings(self, documents: Iterable[Path]) -> Iterator[Reading]:
        known = sure_parties(self.out)
        for path in documents:
            content = content_of(path)
            if isinstance(content, bytes):
                self.marks[path] = marked(path, content)
            yield Reading(path, content, known, self.ocr)

    def _writings(self, drafted: Iterable[Done[Reading, tuple[Draft, ...]]]) -> Iterator[Writing]:
        ids = CaseIds(self.journal.owners())
        for done in drafted:
            path = done.item.path
            drafts = self._result(done)
            if drafts is None:
                continue
            named = tuple(replace(draft, id=ids.own(draft.id, path.name)) for draft in drafts)
            existing = {draft.id: files for draft in named if self._replaces(path, draft.id)
                        and (files := existing_files(self.out / draft.id)) is not None}  # fmt: skip
            yield Writing(path, named, self.out, existing, self.report)

    def _replaces(self, path: Path, case: str) -> bool:
        return self.anew or case in self.journal.unfinished(path)

    def _save(self, path: Path, cases: Sequence[WrittenCase]) -> None:
        ids = tuple(case.id for case in cases)
        try:
            for id in ids:
                if not self._replaces(path, id):
                    refuse_existing(self.out / id)
            self.journal.note(path, ids)
            for case in cases:
                with replaced_whole(self.out / case.id, self._replaces(path, case.id)) as (folder, _):
                    save_files(case, folder, path)
            self.journal.note(path, ids, self.marks.pop(path))
        except (BeslutsbotError, OSError) as error:
            self._failed(path, error)
        else:
            self.tell(Outcome(path, ids, report="\n".join(case.report for case in cases if case.report)))

    def _result(self, done: Done[I, R]) -> R | None:
        """What a work gave; None where it failed, which is told."""
        try:
            return done.result()
        except Exception as error:  # a fault of ours too: the others go on
            self._failed(done.item.path, error)
            return None

    def _failed(self, path: Path, error: Exception) -> None:
        self.marks.pop(path, None)
        self.tell(Outcome(path, problem=_problem(path, error)))


def _problem(path: Path, error: Exception) -> str:
    if isinstance(error, BeslutsbotError):
        return str(error) if error.where else f"{path}: {error}"
    if isinstance(error, OSError):
        return f"{path}: {error.strerror or error}"
    return f"{path}: {type(error).__name__}: {error}"
