"""The layout: an answer's parts as plain text, each passage in quotation marks with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answering.answer import Answer, AnswerFact, Status
from bot.answering.wording import is_said, place, quoted, say, shown
from bot.knowledge.model import Kind
from bot.knowledge.source import Quote

_SHORT = 90  # characters of a fact that is shown in a line


@dataclass(frozen=True, slots=True)
class Part:
    """A fact as an answer shows it: its summary where that adds something, and the quotes that are shown of it."""

    fact: AnswerFact
    summary: str | None
    quotes: tuple[Quote, ...]


def laid_out(answer: Answer) -> Answer:
    """The answer with its whole text: the sentence, then passages and what is shown in a line, then notes.

    One that has its text already keeps it.
    """
    if answer.text:
        return answer
    blocks = [answer.lead, *("\n".join(_lines(part, answer.language)) for part in parts(answer))]
    if lines := one_lines(answer):
        blocks.append("\n".join(lines))
    return replace(answer, text="\n\n".join(block for block in (*blocks, *answer.notes) if block))


def parts(answer: Answer) -> Iterator[Part]:
    """The facts that an answer shows whole; of a list each with one quote, and no quote twice."""
    facts = (answer.facts or answer.related)[: min(answer.shown, answer.whole)]
    said: set[Quote] = set()
    for fact in facts:
        quotes = fact.quotes[:1] if len(facts) > 1 else fact.quotes
        new = tuple(quote for quote in quotes if quote not in said)
        said.update(new)
        yield Part(fact, fact.summary if _has_summary(fact, answer) or not new else None, new)


def one_lines(answer: Answer) -> list[str]:
    """The facts that an answer shows in a line each."""
    return [_one_line(fact, answer.language) for fact in (answer.facts or answer.related)[answer.whole : answer.shown]]


def _has_summary(fact: AnswerFact, answer: Answer) -> bool:
    """Whether a fact that is shown whole has its summary above its quotes: not where the lead or a quote says it."""
    if fact.kind is Kind.PASSAGE or answer.lead == fact.summary or is_said(fact.summary, fact.quotes):
        return False
    return answer.status is not Status.DECLINED and (answer.status is Status.LIKELY or len(answer.facts) > 1)


def _one_line(fact: AnswerFact, language: str) -> str:
    """A fact in one short line: what it says, and on which page."""
    said = shown(fact.quotes[0]) if fact.kind is Kind.PASSAGE else fact.summary
    if len(said) > _SHORT:
        said = said[:_SHORT].rsplit(" ", 1)[0] + " …"
    return say("answer.line", language, summary=said, page=fact.quotes[0].page)


def _lines(part: Part, language: str) -> Iterator[str]:
    if part.summary:
        yield part.summary
    for number, quote in enumerate(part.quotes):
        yield quoted(quote)
        following = part.quotes[number + 1 : number + 2]
        if not following or place(following[0], language) != place(quote, language):
            yield f"— {place(quote, language)}"
