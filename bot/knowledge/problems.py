"""Collecting what is wrong with a file while it is read, so that all of it is told in one error."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.errors import Problem


@dataclass
class Report:
    """Collects the problems of one file while it is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str, fact: str = "", *, remedy: str = "") -> None:
        """Note a problem, with what to do where `message` does not say it; what it quotes is kept on one line."""
        self.problems.append(Problem(self.file, line, fact, " ".join(message.split()), " ".join(remedy.split())))
