"""The answerer: asks the matching, and words what it found."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, AnswerFact, Choice, Status, answer_fact
from bot.answering.cases.naming import Naming, shortened, told_apart
from bot.answering.contacts import Contacts
from bot.answering.examples import Examples
from bot.answering.further import further, named_kind
from bot.answering.guidance import Guide
from bot.answering.layout import laid_out
from bot.answering.refusals import Refusals, explained
from bot.answering.terms import Terms
from bot.answering.wording import is_said, say
from bot.knowledge.lazy import cards_of
from bot.knowledge.links import SOURCES
from bot.knowledge.model import Fact, Kind, Knowledge, Term
from bot.knowledge.sentences import with_whole_sentences
from bot.language.foreign import foreign_language
from bot.matching.cases.bundle_shelf import BundleShelf
from bot.matching.cases.many import CasesMatcher, matcher_of
from bot.matching.context import Context
from bot.matching.decision.decide import Reason
from bot.matching.decision.lookup import Numbered, pages
from bot.matching.decision.selection import distinct
from bot.matching.dialogue.choosing import agrees, chosen
from bot.matching.match import LIST, Match
from bot.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.compiled.bundle import Bundle
    from bot.matching.ranking.candidates import Candidate
    from bot.matching.retrieval.vectors import Encoder, Progress

_ALSO = 2  # facts that are offered besides, in a line each
_LABEL = 60  # characters of a choice


@dataclass(frozen=True)
class Reply:
    """An answer, and the context that the conversation's next question may build on."""

    answer: Answer
    context: Context


