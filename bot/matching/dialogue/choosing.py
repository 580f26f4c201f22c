"""Choosing: a short message says which of what was offered is meant - "ja", "1", "den andra", "båda", "nej".

After what may be the answer, "ja" and "nej" say whether it is.
"""

from __future__ import annotations

from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of

_LONGEST = 60  # characters of a message that only chooses
_WORDS = words_of(__file__)
_YES, _NO, _ALL, _LAST, _SMALL = (_WORDS.each(name) for name in ("agreed", "refused", "every", "last", "small"))
_PLACES = {word: int(place) for word, place in _WORDS.table("places").items()}


def chosen(text: str, offered: int) -> tuple[int, ...] | None:
    """The places, from 0, of what a message chooses among so many that were offered; None where it does not choose.

    A message that says anything else is a question of its own. "Ja" alone means the first, and "nej" none: ().
    """
    words = [token.word for token in tokenize(text[: _LONGEST + 1]) if token.word not in _SMALL]
    if not offered or not words or len(text) > _LONGEST:
        return None
    places = []
    for word in words:
        if word.isdecimal():
            places.append(int(word))
        elif word in _PLACES or word in _LAST:
            places.append(_PLACES.get(word, offered))
        elif word not in _YES | _NO | _ALL:
            return None
    if places:
        return tuple(place - 1 for place in dict.fromkeys(places)) if all(0 < p <= offered for p in places) else None
    if not _ALL.isdisjoint(words):
        return tuple(range(offered))
    return () if not _NO.isdisjoint(words) else (0,)


def agrees(text: str) -> bool | None:
    """Whether a message says yes to what may be its answer, or no; None where it says anything else."""
    words = [token.word for token in tokenize(text[: _LONGEST + 1]) if token.word not in _SMALL]
    if not words or len(text) > _LONGEST or not _YES.union(_NO).issuperset(words):
        return None
    return _NO.isdisjoint(words)
