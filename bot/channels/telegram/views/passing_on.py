"""Passing on: the buttons by which a person shares a fact in another chat, copies its quote with its reference, or
reads it where it stands.
"""

from __future__ import annotations

from dataclasses import replace

from telegram import CopyTextButton, InlineKeyboardButton

from bot.answering.wording import place, quoted, say, shown
from bot.channels.telegram.views.markup import printable, shorten, units
from bot.knowledge.links import passage_url
from bot.knowledge.model import Fact
from bot.knowledge.source import Quote

LONGEST_COPY = 256
"""Characters of a text to copy, Telegram's limit; counted here in UTF-16 code units, which are no fewer."""
_LONGEST_QUERY = 256  # characters of a query in inline mode
_NAME = 60  # units of a document's title or a heading, where the whole has no room


def passing_on(fact: Fact, language: str, *, inline: bool) -> list[InlineKeyboardButton]:
    """The buttons to share and to copy. Sharing goes by inline mode, which a bot may lack."""
    copy = CopyTextButton(copied(fact.quotes[0], language))
    buttons = [InlineKeyboardButton(say("buttons.copy", language), copy_text=copy)]
    if inline and len(fact.id) <= _LONGEST_QUERY:
        buttons.insert(0, InlineKeyboardButton(say("buttons.share", language), switch_inline_query=fact.id))
    return buttons


def read_on(fact: Fact, language: str, public_url: str | None) -> list[InlineKeyboardButton]:
    """The button that opens the document at the quote; none where Telegram would refuse the address."""
    if public_url is None or not public_url.startswith("https://"):
        return []
    return [InlineKeyboardButton(say("web.read", language), url=passage_url(public_url, fact.case, fact.quotes[0]))]


def copied(quote: Quote, language: str) -> str:
    """A quote in quotation marks with its place. A long quote is cut, which its ellipsis tells; its place is not."""
    whole = _with_place(quote, language)
    if units(whole) <= LONGEST_COPY:
        return whole
    brief = replace(quote, title=shorten(quote.title, _NAME), section=shorten(quote.section or "", _NAME) or None)
    room = LONGEST_COPY - units(_with_place(replace(brief, text=""), language))
    return _with_place(replace(brief, text=shorten(shown(quote), room)), language)


def _with_place(quote: Quote, language: str) -> str:
    return printable(f"{quoted(quote)} ({place(quote, language)})")
