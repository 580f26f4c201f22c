"""The Answer: the stable contract between the bot and everything that shows what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.knowledge.links import passage_url
from bot.knowledge.model import Fact, Kind
from bot.knowledge.source import Quote, Source
from bot.matching.match import LIST


class Status(StrEnum):
    """Whether the bot states an answer, offers what may be one, asks back, or declines."""

    ANSWERED = "answered"
    LIKELY = "likely"
    CHOICES = "choices"
    DECLINED = "declined"


@dataclass(frozen=True)
class AnswerFact:
    """A fact in an answer: its summary, and its quotes.

    `translated` is False when the answer is in English and the summary only in Swedish.
    """

    id: str
    case: str
    kind: Kind
    summary: str
    score: float
    quotes: tuple[Quote, ...]
    translated: bool = True

    def as_json(self, public_url: str | None = None) -> dict[str, Any]:
        """The fact as the contract has it; see `Answer.as_json`."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "summary": self.summary,
            "score": round(self.score, 3),
            "quotes": [quote_as_json(quote, passage_url(public_url, self.case, quote)) for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a question, to choose: the id of its fact, and what it is called."""

    id: str
    label: str


@dataclass(frozen=True)
class Answer:
    """What the bot replies. `text` is the whole reply as plain text; `lead` is its one sentence without the quotes.

    Of its facts (or what is `related`) `shown` are shown, the first `whole` of them with their quotes and each other as
    one line; `notes` are lines that follow. `more` are ids of further facts that may interest, best first, `document`
    is the source that is asked for as a whole, of the case `document_of`, `ends` tells that the person takes leave.
    """

    status: Status
    language: str
    text: str
    lead: str = ""
    reason: str | None = None
    facts: tuple[AnswerFact, ...] = ()
    choices: tuple[Choice, ...] = ()
    related: tuple[AnswerFact, ...] = ()
    more: tuple[str, ...] = ()
    shown: int = LIST
    whole: int = LIST
    notes: tuple[str, ...] = ()
    document: Source | None = None
    document_of: str = ""
    ends: bool = False

    def as_json(self, public_url: str | None = None) -> dict[str, Any]:
        """The answer as the contract has it, ready for `json.dumps`.

        Where the pages are reached from outside, at `public_url`, each quote has the `url` where it is read.
        """
        return {
            "status": self.status.value,
            "reason": self.reason,
            "language": self.language,
            "text": self.text,
            "facts": [fact.as_json(public_url) for fact in self.facts],
            "choices": [{"id": choice.id, "label": choice.label} for choice in self.choices],
            "related": [fact.as_json(public_url) for fact in self.related],
        }


def answer_fact(fact: Fact, language: str, score: float) -> AnswerFact:
    """A fact as an answer shows it, its summary in the language where it has one."""
    if language != "en":
        return AnswerFact(fact.id, fact.case, fact.kind, fact.summary, score, fact.quotes)
    summary = fact.summary_en or fact.summary
    return AnswerFact(fact.id, fact.case, fact.kind, summary, score, fact.quotes, translated=bool(fact.summary_en))


def quote_as_json(quote: Quote, url: str | None = None) -> dict[str, Any]:
    """A quote as the contract has it, with the address where it is read, if there is one."""
    written = {
        "text": quote.text,
        "source": quote.source,
        "title": quote.title,
        "section": quote.section,
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
    }
    return written if url is None else {**written, "url": url}
