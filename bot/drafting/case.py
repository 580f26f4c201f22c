"""Cases: their documents are read, drafted and saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.drafting.documents.document import DocumentError, read_document
from bot.drafting.draft import Draft
from bot.drafting.meeting import make_drafts
from bot.drafting.speakers.parties import known_parties, national_names
from bot.drafting.writing.saving import Saved, save
from bot.knowledge.model import Party


def draft_cases(
    paths: Sequence[Path], out: Path, *, replace: bool = False, id: str | None = None, ocr: bool = False
) -> tuple[Saved, ...]:
    """Draft documents into folders of `out`: one case, or one for each matter of a meeting.

    Raises DocumentError when a document cannot be read or a case cannot be written.
    """
    return tuple(save(draft, out, replace) for draft in drafted(paths, sure_parties(out), id, ocr=ocr))


def sure_parties(out: Path) -> tuple[Party, ...]:
    """The parties that a case in a folder of `out` need not name: those of its knowledge that everybody has."""
    return tuple(party for party in known_parties(out) if party.letter in national_names())


def drafted(
    paths: Sequence[Path], known: Sequence[Party], id: str | None = None, *, ocr: bool = False
) -> tuple[Draft, ...]:
    """The drafts of documents; `known` are the parties that need no entry of their own.

    Raises DocumentError when a document cannot be read, or the id cannot be one.
    """
    if id is not None and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id):
        raise DocumentError(f"the id {id!r} may hold only a-z, 0-9 and single hyphens", remedy="give another with --id")
    documents = [read_document(path, ocr=ocr) for path in paths]
    return make_drafts(documents, known, id)
