"""Words as data: what a module's patterns are made of stands in the words.yaml of its folder, under its own name.

Commas part the phrases of an entry. In a phrase `(a|b)` is one of several, `?` follows what may be left out, `*` stands
for any ending, `_` for where a word begins or ends, and `<name>` for a part that the module gives. All else is as it is
written: how words are put together in a pattern, the module says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.language.word_file import read_words

_NOTATION = re.compile(r"<(?P<part>\w+)>|[.(*_ ]")
_WRITTEN = {".": r"\.", "(": "(?:", "*": r"\w*", "_": r"\b"}


class Words:
    """The words of a module, by the names of their entries. `blank` is the pattern of a blank within a phrase."""

    def __init__(self, entries: Mapping[str, Any], blank: str = r"\s") -> None:
        self._entries = entries
        self._blank = blank

    def any_of(self, name: str, **parts: str) -> str:
        """A pattern of the phrases of an entry, in their order; `parts` are patterns by name."""
        return pattern_of(self._entries[name], self._blank, parts)

    def patterns(self, name: str, **parts: str) -> dict[str, str]:
        """The patterns of an entry that has several, each by its own name, in their order."""
        return {key: pattern_of(phrases, self._blank, parts) for key, phrases in self._entries[name].items()}

    def phrases(self, name: str) -> tuple[str, ...]:
        """The phrases of an entry, which commas part, as they are written."""
        return tuple(phrase.strip() for phrase in self._entries[name].split(","))

    def each(self, name: str) -> frozenset[str]:
        """The single words of an entry, which blanks part."""
        return frozenset(self._entries[name].split())

    def table(self, name: str) -> dict[str, str]:
        """What an entry has for each of its words."""
        return dict(self._entries[name])


def words_of(module: str, blank: str = r"\s") -> Words:
    """The words of a module, given as its `__file__`."""
    path = Path(module)
    return Words(_words(path.with_name("words.yaml"))[path.stem], blank)


@cache
def _words(file: Path) -> Mapping[str, Mapping[str, Any]]:
    content: Mapping[str, Mapping[str, Any]] = read_words(file)
    return content


def pattern_of(phrases: str, blank: str, parts: Mapping[str, str]) -> str:
    """A pattern of phrases that commas part."""

    def written(match: re.Match[str]) -> str:
        if match["part"]:
            return parts[match["part"]]
        return blank if match.group() == " " else _WRITTEN[match.group()]

    return "(?:" + "|".join(_NOTATION.sub(written, phrase.strip()) for phrase in phrases.split(",")) + ")"
