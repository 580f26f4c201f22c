"""The documents with questions, split: what is fitted to, chosen by, and for neither; and their drafts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.drafting.case import draft_cases
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Knowledge

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
HELD_BACK = DOCUMENTS / "held_back"
_LAST = "lmnop"  # how the names begin of those in `seen` whose questions nobody has looked at
PARTS = ("fit", "choose", "unseen", "fresh")
NEAR = "nearmiss"  # a style of questions to documents that may be offered what is near, and stated nothing
WITHOUT = "without.txt"  # the file that names the documents of which what stands beside it has learned nothing


def documents_of(part: str) -> list[Path]:
    """The documents of a part: of those in `seen` every third to choose by, the others to fit to, with those in `asked`
    and most of those in `short`. Of "unseen" figures have moved thresholds; "fresh" is for the end.

    Raises ValueError for no part.
    """
    seen = with_questions(DOCUMENTS / "seen")
    open_to_all = [document for document in seen if document.name[0] not in _LAST]
    short = with_questions(DOCUMENTS / "short")
    match part:
        case "fit":
            of_seen = [document for place, document in enumerate(open_to_all) if place % 3 != 2]
            return [*of_seen, *with_questions(DOCUMENTS / "asked"), *(d for d in short if not _is_kept_back(d))]
        case "choose":
            return open_to_all[2::3]
        case "fresh":
            return with_questions(DOCUMENTS / "fresh")
        case "unseen":
            last = [document for document in seen if document.name[0] in _LAST]
            return [*last, *with_questions(HELD_BACK), *filter(_is_kept_back, short)]
    raise ValueError(f"{part} is none of {', '.join(PARTS)}")


def _is_kept_back(short: Path) -> bool:
    """Whether a document in `short` is one whose questions nobody has looked at: every third, by its number."""
    return int(short.stem[1:]) % 3 == 1


def with_questions(path: Path) -> list[Path]:
    """The document, or those of a folder, that have questions beside them."""
    found = [path] if path.is_file() else [*path.glob("*.txt"), *path.glob("*.pdf")]
    return sorted(document for document in found if document.with_suffix(".jsonl").is_file())


def drafted(*documents: Path) -> Knowledge:
    """The knowledge that the drafts of documents are, in one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            draft_cases([document], Path(folder))
        return load_knowledge(Path(folder))
