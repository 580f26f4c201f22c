"""A document's title: the text at its top for which most speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.drafting.header.title_signals import Top
from bot.drafting.structure.dates import DATE
from bot.drafting.structure.forms import is_body
from bot.language.word_file import read_words
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_DECISIONS = re.compile(
    rf"(?P<title>(?P<body>\S[^\n]*?)s\s{_WORDS.any_of('decisions')},?\s(?:{DATE.pattern}))\s*$",
    re.MULTILINE,
)
_CRUMBS = re.compile(
    rf"^[^\S\n]*{_WORDS.any_of('crumbs')}:?\s*[/>›»|].*[/>›»|]\s*(?P<page>\S.*?)\s*$", re.MULTILINE | re.IGNORECASE
)
_TOP = 3000  # characters in which a web page tells where on its site it is
_CLEARLY = 0.5  # by which the chosen title outweighs others where it is sure


def find_title(text: str) -> tuple[str | None, bool]:
    """The title of a document's text, and whether it is sure; None of a text without any.

    A web page's is the last name in the line that tells where on the site it is, where that heads the page too. Else it
    is, of all that may be a title, the one whose signals weigh most: tests/benchmarks/fit_title.py fits the weights.
    """
    if (page := _page_title(text)) is not None:
        return page, True
    weighed = sorted(((weight(signals), found.text) for found, signals in Top(text).weighed()), reverse=True)
    if not weighed:
        return None, False
    best, title = weighed[0]
    other = next((weight for weight, text in weighed if text not in title and title not in text), best - 2 * _CLEARLY)
    return title, best - other > _CLEARLY


def _page_title(text: str) -> str | None:
    """The title of a web page, or of a page that begins with whose decisions of which day it tells."""
    if (decisions := _DECISIONS.match(text.lstrip())) and is_body(decisions["body"]):
        return decisions["title"]
    crumbs = _CRUMBS.search(text, 0, _TOP)
    if crumbs is None:
        return None
    headed = re.compile(rf"^\s*(?P<title>{re.escape(crumbs['page'])}(?:\s(?:{DATE.pattern}))?)\s*$", re.MULTILINE)
    heading = headed.search(text, crumbs.end())
    return heading["title"] if heading else None


def weight(signals: Mapping[str, float]) -> float:
    """How much speaks for a candidate."""
    return sum(_weights()[name] * value for name, value in signals.items())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = read_words(Path(__file__).with_name("title_weights.yaml"))
    return weights
