"""An Answer becomes messages: HTML that is always well formed and never too long for Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.answering.answer import Answer, Status
from bot.answering.layout import one_lines, parts
from bot.answering.wording import place, say, shown
from bot.channels.telegram.views.markup import LONGEST, cut, escape, shorten, units
from bot.knowledge.source import Quote

MOST_MESSAGES = 4
LONG = 320
"""Characters from which a quote or a list is folded until the reader opens it."""
_LONG_AMONG_OTHERS = 160  # the same of a quote that others stand beside
_LEAST_ROOM = 200  # units of room under which a long text starts in the next message


class Style(Enum):
    """How a block of text is set: what opens and closes it, and what parts it from the block before."""

    LEAD = ("<b>", "</b>", "\n\n")
    PLAIN = ("", "", "\n\n")
    SUMMARY = ("<b>", "</b>", "\n\n")
    QUOTE = ("<blockquote>", "</blockquote>", "\n")
    MARKED = ("<blockquote><b>", "</b></blockquote>", "\n")
    FOLDED = ("<blockquote expandable>", "</blockquote>", "\n")
    PLACE = ("<i>", "</i>", "\n")
    NOTE = ("<i>", "</i>", "\n\n")


@dataclass(frozen=True, slots=True)
class Block:
    """Text to be shown in one style."""

    style: Style
    text: str

    @property
    def html(self) -> str:
        opening, closing, _ = self.style.value
        return f"{opening}{escape(self.text)}{closing}"


def folded(text: str, otherwise: Style = Style.PLAIN, long: int = LONG) -> Block:
    """A text that is folded where it is longer than so many characters, and in another style where not."""
    return Block(Style.FOLDED if len(text) > long else otherwise, text)


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is said: the most messages, facts, and characters of a quote."""

    messages: int = MOST_MESSAGES
    facts: int = 12
    quote: int | None = None


PRIVATE = Measure()
GROUP = Measure(messages=1, facts=3, quote=500)
SINGLE = Measure(messages=1)
"""One message with all that has room, for what is edited in place and for inline results."""


def messages(answer: Answer, measure: Measure = PRIVATE, ending: str = "", preface: str = "") -> list[str]:
    """The messages that show an answer, at least one, between `preface` and `ending`, both plain text."""
    blocks = [Block(Style.NOTE, preface), *_blocks(answer, measure), Block(Style.NOTE, ending)]
    return assemble(blocks, answer.language, measure.messages)


def assemble(blocks: Iterable[Block], language: str, most: int = MOST_MESSAGES) -> list[str]:
    """Blocks as messages; what `most` messages have no room for is left out, and said to be."""
    ending = Block(Style.NOTE, say("telegram.shortened", language))
    room_for_ending = units(ending.html) + 2
    done: list[str] = []
    current = ""
    for block in _cleaned(blocks):
        rest = block
        while escape(rest.text).strip():
            last = len(done) == most - 1
            room = LONGEST - units(current) - (room_for_ending if last else 0)
            fitting, after = _fit(rest, room, fresh=not current)
            if fitting is not None:
                current += (rest.style.value[2] if current else "") + fitting.html
            if not after:
                break
            if last:
                return [*done, current + (ending.style.value[2] if current else "") + ending.html]
            done += [current] if current else []
            current, rest = "", Block(rest.style, after)
    return [*done, current] if current else done or [escape(say("declined.empty", language))]


def quote_blocks(quotes: Sequence[Quote], language: str, most: int | None = None, long: int = LONG) -> Iterator[Block]:
    """Quotes, each with its place under it; quotes from the same place share it, and long ones are folded."""
    previous = ""
    pending: list[Block] = []
    for quote in quotes:
        where = place(quote, language)
        if previous and where != previous:
            yield from (*pending, Block(Style.PLACE, f"— {previous}"))
            pending = []
        text = shorten(shown(quote), most) if most else shown(quote)
        pending.append(folded(text, Style.QUOTE, long))
        previous = where
    yield from pending
    if previous:
        yield Block(Style.PLACE, f"— {previous}")


def _blocks(answer: Answer, measure: Measure) -> Iterator[Block]:
    lead, listed = _lead(answer)
    yield Block(Style.PLAIN if answer.status is Status.DECLINED else Style.LEAD, lead)
    yield folded(listed)
    whole = [*parts(answer)][: measure.facts]
    for number, part in enumerate(whole, 1):
        if len(whole) > 1:
            summary = part.summary or say("menu.passage", answer.language)
            yield Block(Style.SUMMARY, f"{number}. {summary}")
        elif part.summary:
            yield Block(Style.SUMMARY, part.summary)
        long = LONG if len(whole) == 1 else _LONG_AMONG_OTHERS
        yield from quote_blocks(part.quotes, answer.language, measure.quote, long)
    if lines := one_lines(answer)[: measure.facts]:
        listed = "\n".join(lines)
        yield folded(listed)
    for note in answer.notes:
        yield Block(Style.NOTE, note)


def _lead(answer: Answer) -> tuple[str, str]:
    """The sentence that an answer begins with, and the lines under it where it is an overview of many."""
    lead, _, listed = (answer.lead.strip() or answer.text.strip()).partition("\n")
    return lead, listed


def _cleaned(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if escape(block.text).strip())


def _fit(block: Block, room: int, *, fresh: bool) -> tuple[Block | None, str]:
    """The part of a block that has room, or None, and the text that remains."""
    opening, closing, gap = block.style.value
    room -= units(opening) + units(closing) + (0 if fresh else units(gap))
    if units(escape(block.text)) <= room:
        return block, ""
    if not fresh and (room < _LEAST_ROOM or units(block.html) <= LONGEST // 2):
        return None, block.text
    head, tail = cut(block.text, room)
    return (Block(block.style, head), tail) if head else (None, tail)


def single(blocks: Sequence[Block], language: str) -> str:
    """Blocks as one message, shortened to fit."""
    return assemble(blocks, language, 1)[0]
