"""Progress of long work, shown on standard error so that answers stay clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@contextmanager
def encoding_progress() -> Iterator[Callable[[int, int], None]]:
    """A bar that appears once texts are being encoded for the first time; it takes (done, of all)."""
    bar = None

    def advance(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            from rich.console import Console
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True), transient=True)
            bar.start()
            bar.add_task("reading the knowledge for the first time", total=total)
        bar.update(bar.task_ids[0], completed=done)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


@contextmanager
def working_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step of long work, once there is any; it takes (what is done, how much of it, of how much)."""
    bar: Progress | None = None
    steps: dict[str, TaskID] = {}

    def advance(what: str, done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = _bar_of_steps()
            bar.start()
        if what not in steps:
            steps[what] = bar.add_task(what, total=total)
        bar.update(steps[what], completed=done, total=total)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _bar_of_steps() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
