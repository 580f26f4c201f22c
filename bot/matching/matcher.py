"""The matcher: a person's text and a conversation become a match - facts, readings to choose from, or a reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from bot.knowledge.model import Fact, Knowledge
from bot.language.plain_text import plain
from bot.matching.cleaning.cleaner import Cleaner
from bot.matching.context import Context
from bot.matching.decision.decide import (
    Reason,
    evidence,
    has_just_that,
    is_asked_alike,
    is_ruled_out,
    margin,
    readings,
    shares,
)
from bot.matching.decision.parts import lacks, parts
from bot.matching.decision.selection import distinct, is_list, select, sides
from bot.matching.dialogue.followup import evidence_of_following, follow, inherit, is_whole, leans, signed, stands_alone
from bot.matching.dialogue.slots import next_context, on_subject, outlived
from bot.matching.interpretation import Reading
from bot.matching.match import LIST, RELATED, Match
from bot.matching.query.asked import Asked, is_comparing
from bot.matching.query.intents import correction, read_intent
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.coverage import mentioned
from bot.matching.ranking.rank import Candidate, Ranker, Ranking
from bot.matching.ranking.rerank import second_look
from bot.matching.shortcuts import Shortcuts

if TYPE_CHECKING:
    from pathlib import Path

    from bot.matching.retrieval.vectors import Encoder, Progress

_NEARBY = 4.0  # of log-likelihood below the best: still on the same subject
LONGEST = 1000  # characters; a question is a few sentences at most
_MOST_RELATED = 8  # candidates among which those that quote something else are looked for
_ON_SUBJECT = 0.34  # share of the question's words from which the case "mentions the subject"
_SURE = 1.0  # log-odds from which a message by itself is not refused for the conversation that it is in
_OFFERED = 0.1  # log-odds of what is offered and not stated
_CERTAIN = 1.0  # log-odds of what needs no weighing
_COVERED, _BY_FAR = 0.9, 0.6  # coverage and share from which one fact by far is about the one thing named
_KEYWORD = 1.5  # log-odds that a question gains which names one thing that one fact is about
_UNFOCUSED = 1.5  # log-odds lost where the very thing asked for is nowhere in the fact
_LISTS = 1.5  # log-odds that a question for all facts of a kind gains: its words are those of the kind


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
        self.cleaner = Cleaner(self.ranker.lexicon)
        self.second_look = second_look(self.ranker)
        self.shortcuts = Shortcuts(knowledge, self.ranker, self.read)

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
            return self.shortcuts.declined(_blank(language or context.language), Reason.EMPTY, context)
        if len(text) > LONGEST:
            question = read_question(text[:LONGEST], self.ranker.lexicon, language)
            return self.shortcuts.declined(question, Reason.TOO_LONG, context)
        written = plain(text)
        message = self.cleaner.clean(written)
        question = self._read(message.question, context, language)
        if (intent := read_intent(written, question, self.ranker.lexicon)) is not None:
            question = question if question.words else read_question(written, self.ranker.lexicon, language)
            if (match := self.shortcuts.intended(intent, question, context, case)) is not None:
                return match
        if not message.question:
            reason = Reason.OFF_TOPIC if message.courtesy else Reason.EMPTY
            question = read_question(written, self.ranker.lexicon, language or context.language)
            return replace(self.shortcuts.declined(question, reason, context, case), courtesy=message.courtesy)
        return self._matched(question.text, question, context, case, now)

    def _read(self, text: str, context: Context, language: str | None) -> Question:
        """The question of a text; where it corrects the one before, that of what is meant instead."""
        lexicon = self.ranker.lexicon
        meant = correction(text) if context.facts or context.topic else None
        question = read_question(meant or text, lexicon, language or (context.language if meant else None))
        if meant is None:
            return question
        if question.parties or question.people:
            return replace(question, lead=True)
        people = () if context.parties else context.people
        return replace(question, lead=True, parties=context.parties, people=people)

    def _matched(self, text: str, question: Question, context: Context, case: str | None, now: float) -> Match:
        if case is None and len(question.references) == 1:
            (case,) = question.references
        if (named := self.shortcuts.looked_up(question, context, case, now)) is not None:
            return named
        if (person := self.shortcuts.of_no_party(question)) is not None:
            return replace(self.shortcuts.declined(question, Reason.NOT_IN_CASE, context, case), person=person)
        reading = self.read(question, case)
        if not reading.is_curated and (reason := self.shortcuts.known_absent(question, case)) is not None:
            return self.shortcuts.declined(question, reason, context, case)
        points = bool(context.facts) and question.pronoun
        if not points and (both := self._both(text, reading, case)):
            return self._answered(replace(reading, odds=max(reading.odds, 0.0)), both, context, case, now)
        if leans(question, context) and not (reading.is_curated or (is_whole(question) and reading.odds >= 0)):
            followed = self._signers(question, context) or self._follow(question, context, case, reading)
            stands = reading.odds >= _SURE and stands_alone(question)
            reading = reading if stands and followed.odds < 0 else followed
        if reading.says_nothing:
            return self.shortcuts.declined(question, Reason.OFF_TOPIC, context, case)
        if reading.odds < 0:
            return self._not_answered(question, reading, context, case, now)
        if near := self._near(reading):
            return Match(question.language, reading.question, readings=near, context=context)
        return self._answered(reading, (), context, case, now)

    def _both(self, text: str, reading: Reading, case: str | None) -> tuple[Candidate, ...]:
        """What answers the parts of a question of two; () where one fact answers both, or a part has no answer."""
        question, ranker = reading.question, self.ranker
        if question.asked.several or sides(question) or reading.is_curated:
            return ()
        best = reading.ranking.best
        for first, second in parts(text, ranker.lexicon, question.language):
            if reading.odds >= 0 and best is not None and not self._lacks_either(best, first, second):
                continue
            bests = [r.ranking.best for r in (self.read(first, case), self.read(second, case)) if r.odds >= 0]
            found = distinct(best for best in bests if best is not None)
            if len(found) == 2:
                return tuple(found)
        return ()

    def _lacks_either(self, best: Candidate, first: Question, second: Question) -> bool:
        number = self.ranker.number[best.fact.id]
        return lacks(self.ranker.index, number, first, second) or lacks(self.ranker.index, number, second, first)

    def _follow(self, question: Question, context: Context, case: str | None, alone: Reading) -> Reading:
        """The message read in its conversation; `alone` is how it reads by itself."""
        inherited = inherit(question, context, self.ranker.lexicon)
        if case is None and not question.cases and not is_whole(question):
            case = context.case
        ranking = follow(question, inherited, context, alone.ranking, self.ranker, case)
        card = self.ranker.weights.followed
        odds = card.points(evidence_of_following(question, ranking, alone.odds)) - card.threshold
        reading = Reading(
            inherited, outlived(question, context), ranking, self._settled(inherited, ranking, odds, case)
        )
        return reading.held_against(self.ranker.lexicon)

    def _signers(self, question: Question, context: Context) -> Reading | None:
        """The message read as asking who signed what was quoted last; None where it asks something else."""
        statements = signed(question, context, self.ranker)
        if not statements:
            return None
        context = replace(context, facts=statements)
        ranking = self.ranker.rank(question, also=statements)
        kept = tuple(c for c in ranking.candidates if c.fact.id in statements)
        return Reading(question, context, replace(ranking, candidates=kept), math.inf) if kept else None

    def _answered(
        self, reading: Reading, both: tuple[Candidate, ...], context: Context, case: str | None, now: float
    ) -> Match:
        question, ranking = reading.question, reading.ranking.candidates
        answers = both or select(
            question, ranking, lambda q, kind: self.ranker.rank(q, case=case, kind=kind).candidates
        )
        chosen = {candidate.fact.id for candidate in answers}
        kept = next_context(question, answers, reading.context, self.ranker)
        facts = context.facts if reading.odds == math.inf else kept.facts  # who signed is no new subject
        kept = replace(kept, facts=facts, more=self._more(question, answers, ranking))
        return Match(
            question.language,
            question,
            answers=answers,
            more=tuple(c for c in ranking if c.fact.id not in chosen)[:9],
            confidence=_likelihood(reading.odds),
            sure=reading.is_sure(self.ranker.weights),
            context=replace(kept, asked_at=now, language=context.language or question.language),
        )

    def _more(
        self, question: Question, answers: tuple[Candidate, ...], ranking: Sequence[Candidate]
    ) -> tuple[str, ...]:
        """The ids of what comes next on the same subject: the rest of a list, else what ranks next."""
        if len(answers) > 1:
            return tuple(candidate.fact.id for candidate in answers[LIST:])
        best = ranking[0].score if ranking else 0.0
        voices = [c for c in ranking if not question.parties or c.signals["party"] > 0]
        near = [c for c in voices if c.score > best - _NEARBY]
        return tuple(c.fact.id for c in distinct((*answers, *near))[1:_MOST_RELATED])

    def _not_answered(
        self, question: Question, reading: Reading, context: Context, case: str | None, now: float
    ) -> Match:
        """A refusal; `question` is what the message says itself, which is what the case may mention."""
        candidates = reading.ranking.candidates
        best = reading.ranking.best
        number = self.ranker.number[best.fact.id] if best is not None else None
        said = question if question.concepts else reading.question
        is_on_subject = number is not None and mentioned(said, self.ranker.index, number) >= _ON_SUBJECT
        reason = Reason.NOT_IN_CASE if is_on_subject else Reason.NO_MATCH
        shown = 1 if reading.contradicted else RELATED
        related = tuple(distinct(candidates[:_MOST_RELATED])[:shown]) if is_on_subject else ()
        context = replace(on_subject(reading.question, related, context, self.ranker), asked_at=now)
        declined = self.shortcuts.declined(reading.question, reason, context, case, related)
        return replace(declined, confidence=_likelihood(reading.odds), contradicted=reading.contradicted)

    def _near(self, reading: Reading) -> tuple[Candidate, ...]:
        """The readings to ask back about; none in the middle of a conversation, which says what it is about."""
        if reading.context.facts or reading.question.asked.several:
            return ()
        return readings(reading.question, reading.ranking.candidates)

    def read(self, question: Question, case: str | None = None) -> Reading:
        """The message read by itself."""
        ranking = self.ranker.rank(question, case=case)
        odds = self.first_look(question, ranking)
        if Reading(question, Context(), ranking, odds).is_curated or self._asks_only_who(question):
            odds = max(odds, _CERTAIN - _unfocused(question, ranking))
        elif self.second_look is not None and self.second_look.is_due(ranking, odds):
            ranking, odds = self.second_look.of(question, ranking, self.first_look)
        odds = 0.0 if self.ranker.weights.offered <= odds < 0 else odds
        reading = Reading(question, Context(), ranking, self._settled(question, ranking, odds, case))
        return reading.held_against(self.ranker.lexicon)

    def first_look(self, question: Question, ranking: Ranking) -> float:
        """By how many log-odds the best candidate passes the threshold of an answer."""
        odds = margin(evidence(question, ranking, self.ranker.index), self.ranker.weights)
        if self._is_plain_keyword(question, ranking):
            odds += _KEYWORD
        return odds - _unfocused(question, ranking)

    def _settled(self, question: Question, ranking: Ranking, odds: float, case: str | None) -> float:
        """The log-odds of an answer, with what a list or a comparison adds, and none where a rule forbids it."""
        if is_ruled_out(question, ranking.best, self.ranker.lexicon):
            return -math.inf
        if has_just_that(question, ranking.best) or is_asked_alike(ranking.best):
            odds = max(odds, _OFFERED)
        if is_list(question):
            odds = max(odds + _LISTS, -math.inf if question.narrowing else _CERTAIN)
        return max([odds, *(self._odds(side, case) for side in sides(question))])

    def _is_plain_keyword(self, question: Question, ranking: Ranking) -> bool:
        """Whether it names one thing only, and one fact by far is about that: "hur mycket får rotlarna?"."""
        best = ranking.best
        if best is None or len(question.concepts) != 1 or best.signals["coverage"] < _COVERED:
            return False
        return shares(ranking.candidates)[0] >= _BY_FAR

    def _asks_only_who(self, question: Question) -> bool:
        """Whether it asks what a party or person says, of nothing in particular: "vad tycker V?"."""
        if question.asked.compare and sides(question):
            return all(is_comparing(concept.stems) for concept in question.concepts)
        named = bool(question.parties or question.people or question.sides)
        return named and question.asked.opinion and not question.concepts and not question.pronoun

    def _odds(self, question: Question, case: str | None) -> float:
        ranking = self.ranker.rank(question, case=case)
        return margin(evidence(question, ranking, self.ranker.index), self.ranker.weights)

    def heard(self, case: str | None) -> tuple[str, ...]:
        """The letters of the parties whose words the case has; of all cases for None."""
        return self.shortcuts.heard(case)

    def fact(self, id_: str) -> Fact | None:
        """The fact or passage with that id, or None."""
        return self.knowledge.by_id.get(id_)


def _blank(language: str | None) -> Question:
    return Question(language or "sv", (), (), Asked(), "")


def _unfocused(question: Question, ranking: Ranking) -> float:
    """The log-odds lost where "which" or "how many" asks for a thing that the best fact does not have."""
    if ranking.best is None or question.focus is None or question.concepts[question.focus].measure:
        return 0.0
    lacks_it = ranking.best.signals["focus"] < 0 and not (question.asked.several or question.asked.compare)
    return _UNFOCUSED if lacks_it else 0.0


def _likelihood(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
