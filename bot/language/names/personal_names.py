"""Personal names: by them somebody is known to be named whom no case has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.language.tokens import Token, fold
from bot.language.word_file import read_words

_FILE = Path(__file__).with_suffix(".yaml")
_LEAST = 5  # letters of a surname that is known by its ending


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    """The lists of the file, folded."""
    return {kind: frozenset(fold(names).split()) for kind, names in read_words(_FILE).items()}


def is_given_name(token: Token) -> bool:
    """Whether a word is written as a given name: with a capital ("Bo"), or unlike any other word ("karin")."""
    if token.word not in _lists()["names"]:
        return False
    return token.text[0].isupper() or token.word not in _lists()["also_words"]


def ends_as_surname(word: str) -> bool:
    """Whether a folded word ends as Swedish surnames do."""
    return len(word) >= _LEAST and word.endswith(tuple(_lists()["surname_endings"]))
