"""Fits what bot/matching/ranking/weights.yaml says of follow-ups to dialogues with known answers.

    python -m tests.benchmarks.fit_followups DIALOGUES.jsonl ... --threshold 0 [--semantic --encoders FOLDER]
        [--check OTHER.jsonl ...]

To be run after fit_weights.py, as a follow-up is judged by how its message is read by itself, too. Each later turn is
asked in the conversation as it should have been: where the bot answers wrongly, the right fact takes its place. Whole
questions, asked in conversations about something else, are added with a smaller weight: they should lean on nothing.
So are the turns asked of the case without its curated questions, as most cases have none; and so that no case counts
alone, those of the dialogues to the documents of `document_sets.py`, each drafted.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.metrics import roc_auc_score

from bot.answering.answerer import Answerer
from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.score import judge, quoted
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.cases.many import CasesMatcher
from bot.matching.context import Context
from bot.matching.decision.premise import is_contradicted
from bot.matching.decision.rules import is_ruled_out
from bot.matching.dialogue.followup import FOLLOW, evidence_of_following, follow, inherit
from bot.matching.dialogue.slots import context_of, next_context
from bot.matching.matcher import Matcher
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.candidates import weighted_sum
from bot.matching.ranking.forest import NO_FOREST, Forest
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.retrieval.rows import Vectors
from bot.matching.retrieval.vectors import Encoder
from bot.settings import read_settings
from tests.benchmarks.document_sets import documents_of, drafted
from tests.benchmarks.exams import PLAINER, Remembering, Taught, encoders_without, fold, plainer, quoting, snippets
from tests.benchmarks.fit_weights import Evidence, fit_answer, fit_rank, write

ASIDE = 0.3  # what a whole question asked in another conversation weighs
SHARE = 0.8  # of the questions are asked so
FOLDS = 6
# What a fact's score weighs before anything is fitted: it puts the right fact among the first.
START = {"inherited": 0.5, "alone": 0.5, "own": 2.0, "near": 1.5, "named_person": 2.0}


@dataclass(frozen=True)
class Turn:
    """A message in a conversation: its ranking there, its log-odds by itself, and what is expected."""

    dialogue: str
    expected: Expected
    question: Question
    inherited: Question
    ranking: Ranking
    alone: float
    weight: float
    ranker: Ranker

    @property
    def evidence(self) -> dict[str, float]:
        """What speaks for and against its first candidate."""
        return evidence_of_following(self.question, self.ranking, self.ranker.neighbours(self.ranking), self.alone)

    @property
    def right(self) -> list[float]:
        found: list[float] = quoting(snippets(self.expected), self.ranking.candidates)
        return found

    def weighed(self, weights: dict[str, float]) -> Turn:
        """The same turn with its candidates ranked by other weights."""
        scored = (replace(c, score=weighted_sum(weights, c.signals)) for c in self.ranking.candidates)
        return replace(self, ranking=replace(self.ranking, candidates=tuple(sorted(scored, key=lambda c: -c.score))))


def turns(bot: Answerer, files: Iterable[Path]) -> Iterator[tuple[Expected, Context]]:
    """The later turns of dialogues, each with its conversation as it should have been."""
    context = Context()
    for expected in [e for file in files for e in read_questions(file) if e.dialogue is not None]:
        before = Context() if expected.turn == 1 else context
        if before.facts or before.topic:
            yield expected, before
        reply = bot.ask(expected.question, before, now=0.0)
        right, _ = judge(expected, reply.answer)
        context = reply.context if right or expected.declines else _put_right(bot.matcher, expected, before)


def _put_right(matcher: Matcher | CasesMatcher, expected: Expected, before: Context) -> Context:
    """The conversation as if the right fact had answered; as before where no fact does."""
    ranker = matcher.ranker
    question = read_question(expected.question, ranker.lexicon)
    ranking = ranker.rank(question).candidates
    for candidate, is_right in zip(ranking, quoting(snippets(expected), ranking), strict=True):
        if is_right:
            return next_context(question, (candidate,), before, ranker)
    wanted = [fold(snippet) for snippet in snippets(expected)]
    for fact in ranker.index.facts:
        text = quoted(fact.quotes)
        if any(snippet in text for snippet in wanted):
            return context_of(fact, before, ranker)
    return before


def asked(matcher: Matcher | CasesMatcher, expected: Expected, context: Context, weight: float) -> Turn:
    """A message asked in a conversation."""
    ranker = matcher.ranker
    question = read_question(expected.question, ranker.lexicon)
    alone = matcher.interpreter.by_itself(question)
    inherited = inherit(question, context, ranker.lexicon)
    ranking = follow(question, inherited, context, alone.ranking, ranker, None)
    name = expected.dialogue or expected.id
    return Turn(name, expected, question, inherited, ranking, alone.margin, weight, ranker)


def evidence_rows(turns: Iterable[Turn]) -> Iterator[Evidence]:
    """What a decision can be fitted to: turns to decline, and those whose first candidate is right."""
    for turn in turns:
        if _forbidden(turn) or not (turn.expected.declines or _is_right(turn)):
            continue
        yield turn.evidence, float(not turn.expected.declines), turn.weight


def _is_right(turn: Turn) -> bool:
    return bool(turn.right and turn.right[0])


def _forbidden(turn: Turn) -> bool:
    """Whether it is declined whatever the weights."""
    question, best = turn.inherited, turn.ranking.best
    if best is None or is_ruled_out(question, best, turn.ranker.lexicon):
        return True
    return is_contradicted(question, best.fact, turn.ranker.lexicon)


def fit(turns: Sequence[Turn], threshold: float) -> tuple[dict[str, float], Forest]:
    """The weights of the ranking, and the forest of the decision."""
    answered = [turn for turn in turns if not turn.expected.declines]
    weights = fit_rank(answered, FOLLOW)
    return weights, fit_answer(list(evidence_rows(turn.weighed(weights) for turn in turns)), threshold)


def report(name: str, judged: Sequence[tuple[Turn, float]]) -> None:
    """Prints, for some thresholds, how many are rightly answered and declined; turns are given with their points."""
    declines = np.array([turn.expected.declines for turn, _ in judged], dtype=bool)
    right = np.array([not turn.expected.declines and _is_right(turn) for turn, _ in judged], dtype=bool)
    points = np.array([points for _, points in judged])
    told = declines | right
    print(
        f"{name}: {len(judged)} turns, {right.sum() / max(1, (~declines).sum()):.1%} ranked right, "
        f"area under the curve {roc_auc_score(right[told], np.maximum(points[told], -99)):.3f}"
    )
    for threshold in np.arange(-1.0, 1.25, 0.25):
        answered = points >= threshold
        print(
            f"  threshold {threshold:5.2f}: {(right & answered).sum() / max(1, (~declines).sum()):.1%} right, "
            f"{(declines & ~answered).sum() / max(1, declines.sum()):.1%} declined"
        )


def judged(turns: Iterable[Turn], weights: dict[str, float], forest: Forest) -> Iterator[tuple[Turn, float]]:
    for turn in (turn.weighed(weights) for turn in turns):
        yield turn, -np.inf if _forbidden(turn) else forest.points(turn.evidence)


def cross_validated(turns: Sequence[Turn]) -> Iterator[tuple[Turn, float]]:
    """Each turn judged by a model fitted to other dialogues."""
    names = sorted({turn.dialogue for turn in turns})
    random.Random(0).shuffle(names)
    for first in range(FOLDS):
        kept = set(names[first::FOLDS])
        model = fit([turn for turn in turns if turn.dialogue not in kept], 0.0)
        yield from judged([turn for turn in turns if turn.dialogue in kept], *model)


def _unfitted(
    knowledge: Knowledge, encoder: Encoder | None, cache: Path | None, cohort: Vectors | None = None
) -> Answerer:
    """A bot that has not learned how to follow."""
    bot = Answerer(knowledge, encoder, cache)
    ranker = bot.matcher.ranker
    ranker.weights = replace(ranker.weights, follow=START, followed=NO_FOREST)
    ranker.cohort = cohort
    return bot


def _of_documents(
    part: str, encoder: Encoder | None, without: Mapping[str, Taught], cache: Path | None
) -> Iterator[Turn]:
    """The later turns of the dialogues to documents, each asked of its draft, by an encoder that was taught `without`
    it where there is one."""
    for document in documents_of(part):
        own = without.get(document.name)
        kept = cache / document.stem if cache else None
        if own:
            bot = _unfitted(drafted(document), own.encoder, kept, own.cohort)
        else:
            bot = _unfitted(drafted(document), encoder, kept)
        for expected, context in turns(bot, [document.with_suffix(".jsonl")]):
            turn = asked(bot.matcher, expected, context, 1.0)
            yield replace(turn, dialogue=f"{document.stem}-{turn.dialogue}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="dialogues, and whole questions to ask besides")
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--vectors", type=Path, help="where encoded texts are kept")
    parser.add_argument("--threshold", type=float, required=True)
    parser.add_argument(
        "--encoders", type=Path, help="what teach_encoder.py learned without each half; with --semantic"
    )
    args = parser.parse_args()
    if args.semantic and args.encoders is None:
        parser.error("--semantic needs --encoders")
    encoder = Remembering(read_settings().cache) if args.semantic else None
    knowledge = load_knowledge(default_folder())
    cache = args.vectors or read_settings().cache
    make = partial(_unfitted, encoder=encoder)
    bot = make(knowledge, cache=cache)
    uncurated = make(plainer(knowledge)["without questions"], cache=cache).matcher
    said = list(turns(bot, args.files))
    later = [asked(bot.matcher, expected, context, 1.0) for expected, context in track(said, "asking")]
    rng = random.Random(5)
    for expected in [e for file in args.files for e in read_questions(file) if e.dialogue is None]:
        if rng.random() < SHARE:
            later.append(asked(bot.matcher, expected, rng.choice(said)[1], ASIDE))
    bare = [asked(uncurated, expected, context, PLAINER) for expected, context in track(said, "without questions")]
    later += _of_documents("fit", encoder, encoders_without(args.encoders) if args.semantic else {}, cache)
    checked_documents = list(_of_documents("choose", encoder, {}, cache))
    checked = [asked(bot.matcher, *turn, 1.0) for turn in turns(bot, args.check)]
    by_others = list(cross_validated(later))
    report("cross-validated, in dialogues", [each for each in by_others if each[0].expected.dialogue])
    report("cross-validated, whole questions", [each for each in by_others if not each[0].expected.dialogue])
    weights, forest = fit([*later, *bare], args.threshold)
    if checked:
        report("checked", list(judged(checked, weights, forest)))
    report("documents, checked", list(judged(checked_documents, weights, forest)))
    report("without questions, fitted", list(judged(bare, weights, forest)))
    write("semantic" if args.semantic else "lexical", {"follow": weights}, {"followed": forest})


if __name__ == "__main__":
    main()
