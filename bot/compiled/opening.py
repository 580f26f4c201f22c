"""Opening: a knowledge folder, however large, becomes knowledge to answer from in a moment."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.compiled.bundle import Bundle
from bot.compiled.compilation import NotCompiledError, Progress, compile_knowledge, is_up_to_date
from bot.compiled.place import current, opened, place_of
from bot.compiled.store import CASES
from bot.errors import Problem
from bot.knowledge.load import case_folders, load_knowledge
from bot.knowledge.model import Knowledge

FEW = 24
"""Cases that are loaded as they are: to compile them takes longer than it saves."""
_LOG = logging.getLogger("beslutsbot")


@dataclass(frozen=True)
class Opened:
    """Knowledge to answer from. `bundle` is where it is read from, None where all of it is in memory.

    `problems` are what is wrong with cases that were left out; a knowledge in memory has none.
    """

    knowledge: Knowledge
    bundle: Bundle | None = None
    problems: tuple[Problem, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Another process gets the knowledge that is in memory, or opens the same bundle."""
        return (Opened, (self.knowledge,)) if self.bundle is None else (_of, (self.bundle,))


def open_knowledge(folder: Path, cache: Path, progress: Progress = lambda *_: None, few: int = FEW) -> Opened:
    """The knowledge of a folder: of cases, of one case, or of a bundle or its place.

    With more than `few` cases it is compiled into the folder `cache`, as far as it is not up to date there; where that
    cannot be written, it is loaded. Raises KnowledgeError where it is of no use, NotCompiledError for a broken bundle.
    """
    if (bundle := current(folder) or folder) and (bundle / CASES).is_file():
        try:
            return _of(Bundle(bundle))
        except (OSError, ValueError, sqlite3.Error) as error:
            raise NotCompiledError(
                f"no whole bundle: {error}", where=str(bundle), remedy="compile it again (beslutsbot index)"
            ) from error
    place = place_of(folder, cache)
    fresh = opened_up_to_date(place, folder)
    if fresh is None and len(case_folders(folder)) <= few:
        return Opened(load_knowledge(folder))
    try:
        if fresh is None:
            compile_knowledge(folder, place, progress)
            fresh = opened(place, lambda found: Bundle(found, folder))
    except NotCompiledError as error:
        _LOG.warning(f"all of the knowledge is loaded, which takes long at each start: {error}")
        return Opened(load_knowledge(folder))
    assert fresh is not None  # just made
    return _of(fresh)


def opened_up_to_date(place: Path, folder: Path) -> Bundle | None:
    """The bundle in a place, where it is of the folder as it is now."""
    try:
        return opened(place, lambda found: Bundle(found, folder) if is_up_to_date(found, folder) else None)
    except (OSError, ValueError, sqlite3.Error):  # broken: it is made anew
        return None


def _of(bundle: Bundle) -> Opened:
    return Opened(bundle.knowledge, bundle, bundle.problems)
