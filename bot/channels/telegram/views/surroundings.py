"""A fact's quotes in their context: the passages before and after, with the quote itself set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answering.browse import Browser, Surroundings
from bot.answering.wording import place, say, shown
from bot.channels.telegram.views.markup import shorten
from bot.channels.telegram.views.messages import Block, Style, folded, single
from bot.knowledge.source import Quote

_AROUND = 1000  # units of the text on each side
_AROUND_SEVERAL = 400  # the same where there are several quotes


def surroundings_text(browser: Browser, id_: str, language: str) -> str:
    """One message of HTML with each quote of a fact where it stands, in bold; what is long around it is folded."""
    found = browser.surroundings(id_)
    room = _AROUND if len(found) == 1 else _AROUND_SEVERAL
    blocks = [Block(Style.LEAD, say("telegram.surroundings", language))]
    for surroundings in found:
        blocks += _blocks(surroundings, room, language)
    return single(blocks, language)


def _blocks(surroundings: Surroundings, room: int, language: str) -> Iterator[Block]:
    yield folded(_end_of(surroundings.before, room), Style.QUOTE)
    yield Block(Style.MARKED, shown(surroundings.quote))
    yield folded(shorten(_text(surroundings.after), room), Style.QUOTE)
    yield Block(Style.PLACE, f"— {place(surroundings.quote, language)}")


def _text(quotes: Iterable[Quote]) -> str:
    return " ".join(quote.display_text for quote in quotes)


def _end_of(quotes: Iterable[Quote], room: int) -> str:
    """The last words before the quote, as many as there is room for."""
    text = _text(quotes)
    if len(text) <= room:
        return text
    words = text[-room:].split(" ", 1)
    return "…" + words[-1]
