"""Pieces: texts cut after their sentences. A case says the same sentences again and again; each is read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.language.detection import balance, language_of
from bot.language.tokens import Token, tokenize
from bot.matching.query.lexicon import Lexicon

_CUT = re.compile(r"(?<=[.:!?])\s+")  # no word or figure goes across


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A stretch of a text: its tokens, whose offsets count from its own start; its folded words, with blanks between;
    and how much the words speak for a language.
    """

    tokens: tuple[Token, ...]
    folded: str
    balance: int
    terms: dict[str, str] = field(default_factory=dict)


class Pieces:
    """The pieces of some texts, each made once."""

    def __init__(self) -> None:
        self._known: dict[str, Piece] = {}

    def of(self, text: str) -> list[Piece]:
        """The pieces of a text, in order."""
        return [self._known.get(part) or self._made(part) for part in _CUT.split(text)]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text."""
        return [token for piece in self.of(text) for token in piece.tokens]

    def _made(self, part: str) -> Piece:
        tokens = tokenize(part)
        folded = " ".join([token.word for token in tokens])
        piece = Piece(tokens, folded, balance(tokens))
        self._known[part] = piece
        return piece


def terms_of(pieces: Sequence[Piece], lexicon: Lexicon) -> str:
    """The terms of a text in pieces, with blanks between, by the one lexicon that its pieces are read with."""
    language = language_of(sum([piece.balance for piece in pieces]))
    found = []
    for piece in pieces:
        if (terms := piece.terms.get(language)) is None:
            terms = piece.terms[language] = " ".join(lexicon.terms(piece.tokens, language))
        found.append(terms)
    return " ".join(filter(None, found))
