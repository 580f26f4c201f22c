"""An interpretation: a message as it is understood, by itself or in its conversation, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.context import Context
from bot.matching.query.question import Question
from bot.matching.ranking.rank import Ranking

_SAME = 0.93  # closeness, of 1, from which a question is taken for a curated one


@dataclass(frozen=True)
class Interpretation:
    """One way to understand a message: by itself (an empty context) or in its conversation.

    `compared` are the rankings of the sides that it compares; `margin` is by how many log-odds the best candidate
    passes the threshold of what is offered, and `certainty` of what is stated; `contradicted` tells that it contradicts
    what the message takes for granted.
    """

    question: Question
    context: Context
    ranking: Ranking
    compared: tuple[Ranking, ...]
    margin: float
    certainty: float
    contradicted: bool = False

    @property
    def is_curated(self) -> bool:
        """Whether it is a curated question, nearly word for word."""
        return is_curated(self.ranking)

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it to look for: greetings, thanks, a lone figure, another bot's command."""
        question = self.question
        if question.is_command:
            return True
        if self.is_curated or self.context.facts:
            return False
        return not (question.concepts or question.parties or question.people or question.sides)


def is_curated(ranking: Ranking) -> bool:
    """Whether the best fact of a ranking has a curated question that is the question, nearly word for word."""
    return ranking.best is not None and ranking.best.signals["closeness"] >= _SAME
