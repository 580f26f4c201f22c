"""The check of a knowledge folder: does it load, is it neutral, how much is quoted, do its questions lead home."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.errors import Problem
from bot.evaluation.leave_one_out import lost, strays
from bot.evaluation.neutrality import slants
from bot.evaluation.places import places
from bot.knowledge.coverage import Coverage, coverage
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Kind, Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.ranking.rank import Ranker
from bot.settings import Settings

REACH = 0.95  # of the running text should be quoted by some fact


def check(folder: Path | None, settings: Settings, *, covered: bool, questions: bool) -> int:
    """Prints what the folder holds and what it lacks; gives the exit code.

    Raises KnowledgeError when it does not load.
    """
    console = Console(highlight=False, soft_wrap=True)
    folder = folder or settings.knowledge or default_folder()
    knowledge = load_knowledge(folder)
    for case in knowledge.cases.values():
        counts = ", ".join(_counted(len(case.of_kind(kind)), kind) for kind in Kind if kind is not Kind.PASSAGE)
        console.print(f"{case.id}: {counts}", markup=False)
    if covered:
        _print_coverage(console, knowledge)
    ranker = Ranker(with_whole_sentences(knowledge))
    _print_slants(console, folder, knowledge, ranker)
    for fact in lost(ranker):
        console.print(f"{fact}: none of its questions leads to it when left out; it needs others", markup=False)
    if questions:
        _print_strays(console, ranker)
    return 0


def _counted(count: int, kind: Kind) -> str:
    return f"{count} {kind.value if count == 1 else kind.plural}"


def _print_coverage(console: Console, knowledge: Knowledge) -> None:
    for case in knowledge.cases.values():
        for measured in coverage(case):
            _print_source(console, case.id, measured)


def _print_source(console: Console, case: str, measured: Coverage) -> None:
    reached = "which reaches" if measured.share >= REACH else "which does not reach"
    console.print(
        f"{case}/{measured.source}: {measured.share:.1%} of the running text is quoted, {reached} {REACH:.0%}",
        markup=False,
    )
    for passage in measured.unquoted:
        console.print(f"  page {passage.quotes[0].page}: {passage.summary}", markup=False)


def _print_slants(console: Console, folder: Path, knowledge: Knowledge, ranker: Ranker) -> None:
    """Warnings of what is not neutral; the knowledge is of use all the same."""
    found = list(slants(knowledge, ranker.lexicon.parties))
    where = places(folder) if found else {}
    for slant in found:
        file, line = where[slant.fact, slant.key]
        console.print(str(Problem(file, line, slant.fact, f"warning: {slant.message}")), markup=False)


def _print_strays(console: Console, ranker: Ranker) -> None:
    asked = sum(len(fact.questions) for fact in ranker.index.facts)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("asking each fact's questions", total=asked)
        found = list(strays(ranker, lambda: progress.advance(task)))
    for stray in found:
        console.print(f"  {stray.fact}: {stray.question!r} leads to {stray.leads_to or 'nothing'}", markup=False)
    share = 1 - len(found) / asked if asked else 1.0
    console.print(f"{share:.1%} of {asked} questions lead to their fact when left out of the index", markup=False)
