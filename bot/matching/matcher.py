"""The matcher: a person's text and a conversation become a match - facts, alternatives to choose from, or a reason."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from bot.knowledge.model import Fact, Knowledge
from bot.language.plain_text import plain
from bot.matching.cleaning.cleaner import Cleaner
from bot.matching.context import Context
from bot.matching.decision.alternatives import alternatives
from bot.matching.decision.decide import Decider, Reason
from bot.matching.decision.interpretation import Interpretation
from bot.matching.decision.selection import kind_listed, select
from bot.matching.dialogue.interpreter import Interpreter
from bot.matching.dialogue.slots import context_of
from bot.matching.match import Match
from bot.matching.outcomes import Outcomes
from bot.matching.query.asked import Asked
from bot.matching.query.intents import correction, read_intent
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.rank import Ranker
from bot.matching.shortcuts import Shortcuts

if TYPE_CHECKING:
    from pathlib import Path

    from bot.language.names.parties import PartyNames
    from bot.matching.retrieval.vectors import Encoder, Progress

LONGEST = 1000  # characters; a question is a few sentences at most


class Matcher:
    """Matches questions to one knowledge. See `Ranker` for `encoder`, `cache` and `progress`."""

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.ranker = ranker or Ranker(knowledge, encoder, cache, progress)
        self.cleaner = Cleaner(self.ranker.lexicon)
        self.decider = Decider(self.ranker)
        self.interpreter = Interpreter(self.ranker, self.decider)
        self._outcomes = Outcomes(self.ranker, self.decider)
        self._shortcuts = Shortcuts(knowledge, self.ranker, self.interpreter, self._outcomes)

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
        question = self.read(text, context, case=case, language=language)
        return question if isinstance(question, Match) else self.answered(question, context, case=case, now=now)

    def read(
        self,
        text: str,
        context: Context = Context(),
        *,
        case: str | None = None,
        language: str | None = None,
    ) -> Question | Match:
        """The question that a person's text asks of the cases; or else what it gets, which is at once."""
        lexicon = self.ranker.lexicon

        # 1. Nothing to read, or too much of it.
        if not text.strip():
            return self._outcomes.declined(_blank(language or context.language), Reason.EMPTY, context)
        if len(text) > LONGEST:
            question = read_question(text[:LONGEST], lexicon, language)
            return self._outcomes.declined(question, Reason.TOO_LONG, context)

        # 2. Cleaned, and read.
        written = plain(text)
        message = self.cleaner.clean(written)
        question = self._read(message.question, context, language)

        # 3. Something asked of the bot itself, of a case as a whole, or of the last answer.
        if (intent := read_intent(written, question, lexicon)) is not None:
            question = question if question.words else read_question(written, lexicon, language)
            if (match := self._shortcuts.intended(intent, question, context, case)) is not None:
                return match

        # 4. Nothing but courtesy.
        if not message.question:
            reason = Reason.OFF_TOPIC if message.courtesy else Reason.EMPTY
            question = read_question(written, lexicon, language or context.language)
            return replace(self._outcomes.declined(question, reason, context, case), courtesy=message.courtesy)
        return question

    def answered(
        self,
        question: Question,
        context: Context,
        *,
        case: str | None = None,
        now: float,
        alone: Interpretation | None = None,
    ) -> Match:
        """What answers a question that was read; `alone` is how it reads by itself, where that is known."""
        # 5. One case only, where it names one; something named by its number or figure; somebody of no known party.
        if case is None and len(question.references) == 1:
            (case,) = question.references
        if (named := self.looked_up(question, context, now, case)) is not None:
            return named
        if (person := self._shortcuts.of_no_party(question)) is not None:
            return replace(self._outcomes.declined(question, Reason.NOT_IN_CASE, context, case), person=person)

        # 6. Retrieved, ranked and decided on by itself; somebody who is not heard.
        alone = alone or self.interpreter.by_itself(question, case)
        if not alone.is_curated and (absent := self._shortcuts.known_absent(question, case)) is not None:
            return self._outcomes.declined(question, absent, context, case)

        # 7. Answered in its parts, where it has two and does not point at what was said before.
        points = bool(context.facts) and question.pronoun
        if not points and (both := self.interpreter.parts(alone, case)):
            return self._outcomes.answered(replace(alone, margin=max(alone.margin, 0.0)), both, context, now)

        # 8. In its conversation, where it leans on that.
        read = self.interpreter.in_dialogue(question, context, case, alone)

        # 9. Declined, asked back, or answered with what is selected.
        if read.says_nothing:
            return self._outcomes.declined(question, Reason.OFF_TOPIC, context, case)
        if read.margin < 0:
            return self._outcomes.not_answered(question, read, context, case, now)
        if near := _to_choose_from(read):
            return Match(question.language, read.question, alternatives=near, context=context)
        return self._outcomes.answered(read, self._selected(read, case), context, now)

    def looked_up(self, question: Question, context: Context, now: float, case: str | None = None) -> Match | None:
        """What a question names by its number or figure alone; None where it asks otherwise, or nothing has that."""
        return self._shortcuts.looked_up(question, context, case, now)

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

    def _selected(self, read: Interpretation, case: str | None) -> tuple[Candidate, ...]:
        kind = kind_listed(read.question)
        if kind is None:
            return select(read.ranking, read.compared, None)
        listed = self.ranker.rank(read.question, case=case, kind=kind, vector=read.ranking.found.vector)
        return select(read.ranking, read.compared, listed)

    def heard(self, case: str | None) -> tuple[str, ...]:
        """The letters of the parties whose words the case has; of all cases for None."""
        return self._outcomes.heard(case)

    def context_of(self, fact: Fact, before: Context) -> Context:
        """The context in which a fact has been shown by itself."""
        return context_of(fact, before, self.ranker)

    def holds(self, context: Context) -> bool:
        """Whether a conversation is about a case of the knowledge."""
        return context.case in self.knowledge.cases

    def knows(self, word: str) -> bool:
        """Whether a folded word, another form of it, or its parts are known."""
        return self.ranker.lexicon.knows(word)

    @property
    def parties(self) -> PartyNames:
        """The names of the parties."""
        return self.ranker.lexicon.parties


def _to_choose_from(read: Interpretation) -> tuple[Candidate, ...]:
    """The alternatives to ask back about; none in the middle of a conversation, which says what it is about."""
    if read.context.facts or read.question.asked.several:
        return ()
    return alternatives(read.question, read.ranking.candidates)


def _blank(language: str | None) -> Question:
    return Question(language or "sv", (), (), Asked(), "")