class Answerer:
    """Answers questions about one knowledge. See `Ranker` for `encoder`, `cache` and `progress`.

    `by_meaning` tells whether the meaning of texts counts, or their words only; `contact` is whom people may turn to
    about cases that name nobody, and `public_url` where documents are read on pages, if they are.
    `counts` tells that words of questions in vain are counted. `bundle` is where the knowledge is read from, where it
    was compiled.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
        *,
        contact: str | None = None,
        public_url: str | None = None,
        counts: bool = False,
        bundle: Bundle | None = None,
    ) -> None:
        self.knowledge = with_whole_sentences(knowledge)
        self.cards = cards_of(self.knowledge)
        self.bundle = bundle
        self.matcher: Matcher | CasesMatcher
        if bundle is None:
            self.matcher = matcher_of(self.knowledge, encoder, cache, progress)
        else:
            self.matcher = CasesMatcher(BundleShelf(bundle, self.knowledge, encoder))
        self.by_meaning = encoder is not None
        self.examples = Examples(self.knowledge, lambda question, case: self.ask(question, case=case).answer)
        self._names = Naming(self.cards)
        self._guide = Guide(self.knowledge, self.examples, Contacts(self.knowledge, contact), public_url, counts=counts)
        self._refusals = Refusals(self.cards, self._guide)

    @property
    def encoded(self) -> float:
        """How much of what is searched by meaning is encoded, from 0 to 1; 1 where nothing is to be."""
        return self.bundle.meanings().share if self.bundle is not None and self.by_meaning else 1.0

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self.knowledge)

    def ask(
        self,
        text: str,
        context: Context = Context(),
        *,
        case: str | None = None,
        language: str | None = None,
        now: float | None = None,
    ) -> Reply:
        """The answer to a person's text; any text gets one.

        `context` is that of the conversation so far, `case` keeps to one case, `language` ("sv", "en") is
        what to reply in where that is settled, `now` the seconds of the conversation's clock.
        """
        now = monotonic() if now is None else now
        context = context.still(now)
        offered, likely, context = context.offered, context.likely, replace(context, offered=(), likely=False)
        if (places := chosen(text, len(offered))) is not None:
            ids = [offered[place] for place in places]
            return self._chosen(ids, context, language or context.language or "sv", now)
        if likely and (agreed := agrees(text)) is not None:
            return Reply(_said("likely.agreed" if agreed else "likely.refused", language or context.language), context)
        if (foreign := foreign_language(text, self.matcher.knows)) is not None:
            said = Answer(Status.DECLINED, foreign.code, foreign.reply, foreign.reply, reason=Reason.OFF_TOPIC.value)
            return Reply(said, context)
        match = self.matcher.match(text, context, case=case, language=language, now=now)
        answer = self.laid_out(self._answer(match))
        kept = match.context
        if match.answers:
            kept = replace(kept, more=answer.more, likely=answer.status is Status.LIKELY)
        if answer.choices:
            kept = replace(kept, offered=tuple(choice.id for choice in answer.choices), asked_at=now)
        return Reply(answer, kept)

    def _chosen(self, ids: list[str], before: Context, language: str, now: float) -> Reply:
        """What was chosen among what was offered; what is no longer known (or nothing) asks for another question."""
        shown = [answer for id_ in ids if (answer := self.show(id_, language)) is not None]
        if not shown:
            return Reply(_said("choices.none", language), before)
        context = self.context_of(ids[0], before, now) or before
        if len(shown) == 1 or any(id_ not in self.knowledge.by_id for id_ in ids):
            return Reply(shown[0], context)  # cases and documents are shown one at a time
        facts = tuple(fact for answer in shown for fact in answer.facts)
        together = Answer(Status.ANSWERED, language, "", lead(facts, language), facts=facts)
        return Reply(self.laid_out(together), replace(context, facts=tuple(fact.id for fact in facts)))

    def _answer(self, match: Match) -> Answer:
        if match.intent is not None:
            return self._guide.answer(match)
        if match.answers:
            return self._answered(match)
        return self._choices(match) if match.alternatives else self._declined(match)

    def show(self, id_: str, language: str) -> Answer | None:
        """The answer that shows a fact, a case or a source by its id; None where it is not known (any more)."""
        fact = self.knowledge.by_id.get(id_)
        if fact is None:
            answer = self._guide.shown(id_, language)
            return None if answer is None else self.laid_out(answer)
        facts = (answer_fact(fact, language, 1.0),)
        return self.laid_out(Answer(Status.ANSWERED, language, "", lead(facts, language), facts=facts))

    def laid_out(self, answer: Answer) -> Answer:
        """The answer with its whole text, which names its case where more than one is known."""
        return laid_out(self._names.named(answer))

    def context_of(self, id_: str, before: Context, now: float) -> Context | None:
        """The context in which a fact, a case or a source has just been shown; None where it is not known (any more).

        `now` is in seconds of the conversation's clock.
        """
        case = id_.partition(SOURCES)[0]
        if case in self.knowledge.cases:
            return Context(case=case, language=before.language, asked_at=now)
        fact = self.knowledge.by_id.get(id_)
        if fact is None:
            return None
        return replace(self.matcher.context_of(fact, before), asked_at=now)

    def _answered(self, match: Match) -> Answer:
        language = match.language
        if match.number is not None and match.number.of is Numbered.PAGE:
            return self._page(match)
        facts = _facts(match.answers, language, match.confidence)
        notes = self._help(facts[:1] if not match.sure else facts, language)
        if not match.sure:
            near = _facts(tuple(distinct((*match.answers, *match.more)))[: 1 + _ALSO], language, match.confidence)
            facts = facts if len(facts) > 1 else near
            whole = 1 if len(match.answers) == 1 else LIST
            said = say("answer.likely", language)
            more = self._further(match, facts)
            return Answer(Status.LIKELY, language, "", said, facts=facts, more=more, whole=whole, notes=notes)
        more = self._further(match, facts)
        return Answer(Status.ANSWERED, language, "", lead(facts, language), facts=facts, more=more, notes=notes)

    def _further(self, match: Match, facts: Sequence[AnswerFact]) -> tuple[str, ...]:
        """What comes next: the rest of a list, or else what ranks next, the same subject first."""
        if len(match.answers) > 1:
            next_ = [fact.id for fact in facts[LIST:]]
        else:
            next_ = [*match.context.more, *(candidate.fact.id for candidate in match.more)]
        return further(next_, facts[:LIST], self.knowledge)

    def _page(self, match: Match) -> Answer:
        facts = _facts(match.answers, match.language, match.confidence)
        number = match.number.number if match.number else 1
        count = pages(self.knowledge.cases[facts[0].case])
        said = say("answer.page", match.language, page=number, pages=count)
        return Answer(Status.ANSWERED, match.language, "", said, facts=facts)

    def _help(self, facts: tuple[AnswerFact, ...], language: str) -> tuple[str, ...]:
        """A line that explains a word of a single passage."""
        term = self._terms.helpful(facts[0].quotes[0].text, facts[0].case) if len(facts) == 1 else None
        if term is None:
            return ()
        return (say("answer.word", language, term=_name(term, language), explained=explained(term, language)),)

    def _choices(self, match: Match) -> Answer:
        facts = [candidate.fact for candidate in match.alternatives]
        in_case = Counter(fact.case for fact in facts)
        labels = (
            told_apart(self.cards[fact.case], _LABEL)
            if len(in_case) > 1 and in_case[fact.case] == 1
            else self._label(fact, match.language, with_case=len(in_case) > 1)
            for fact in facts
        )
        choices = tuple(Choice(fact.id, label) for fact, label in zip(facts, labels, strict=True))
        said = say("choices.lead", match.language)
        lines = [said, *(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))]
        return Answer(Status.CHOICES, match.language, "\n".join(lines), said, choices=choices)

    def _declined(self, match: Match) -> Answer:
        return Answer(
            Status.DECLINED,
            match.language,
            "",
            self._refusals.said(match, self._terms),
            reason=match.reason.value if match.reason else None,
            related=self._related(match),
            whole=1,
        )

    def _related(self, match: Match) -> tuple[AnswerFact, ...]:
        """What comes closest: none to an errand, and one use of a word whose meaning is asked for."""
        asked = match.question.asked
        if asked.contact or asked.errand:
            return ()
        return _facts(match.related[:1] if asked.meaning else match.related, match.language, match.confidence)

    def _label(self, fact: Fact, language: str, with_case: bool) -> str:
        summary = answer_fact(fact, language, 0.0).summary
        return shortened(f"{self.cards[fact.case].title}: {summary}" if with_case else summary, _LABEL)


def _said(key: str, language: str | None) -> Answer:
    """What is said where nothing is asked."""
    language = language or "sv"
    said = say(key, language)
    return Answer(Status.DECLINED, language, said, said, reason=Reason.OFF_TOPIC.value)


def lead(facts: tuple[AnswerFact, ...], language: str) -> str:
    """The sentence that stands before the quotes."""
    what = named_kind([fact.kind for fact in facts], language)
    if len(facts) > LIST:
        return say("answer.several_of", language, count=len(facts), shown=LIST, what=what)
    if len(facts) > 1:
        return say("answer.several", language, count=len(facts), what=what)
    if facts[0].kind is Kind.PASSAGE:
        return say("answer.passage", language)
    if not facts[0].translated:
        return say("answer.untranslated", language)
    return say("answer.passage", language) if is_said(facts[0].summary, facts[0].quotes) else facts[0].summary


def _facts(candidates: tuple[Candidate, ...], language: str, confidence: float) -> tuple[AnswerFact, ...]:
    """The facts as shown; the best has the answer's confidence as its score, each other one less by its distance."""
    best = max((candidate.score for candidate in candidates), default=0.0)
    return tuple(answer_fact(c.fact, language, confidence * math.exp((c.score - best) / 4)) for c in candidates)


def _name(term: Term, language: str) -> str:
    return term.term_en if language == "en" else term.term
