"""A reply as the page shows it: the sentence, each passage with its place and a link to it, and where to go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, AnswerFact, Status
from bot.answering.browse import Browser
from bot.answering.layout import one_lines, parts
from bot.answering.wording import place, quoted, say
from bot.channels.web.reading.page import with_query
from bot.knowledge.links import SOURCES, case_path, passage_path, source_path
from bot.knowledge.source import Quote

ORIGINAL = "sv"
"""The language of the documents."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere."""

    text: str
    href: str
    language: str = ORIGINAL


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A passage in quotation marks, its place, and where it is read."""

    words: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A fact that is shown whole; its summary where that adds something."""

    summary: str | None
    language: str
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True)
class ReplyView:
    """A reply. `lead` are the lines it begins with, `lines` the facts that are shown in a line each."""

    language: str
    status: Status
    lead: tuple[str, ...]
    parts: tuple[ShownPart, ...]
    lines: tuple[Linked, ...]
    choices: tuple[Linked, ...]
    notes: tuple[str, ...]
    siblings: tuple[Linked, ...]
    more: int
    read: Linked | None
    summary: str

    @property
    def declines(self) -> bool:
        """Whether what is shown is no answer."""
        return self.status is Status.DECLINED


def reply_view(answer: Answer, browser: Browser) -> ReplyView:
    """The view of an answer."""
    language = answer.language
    read = None
    lead = [line for line in (answer.lead or answer.text).splitlines() if line.strip()]
    if answer.document is not None:
        document = answer.document
        if answer.document_of in browser.knowledge.cases:  # else the knowledge was renewed meanwhile
            read = Linked(document.title, source_path(answer.document_of, document.id))
            lead = [say("web.document", language, title=document.title)]
    elif not answer.shown and answer.facts:
        case = answer.facts[0].case
        read = Linked(say("web.whole_case", language), case_path(case), language)
    briefly = (answer.facts or answer.related)[answer.whole : answer.shown]
    return ReplyView(
        language=language,
        status=answer.status,
        lead=tuple(lead),
        parts=tuple(
            ShownPart(
                part.summary,
                language if part.fact.translated else ORIGINAL,
                tuple(shown_quote(part.fact.case, quote, language) for quote in part.quotes),
            )
            for part in parts(answer)
        ),
        lines=tuple(
            Linked(line.removeprefix("– "), fact_path(fact.id), _language(fact, language))
            for line, fact in zip(one_lines(answer), briefly, strict=True)
        ),
        choices=tuple(Linked(choice.label, shown_path(choice.id, browser)) for choice in answer.choices),
        notes=answer.notes,
        siblings=_siblings(answer.facts[:1] if answer.whole == 1 or len(answer.facts) == 1 else (), browser, language),
        more=len(answer.more),
        read=read,
        summary=" ".join(answer.text.split()),
    )


def shown_quote(case: str, quote: Quote, language: str) -> ShownQuote:
    """A quote of a case, as pages show it."""
    return ShownQuote(quoted(quote), place(quote, language), passage_path(case, quote))


def fact_path(id_: str) -> str:
    """The page that shows a fact by itself."""
    return with_query("/", {"uppgift": id_})


def shown_path(id_: str, browser: Browser) -> str:
    """The page that shows a fact, a case or a source, by its id."""
    case, _, source = id_.partition(SOURCES)
    if source:
        return source_path(case, source)
    return case_path(case) if case in browser.knowledge.cases else fact_path(id_)


def _siblings(facts: Sequence[AnswerFact], browser: Browser, language: str) -> tuple[Linked, ...]:
    """What other parties say of the matter of a single position."""
    near = browser.together([id_ for fact in facts for id_ in browser.siblings(fact.id)], language, "")
    found = near.facts if near else ()
    return tuple(Linked(fact.summary, fact_path(fact.id), _language(fact, language)) for fact in found)


def _language(fact: AnswerFact, language: str) -> str:
    return language if fact.translated else ORIGINAL
