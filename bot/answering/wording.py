"""The sentences the bot says, from texts.yaml, in Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml
from rapidfuzz import fuzz

from bot.knowledge.source import Quote
from bot.language.tokens import tokenize

LANGUAGES = ("sv", "en")
_LIST_MARK = re.compile(r"^(?:[*•–-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_ALIKE = 97  # likeness, of 100, from which a summary only says its quote again
_AND = {"sv": "och", "en": "and"}


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its key ("declined.empty") and language."""
    tree = yaml.load(files("bot.answering").joinpath("texts.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {f"{group}.{key}": said for group, keys in tree.items() for key, said in keys.items()}


def say(key: str, language: str, **values: object) -> str:
    """The sentence of a key, its places filled in; in English where a reply is in a language besides the two.

    Raises KeyError for a key that texts.yaml lacks, or a place that is not given.
    """
    return texts()[key][language if language in LANGUAGES else "en"].format(**values)


def search_by(by_meaning: bool, language: str) -> str:
    """What questions are compared with the facts by: words and meaning, or words only."""
    return say("search.words_and_meaning" if by_meaning else "search.words_only", language)


def shown(quote: Quote) -> str:
    """A quote's words for a reader: without the mark of the list it stands in, words cut by a line's end joined."""
    return _LIST_MARK.sub("", quote.display_text)


def quoted(quote: Quote) -> str:
    """A quote's words in quotation marks; in others (»») where they have such marks themselves."""
    words = shown(quote)
    return f"»{words}»" if "”" in words else f"”{words}”"


def is_said(summary: str, quotes: Sequence[Quote]) -> bool:
    """Whether a summary says just what a quote says, so that one of them is enough."""
    said = _plain(summary)
    return any(said == _plain(shown(quote)) or fuzz.ratio(said, _plain(shown(quote))) >= _ALIKE for quote in quotes)


def _plain(text: str) -> str:
    return " ".join(token.word for token in tokenize(text))


def place(quote: Quote, language: str) -> str:
    """Where a quote stands: document, section and page."""
    key = "answer.place" if quote.section else "answer.place_without_section"
    return say(key, language, title=quote.title, section=quote.section, page=quote.page)


def enumerate_names(names: Sequence[str], language: str) -> str:
    """Names as a list in running text: "A, B och C"."""
    *first, last = names
    return f"{', '.join(first)} {_AND.get(language, 'and')} {last}" if first else last
