"""How well documents are drafted: precision, recall and F1 of each kind of fact, against the gold beside each document.

    python -m tests.benchmarks.measure_drafts [FOLDER ...]

Without folders: the documents that whoever writes the drafting code may look at, and those that are held back from
them, of which the totals are printed only.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.drafting.scoring import KINDS, Score, score, total

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
HELD_BACK = (DOCUMENTS / "held_back", DOCUMENTS / "tops" / "held_back")
SHOWN = (DOCUMENTS, DOCUMENTS / "seen", DOCUMENTS / "short", DOCUMENTS / "tops")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.measure_drafts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", nargs="*", type=Path, help="folders with gold (default: those that ship)")
    console = Console(highlight=False, width=max(150, Console().width))
    for folder in parser.parse_args().folders or (*SHOWN, *HELD_BACK):
        documents = documents_of(folder)
        with ProcessPoolExecutor() as pool:
            scores = list(track(pool.map(score, documents), folder.name, len(documents), console=Console(stderr=True)))
        shown = Table(
            title=str(folder.resolve().relative_to(DOCUMENTS.parent)) if folder in HELD_BACK else folder.name,
            box=None,
            title_justify="left",
        )
        shown.add_column("document")
        for kind in KINDS:
            shown.add_column(kind, justify="right")
        for document, found in zip(documents, scores, strict=True):
            if folder.resolve() not in HELD_BACK:
                shown.add_row(document.name, *(_counts(found.get(kind, Score())) for kind in KINDS))
        summed = total(scores)
        shown.add_section()
        shown.add_row("F1", *(f"{summed[kind].f1:.1%}" for kind in KINDS))
        shown.add_row("precision", *(f"{summed[kind].precision:.1%}" for kind in KINDS))
        console.print(shown)


def documents_of(folder: Path) -> list[Path]:
    """The documents of a folder that have gold beside them."""
    found = [*folder.glob("*.txt"), *folder.glob("*.pdf")]
    return sorted(path for path in found if path.with_suffix(".json").is_file())


def _counts(found: Score) -> str:
    return f"{found.right}/{found.right + found.missed}" + (f"+{found.extra}" if found.extra else "")


if __name__ == "__main__":
    main()
