"""Stems: what inflected forms of one word have in common."""

from __future__ import annotations

import Stemmer

from bot.language.tokens import Token, tokenize

_ALGORITHMS = {"sv": "swedish", "en": "english"}


class Stems:
    """Snowball stems of folded words, remembered once computed.

    Chosen over simplemma's lemmas, which measured the same on the development questions and take 60 MB
    and a third of a second to load.
    """

    def __init__(self) -> None:
        self._stemmers = {code: Stemmer.Stemmer(name) for code, name in _ALGORITHMS.items()}
        self._known: dict[tuple[str, str], str] = {}

    def stem(self, word: str, language: str = "sv") -> str:
        """The stem of one folded word."""
        key = (word, language)
        if (stem := self._known.get(key)) is None:
            stem = self._stemmers[language].stemWord(_indefinite(word) if language == "sv" else word)
            if len(self._known) < 100_000:  # strangers' words must not fill the memory
                self._known[key] = stem
        return stem

    def of_text(self, text: str, language: str = "sv") -> list[str]:
        """The stem of every token of a text, in order; figures stand as they are."""
        return self.of_tokens(tokenize(text), language)

    def of_tokens(self, tokens: tuple[Token, ...], language: str = "sv") -> list[str]:
        """The stem of every token, in order; figures stand as they are."""
        return [t.word if t.is_figure else self.stem(t.word, language) for t in tokens]


def _indefinite(word: str) -> str:
    """A neuter noun without its article, which Snowball leaves on: partiet -> parti, målets -> mål."""
    for article in ("et", "ets"):
        if word.endswith(article) and len(word) > len(article) + 2 and not word.endswith(f"h{article}"):
            return word.removesuffix(article)
    return word
