"""Refusals: why a question is not answered, in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answering.cases.naming import called
from bot.answering.guidance import Guide
from bot.answering.terms import Terms
from bot.answering.wording import say
from bot.knowledge.lazy import CaseCard
from bot.knowledge.model import Term
from bot.matching.decision.decide import Reason
from bot.matching.decision.lookup import Numbered
from bot.matching.match import Match
from bot.matching.matcher import LONGEST


class Refusals:
    """Words refusals. `cards` are those of all cases."""

    def __init__(self, cards: Mapping[str, CaseCard], guide: Guide) -> None:
        self._cards = cards
        self._guide = guide

    def said(self, match: Match, terms: Terms) -> str:
        """What is said instead of an answer; `terms` may explain a word."""
        language, question, reason = match.language, match.question, match.reason
        if match.number is not None:
            return self._no_number(match)
        explains = question.asked.meaning and not (question.figures or question.years)
        if explains and (term := terms.asked(question.words)) is not None:
            name = term.term_en if language == "en" else term.term
            return say("declined.explained", language, term=name, explained=explained(term, language))
        if question.asked.meaning and match.related:
            return say("declined.not_explained", language)
        if question.asked.contact or question.asked.errand:
            return say("about.errand", language, contact=self._guide.contact(match))
        match reason:
            case Reason.NOT_IN_CASE if match.person is not None:
                return say("declined.person_party", language, person=match.person)
            case Reason.PARTY_ABSENT:
                return self._party_absent(match)
            case Reason.PERSON_ABSENT:
                return say("declined.person_absent", language, person=question.unknown_names[0])
            case Reason.TOO_LONG:
                return say("declined.too_long", language, limit=LONGEST)
            case Reason.OFF_TOPIC if match.courtesy is not None:
                return say(f"declined.{match.courtesy}", language)
            case Reason.NOT_IN_CASE if match.contradicted:
                return say("declined.contradicted", language)
            case Reason.NO_MATCH if match.about is not None:
                return say("declined.no_match_in", language, case=called(self._cards[match.about]))
            case _:
                return say(f"declined.{(reason or Reason.NO_MATCH).value}", language)

    def _no_number(self, match: Match) -> str:
        """That nothing has the number that was asked for."""
        if match.number is not None and match.number.of is not Numbered.PAGE:
            return say("about.no_number", match.language)
        held = self._cards.get(match.context.case or "")
        count = held.pages if held else max((card.pages for card in self._cards.values()), default=0)
        return say("about.no_page", match.language, pages=count)

    def _party_absent(self, match: Match) -> str:
        """That a party is not heard in the case, who is, and where else it is."""
        language, parties = match.language, match.question.parties
        heard = self._guide.heard(match.heard, language) if match.heard else ""
        key = "declined.party_absent" if heard else "declined.party_absent_alone"
        said = say(key, language, party=self._guide.heard(parties, language), heard=heard)
        elsewhere = self._guide.heard_elsewhere(parties, match.context.case)
        return f"{said} {say('declined.heard_elsewhere', language, cases=elsewhere)}" if elsewhere else said


def explained(term: Term, language: str) -> str:
    """What a term means."""
    return term.en if language == "en" else term.sv
