"""A reading: a message as it is understood, by itself or in its conversation."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from bot.matching.context import Context
from bot.matching.decision.premise import is_contradicted
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Question
from bot.matching.ranking.rank import Ranking
from bot.matching.ranking.weights import Weights

_SAME = 0.93  # closeness, of 1, from which a question is taken for a curated one
_THE_SAME = 0.995  # and from which it is that question word for word


@dataclass(frozen=True)
class Reading:
    """One way to read a message: by itself (an empty context) or in its conversation, and by
    how many log-odds it passes the threshold of an answer; `contradicted` where the best fact contradicts what
    it takes for granted."""

    question: Question
    context: Context
    ranking: Ranking
    odds: float
    contradicted: bool = False

    def held_against(self, lexicon: Lexicon) -> Reading:
        """The same reading, no answer where the best fact contradicts its premise; a curated question has none."""
        best = self.ranking.best
        if best is None or best.signals["closeness"] >= _THE_SAME:
            return self
        if not is_contradicted(self.question, best.fact, lexicon):
            return self
        return replace(self, odds=-math.inf, contradicted=True)

    def is_sure(self, weights: Weights) -> bool:
        """Whether its answer is stated and not only offered: it passes by far, and is of whoever is named."""
        best = self.ranking.best
        if best is None or self.is_curated:
            return best is not None
        another = min(best.signals.get("person", 0.0), best.signals.get("party", 0.0)) < 0
        return not another and self.odds >= (weights.sure_followed if self.context.facts else weights.sure)

    @property
    def is_curated(self) -> bool:
        """Whether it is a curated question, nearly word for word."""
        best = self.ranking.best
        return best is not None and best.signals["closeness"] >= _SAME

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it to look for: greetings, thanks, a lone figure, another bot's command."""
        question = self.question
        if question.is_command:
            return True
        if self.is_curated or self.context.facts:
            return False
        return not (question.concepts or question.parties or question.people or question.sides)
