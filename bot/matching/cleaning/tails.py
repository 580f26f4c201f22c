"""Tails: what follows a question in its own sentence - thanks, a closing, a remark, who asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.tokens import Token, tokenize
from bot.matching.cleaning.padding import CLAUSE, LEAST, Padding

_PLEASE = frozenset("please snalla pls plz".split())
_SIGNED = 3  # words of a name after a closing, at most
_ASKED = 4  # small words that say one asks, at most: "tänkte jag fråga"


class Tails:
    """Finds where a sentence's question ends."""

    def __init__(self, padding: Padding) -> None:
        self._padding = padding
        self._words = padding.words

    def without(self, sentence: str) -> str:
        """The sentence without thanks, a closing, and who asks: "..., undrar en pensionär", "... tack på förhand"."""
        for boundary in reversed([*CLAUSE.finditer(sentence)]):
            after = tokenize(sentence[boundary.end() :])
            if boundary.start() and self._trails(after):
                return self.without(sentence[: boundary.start()])
        tokens = tokenize(sentence)
        ends = self._words.thanks | self._words.closings | _PLEASE
        for i in range(1, len(tokens)):
            asked_about = tokens[i].word in self._words.thanks and tokens[i - 1].text in self._words.thanked
            signed = tokens[i].word in self._words.closings and _is_signature(tokens[i + 1 :])
            padded = tokens[i].word in ends and not asked_about and self._is_padding(tokens[i + 1 :])
            ended = signed or padded
            if ended or self.names_asker(tokens[i:]) or self._asks_at_end(tokens[i:]):
                while i > 1 and ended and self._padding.is_telling(tokens[i - 1 : i]):
                    i -= 1  # "hjärtligt tack"
                return sentence[: tokens[i].start]
        return sentence

    def names_asker(self, tokens: Sequence[Token], most: int = 0) -> bool:
        """Whether tokens are a verb of asking with whoever asks: "undrar en kassörska i Bandhagen".

        `most` words of theirs may be of the cases.
        """
        if tokens[0].word not in self._words.askers:
            return False
        after = tokens[1:]
        if not after:
            return True
        if len(after) > 1 and after[1].word in self._words.prepositions:
            most += 1  # of where they live
        return (after[0].word in self._words.asker or self._padding.is_name(after[0])) and (
            not self._padding.asks_anywhere(after)
            and self._padding.content([token for token in after if not token.is_figure]) <= most
        )

    def _asks_at_end(self, tokens: Sequence[Token]) -> bool:
        """Whether a few small words say that one asks: "tänkte jag fråga", "kan man undra"."""
        small = len(tokens) <= _ASKED and all(map(self._padding.is_small, tokens))
        return small and len(tokens) > 1 and tokens[-1].word in self._words.askers

    def _is_padding(self, tokens: Sequence[Token]) -> bool:
        words = self._words.courtesies | self._words.fillers
        return all(token.word in words or self._padding.is_name(token) for token in tokens)

    def _trails(self, tokens: Sequence[Token]) -> bool:
        """Whether what follows a mark is courtesy, a remark, or says who asks."""
        if not tokens:
            return True
        if self._asks_at_end(tokens) or self._padding.begins(tokens):
            return self._asks_at_end(tokens)
        if self._padding.is_courtesy(tokens) or self._padding.takes_leave(tokens):
            return True
        if self._padding.is_empty(tokens) and self._padding.is_telling(tokens):
            return not self._padding.asks_anywhere(tokens)
        if self._padding.content(tokens) >= LEAST:
            return False
        return self._padding.is_remark(tokens) or any(self.names_asker(tokens[i:], 1) for i in range(len(tokens[:3])))


def _is_signature(tokens: Sequence[Token]) -> bool:
    """Whether tokens after a closing are whoever closes: "Anna", "M", whatever else that may be short for."""
    return 0 < len(tokens) <= _SIGNED and all(token.text[0].isupper() for token in tokens)
