"""Translations: what English words are in Swedish, by Folkets lexikon (KTH, CC BY-SA 2.5) as svlang carries it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.language.stems import Stems
from bot.language.stopwords import ENGLISH
from bot.language.tokens import fold, tokenize

_LONGEST = 3  # words of an English phrase; longer ones explain
_ALL = 10**6


def read_translations(spoken: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """By the stems of an English word or phrase, with blanks between: the stems of the Swedish words it may be.

    Of the Swedish words only those whose stem is `spoken`, as texts have it.
    """
    from svlang.checkers.lexicon import SwedishLexicon  # takes long, and is not needed where an analysis is kept

    stems = Stems()
    found: dict[str, dict[str, None]] = {}
    for entry in SwedishLexicon().search("", _ALL):
        if " " in entry.word or (stem := stems.stem(fold(entry.word))) not in spoken:
            continue
        for meaning in entry.translations:
            words = tokenize(meaning)
            if 0 < len(words) <= _LONGEST and not all(word.word in ENGLISH for word in words):
                found.setdefault(" ".join(stems.of_tokens(words, "en")), {})[stem] = None
    return {english: tuple(swedish) for english, swedish in found.items()}
