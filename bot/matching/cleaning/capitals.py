"""Capitals: a message that is shouted is read as written small."""

from __future__ import annotations

import re

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.matching.cleaning.padding import Padding
from bot.matching.query.lexicon import Lexicon

_SENTENCE = re.compile(r"(?<=[?!.\n])(?=\s)")
_SHOUTED = 0.8  # share of a sentence's letters in capitals from which it is shouted
_LEAST_SHOUTED = 2  # words that a shouted sentence has at least


class Capitals:
    """Tells capitals that say something, as those of an abbreviation, from those that only shout."""

    def __init__(self, lexicon: Lexicon, padding: Padding) -> None:
        self._lexicon = lexicon
        self._padding = padding

    def lowered(self, text: str) -> str:
        """The text with capitals only where they tell something: in abbreviations and names that a case writes so."""
        return "".join(map(self._sentence_lowered, _SENTENCE.split(text)))

    def _sentence_lowered(self, sentence: str) -> str:
        tokens = [token for token in tokenize(sentence) if not token.is_figure]
        letters = sum(len(token.text) for token in tokens)
        loud = sum(len(token.text) for token in tokens if token.text.isupper())
        shouted = len(tokens) >= _LEAST_SHOUTED and loud >= _SHOUTED * letters
        titled = len(tokens) >= _LEAST_SHOUTED and all(token.text[0].isupper() for token in tokens)
        parts, end = [], 0
        for i, token in enumerate(tokens):
            small = titled and i > 0 and token.text.istitle() and self._padding.is_small(token)
            if small or self._is_shouted(token, shouted):
                parts += [sentence[end : token.start], token.text.lower()]
                end = token.end
        return "".join([*parts, sentence[end:]])

    def _is_shouted(self, token: Token, among_others: bool) -> bool:
        if not token.text.isupper() or len(token.text) < 2:
            return False
        common = _is_common(token)
        if self._lexicon.is_abbreviation(token.text):
            return among_others and common
        return among_others or (
            len(token.text) > 2 and (common or (len(token.text) > 3 and self._lexicon.knows(token.word)))
        )


def _is_common(token: Token) -> bool:
    return token.word in SWEDISH or token.word in ENGLISH
