"""The compilation: a folder of cases becomes a bundle. Only what is new is read; what is interrupted is taken up."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import ClassVar

from bot.compiled.catalogue import INDEX, write_catalogue
from bot.compiled.compiler import Compiler
from bot.compiled.forms.analyses import write_glossary
from bot.compiled.forms.cases import party_tree
from bot.compiled.meanings import carry_over
from bot.compiled.place import alone, current, finish
from bot.compiled.processes import Work, results
from bot.compiled.store import CASES, StoreWriter
from bot.compiled.traces import FORM, code_digest, shared_digest, shared_stamp, stamps_of
from bot.errors import FAILED, BeslutsbotError, KnowledgeError, Problem
from bot.knowledge.load import load_shared, no_case, same_id
from bot.knowledge.model import Knowledge

_SAVED = 2.0  # seconds of work that an interruption costs
Progress = Callable[[str, int, int], None]
"""Takes what is being done, how much of it is done, and of how much."""


class NotCompiledError(BeslutsbotError):
    """The knowledge is sound, and yet no bundle of it could be made or opened."""

    code: ClassVar[int] = FAILED


@dataclass(frozen=True)
class Compilation:
    """What became of a compilation: the bundle's folder, and what is wrong with the cases that are left out of it.

    `served` is how many cases it has; `read` how many folders were read anew, `kept` how many were not, `gone` how many
    there are no more.
    """

    folder: Path
    problems: tuple[Problem, ...]
    served: int
    read: int
    kept: int
    gone: int


def compile_knowledge(
    folder: Path, place: Path, progress: Progress = lambda *_: None, processes: int | None = None
) -> Compilation:
    """Brings the bundle in a place up to date with a knowledge folder.

    Cases that are as they were are not read again. A bad case is left out, and told of in the outcome; what is wrong
    with the files that cases share, or with every case, is raised as KnowledgeError. `processes` read the cases, by
    default one for each core, where there are enough of them. Raises NotCompiledError where nothing can be written.
    """
    shared, problems = load_shared(folder)
    stamps = stamps_of(folder)
    if not stamps:
        problems.append(no_case(folder))
    if problems:
        raise KnowledgeError(problems)
    try:
        with alone(place) as part:
            return _Compiling(folder, place, part, shared, progress, processes).compiled(stamps)
    except (OSError, sqlite3.Error, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        remedy = "make room, or name another folder; what was done so far is kept"
        raise NotCompiledError(f"cannot be written: {why}", where=str(place), remedy=remedy) from error


def is_up_to_date(bundle: Path, folder: Path) -> bool:
    """Whether a bundle is of a knowledge folder as it is now, by the times and sizes of its files."""
    with closing(StoreWriter(bundle / CASES)) as store:
        if store.shared("form") != FORM or store.shared("shared stamp") != shared_stamp(folder):
            return False
        if store.shared("code") != code_digest():
            return False
        stamps = {name: stamp for name, (stamp, _) in store.traces().items()}
    return stamps == stamps_of(folder)


class _Compiling:
    """One compilation, while its place is kept."""

    def __init__(
        self, root: Path, place: Path, part: Path, shared: Knowledge, progress: Progress, processes: int | None
    ) -> None:
        self._root = root
        self._place = place
        self._part = part
        self._shared = shared
        self._compiler = Compiler(root, shared)
        self._progress = progress
        self._processes = processes
        self._key = f"{FORM} {code_digest()} {shared_digest(shared)}"
        self._before = self._kept_from(current(place))

    def compiled(self, stamps: Mapping[str, str]) -> Compilation:
        """`stamps` are those of the cases' folders, by their names."""
        with closing(self._begun()) as store:
            known = store.traces()
            gone = [name for name in known if name not in stamps]
            for name in gone:
                store.forget(name)
            waiting = [
                (name, stamp, known.get(name, ("", ""))[1])
                for name, stamp in stamps.items()
                if known.get(name, ("", ""))[0] != stamp
            ]
            self._read(store, waiting)
            twice = store.settle()
            problems = [*store.faults(), *(same_id(id_, *map(self._root.joinpath, both)) for id_, *both in twice)]
            store.commit()
            if not (served := len(store.served())):
                raise KnowledgeError(sorted(problems))
            self._share(store)
            store.share("problems", [astuple(problem) for problem in sorted(problems)])
            store.commit()
            self._catalogue(store)
        carry_over(self._before, self._part)
        counts = (served, len(waiting), len(stamps) - len(waiting), len(gone))
        return Compilation(finish(self._place), tuple(sorted(problems)), *counts)

    def _kept_from(self, bundle: Path | None) -> Path | None:
        """The bundle, where what it holds was made in the same way."""
        return bundle if bundle is not None and self._is_alike(bundle) else None

    def _is_alike(self, folder: Path) -> bool:
        if not (folder / CASES).is_file():
            return False
        try:
            with closing(StoreWriter(folder / CASES)) as store:
                return bool(store.shared("key") == self._key)
        except (sqlite3.Error, ValueError):
            return False

    def _begun(self) -> StoreWriter:
        """The store to write: as an interrupted compilation left it, as the bundle before has it, or a new one."""
        if not self._is_alike(self._part):
            shutil.rmtree(self._part, ignore_errors=True)
            self._part.mkdir()
            if self._before is not None:
                shutil.copyfile(self._before / CASES, self._part / CASES)
        store = StoreWriter(self._part / CASES)
        store.share("key", self._key)
        store.commit()
        return store

    def _read(self, store: StoreWriter, waiting: Sequence[tuple[str, str, str]]) -> None:
        work = Work(self._root, shared_digest(self._shared))
        compiled = results(self._compiler, work, waiting, self._processes)
        saved = time.monotonic()
        for done, outcome in enumerate(compiled):
            if outcome.result is None:
                store.touch(outcome.folder, outcome.stamp)
            else:
                store.put(outcome.folder, outcome.stamp, outcome.digest, outcome.result)
            if time.monotonic() - saved > _SAVED:
                store.commit()
                saved = time.monotonic()
            self._progress("reading the cases", done + 1, len(waiting))
        store.commit()

    def _share(self, store: StoreWriter) -> None:
        shared = self._shared
        parties = [party_tree(party) for party in shared.parties]
        glossary = [[entry.words, entry.means] for entry in shared.glossary]
        terms = [[term.term, term.term_en, term.also, term.sv, term.en] for term in shared.terms]
        store.share("form", FORM)
        store.share("root", str(self._root.resolve()))
        store.share("code", code_digest())
        store.share("shared stamp", shared_stamp(self._root))
        store.share("shared", [parties, glossary, terms])
        if store.shared("glossary") is None:
            store.share("glossary", write_glossary(self._compiler.words.of_glossary))

    def _catalogue(self, store: StoreWriter) -> None:
        """Writes the catalogue: that of the bundle before, less what is gone, and with what is new."""
        index = self._part / INDEX
        shutil.rmtree(index, ignore_errors=True)
        wanted, there = store.served(), frozenset[int]()
        if self._before is not None and (self._before / INDEX).is_dir():
            _linked(self._before / INDEX, index)
            with closing(StoreWriter(self._before / CASES)) as before:
                there = frozenset(before.served())
        new = wanted - there

        def documents() -> Iterator[tuple[int, list[tuple[str, str]]]]:
            for done, (number, texts) in enumerate(store.documents(new)):
                self._progress("writing the index", done + 1, len(new))
                yield number, texts

        write_catalogue(index, documents(), there - wanted)


def _linked(folder: Path, to: Path) -> None:
    """The files of an index in another folder, without a copy where the file system has links: none is ever changed."""
    to.mkdir()
    for file in folder.iterdir():
        try:
            os.link(file, to / file.name)
        except OSError:
            shutil.copyfile(file, to / file.name)
