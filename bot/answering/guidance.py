"""Guidance: what is answered about the bot itself, about a case as a whole, and about the last answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import islice

from bot.answering.answer import Answer, AnswerFact, Choice, Status, answer_fact
from bot.answering.contacts import Contacts
from bot.answering.examples import Examples
from bot.answering.further import more_called
from bot.answering.wording import enumerate_names, place, quoted, say
from bot.knowledge.lazy import CaseCard, cards_of
from bot.knowledge.links import SOURCES, source_path
from bot.knowledge.model import Case, Decision, Fact, Knowledge, Party, Position
from bot.knowledge.model import Status as Stage
from bot.knowledge.source import Source
from bot.matching.decision.decide import Reason
from bot.matching.match import Match
from bot.matching.query.intents import Intent
from bot.matching.ranking.signals import is_presented

_EXAMPLES = 3
_FEW_CASES = 3  # whose titles are named
_OFFERED = 10  # cases to choose among; of more the newest
_LINE = 220  # characters of a quote in an overview
_STATEMENTS = 4  # that an overview names


class Guide:
    """Answers what is asked of the bot rather than of a document. `public_url` is where documents are read, if any.

    `counts` tells that words of questions in vain are counted, which people are told then.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        examples: Examples,
        contacts: Contacts,
        public_url: str | None = None,
        *,
        counts: bool = False,
    ) -> None:
        self._knowledge = knowledge
        self._cards = cards_of(knowledge)
        self._parties = _parties(knowledge.parties, self._cards.values())
        self._examples = examples
        self._contacts = contacts
        self._public_url = public_url
        self._privacy = "about.privacy_counted" if counts else "about.privacy"

    def answer(self, match: Match) -> Answer:
        """The answer to a match that has an intent."""
        language, intent = match.language, match.intent
        case = self._case(match.context.case)
        match intent:
            case Intent.ABOUT_CASE:
                return self._overview(case, language) if case is not None else self._which(language)
            case Intent.HELP:
                return self._said(
                    language, "about.help", cases=self._titles(), questions=self._questions(language, case)
                )
            case Intent.IDENTITY | Intent.SMALL_TALK:
                return self._said(language, f"about.{intent}", questions=self._questions(language, case))
            case Intent.PRIVACY:
                return self._said(language, self._privacy)
            case Intent.GOODBYE:
                return self._said(language, "about.goodbye", ends=True)
            case Intent.PLACE:
                return self._place(match)
            case Intent.DOCUMENT:
                return self._document(match, case)
            case Intent.MORE:
                return self._more(match)
            case Intent.VERIFY:
                return self._verify(match)
            case Intent.SIDES:
                return self._sides(match)
            case Intent.JUDGEMENT:
                heard = self._heard(match)
                return self._said(language, "about.judgement", heard=heard, questions=self._questions(language, case))
            case _:
                return self._said(language, f"about.{intent}", contact=self.contact(match))

    def contact(self, match: Match) -> str:
        """Whom to turn to about the case in hand, or about all."""
        return self._contacts.told(self._case(match.context.case), match.language)

    def shown(self, id_: str, language: str) -> Answer | None:
        """The overview of a case by its id, or the document of a source by its; None where it is not known."""
        case_id, _, source_id = id_.partition(SOURCES)
        case = self._knowledge.cases.get(case_id)
        if case is None or not source_id:
            return None if case is None else self._overview(case, language)
        return self._handed_out(case, case.sources[source_id], language) if source_id in case.sources else None

    def heard(self, letters: Sequence[str], language: str) -> str:
        """The names of parties by their letters, in running text."""
        return enumerate_names([self.party(letter, language) for letter in letters], language)

    def party(self, letter: str, language: str) -> str:
        """The name of a party by its letter."""
        party = self._parties.get(letter)
        if party is None:
            return letter
        return party.name_en if language == "en" and party.name_en else party.name

    def heard_elsewhere(self, letters: Sequence[str], case: str | None) -> str:
        """Titles of cases, at most three, that hear one of some parties, but for a `case`; "" where none does.

        Those of the case's municipality come first, then the newest.
        """
        here = self._cards[case].municipality if case in self._cards and case else None
        others = [card for card in self._cards.values() if card.id != case and set(letters).intersection(card.parties)]
        best = nsmallest(_FEW_CASES, others, key=lambda card: (card.municipality != here, _age(card)))
        return "; ".join(f"”{card.title}”" for card in best)

    def _said(self, language: str, key: str, *, ends: bool = False, **values: object) -> Answer:
        text = " ".join(say(key, language, **values).split())
        return Answer(Status.DECLINED, language, text, text, reason=Reason.OFF_TOPIC.value, ends=ends)

    def _case(self, id_: str | None) -> Case | None:
        cases = self._knowledge.cases
        return cases.get(id_ or "") or (next(iter(cases.values())) if len(cases) == 1 else None)

    def _titles(self) -> str:
        titles = [card.title for card in islice(self._cards.values(), _FEW_CASES)]
        return "; ".join(titles) + (" …" if len(self._cards) > _FEW_CASES else "")

    def _questions(self, language: str, case: Case | None) -> str:
        found = self._examples.some(language, _EXAMPLES, case=case.id if case else None)
        return " ".join(f"”{example.text}”" for example in found)

    def _heard(self, match: Match) -> str:
        if not match.heard:
            return ""
        return say("about.heard", match.language, heard=self.heard(match.heard, match.language))

    # A case as a whole

    def _which(self, language: str, *, documents: bool = False) -> Answer:
        """Asks which case is meant: its overview, or its document. Of many the newest are offered."""
        many = len(self._cards) > _OFFERED
        offered = nsmallest(_OFFERED, self._cards.values(), key=_age) if many else tuple(self._cards.values())
        ids = [self._first_document(card.id) if documents else card.id for card in offered]
        choices = tuple(Choice(id_, card.title) for id_, card in zip(ids, offered, strict=True))
        said = say("overview.which_of_many" if many else "overview.which", language, count=len(self._cards))
        lines = [said, *(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))]
        return Answer(Status.CHOICES, language, "\n".join(lines), said, choices=choices)

    def _first_document(self, case: str) -> str:
        return f"{case}{SOURCES}{next(iter(self._knowledge.cases[case].sources))}"

    def _overview(self, case: Case, language: str) -> Answer:
        """Title, date, what is proposed or decided, who else is heard, and what can be asked; each with its quote."""
        decisions = [fact for fact in case.facts if isinstance(fact, Decision)]
        statements = _statements(case)[:_STATEMENTS]
        facts: tuple[Fact, ...] = (*decisions, *statements) or case.facts[:3] or case.passages[:2]
        lines = [f"{case.title}{f' ({case.reference})' if case.reference else ''}"]
        header = (case.document_type, case.body, case.municipality, str(case.date) if case.date else None)
        lines.append(", ".join(part for part in header if part))
        if decisions:
            decided = all(decision.status is not Stage.PROPOSED for decision in decisions)
            lines.append(say("overview.decided" if decided else "overview.proposed", language))
            lines += [_quoted_line(decision, language) for decision in decisions[:4]]
        if statements:
            lines.append(say("overview.heard", language))
            lines += [f"– {answer_fact(statement, language, 1.0).summary}" for statement in statements[:3]]
        if questions := self._questions(language, case):
            lines.append(say("overview.try", language, questions=questions))
        if not decisions and not statements:
            lines += [_cut(quoted(fact.quotes[0])) for fact in facts]
        text = "\n".join(line for line in lines if line)
        answered = tuple(answer_fact(fact, language, 1.0) for fact in facts)
        return Answer(Status.ANSWERED, language, text, text, facts=answered, shown=0)

    # The last answer

    def _place(self, match: Match) -> Answer:
        facts = self._facts(match)
        quote = facts[0].quotes[0]
        key = "answer.stands" if quote.section else "answer.stands_without_section"
        said = say(key, match.language, page=quote.page, section=quote.section)
        return Answer(Status.ANSWERED, match.language, "", said, facts=facts)

    def _more(self, match: Match) -> Answer:
        facts = self._facts(match)
        if not facts:
            return self._said(match.language, "about.no_more")
        said = more_called([fact.kind for fact in facts], match.language)
        return Answer(Status.LIKELY, match.language, "", said, facts=facts, more=match.context.more)

    def _verify(self, match: Match) -> Answer:
        fact = self._knowledge.by_id[match.related[0].fact.id]
        voice = match.related[0].profile.voice
        where = place(fact.quotes[0], match.language)
        if not voice:
            return self._said(match.language, "about.verify_document", place=where)
        return self._said(match.language, "about.verify", who=self.heard(voice, match.language), place=where)

    def _sides(self, match: Match) -> Answer:
        said = say("about.sides", match.language, heard=self._heard(match)).strip()
        return Answer(
            Status.DECLINED,
            match.language,
            "",
            said,
            reason=Reason.NOT_IN_CASE.value,
            related=self._facts(match),
            whole=1,
        )

    def _document(self, match: Match, case: Case | None) -> Answer:
        """The source of what was answered last, or else the first of the case in hand."""
        if case is None:
            return self._which(match.language, documents=True)
        last = self._knowledge.by_id.get(next(iter(match.context.facts), ""))
        quoted_last = last.quotes[0].source if last is not None and last.case == case.id else None
        return self._handed_out(case, case.sources[quoted_last or next(iter(case.sources))], match.language)

    def _handed_out(self, case: Case, source: Source, language: str) -> Answer:
        reference = say("about.reference", language, reference=case.reference) if case.reference else ""
        by_reference = say("about.by_reference", language) if case.reference else ""
        told: dict[str, object] = {"title": source.title, "reference": reference, "by_reference": by_reference}
        key = "about.document"
        if self._public_url is not None:
            key, told["url"] = "about.document_linked", f"{self._public_url}{source_path(case.id, source.id)}"
        named = [f for f in (*case.facts, *case.passages) if case.reference and case.reference in f.quotes[0].text][:1]
        facts = tuple(answer_fact(fact, language, 1.0) for fact in named)
        if not facts:
            return replace(self._said(language, key, ends=False, **told), document=source, document_of=case.id)
        said = say(key, language, **told)
        return Answer(Status.ANSWERED, language, "", said, facts=facts, document=source, document_of=case.id)

    def _facts(self, match: Match) -> tuple[AnswerFact, ...]:
        return tuple(answer_fact(candidate.fact, match.language, match.confidence) for candidate in match.related)


