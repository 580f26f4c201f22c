"""The answerer: asks the matching, and words what it found."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, AnswerFact, Choice, Status, answer_fact
from bot.answering.sentences import with_whole_sentences
from bot.answering.wording import enumerate_names, place, say
from bot.knowledge.model import Fact, Kind, Knowledge
from bot.matching.context import Context
from bot.matching.decide import Reason
from bot.matching.matcher import LONGEST, Match, Matcher

if TYPE_CHECKING:
    from pathlib import Path

    from bot.matching.rank import Candidate
    from bot.matching.semantic import Encoder, Progress

_THANKS = frozenset("tack tackar thanks thank tusen".split())
_GREETINGS = frozenset("hej hejsan tja tjena hallo morsning hello hi hey god morgon kvall goddag".split())
_LABEL = 60  # characters of a choice


@dataclass(frozen=True)
class Reply:
    """An answer, and the context that the conversation's next question may build on."""

    answer: Answer
    context: Context


class Answerer:
    """Answers questions about one knowledge. See `Ranker` for `encoder`, `cache` and `progress`.

    `by_meaning` tells whether the meaning of texts counts, or their words only.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.knowledge = with_whole_sentences(knowledge)
        self.matcher = Matcher(self.knowledge, encoder, cache, progress)
        self.by_meaning = encoder is not None

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
        match = self.matcher.match(text, context, case=case, language=language, now=now)
        if match.answers:
            answer = self._answered(match)
        elif match.readings:
            answer = self._choices(match)
        else:
            answer = self._declined(match)
        return Reply(answer, match.context)

    def show(self, id_: str, language: str) -> Answer | None:
        """The answer that shows one fact by its id, or None where it is not known (any more)."""
        fact = self.knowledge.by_id.get(id_)
        if fact is None:
            return None
        facts = (answer_fact(fact, language, 1.0),)
        return Answer(
            Status.ANSWERED, language, _text(lead(facts, language), facts, language), lead(facts, language), facts=facts
        )

    def _answered(self, match: Match) -> Answer:
        facts = _facts(match.answers, match.language, match.confidence)
        said = lead(facts, match.language)
        return Answer(
            Status.ANSWERED,
            match.language,
            _text(said, facts, match.language),
            said,
            facts=facts,
            more=tuple(candidate.fact.id for candidate in match.more),
        )

    def _choices(self, match: Match) -> Answer:
        several_cases = len({c.fact.case for c in match.readings}) > 1
        choices = tuple(Choice(c.fact.id, self._label(c.fact, match.language, several_cases)) for c in match.readings)
        said = say("choices.lead", match.language)
        lines = [said, *(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))]
        return Answer(Status.CHOICES, match.language, "\n".join(lines), said, choices=choices)

    def _declined(self, match: Match) -> Answer:
        related = _facts(match.related, match.language, match.confidence)
        said = self._refusal(match)
        return Answer(
            Status.DECLINED,
            match.language,
            _text(said, related, match.language, always_summaries=True),
            said,
            reason=match.reason.value if match.reason else None,
            related=related,
        )

    def _refusal(self, match: Match) -> str:
        language = match.language
        match match.reason:
            case Reason.PARTY_ABSENT:
                party = enumerate_names([self._party(p, language) for p in match.question.parties], language)
                if not match.heard:
                    return say("declined.party_absent_alone", language, party=party)
                heard = enumerate_names([self._party(p, language) for p in match.heard], language)
                return say("declined.party_absent", language, party=party, heard=heard)
            case Reason.PERSON_ABSENT:
                return say("declined.person_absent", language, person=match.question.unknown_names[0])
            case Reason.TOO_LONG:
                return say("declined.too_long", language, limit=LONGEST)
            case Reason.OFF_TOPIC if _THANKS.intersection(match.question.words):
                return say("declined.thanks", language)
            case Reason.OFF_TOPIC if _GREETINGS.intersection(match.question.words):
                return say("declined.greeting", language)
            case Reason.NOT_IN_CASE if match.contradicted:
                return say("declined.contradicted", language)
            case reason:
                return say(f"declined.{(reason or Reason.NO_MATCH).value}", language)

    def _party(self, letter: str, language: str) -> str:
        local = (party for case in self.knowledge.cases.values() for party in case.parties)
        for party in (*self.knowledge.parties, *local):
            if party.letter == letter:
                return party.name_en if language == "en" and party.name_en else party.name
        return letter

    def _label(self, fact: Fact, language: str, with_case: bool) -> str:
        summary = answer_fact(fact, language, 0.0).summary
        label = f"{self.knowledge.cases[fact.case].title}: {summary}" if with_case else summary
        return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def lead(facts: tuple[AnswerFact, ...], language: str) -> str:
    """The sentence that stands before the quotes."""
    if len(facts) > 1:
        return say("answer.several", language, count=len(facts))
    if facts[0].kind is Kind.PASSAGE:
        return say("answer.passage", language)
    if not facts[0].translated:
        return say("answer.untranslated", language)
    return facts[0].summary


def _facts(candidates: tuple[Candidate, ...], language: str, confidence: float) -> tuple[AnswerFact, ...]:
    """The facts as shown; the best has the answer's confidence as its score, each other one less by its distance."""
    best = max((candidate.score for candidate in candidates), default=0.0)
    return tuple(answer_fact(c.fact, language, confidence * math.exp((c.score - best) / 4)) for c in candidates)


def _text(said: str, facts: tuple[AnswerFact, ...], language: str, always_summaries: bool = False) -> str:
    """The whole reply as plain text: the sentence, then each passage in quotation marks with its place."""
    blocks = [said]
    for fact in facts:
        summarised = (len(facts) > 1 or always_summaries) and fact.kind is not Kind.PASSAGE
        lines = [fact.summary] if summarised else []
        for quote in fact.quotes:
            lines += [f"”{quote.reading}”", f"— {place(quote, language)}"]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
