"""What is wrong with the knowledge: one line per problem, all of them together in one error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where (file, line from 1), in which fact ("" when in none), and what."""

    file: str
    line: int
    fact: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        return place + (f"{self.fact}: {self.message}" if self.fact else self.message)


class KnowledgeError(Exception):
    """The knowledge cannot be used. `problems` holds everything found in one run, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Report:
    """Collects the problems of one file while it is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str, fact: str = "") -> None:
        """Note a problem; what it quotes from the file is kept on one line."""
        self.problems.append(Problem(self.file, line, fact, " ".join(message.split())))
