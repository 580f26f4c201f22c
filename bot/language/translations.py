"""Translations: what English words are in Swedish, by Folkets lexikon (KTH, CC BY-SA 2.5) as svlang carries it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from bot.language.stems import Stems
from bot.language.stopwords import ENGLISH
from bot.language.tokens import fold, tokenize

_LONGEST = 3  # words of an English phrase; longer ones explain
_ALL = 10**6


class Translations:
    """The lexicon, by the stems of its Swedish words. The first of a process reads it, a fifth of a second."""

    def __init__(self) -> None:
        self._stems = Stems()
        self._meanings = _meanings()
        self._english: dict[str, str | None] = {}

    def of(self, spoken: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """By the stems of an English word or phrase, with blanks between: the stems of the Swedish words it may be.

        Of the Swedish words only those whose stem is `spoken`, as texts have it.
        """
        found: dict[str, dict[str, None]] = {}
        known = ((place, stem, means) for stem in spoken for place, means in self._meanings.get(stem, ()))
        for _, swedish, meanings in sorted(known):
            for meaning in meanings:
                if (english := self._key(meaning)) is not None:
                    found.setdefault(english, {})[swedish] = None
        return {english: tuple(stems) for english, stems in found.items()}

    def _key(self, meaning: str) -> str | None:
        """The stems of a meaning; None where it is too long, or says too little."""
        if meaning not in self._english:
            words = tokenize(meaning)
            tells = 0 < len(words) <= _LONGEST and not all(word.word in ENGLISH for word in words)
            self._english[meaning] = " ".join(self._stems.of_tokens(words, "en")) if tells else None
        return self._english[meaning]


@cache
def _meanings() -> Mapping[str, Sequence[tuple[int, Sequence[str]]]]:
    """By the stem of a Swedish word: what it means, each with its place in the lexicon."""
    from svlang.checkers.lexicon import SwedishLexicon  # takes long, and is not needed where an analysis is kept

    stems, meanings = Stems(), dict[str, list[tuple[int, Sequence[str]]]]()
    for place, entry in enumerate(SwedishLexicon().search("", _ALL)):
        if " " not in entry.word:
            meanings.setdefault(stems.stem(fold(entry.word)), []).append((place, entry.translations))
    return meanings
