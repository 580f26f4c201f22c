"""Shortcuts: what a message gets without weighing - an intent, a look-up by number or figure, somebody not heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Fact, Kind, Knowledge
from bot.language.measures.figures import figures
from bot.matching.context import Context
from bot.matching.decision.decide import Reason
from bot.matching.decision.lookup import has_figure, is_bare_figure, numbered, read_number
from bot.matching.decision.selection import distinct
from bot.matching.dialogue.interpreter import Interpreter
from bot.matching.dialogue.slots import next_context
from bot.matching.match import LIST, RELATED, Match
from bot.matching.outcomes import Outcomes
from bot.matching.query.asked import AnswerType
from bot.matching.query.intents import Intent
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.gives import gives_contact, speaks_of_doing
from bot.matching.ranking.rank import Ranker, Ranking

_OF_A_FIGURE = 2  # facts that are shown of a figure
_SURE_LOOK_UP = 0.73  # the confidence of what was asked for by its number
_APPEALING = ("overklaga", "besvara")  # whatever language it is asked in
_PARTY_WORDS = frozenset("parti partiet party".split())


class Shortcuts:
    """Answers and refuses what needs no weighing."""

    def __init__(self, knowledge: Knowledge, ranker: Ranker, interpreter: Interpreter, outcomes: Outcomes) -> None:
        self._knowledge = knowledge
        self._ranker = ranker
        self._interpreter = interpreter
        self._outcomes = outcomes

    def intended(self, intent: Intent, question: Question, context: Context, case: str | None) -> Match | None:
        """The match of an intent; None where it is a question after all."""
        shown: tuple[Candidate, ...] = ()
        more = context.more
        if intent in (Intent.PLACE, Intent.VERIFY):
            if not context.facts:
                instead = Intent.DOCUMENT if intent is Intent.PLACE else Intent.IDENTITY
                return self.intended(instead, question, context, case)
            shown = self._weighed(context.facts[:1], question)
        elif intent is Intent.MORE:
            if not context.facts:
                return self.intended(Intent.HELP, question, context, case)
            shown, more = self._weighed(more[:LIST], question), more[LIST:]
        elif intent in (Intent.COMPLAINT, Intent.CONTACT, Intent.APPEAL):
            read = self._interpreter.by_itself(question, case)
            quotes = read.ranking.candidates[0].fact.quotes if read.margin >= 0 else ()
            if _tells(intent, " ".join(quote.text for quote in quotes), question):
                return None
        elif intent is Intent.SIDES:
            shown = self._interpreter.by_itself(question, case).ranking.candidates[:RELATED]
        elif intent is Intent.ABOUT_CASE and context.facts and question.pronoun and not question.asked.kind:
            case = case or context.case
        found = self._outcomes.declined(question, Reason.OFF_TOPIC, context, case or context.case, shown)
        facts = tuple(candidate.fact.id for candidate in shown) if intent is Intent.MORE else context.facts
        kept = replace(context, facts=facts or context.facts, more=more, case=case or context.case)
        return replace(found, intent=intent, context=kept)

    def _weighed(self, ids: Sequence[str], question: Question) -> tuple[Candidate, ...]:
        ranking = self._ranker.rank(question, also=ids)
        return tuple(self._ranker.candidate(id_, ranking) for id_ in ids if id_ in self._ranker.number)

    def of_no_party(self, question: Question) -> str | None:
        """Somebody known whose party is asked for, and who has none in any case; None where that is not asked."""
        asks_party = bool(_PARTY_WORDS.intersection(question.words))
        if len(question.people) != 1 or question.asked.opinion or question.sides:
            return None
        if not asks_party and (not question.parties or question.concepts):
            return None
        (name,) = question.people
        of = {person.party for case in self._knowledge.cases.values() for person in case.people if person.name == name}
        return name if of == {None} else None

    def looked_up(self, question: Question, context: Context, case: str | None, now: float) -> Match | None:
        """What a message names by its number or figure alone; None where it asks otherwise, or nothing has that."""
        number = read_number(question)
        only = next(iter(self._knowledge.cases)) if len(self._knowledge.cases) == 1 else None
        held = self._knowledge.cases.get(case or context.case or only or "")
        if number is not None and held is not None:
            facts = numbered(number, held)
            if not facts:
                return replace(self._outcomes.declined(question, Reason.NOT_IN_CASE, context, held.id), number=number)
        elif number is not None:
            return replace(self._outcomes.declined(question, Reason.OFF_TOPIC, context), intent=Intent.ABOUT_CASE)
        elif is_bare_figure(question):
            wanted = figures(question.text)
            facts = tuple(f for f in self._ranker.index.facts if case in (None, f.case) and has_figure(f, wanted))
        else:
            return None
        if not facts:
            return None
        ranking = self._ranker.rank(question, case=case, also=[fact.id for fact in facts])
        shown = [self._candidate(fact, ranking) for fact in facts]
        if number is None:
            shown = distinct(sorted(shown, key=_as_figure))[:_OF_A_FIGURE]
        kept = next_context(question, tuple(shown), context, self._ranker)
        kept = replace(kept, asked_at=now, language=context.language or question.language)
        return Match(
            question.language,
            question,
            answers=tuple(shown),
            context=kept,
            number=number,
            confidence=_SURE_LOOK_UP,
        )

    def _candidate(self, fact: Fact, ranking: Ranking) -> Candidate:
        """The candidate of a fact, whether or not it is found by words: a passage that curated facts quote is not."""
        if fact.id in self._ranker.number:
            return self._ranker.candidate(fact.id, ranking)
        best = ranking.best
        profile = best.profile if best is not None else self._ranker.profiles[0]
        return Candidate(fact, profile, {}, 0.0)

    def known_absent(self, question: Question, case: str | None) -> Reason | None:
        """Whether somebody is asked about who is not heard at all."""
        heard = set(self._outcomes.heard(case))
        if question.parties and not heard.intersection(question.parties):
            mentioned = {p for profile in self._ranker.profiles for p in profile.mentions}
            if (question.asked.opinion and heard) or not mentioned.intersection(question.parties):
                return Reason.PARTY_ABSENT
        asks_of_people = question.asked.opinion or question.asked.answer_type is AnswerType.NAME
        if question.unknown_names and asks_of_people and not question.people and not question.parties:
            return Reason.PERSON_ABSENT
        return None


def _tells(intent: Intent, text: str, question: Question) -> bool:
    """Whether a text itself says whom to contact, or how to appeal or complain."""
    if intent is Intent.CONTACT:
        return gives_contact(text)
    return speaks_of_doing(text, (*question.words, *(_APPEALING if intent is Intent.APPEAL else ())))


def _as_figure(candidate: Candidate) -> tuple[bool, bool, float]:
    """What is shown first of a figure: the amounts, then other facts, then passages."""
    kind = candidate.fact.kind
    return kind is not Kind.AMOUNT, kind is Kind.PASSAGE, -candidate.score
