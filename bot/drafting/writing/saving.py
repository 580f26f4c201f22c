"""A draft becomes a case folder: written beside its place, tried with the loader, then moved there whole."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.drafting.documents.document import DocumentError
from bot.drafting.draft import Draft
from bot.drafting.writing.carry_over import carry_over, read_existing
from bot.drafting.writing.case_writer import CaseWriter, Fixes, WrittenFact
from bot.drafting.writing.questions_writer import questions_text
from bot.errors import KnowledgeError
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.files.questions_file import QUESTIONS_FILE
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Case
from bot.knowledge.source import PDF

_ROUNDS = 6


@dataclass(frozen=True)
class Saved:
    """A case that was written: its folder, the case as it loads, and its facts as they were written."""

    folder: Path
    case: Case
    draft: Draft
    facts: tuple[WrittenFact, ...]
    carried: int = 0
    dropped: int = 0


def save(draft: Draft, out: Path, replace: bool = False) -> Saved:
    """Write a draft to the folder of its id in `out`.

    Raises DocumentError when the case exists and is not to be replaced, when its questions cannot be kept, or when
    the draft cannot be made to load. In each case nothing is left behind.
    """
    with replaced_whole(out / draft.id, replace) as (folder, existing):
        saved = write(draft, folder, existing)
    return dataclasses.replace(saved, folder=out / draft.id)


@contextmanager
def replaced_whole(target: Path, replace: bool) -> Iterator[tuple[Path, Path | None]]:
    """A new folder to fill, which then takes the place of `target`; and the folder that stands there, if any.

    Raises DocumentError when one stands there that is not to be replaced, and when it cannot be written.
    """
    if not replace:
        refuse_existing(target)
    exists = _exists(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as temporary:
            folder = Path(temporary) / target.name
            folder.mkdir()
            yield folder, target if exists else None
            _move(folder, target, Path(temporary) / "before")
    except OSError as error:
        raise DocumentError(
            f"cannot be written: {error.strerror or error}",
            where=str(target),
            remedy="make room, or name a folder that you may write with --out",
        ) from None


def refuse_existing(target: Path) -> None:
    """Raises DocumentError where a case stands in a folder."""
    if _exists(target):
        raise DocumentError(
            "the case exists", where=str(target), remedy="--replace drafts it anew and keeps what people wrote"
        )


def _exists(target: Path) -> bool:
    return target.exists() or target.is_symlink()


def write(draft: Draft, folder: Path, existing: Path | None) -> Saved:
    """Write a draft into an empty folder, with what people wrote in the existing one. Raises DocumentError, OSError."""
    for item in draft.sources:
        (folder / item.file).write_bytes(item.source.text.encode("utf-8", "surrogatepass"))
    before = read_existing(existing) if existing else None
    originals = dict(_kept_originals(draft, folder, before.originals if before else {}))
    writer = CaseWriter(draft, originals)
    fixes = Fixes()
    problems: Sequence[object] = ()
    for _ in range(_ROUNDS):
        facts = writer.facts(fixes)
        carried = 0
        if before is not None:
            facts, carried = carry_over(before, facts, writer.sources, fixes)
        _put(folder / CASE_FILE, writer.text(facts, before.contact if before else None))
        _put(folder / QUESTIONS_FILE, questions_text(facts, before.questions.unanswered if before else ()))
        try:
            case = load_knowledge(folder).cases[draft.id]
            return Saved(folder, case, draft, tuple(facts), carried, len(fixes.dropped))
        except KnowledgeError as error:
            problems = error.problems
            if not _fix(error, draft.id, fixes):
                break
    raise DocumentError(
        f"the draft does not load: {problems[0] if problems else 'unknown'}",
        where=draft.id,
        remedy="this is a fault of the program: report it",
    )


def _kept_originals(draft: Draft, folder: Path, before: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """The name of the PDF beside each source that has one, by the source's id: the one drafted from, or that of before.

    They are copied to the folder.
    """
    for item in draft.sources:
        original = item.original or before.get(item.source.id)
        if original is not None:
            name = f"{item.source.id}{PDF}" if item.original else original.name
            shutil.copyfile(original, folder / name)
            yield item.source.id, name


def _put(file: Path, text: str) -> None:
    """Write a file; there is none where there is nothing to write."""
    if text:
        file.write_text(text, encoding="utf-8", newline="\n")
    else:
        file.unlink(missing_ok=True)


def _fix(error: KnowledgeError, case: str, fixes: Fixes) -> bool:
    """Note what to do with the facts that do not stand; False when the problem is none of a fact."""
    found = False
    for problem in error.problems:
        name = problem.fact.removeprefix(f"{case}/")
        if not problem.fact or "/" not in name:
            continue
        found = True
        if name in fixes.plain or "summary" not in problem.message:
            fixes.dropped.add(name)
        else:
            fixes.plain.add(name)
    return found


def _move(folder: Path, target: Path, aside: Path) -> None:
    """Put a folder in its place; one that stands there is kept until the new one does."""
    if target.exists() or target.is_symlink():
        os.rename(target, aside)
        try:
            _keep_others(aside, folder)
            os.rename(folder, target)
        except OSError:
            os.rename(aside, target)
            raise
        return
    os.rename(folder, target)


def _keep_others(before: Path, after: Path) -> None:
    """Files that people put in a case's folder stay, but for the questions: those that are kept are written anew."""
    for path in before.iterdir():
        if path.name == QUESTIONS_FILE:
            continue
        if not (after / path.name).exists() and path.is_file() and not path.is_symlink():
            shutil.copy2(path, after / path.name)
