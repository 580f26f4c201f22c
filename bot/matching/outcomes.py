"""Outcomes: what has been decided becomes a match - an answer or a refusal, and what the next message may lean on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.matching.context import Context
from bot.matching.decision.decide import Decider, Reason, likelihood
from bot.matching.decision.interpretation import Interpretation
from bot.matching.decision.selection import distinct
from bot.matching.dialogue.slots import next_context, on_subject
from bot.matching.match import LIST, RELATED, Match
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.coverage import mentioned
from bot.matching.ranking.rank import Ranker

_NEARBY = 4.0  # of log-likelihood below the best: still on the same subject
_MOST_RELATED = 8  # candidates among which those that quote something else are looked for
_MOST_MORE = 9  # further candidates of an answer
_ON_SUBJECT = 0.34  # share of the question's words from which the case "mentions the subject"


class Outcomes:
    """Makes matches of interpretations of one ranker's rankings."""

    def __init__(self, ranker: Ranker, decider: Decider) -> None:
        self._ranker = ranker
        self._decider = decider
        self._parties = _heard(ranker)

    def answered(self, read: Interpretation, answers: tuple[Candidate, ...], context: Context, now: float) -> Match:
        """An answer; `context` is that of the conversation before it."""
        question, ranking = read.question, read.ranking.candidates
        chosen = {candidate.fact.id for candidate in answers}
        kept = next_context(question, answers, read.context, self._ranker)
        facts = context.facts if read.margin == math.inf else kept.facts  # who signed is no new subject
        kept = replace(kept, facts=facts, more=_more(question, answers, ranking))
        return Match(
            question.language,
            question,
            answers=answers,
            more=tuple(c for c in ranking if c.fact.id not in chosen)[:_MOST_MORE],
            confidence=likelihood(read.margin),
            sure=self._decider.is_sure(read),
            context=replace(kept, asked_at=now, language=context.language or question.language),
        )

    def not_answered(
        self, question: Question, read: Interpretation, context: Context, case: str | None, now: float
    ) -> Match:
        """A refusal with what comes closest; `question` is what the message says itself, which a case may mention."""
        best = read.ranking.best
        said = question if question.concepts else read.question
        number = self._ranker.number[best.fact.id] if best is not None else None
        is_on_subject = number is not None and mentioned(said, self._ranker.index, number) >= _ON_SUBJECT
        reason = Reason.NOT_IN_CASE if is_on_subject else Reason.NO_MATCH
        shown = 1 if read.contradicted else RELATED
        related = tuple(distinct(read.ranking.candidates[:_MOST_RELATED])[:shown]) if is_on_subject else ()
        context = replace(on_subject(read.question, related, context, self._ranker), asked_at=now)
        declined = self.declined(read.question, reason, context, case, related)
        return replace(declined, confidence=likelihood(read.margin), contradicted=read.contradicted)

    def declined(
        self,
        question: Question,
        reason: Reason,
        context: Context,
        case: str | None = None,
        related: Sequence[Candidate] = (),
    ) -> Match:
        """A refusal for a reason, with what comes closest."""
        heard = self.heard(case)
        return Match(question.language, question, reason=reason, related=tuple(related), heard=heard, context=context)

    def heard(self, case: str | None) -> tuple[str, ...]:
        """The letters of the parties whose words the case has; of all cases for None."""
        if case is not None:
            return self._parties.get(case, ())
        return tuple(dict.fromkeys(party for parties in self._parties.values() for party in parties))


def _more(question: Question, answers: tuple[Candidate, ...], ranking: Sequence[Candidate]) -> tuple[str, ...]:
    """The ids of what comes next on the same subject: the rest of a list, else what ranks next."""
    if len(answers) > 1:
        return tuple(candidate.fact.id for candidate in answers[LIST:])
    best = ranking[0].score if ranking else 0.0
    voices = [c for c in ranking if not question.parties or c.signals["party"] > 0]
    near = [c for c in voices if c.score > best - _NEARBY]
    return tuple(c.fact.id for c in distinct((*answers, *near))[1:_MOST_RELATED])


def _heard(ranker: Ranker) -> dict[str, tuple[str, ...]]:
    heard: dict[str, dict[str, None]] = {}
    for fact in ranker.index.facts:
        heard.setdefault(fact.case, {}).update(dict.fromkeys(fact.parties))
    return {case: tuple(parties) for case, parties in heard.items()}
