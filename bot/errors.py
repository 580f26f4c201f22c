"""What can go wrong: one tree of errors, each of which says what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

FAILED = 1  # exit code where what was given could not be done
USAGE = 2  # exit code of wrong usage, a bad setting, and broken knowledge


class BeslutsbotError(Exception):
    """The root of the tree: catch this to catch all that the program itself raises.

    `what` happened, `where` (a file, with its line where that is known; "" where there is no place), and the `remedy`:
    what to do ("" where `what` says so). Its text is all three in one line, and `code` what a command then exits with.
    """

    code: ClassVar[int] = USAGE

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        return _line(self.where, self.what, self.remedy)

    @property
    def told(self) -> str:
        """The text for whoever runs a command, who is told which program speaks."""
        return f"beslutsbot: {self}"


class UsageError(BeslutsbotError):
    """A command was asked for what it cannot do with these arguments, or on this machine."""


class SettingsError(BeslutsbotError):
    """A setting that cannot be used; its message names the variable and never a secret's value."""


class QuoteError(BeslutsbotError):
    """A quote has no place, or several. The message says which, and what stands nearest."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where (file, line from 1), in which fact ("" when in none), what, and what to do."""

    file: str
    line: int
    fact: str
    message: str
    remedy: str = ""

    @property
    def where(self) -> str:
        """The place, as editors read it."""
        return f"{self.file}:{self.line}"

    def __str__(self) -> str:
        return _line(self.where, f"{self.fact}: {self.message}" if self.fact else self.message, self.remedy)


class KnowledgeError(BeslutsbotError):
    """Files cannot be used. `problems` holds everything found in one run, in file order.

    Its text has a line for each. `where` is the place of the first; what to do is said by each problem.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(map(str, self.problems))
        super().__init__(lines, where=self.problems[0].where if self.problems else "")
        self.args = (self.problems,)  # what pickling makes it anew from

    def __str__(self) -> str:
        return self.what

    @property
    def told(self) -> str:
        """The problems, each line beginning with its place, so that editors find it."""
        return self.what


def _line(where: str, what: str, remedy: str) -> str:
    place = f"{where}: " if where else ""
    link = " " if what.endswith(".") else "; "
    return place + what + (link + remedy if remedy else "")
