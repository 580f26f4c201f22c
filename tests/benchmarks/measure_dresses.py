"""How many right answers and refusals are lost when questions are put in another dress.

    python -m tests.benchmarks.measure_dresses [QUESTIONS.jsonl ...] [--half seen] [--sample 100] [--show 3]

Every question (of a dialogue its first turn) is asked as it is, and once in each dress. Without --half each dressed
question draws its wordings from one half or the other, and both totals are printed. Whoever changes the rules of
cleaning looks at losses of the half that may be seen only: --show shows no others.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.score import PREMISE, judge
from bot.knowledge.load import default_folder, load_knowledge
from bot.matching.retrieval.vectors import installed_encoder
from bot.progress import encoding_progress
from bot.settings import read_settings
from tests.dresses import DRESSES, Half, dressed

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
FILES = tuple(QUESTIONS / f"{name}.jsonl" for name in ("answer", "decline", "held_out"))
WIDTH = 120  # of the table; more where the terminal is wider


@dataclass(frozen=True)
class Plain:
    """A question as it is, its answer, and whether that is right."""

    expected: Expected
    answer: Answer
    right: bool


@dataclass(frozen=True)
class Worn:
    """A question in a dress, with wordings of a half, and its answer."""

    plain: Plain
    half: Half
    text: str
    answer: Answer

    @property
    def right(self) -> bool:
        return judge(self.plain.expected, self.answer)[0]

    @property
    def lost(self) -> bool:
        return self.plain.right and not self.right


def main() -> None:
    parsed = _parser().parse_args()
    console = Console(highlight=False, width=max(WIDTH, Console().width))
    bot = _answerer(parsed.encoder == "on")
    asked = [question for file in parsed.files or FILES for question in read_questions(file)]
    questions = [question for question in asked if question.turn == 1 and question.style != PREMISE]
    if parsed.sample is not None and parsed.sample < len(questions):
        questions = random.Random(parsed.seed).sample(questions, parsed.sample)
    names = [name for name in DRESSES if re.search(parsed.dress, name)]
    progress = Console(stderr=True)
    plain = [_asked(bot, question) for question in track(questions, "as they are", console=progress)]
    worn = {
        name: [one for one in (_worn(bot, name, p, parsed.seed, parsed.half) for p in plain) if one is not None]
        for name in track(names, "in dresses", console=progress)
    }
    for expect, declines in (("answers", False), ("refusals", True)):
        these = [p.right for p in plain if p.expected.declines is declines]
        console.print(f"as they are: {sum(these)} of {len(these)} {expect} right")
    console.print(_table(worn))
    for name in names if parsed.show else ():
        for one in [one for one in worn[name] if one.lost and one.half is Half.SEEN][: parsed.show]:
            _show(console, name, one)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.measure_dresses",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path, help="question files (default: of tests/data/questions)")
    parser.add_argument("--half", type=Half, choices=tuple(Half), help="take wordings from one half of each list only")
    parser.add_argument("--sample", type=int, metavar="N", help="N of the questions only, drawn by the seed")
    parser.add_argument("--dress", default="", metavar="REGEX", help="only the dresses with such a name")
    parser.add_argument("--encoder", choices=("on", "off"), default="off", help="whether meaning counts (default: off)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other wordings")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N losses of each dress")
    return parser


def _answerer(by_meaning: bool) -> Answerer:
    knowledge = load_knowledge(default_folder())
    with encoding_progress() as progress:
        return Answerer(knowledge, installed_encoder() if by_meaning else None, read_settings().cache, progress)


def _asked(bot: Answerer, expected: Expected) -> Plain:
    answer = bot.ask(expected.question, case=expected.case).answer
    return Plain(expected, answer, judge(expected, answer)[0])


def _worn(bot: Answerer, dress: str, plain: Plain, seed: int, half: Half | None) -> Worn | None:
    """A question in a dress; None where the dress leaves it as it is."""
    question = plain.expected.question
    half = half or random.Random(f"{seed}|{dress}|{plain.expected.id}").choice(tuple(Half))
    text = dressed(dress, question, seed, half)
    return None if text == question else Worn(plain, half, text, bot.ask(text, case=plain.expected.case).answer)


def _table(worn: dict[str, list[Worn]]) -> Table:
    """A line for each dress, those that lose most first, then one for each half and one for all."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("dress")
    for column in ("answers", "lost", "", "declined", "choices", "wrong", "refusals", "lost", "", "stated", "gained"):
        shown.add_column(column, justify="right")
    for name in sorted(worn, key=lambda name: -_share(_lost(worn[name], False), _right(worn[name], False))):
        shown.add_row(name, *_cells(worn[name]))
    everything = [one for ones in worn.values() for one in ones]
    shown.add_section()
    for half in Half:
        if ones := [one for one in everything if one.half is half]:
            shown.add_row(f"all {half}", *_cells(ones))
    shown.add_row("all", *_cells(everything))
    return shown


def _cells(ones: Sequence[Worn]) -> list[str]:
    """How many were right, how many of them are lost, and what became of those; and how many are right only dressed."""
    lost = [one for one in ones if one.lost]
    became = Counter(one.answer.status for one in lost if not one.plain.expected.declines)
    cells = [_right(ones, False), _lost(ones, False), became[Status.DECLINED], became[Status.CHOICES]]
    cells += [became[Status.ANSWERED] + became[Status.LIKELY], _right(ones, True), _lost(ones, True)]
    cells += [sum(one.answer.status is Status.ANSWERED for one in lost if one.plain.expected.declines)]
    cells += [sum(one.right and not one.plain.right for one in ones)]
    texts = [str(cell) for cell in cells]
    texts.insert(7, f"{_share(cells[6], cells[5]):.1%}")
    texts.insert(2, f"{_share(cells[1], cells[0]):.1%}")
    return texts


def _right(ones: Sequence[Worn], declines: bool) -> int:
    return sum(one.plain.right for one in ones if one.plain.expected.declines is declines)


def _lost(ones: Sequence[Worn], declines: bool) -> int:
    return sum(one.lost for one in ones if one.plain.expected.declines is declines)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _show(console: Console, dress: str, one: Worn) -> None:
    before, now = one.plain.answer, one.answer
    console.print(
        f"\n{dress} [{one.plain.expected.id}] {_first(before)} -> {_first(now)}\n"
        f"  plain   {one.plain.expected.question!r}\n  dressed {one.text!r}",
        markup=False,
        soft_wrap=True,
    )


def _first(answer: Answer) -> str:
    return " ".join((answer.status, answer.reason or "", *(fact.id for fact in answer.facts[:1])))


if __name__ == "__main__":
    main()
