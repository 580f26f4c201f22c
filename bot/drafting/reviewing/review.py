"""A review: a case as its files have it now, each fact with what the draft is uncertain of, uncertain ones first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.drafting.reviewing.yaml_lines import YamlLines
from bot.errors import KnowledgeError
from bot.knowledge.files.case_file import CASE_FILE, read_case
from bot.knowledge.files.facts import KINDS
from bot.knowledge.files.questions_file import QUESTIONS_FILE, with_questions
from bot.knowledge.model import Case, Fact, Kind, Party
from bot.knowledge.problems import Report

LISTS = tuple(kind.plural for kind in KINDS)
REVIEWED = "granskad"
"""The comment at a fact that a person has read against its passage."""
_NOTE = "granska:"


@dataclass(frozen=True)
class ReviewedFact:
    """A fact, its place in its list of the file, what the draft is uncertain of, and whether a person has read it."""

    fact: Fact
    place: int
    notes: tuple[str, ...]
    reviewed: bool
    written: Mapping[str, Any]

    @property
    def path(self) -> tuple[str, int]:
        return self.fact.kind.plural, self.place

    @property
    def name(self) -> str:
        """As in decisions/beslut-1."""
        return self.fact.id.partition("/")[2]


@dataclass(frozen=True)
class Review:
    """A case in its folder. `digest` is of its files, and tells when they have changed."""

    folder: Path
    case: Case
    parties: tuple[Party, ...]
    text: str
    questions_text: str

    @property
    def digest(self) -> str:
        return digest_of(self.text, self.questions_text)

    @cached_property
    def lines(self) -> YamlLines:
        return YamlLines(self.text)

    @cached_property
    def questions(self) -> YamlLines:
        return YamlLines(self.questions_text)

    @cached_property
    def facts(self) -> tuple[ReviewedFact, ...]:
        """All facts: those with notes first, then those that nobody has read, each in the file's order."""
        return tuple(sorted(self._facts(), key=lambda item: (not item.notes, item.reviewed)))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the draft is uncertain of in what stands above the facts."""
        return tuple(notes_of(self.lines.head(LISTS)))

    @property
    def left(self) -> int:
        """How much the draft is uncertain of and nobody has read."""
        return bool(self.notes) + sum(bool(item.notes) for item in self.facts)

    def find(self, kind: str, name: str) -> ReviewedFact | None:
        """The fact with an id, as it stands in its list."""
        return next((item for item in self.facts if item.name == f"{kind}/{name}"), None)

    def called(self, item: ReviewedFact) -> str | None:
        """What the file of questions calls a fact; None where it has none for it."""
        named: Mapping[str, Any] = self.questions.data.get("questions") or {}
        of_name = [fact for fact in self.case.facts if fact.id.endswith(f"/{item.fact.id.rpartition('/')[2]}")]
        short = item.fact.id.rpartition("/")[2]
        return next((c for c in (item.name, short) if c in named and (c != short or len(of_name) == 1)), None)

    def _facts(self) -> Iterator[ReviewedFact]:
        for kind in KINDS:
            for place, fact in enumerate(self.case.of_kind(kind)):
                comments = self.lines.comments(kind.plural, place)
                written = self.lines.data[kind.plural][place]
                yield ReviewedFact(fact, place, tuple(notes_of(comments)), REVIEWED in comments, written)


def open_review(folder: Path, parties: Sequence[Party]) -> Review:
    """The review of a case's folder, with the parties that all cases share.

    Raises KnowledgeError where the files have faults, and UnwritableError where they cannot be changed by lines.
    """
    text, asked = read(folder)
    return Review(folder, checked(folder, parties), tuple(parties), text, asked)


def checked(folder: Path, parties: Sequence[Party], told_as: Path | None = None) -> Case:
    """The case of a folder, when `beslutsbot check` finds no fault in it. Raises KnowledgeError otherwise."""
    told_as = told_as or folder
    report, asked = Report(str(told_as / CASE_FILE)), Report(str(told_as / QUESTIONS_FILE))
    case = read_case(folder, parties, report)
    if case is not None:
        case = with_questions(case, folder, asked)
    problems = [*sorted(report.problems), *sorted(asked.problems)]
    if problems or case is None:
        raise KnowledgeError(problems)
    return case


def read(folder: Path) -> tuple[str, str]:
    """The text of a case's file and of that of its questions, "" where it has none, with their line ends."""
    files = (folder / CASE_FILE, folder / QUESTIONS_FILE)
    case, questions = (file.read_bytes().decode("utf-8", "replace") if file.is_file() else "" for file in files)
    return case, questions


def digest_of(*texts: str) -> str:
    """What tells texts from others."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def notes_of(comments: Sequence[str]) -> Iterator[str]:
    """The notes that say what is uncertain, in comments of which one may go on over several lines."""
    note: str | None = None
    for comment, is_note in zip(comments, of_notes(comments), strict=True):
        if note is not None and (not is_note or comment.startswith(_NOTE)):
            yield note
            note = None
        if is_note:
            note = f"{note} {comment}" if note is not None else comment.removeprefix(_NOTE).strip()
    if note is not None:
        yield note


def of_notes(comments: Sequence[str]) -> Iterator[bool]:
    """Whether each line of comments belongs to a note. The one that ends them is empty, or says that they are read."""
    inside = False
    for comment in comments:
        inside = comment.startswith(_NOTE) or (inside and bool(comment) and comment != REVIEWED)
        yield inside


def case_folders(folder: Path) -> tuple[Path, ...]:
    """The folders of the cases in a knowledge folder, which may be that of a single case."""
    if (folder / CASE_FILE).is_file():
        return (folder,)
    return tuple(sorted(file.parent for file in folder.glob(f"*/{CASE_FILE}")))


def kind_of(plural: str) -> Kind | None:
    """The kind whose list has a name."""
    return next((kind for kind in KINDS if kind.plural == plural), None)
