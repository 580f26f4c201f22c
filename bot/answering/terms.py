"""Terms: the bot's own short explanations of municipal words, found in a question or in a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cachetools import LRUCache

from bot.knowledge.model import Knowledge, Term
from bot.language.stems import Stems
from bot.language.tokens import Token, fold, tokenize

_VOWELS = "aeiouy"
_COMMON = 6  # times in the case's sources from which a word needs no help
_MOST_KEPT = 8  # cases whose folded sources stay in memory


class Terms:
    """Finds the terms of a knowledge. The longest name goes first: "föredragande borgarråd" before "borgarråd"."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._stems = Stems()
        self._names: dict[tuple[str, ...], tuple[Term, str]] = {}
        for term in knowledge.terms:
            for name in term.names:
                words = tuple(token.word for token in tokenize(name))
                self._names.setdefault(tuple(map(self._stems.stem, words)), (term, words[-1] if words else ""))
        self._longest = max(map(len, self._names), default=0)
        self._cases = knowledge.cases
        self._spoken: LRUCache[str, tuple[str, ...]] = LRUCache(_MOST_KEPT)

    def asked(self, words: Iterable[str]) -> Term | None:
        """The term that a question about a word's meaning is about, by its folded words."""
        return next(self._found([Token(word, word, 0, 0) for word in words]), None)

    def helpful(self, text: str, case: str) -> Term | None:
        """The term of a case's passage that most needs explaining: the one that the case's sources have most seldom."""
        found = dict.fromkeys(self._found(list(tokenize(text))))
        seldom = [(self._occurs(term, case), term) for term in found]
        return min((pair for pair in seldom if pair[0] < _COMMON), key=lambda pair: pair[0], default=(0, None))[1]

    def _occurs(self, term: Term, case: str) -> int:
        if (spoken := self._spoken.get(case)) is None:
            spoken = self._spoken[case] = tuple(fold(source.text) for source in self._cases[case].sources.values())
        begins = fold(term.term).rstrip(_VOWELS)
        return sum(text.count(begins) for text in spoken)

    def _found(self, tokens: list[Token]) -> Iterator[Term]:
        stems = tuple(self._stems.stem(token.word) for token in tokens)
        i = 0
        while i < len(tokens):
            for size in range(min(self._longest, len(tokens) - i), 0, -1):
                hit = self._names.get(stems[i : i + size])
                if hit is not None and tokens[i + size - 1].word.startswith(hit[1].rstrip(_VOWELS)):
                    yield hit[0]
                    i += size - 1
                    break
            i += 1
