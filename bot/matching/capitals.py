"""Capitals: a message that is shouted is read as written small."""

from __future__ import annotations

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.matching.lexicon import Lexicon

_SHOUTED = 0.8  # share of a message's letters in capitals from which it is shouted
_LEAST_SHOUTED = 2  # words that a shouted message has at least


class Capitals:
    """Tells capitals that say something, as those of an abbreviation, from those that only shout."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def lowered(self, text: str) -> str:
        """The text with capitals only where they tell something: in abbreviations and names that a case writes so."""
        tokens = [token for token in tokenize(text) if not token.is_figure]
        letters = sum(len(token.text) for token in tokens)
        loud = sum(len(token.text) for token in tokens if token.text.isupper())
        shouted = len(tokens) >= _LEAST_SHOUTED and loud >= _SHOUTED * letters
        parts, end = [], 0
        for token in tokens:
            if self._is_shouted(token, shouted):
                parts += [text[end : token.start], token.text.lower()]
                end = token.end
        return "".join([*parts, text[end:]])

    def _is_shouted(self, token: Token, among_others: bool) -> bool:
        if not token.text.isupper() or len(token.text) < 2 or self._lexicon.is_abbreviation(token.text):
            return False
        if among_others:
            return True
        common = token.word in SWEDISH or token.word in ENGLISH
        return len(token.text) > 2 and (common or (len(token.text) > 3 and self._lexicon.knows(token.word)))
