"""The cabinet: the cases of the knowledge folder as their files are now, to be reviewed, one change at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from starlette.exceptions import HTTPException

from bot.channels.web.site import Site
from bot.drafting.reviewing.review import Review, case_folders, of_notes, open_review, read
from bot.drafting.reviewing.saving import ChangedError
from bot.knowledge.load import default_folder

T = TypeVar("T")
_ID = re.compile(r"^id: *['\"]?([a-z0-9-]+)['\"]? *\r?$", re.MULTILINE)
_TITLE = re.compile(r"^title: *(.+?) *\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case as the list has it: its id, its title, and how many of its notes nobody has taken away."""

    id: str
    title: str
    notes: int


class Cabinet:
    """Opens cases and changes them. All reading and writing of files is done in threads."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = asyncio.Lock()

    async def waiting(self) -> tuple[Waiting, ...]:
        """All cases, those with the most to look at first."""
        return await asyncio.to_thread(self._waiting)

    async def open(self, case: str) -> Review:
        """The review of a case. Raises HTTPException where there is none, KnowledgeError where it has faults."""
        return await asyncio.to_thread(self._open, case)

    async def change(self, case: str, digest: str | None, change: Callable[[Review], T]) -> T:
        """Changes a case that is as a person saw it, who had its files with a digest before them.

        Raises ChangedError where it is not, and what `change` raises.
        """
        async with self._lock:
            return await asyncio.to_thread(self._changed, case, digest, change)

    def _changed(self, case: str, digest: str | None, change: Callable[[Review], T]) -> T:
        review = self._open(case)
        if review.digest != digest:
            raise ChangedError("the files have changed meanwhile")
        return change(review)

    def _open(self, case: str) -> Review:
        folders = case_folders(self._folder)
        named = [folder for folder in folders if folder.name == case]
        folder = next((folder for folder in (*named, *folders) if _id(read(folder)[0]) == case), None)
        if folder is None:
            raise HTTPException(404)
        return open_review(folder, self._site.answerer.knowledge.parties)

    def _waiting(self) -> tuple[Waiting, ...]:
        found = []
        for folder in case_folders(self._folder):
            text = read(folder)[0]
            case = self._site.answerer.knowledge.cases.get(id_ := _id(text))
            title = _TITLE.search(text)
            named = case.title if case else title[1] if title else folder.name
            comments = [line.strip().lstrip("#").strip() if "#" in line else "" for line in text.splitlines()]
            notes = sum(is_note and comment.startswith("granska:") for comment, is_note in _noted(comments))
            if id_:
                found.append(Waiting(id_, named, notes))
        return tuple(sorted(found, key=lambda waiting: -waiting.notes))

    @property
    def _folder(self) -> Path:
        return self._site.settings.knowledge or default_folder()


def _noted(comments: list[str]) -> zip[tuple[str, bool]]:
    return zip(comments, of_notes(comments), strict=True)


def _id(text: str) -> str:
    found = _ID.search(text)
    return found[1] if found else ""
