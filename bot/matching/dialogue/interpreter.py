"""The interpreter: how a question is understood, by itself, in its parts, and in its conversation."""

from __future__ import annotations

import math
from dataclasses import replace

from bot.matching.context import Context
from bot.matching.decision.decide import Decider, compared_sides
from bot.matching.decision.interpretation import Interpretation
from bot.matching.decision.parts import lacks, parts
from bot.matching.decision.rules import is_ruled_out
from bot.matching.decision.selection import distinct, is_list, kind_listed, sides
from bot.matching.dialogue.followup import (
    evidence_of_following,
    follow,
    inherit,
    is_whole,
    leans,
    names_unknown,
    signed,
    stands_alone,
)
from bot.matching.dialogue.slots import outlived
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.retrieval.rows import Vectors

_SURE = 1.0  # margin from which a message by itself is not refused for the conversation that it is in
_PARTS = 2  # facts that a question of two parts is answered by


class Interpreter:
    """Interprets questions to one ranker."""

    def __init__(self, ranker: Ranker, decider: Decider) -> None:
        self._ranker = ranker
        self._decider = decider

    def by_itself(self, question: Question, case: str | None = None, vector: Vectors | None = None) -> Interpretation:
        """The question as it is, in one case or in all; `vector` is what it means, where that is known."""
        ranking = self._ranker.rank(question, case=case, vector=vector)
        if ranking.best is None and is_list(question) and not question.narrowing:
            ranking = self._listed(question, case, ranking.found.vector) or ranking
        compared = compared_sides(question, self._ranker, case, ranking.found.vector)
        return self._decider.by_itself(question, ranking, compared)

    def _listed(self, question: Question, case: str | None, vector: Vectors | None) -> Ranking | None:
        """The facts of the kind that a list is asked of ("alla belopp") and that no word leads to; of one case only."""
        kind = kind_listed(question)
        cases = {fact.case for fact in self._ranker.index.facts if fact.kind is kind and case in (None, fact.case)}
        return self._ranker.rank(question, case=case, kind=kind, vector=vector) if len(cases) == 1 else None

    def in_dialogue(
        self, question: Question, context: Context, case: str | None, alone: Interpretation
    ) -> Interpretation:
        """The question in its conversation where it leans on that; else `alone`, which is how it reads by itself."""
        whole = is_whole(question) and alone.margin >= 0
        if alone.is_curated or whole or not leans(question, context):
            return alone
        followed = self._signers(question, context, alone) or self._followed(question, context, case, alone)
        stands = alone.margin >= _SURE and stands_alone(question)
        return alone if stands and followed.margin < 0 else followed

    def parts(self, alone: Interpretation, case: str | None) -> tuple[Candidate, ...]:
        """What answers the parts of a question of two; () where one fact answers both, or a part has no answer."""
        question, lexicon, best = alone.question, self._ranker.lexicon, alone.ranking.best
        if question.asked.several or sides(question) or alone.is_curated:
            return ()
        for first, second in parts(question.text, lexicon, question.language):
            if alone.margin >= 0 and best is not None and not self._lacks_either(best, first, second):
                continue
            read = (self.by_itself(part, case) for part in (first, second))
            bests = [part.ranking.best for part in read if part.margin >= 0]
            found = distinct(best for best in bests if best is not None)
            if len(found) == _PARTS:
                return tuple(found)
        return ()

    def _lacks_either(self, best: Candidate, first: Question, second: Question) -> bool:
        number, index = self._ranker.number[best.fact.id], self._ranker.index
        return lacks(index, number, first, second) or lacks(index, number, second, first)

    def _followed(
        self, question: Question, context: Context, case: str | None, alone: Interpretation
    ) -> Interpretation:
        """The question with what it inherits from its conversation."""
        ranker = self._ranker
        inherited = inherit(question, context, ranker.lexicon)
        if case is None and not question.cases and not is_whole(question):
            case = context.case
        ranking = follow(question, inherited, context, alone.ranking, ranker, case)
        evidence = evidence_of_following(question, ranking, ranker.neighbours(ranking), alone.margin)
        ruled_out = is_ruled_out(inherited, ranking.best, ranker.lexicon)
        forbidden = ruled_out or names_unknown(question, ranker.index)
        margin = -math.inf if forbidden else ranker.weights.followed.margin(evidence)
        certainty = margin - ranker.weights.sure_followed
        compared = compared_sides(inherited, ranker, case, ranking.found.vector)
        return self._decider.settled(
            inherited, outlived(question, context), ranking, compared, margin, certainty, ruled_out
        )

    def _signers(self, question: Question, context: Context, alone: Interpretation) -> Interpretation | None:
        """The question as asking who signed what was quoted last; None where it asks something else."""
        statements = signed(question, context, self._ranker)
        if not statements:
            return None
        context = replace(context, facts=statements)
        ranking = self._ranker.rank(question, also=statements, vector=alone.ranking.found.vector)
        kept = tuple(c for c in ranking.candidates if c.fact.id in statements)
        if not kept:
            return None
        return Interpretation(question, context, replace(ranking, candidates=kept), (), math.inf, math.inf)
