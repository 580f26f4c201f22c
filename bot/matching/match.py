"""The match: what the matching found for a message, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.matching.cleaning.cleaner import Courtesy
from bot.matching.context import Context
from bot.matching.decision.decide import Reason
from bot.matching.decision.lookup import Number
from bot.matching.query.intents import Intent
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate

LIST = 5  # facts of a list that are shown at once
RELATED = 3  # facts that come closest where there is no answer


@dataclass(frozen=True)
class Match:
    """What the matching found.

    `answers` when it answers, `alternatives` when it asks back, else `reason` with `related` as what comes closest.
    `sure` tells whether the answers are stated or only offered, `confidence` from 0 to 1 how likely the first of them
    answers, `contradicted` that the one related contradicts what the question takes for granted.
    `intent` is what is asked of the bot itself or of the last answer, `number` what is asked for by its number,
    `courtesy` what a message does that asks nothing, `person` somebody whose party is asked for and not said.
    `about` is the case that a question is about which is not answered, where there are others and it is clear.
    `more` are further candidates, `heard` the parties whose words the scope has, `context` what the next message of the
    conversation may build on.
    """

    language: str
    question: Question
    answers: tuple[Candidate, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    reason: Reason | None = None
    related: tuple[Candidate, ...] = ()
    more: tuple[Candidate, ...] = ()
    heard: tuple[str, ...] = ()
    context: Context = field(default_factory=Context)
    confidence: float = 0.0
    sure: bool = True
    contradicted: bool = False
    intent: Intent | None = None
    number: Number | None = None
    courtesy: Courtesy | None = None
    person: str | None = None
    about: str | None = None