def _parties(shared: Iterable[Party], cards: Iterable[CaseCard]) -> dict[str, Party]:
    """The parties by their letters: those that all cases share, or else as a case tells of them."""
    found: dict[str, Party] = {}
    for party in (*shared, *(own for card in cards for own in card.own_parties)):
        found.setdefault(party.letter, party)
    return found


def _age(card: CaseCard) -> int:
    """What orders cases by age, the newest first."""
    return -card.date.toordinal() if card.date else 0


def _statements(case: Case) -> list[Position]:
    """What others than the presenter say, each statement once, in the order of the document."""
    found: dict[tuple[tuple[str, ...], str], Position] = {}
    for fact in case.facts:
        if isinstance(fact, Position) and fact.part_of is None and not is_presented(fact):
            found.setdefault((fact.party, fact.form), fact)
    return list(found.values())


def _quoted_line(decision: Decision, language: str) -> str:
    quote = decision.quotes[0]
    number = f"{decision.number}. " if decision.number else "– "
    return say("overview.point", language, number=number, quote=_cut(quoted(quote)), page=quote.page)


def _cut(text: str) -> str:
    """A quote's beginning and end, where it is long, with what is left out marked."""
    if len(text) <= _LINE:
        return text
    return f"{text[: _LINE // 2].rsplit(' ', 1)[0]} … {text[-_LINE // 2 :].split(' ', 1)[-1]}"
