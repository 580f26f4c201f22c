"""The command `beslutsbot draft`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.errors import FAILED, UsageError
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "documents",
        nargs="+",
        type=Path,
        metavar="DOCUMENT",
        help="PDF or text (UTF-8); several files are one case, each file of a folder is a case of its own",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the case's folder goes (default: BESLUTSBOT_KNOWLEDGE, or else ./knowledge where you stand)",
    )
    parser.add_argument("--replace", action="store_true", help="draft an existing case anew and keep what people wrote")
    parser.add_argument(
        "--report", action="store_true", help="print what was found, what is uncertain, what is not covered"
    )
    parser.add_argument("--ocr", action="store_true", help="read scanned PDFs with ocrmypdf, where it is installed")
    parser.add_argument(
        "--cluster",
        metavar="URL",
        help="draft a folder on the workers of a Dask cluster: the address of its scheduler, as tcp://HOST:8786",
    )
    parser.add_argument("--id", help="the case's id (default: from its reference number)")


def run(parsed: argparse.Namespace, settings: Settings) -> int:
    """Draft; gives the exit code: 0 done, 1 when a folder's document could not be drafted, or a draft has no fact.

    Raises UsageError for arguments that do not go together, and DocumentError when the case could not be drafted.
    """
    # Imported here: every other command reads the arguments above too, and must not wait for these.
    from bot.drafting.case import draft_cases
    from bot.drafting.folder import draft_folder
    from bot.drafting.report import print_report

    out: Path = parsed.out or settings.knowledge or Path("knowledge")
    folders = [path for path in parsed.documents if path.is_dir()]
    if folders and (len(parsed.documents) > 1 or parsed.id):
        raise UsageError("give one folder by itself, without --id, or files")
    if parsed.cluster and not folders:
        raise UsageError("--cluster drafts the documents of a folder", remedy="name the folder, or leave it out")
    if folders:
        how = {"anew": parsed.replace, "report": parsed.report, "ocr": parsed.ocr, "cluster": parsed.cluster}
        return FAILED if draft_folder(folders[0], out, **how) else 0
    cases = draft_cases(parsed.documents, out, replace=parsed.replace, id=parsed.id, ocr=parsed.ocr)
    for saved in cases:
        if parsed.report:
            print_report(saved, sys.stdout)
        else:
            print(f"{saved.folder}: {len(saved.case.facts)} facts, {_doubts(saved.draft.facts)} to look at first")
    if any(saved.facts for saved in cases):
        return 0
    print("beslutsbot: no fact was found: read the document, and write the facts by hand", file=sys.stderr)
    return FAILED


def _doubts(facts: tuple[object, ...]) -> int:
    return sum(bool(getattr(fact, "doubts", ())) for fact in facts)
