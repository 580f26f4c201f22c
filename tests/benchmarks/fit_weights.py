"""Fits bot/matching/ranking/weights.yaml and its forests to question files with known answers.

    python -m tests.benchmarks.fit_weights QUESTIONS.jsonl ... --words FOLDER [--semantic --encoders FOLDER]
        [--check OTHER.jsonl ...]

The ranking is a linear model of the signals, fitted so that the facts that answer get the likelihood (a softmax over
the candidates of each question). Forests of boosted trees (LightGBM, which only these scripts need) choose the first of
the first few, and tell from what speaks for it whether it is offered, and whether it is stated. What is told of
questions whose first was chosen by trees fitted to them would be too sure: theirs is chosen by trees fitted to the
others. Which questions stands in `exams.py`; it is checked on others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml
from lightgbm import LGBMClassifier, LGBMRanker
from rich.progress import track

import bot.matching.ranking
from bot.matching.decision.decide import evidence
from bot.matching.decision.premise import is_contradicted
from bot.matching.decision.rules import is_ruled_out
from bot.matching.ranking.forest import Forest, Tree
from bot.matching.ranking.rank import Ranking
from bot.matching.ranking.rerank import LOOKED_AT, held_together
from bot.matching.ranking.signals import NAMES
from bot.matching.ranking.weights import DECISIONS, Weights
from tests.benchmarks.document_sets import NEAR, documents_of
from tests.benchmarks.exams import DOCUMENT, EVIDENCE, FILE, UNFITTED, Asked, Exam, exams

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
RANKED = [name for name in NAMES if name not in ("case", "plain")]
NOT_EVIDENCE = {"case", "narrowed"}
# Set by hand: a signal that the question files, all about one case, say nothing of.
GIVEN = {"case": 2.5}

WIDEST = 50  # candidates of a question that are fitted to
RIDGE = 0.003  # of the ranking's squared weights
FOLDS = 3


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
    parser.add_argument(
        "--encoders", type=Path, help="what teach_encoder.py learned without each half; with --semantic"
    )
    for name in DECISIONS:
        parser.add_argument(
            f"--{name}",
            type=float,
            required=True,
            help=f"log-odds from which an answer is {name}",
        )
    args = parser.parse_args()
    if args.semantic and args.encoders is None:
        parser.error("--semantic needs --encoders")
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


if __name__ == "__main__":
    main()
