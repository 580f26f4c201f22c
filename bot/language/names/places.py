"""Places: the names of municipalities and regions, without what says that they are such."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.tokens import Token, tokenize
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
KINDS = _WORDS.each("kinds")
"""Folded words of a name that name no place."""
_NO_PLACE = KINDS | _WORDS.each("english")
_EVERYDAY = _WORDS.each("everyday")
_BEFORE = _WORDS.each("before")


def bare_place(written: str) -> str:
    """The bare name of a municipality, folded: "Lindviks kommun" and "Lindvik" are one."""
    return " ".join(token.word for token in tokenize(written) if token.word not in _NO_PLACE).removesuffix("s")


def is_place(tokens: Sequence[Token], number: int) -> bool:
    """Whether the token of that number, which is a word of a municipality's name, names it here.

    An everyday word does where it is written as a name: after "i" and the like, before "kommun", or with a capital
    where no sentence begins.
    """
    token = tokens[number]
    if not {token.word, token.word.removesuffix("s")} & _EVERYDAY:
        return True
    before, after = tokens[max(number - 1, 0) : number], tokens[number + 1 : number + 2]
    if any(each.word in _BEFORE for each in before) or any(each.word in KINDS for each in after):
        return True
    within = bool(before) and token.start == before[0].end + 1  # no mark between them
    return within and token.text[0].isupper() and not before[0].text.isupper()
