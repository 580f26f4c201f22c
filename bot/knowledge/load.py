"""Loading: a folder of YAML files and texts becomes Knowledge, wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

from bot.errors import KnowledgeError, Problem
from bot.knowledge.files.case_file import CASE_FILE, read_case
from bot.knowledge.files.party_file import read_glossary, read_parties
from bot.knowledge.files.paths import stands
from bot.knowledge.files.questions_file import QUESTIONS_FILE, with_questions
from bot.knowledge.files.term_file import read_terms, with_own
from bot.knowledge.files.yaml_tree import Node, read_tree
from bot.knowledge.model import Case, Knowledge, Party, Term
from bot.knowledge.problems import Report

PARTIES_FILE = "parties.yaml"
GLOSSARY_FILE = "glossary.yaml"
TERMS_FILE = "terms.yaml"
_PACKAGE = Path(__file__).resolve().parent.parent

T = TypeVar("T")


def default_folder() -> Path:
    """The knowledge that ships: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_knowledge"
    return installed if installed.is_dir() else _PACKAGE.parent / "knowledge"


def load_knowledge(folder: Path) -> Knowledge:
    """All that a folder holds: a folder of cases, or the folder of a single case.

    The parties are those that ship with the program where the folder has none of its own; a glossary of its own
    adds to the one that ships, and so do terms of its own, which also replace those they share a name with.
    Raises KnowledgeError with every problem of every file.
    """
    shared, found = load_shared(folder)
    problems = list(found)
    cases: dict[str, Case] = {}
    given: dict[str, Path] = {}
    folders = case_folders(folder)
    for case_folder in folders:
        case, found = load_case(case_folder, shared.parties)
        if case is not None and case.id in given:
            found = sorted((*found, same_id(case.id, case_folder, given[case.id])))
        elif case is not None and case.id != "?":
            given[case.id] = case_folder
            cases[case.id] = case
        problems += found
    if not folders:
        problems.append(no_case(folder))
    if problems:
        raise KnowledgeError(problems)
    return replace(shared, cases=cases)


def load_shared(folder: Path) -> tuple[Knowledge, list[Problem]]:
    """What the cases of a folder share, as a knowledge without cases, and every problem of it."""
    problems: list[Problem] = []
    parties = _shared(folder, PARTIES_FILE, read_parties, problems) or ()
    glossary = tuple(chain.from_iterable(_shipped_and_own(folder, GLOSSARY_FILE, read_glossary, problems)))
    terms: tuple[Term, ...] = ()
    for more in _shipped_and_own(folder, TERMS_FILE, read_terms, problems):
        terms = with_own(terms, more)
    return Knowledge({}, parties, glossary, terms, str(folder)), problems


def load_case(folder: Path, parties: Sequence[Party]) -> tuple[Case | None, list[Problem]]:
    """The case of a folder with its questions, and every problem of it. Where there is any, the case is of no use."""
    report, asked = Report(str(folder / CASE_FILE)), Report(str(folder / QUESTIONS_FILE))
    case = read_case(folder, parties, report)
    if case is not None:
        case = with_questions(case, folder, asked)
    return case, [*sorted(report.problems), *sorted(asked.problems)]


def same_id(id_: str, folder: Path, other: Path) -> Problem:
    """The problem of a case's folder where another has given its id before."""
    return Problem(str(folder / CASE_FILE), 1, "", f'the case id "{id_}" is already given in {other / CASE_FILE}')


def no_case(folder: Path) -> Problem:
    """The problem of a folder that holds none."""
    nothing = f"no case here: no folder holds a {CASE_FILE}"
    return Problem(str(folder), 1, "", nothing, "name another folder, or draft a case (beslutsbot draft)")


def _shipped_and_own(
    folder: Path,
    name: str,
    read: Callable[[Node, Report], T],
    problems: list[Problem],
) -> Iterator[T]:
    """What the file that ships says, and then what the folder's own says; nothing for one that does not exist."""
    shipped = default_folder()
    for place in (folder,) if folder.resolve() == shipped.resolve() else (shipped, folder):
        if stands(place / name):
            found = _shared(place, name, read, problems)
            if found is not None:
                yield found


def case_folders(folder: Path) -> list[Path]:
    """The folder itself when it is a case, or else those of its folders that are."""
    if stands(folder / CASE_FILE):
        return [folder]
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found if os.path.lexists(f"{entry.path}/{CASE_FILE}"))
    except OSError:
        return []
    return [folder / name for name in names]


def _shared(
    folder: Path,
    name: str,
    read: Callable[[Node, Report], T],
    problems: list[Problem],
) -> T | None:
    """What a file that all cases share says: the folder's own file, or the one that ships."""
    path = next((base / name for base in (folder, default_folder()) if stands(base / name)), None)
    if path is None:
        return None
    result, found = _read_once(path, _changed(path), read) if path.parent == default_folder() else _read(path, read)
    problems += found
    return result


def _read(path: Path, read: Callable[[Node, Report], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What a file says, and every problem of it."""
    report = Report(str(path))
    node = read_tree(path, report)
    result = None if node is None else read(node, report)
    return result, tuple(sorted(report.problems))


@lru_cache(maxsize=8)
def _read_once(
    path: Path, changed: tuple[int, int], read: Callable[[Node, Report], T]
) -> tuple[T | None, tuple[Problem, ...]]:
    """The same of a file that ships, which every knowledge reads: once for each time that it is `changed`."""
    return _read(path, read)


def _changed(path: Path) -> tuple[int, int]:
    """When a file was changed, in ns, and its size in bytes; zeros where it cannot be told."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
