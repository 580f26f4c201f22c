"""Fits what bot/matching/ranking/weights.yaml says of the reranking to question files with known answers.

    python tests/benchmarks/fit_reranker.py QUESTIONS.jsonl ... --threshold 0

To be run after fit_weights.py. The first look is surer than it should be of questions that it was fitted to, so there
should be others among these. First turns of dialogues only. Cross-validated by passage: questions whose ids share their
letters and first figures ("e012a", "e012b") are about one, and are judged by a model fitted without them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from fit_weights import Asked, Remembering, fit_answer, fit_rank, from_files, write
from rich.progress import track
from sklearn.metrics import roc_auc_score

from bot.answering.answerer import Answerer
from bot.knowledge.load import default_folder, load_knowledge
from bot.matching.decision.premise import is_contradicted
from bot.matching.decision.rules import is_ruled_out
from bot.matching.matcher import Matcher
from bot.matching.ranking.rank import Ranking
from bot.matching.ranking.rerank import SIGNALS, Reranker
from bot.matching.ranking.weights import Scorecard
from bot.settings import read_settings

FOLDS = 10


@dataclass(frozen=True)
class Doubted:
    """A question as the first look leaves it, with its learned terms; `group` names its passage."""

    asked: Asked
    terms: np.ndarray
    odds: float
    group: str
    declines: bool


@dataclass(frozen=True)
class Seen:
    """A question as the reranking sees it: whether its first candidate is right, and what speaks for that."""

    doubted: Doubted
    right: bool
    evidence: dict[str, float]


def doubted(asked: Asked, matcher: Matcher, second: Reranker) -> Iterator[Doubted]:
    """The question where its best candidate has questions of its own, and no rule forbids it."""
    best, expected = asked.ranking.best, asked.expected
    if expected is None or expected.style == "premise" or best is None or best.signals["plain"]:
        return
    lexicon = matcher.ranker.lexicon
    if is_ruled_out(asked.question, best, lexicon) or is_contradicted(asked.question, best.fact, lexicon):
        return
    number = re.match(r"\D*\d+", expected.id)
    yield Doubted(
        asked,
        second.terms(asked.question),
        matcher.decider.first_margin(asked.ranking),
        number[0] if number else expected.id,
        expected.declines,
    )


class Fitting:
    """Fits the reranking of a matcher to questions."""

    def __init__(self, matcher: Matcher, second: Reranker) -> None:
        self._matcher, self._second = matcher, second

    def fit(self, rows: Sequence[Doubted]) -> tuple[dict[str, float], Scorecard]:
        """What is added to scores, and the card of the decision."""
        answered = [self._scored(row) for row in rows if not row.declines]
        weights = fit_rank(answered, ("score", *SIGNALS))
        again = {name: weights[name] / weights["score"] for name in SIGNALS}
        seen = [self.look(row, again) for row in rows]
        told = [(s.evidence, float(s.right), 1.0) for s in seen if s.right or s.doubted.declines]
        return again, fit_answer(told)

    def look(self, row: Doubted, again: dict[str, float]) -> Seen:
        """The question ranked with so much added to scores."""
        ranking = self._ranked(row, again)
        asked = replace(row.asked, ranking=ranking)
        odds = self._matcher.decider.first_margin(ranking)
        right = not row.declines and bool(asked.right[0])
        return Seen(row, right, self._second.evidence(row.terms, ranking, odds))

    def _ranked(self, row: Doubted, again: dict[str, float]) -> Ranking:
        self._matcher.ranker.weights = replace(self._matcher.ranker.weights, again=again)
        return self._second.rerank(row.terms, row.asked.ranking)

    def _scored(self, row: Doubted) -> Asked:
        """The question with the scores of its few candidates among their signals."""
        ranking = self._ranked(row, {})
        few = (
            replace(c, signals={**c.signals, "score": c.score}) for c in ranking.candidates if SIGNALS[0] in c.signals
        )
        return replace(row.asked, ranking=replace(ranking, candidates=tuple(few)))

    def cross_validated(self, rows: Sequence[Doubted]) -> Iterator[tuple[Seen, float]]:
        """Each question with its points by a model fitted to other passages."""
        groups = sorted({row.group for row in rows})
        for first in track(range(FOLDS), "fitting"):
            kept = set(groups[first::FOLDS])
            again, card = self.fit([row for row in rows if row.group not in kept])
            seen = [self.look(row, again) for row in rows if row.group in kept]
            yield from ((each, card.points(each.evidence)) for each in seen)


def report(name: str, judged: Sequence[tuple[bool, bool, float]]) -> None:
    """Prints, for some thresholds, how many are rightly answered and declined: (declines, right, points) of each."""
    declines, right, points = (np.array(column) for column in zip(*judged, strict=True))
    told = declines | right
    print(
        f"{name}: {right.sum() / (~declines).sum():.1%} ranked right, "
        f"area under the curve {roc_auc_score(right[told], points[told]):.3f}"
    )
    for share in (0.8, 0.85, 0.9, 0.95):
        threshold = np.quantile(points[declines], share)
        print(f"  {share:.0%} declined: {(right & (points > threshold)).sum() / (~declines).sum():.1%} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--threshold", type=float, required=True)
    args = parser.parse_args()
    matcher = Answerer(load_knowledge(default_folder()), Remembering(), read_settings().cache).matcher
    second = matcher.reranker
    assert second is not None
    fitting = Fitting(matcher, second)
    rows = {
        file: [
            row
            for asked in track(list(from_files(matcher.ranker, [file])), file.name)
            for row in doubted(asked, matcher, second)
        ]
        for file in args.files
    }
    everything = [row for part in rows.values() for row in part]
    by_others = {id(seen.doubted): (seen, points) for seen, points in fitting.cross_validated(everything)}
    for file, part in [(None, everything), *rows.items()]:
        if not {True, False} <= {row.declines for row in part}:
            continue
        name = file.name if file else "all"
        first = [fitting.look(row, {}) for row in part]
        report(f"{name}, first look", [(s.doubted.declines, s.right, s.doubted.odds) for s in first])
        seen = [by_others[id(row)] for row in part]
        report(f"{name}, second look, cross-validated", [(s.doubted.declines, s.right, p) for s, p in seen])
    again, card = fitting.fit(everything)
    write("semantic", {"again": again}, {"looked_again": replace(card, threshold=args.threshold)})


if __name__ == "__main__":
    main()
