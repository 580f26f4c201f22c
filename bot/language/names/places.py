"""Places: the names of municipalities and regions, without what says that they are such."""

from __future__ import annotations

from bot.language.tokens import tokenize

KINDS = frozenset("stad stads kommun kommuns kommunen region regionen landsting myndigheten".split())
"""Folded words of a name that name no place."""
_IN_ENGLISH = frozenset("municipality city of the".split())


def bare_place(written: str) -> str:
    """The bare name of a municipality, folded: "Lindviks kommun" and "Lindvik" are one."""
    words = (token.word for token in tokenize(written) if token.word not in KINDS | _IN_ENGLISH)
    return " ".join(words).removesuffix("s")
