"""The matcher: a person's text and a conversation become a match - facts, readings to choose from, or a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from bot.knowledge.model import Fact, Knowledge
from bot.matching.context import Context
from bot.matching.decide import Reason, evidence, log_odds, readings
from bot.matching.followup import inherit, is_elliptic, next_context
from bot.matching.question import Question, read_question
from bot.matching.rank import Candidate, Ranker, Ranking
from bot.matching.selection import select

if TYPE_CHECKING:
    from pathlib import Path

    from bot.matching.semantic import Encoder, Progress

LONGEST = 1000  # characters; a question is a few sentences at most
_RELATED = 3
_ON_SUBJECT = 0.34  # coverage from which the case "mentions the subject"
_NOISE = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Match:
    """What the matching found.

    `answers` when it answers, `readings` when it asks back, else `reason` with `related` as what comes closest.
    `more` are further candidates, `heard` the parties whose words the scope has, `context` what the next
    message of the conversation may build on.
    """

    language: str
    question: Question
    answers: tuple[Candidate, ...] = ()
    readings: tuple[Candidate, ...] = ()
    reason: Reason | None = None
    related: tuple[Candidate, ...] = ()
    more: tuple[Candidate, ...] = ()
    heard: tuple[str, ...] = ()
    context: Context = Context()


class Matcher:
    """Matches questions to one knowledge. See `Ranker` for `encoder`, `cache` and `progress`."""

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.ranker = Ranker(knowledge, encoder, cache, progress)
        self._heard = _heard(self.ranker)

    def match(
        self,
        text: str,
        context: Context = Context(),
        *,
        case: str | None = None,
        language: str | None = None,
        now: float | None = None,
    ) -> Match:
        """What answers a person's text.

        `context` is that of the conversation, `case` keeps to one case, `language` is the language to reply in where
        it is settled, `now` the seconds of the clock that `context` was made by.
        """
        now = monotonic() if now is None else now
        context = context.still(now)
        if not text.strip():
            return self._declined(_blank(language or context.language), Reason.EMPTY, context)
        if len(text) > LONGEST:
            question = read_question(text[:LONGEST], self.ranker.lexicon, language)
            return self._declined(question, Reason.TOO_LONG, context)
        question = read_question(text, self.ranker.lexicon, language)
        return self._matched(question, context, case, now)

    def _matched(self, question: Question, context: Context, case: str | None, now: float) -> Match:
        elliptic = is_elliptic(question, context)
        if (reason := self._known_absent(question, case)) is not None:
            return self._declined(question, reason, context, case)
        alone = self._answer(question, Context(), case)
        best, used = alone, False
        if elliptic:
            followed = inherit(question, context)
            in_context = self._answer(followed, context, case)
            if in_context[1] >= alone[1] or not question.concepts:
                best, used, question = in_context, True, followed
        ranking, odds = best[0].candidates, best[1]
        if not question.concepts and not used:
            return self._declined(question, Reason.OFF_TOPIC, context, case)
        if odds < self.ranker.weights.threshold:
            reason = self._reason(question, ranking)
            related = ranking[:_RELATED] if reason is Reason.NOT_IN_CASE else ()
            return self._declined(question, reason, context, case, related)
        if (near := readings(question, ranking)) and not used:
            return Match(question.language, question, readings=near, context=context)
        scope = context if used else Context()
        answers = select(question, ranking, lambda q: self.ranker.rank(q, scope, case=case).candidates) or (ranking[0],)
        chosen = {candidate.fact.id for candidate in answers}
        kept = next_context(question, answers, context, used)
        return Match(
            question.language,
            question,
            answers=answers,
            more=tuple(c for c in ranking if c.fact.id not in chosen)[:9],
            context=_at(kept, now, question.language),
        )

    def _answer(self, question: Question, context: Context, case: str | None) -> tuple[Ranking, float]:
        ranking = self.ranker.rank(question, context, case=case)
        return ranking, log_odds(evidence(question, ranking, self.ranker.index), self.ranker.weights)

    def _known_absent(self, question: Question, case: str | None) -> Reason | None:
        """Whether somebody is asked about who is not heard at all."""
        if question.parties and not set(question.parties) & set(self.heard(case)):
            mentioned = {p for profile in self.ranker.profiles for p in profile.mentions}
            if question.asked.opinion or not set(question.parties) & mentioned:
                return Reason.PARTY_ABSENT
        if question.unknown_names and not question.people and not question.parties:
            return Reason.PERSON_ABSENT
        return None

    def heard(self, case: str | None) -> tuple[str, ...]:
        """The letters of the parties whose words the case has; of all cases for None."""
        if case is not None:
            return self._heard.get(case, ())
        return tuple(dict.fromkeys(party for parties in self._heard.values() for party in parties))

    def _reason(self, question: Question, ranking: Sequence[Candidate]) -> Reason:
        if ranking and ranking[0].signals["coverage"] >= _ON_SUBJECT:
            return Reason.NOT_IN_CASE
        return Reason.NO_MATCH

    def _declined(
        self,
        question: Question,
        reason: Reason,
        context: Context,
        case: str | None = None,
        related: Sequence[Candidate] = (),
    ) -> Match:
        return Match(
            question.language,
            question,
            reason=reason,
            related=tuple(related),
            heard=self.heard(case),
            context=context,
        )

    def fact(self, id_: str) -> Fact | None:
        """The fact or passage with that id, or None."""
        return self.knowledge.by_id.get(id_)


def _blank(language: str | None) -> Question:
    from bot.matching.asked import Asked

    return Question(language or "sv", (), (), Asked(), "")


def _at(context: Context, now: float, language: str) -> Context:
    from dataclasses import replace

    return replace(context, asked_at=now, language=language)


def _heard(ranker: Ranker) -> dict[str, tuple[str, ...]]:
    heard: dict[str, dict[str, None]] = {}
    for fact in ranker.index.facts:
        heard.setdefault(fact.case, {}).update(dict.fromkeys(fact.parties))
    return {case: tuple(parties) for case, parties in heard.items()}
