"""Bodies: the names of those who decide, and the letters that they are known by."""

from __future__ import annotations

from bot.language.tokens import tokenize

_KINDS = ("namnd", "styrelse", "fullmaktige", "utskott", "beredning")
"""Folded words that end the name of a body as a part of a compound."""
_JOINS = "och"
_FEWEST = 2  # letters


def beginnings(body: str) -> tuple[str, ...]:
    """How the words of a body's name begin, whatever their ending, folded."""
    return tuple(token.word.removesuffix("s")[:-1] for token in tokenize(body))


def initials(body: str) -> str:
    """The folded initials of a body's name, those of its compounds' parts too; "" of one word that is no compound.

    "Kultur- och fritidsnämnden" is known as "kfn", "kommunstyrelsens arbetsutskott" as "ksau".
    """
    words = (token.word for token in tokenize(body) if token.word != _JOINS)
    letters = "".join(word[0] + "".join(kind[0] for kind in _KINDS if word.find(kind) > 0) for word in words)
    return letters if len(letters) >= _FEWEST else ""
