"""The sentences the bot says, from texts.yaml, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from bot.knowledge.model import Quote

LANGUAGES = ("sv", "en")
_AND = {"sv": "och", "en": "and"}


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its key ("declined.empty") and language."""
    tree = yaml.load(files("bot.answering").joinpath("texts.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {f"{group}.{key}": said for group, keys in tree.items() for key, said in keys.items()}


def say(key: str, language: str, **values: object) -> str:
    """The sentence of a key, its places filled in.

    Raises KeyError for a key that texts.yaml lacks, or a place that is not given.
    """
    return texts()[key][language].format(**values)


def search_by(by_meaning: bool, language: str) -> str:
    """What questions are compared with the facts by: words and meaning, or words only."""
    return say("search.words_and_meaning" if by_meaning else "search.words_only", language)


def place(quote: Quote, language: str) -> str:
    """Where a quote stands: document, section and page."""
    key = "answer.place" if quote.section else "answer.place_without_section"
    return say(key, language, title=quote.title, section=quote.section, page=quote.page)


def enumerate_names(names: Sequence[str], language: str) -> str:
    """Names as a list in running text: "A, B och C"."""
    *first, last = names
    return f"{', '.join(first)} {_AND[language]} {last}" if first else last
