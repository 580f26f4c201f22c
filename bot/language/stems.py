"""Stems: what inflected forms of one word have in common."""

from __future__ import annotations

from functools import cache, lru_cache

import Stemmer

from bot.language.tokens import Token

_ALGORITHMS = {"sv": "swedish", "en": "english"}
_MOST = 100_000  # stems that are remembered: strangers' words must not fill the memory


class Stems:
    """Snowball stems of folded words, remembered once computed, by all alike: they read the same words.

    Chosen over simplemma's lemmas, which did as well on the development questions (87.3 % right@1 both) and take half a
    second and some 100 MB to load.
    """

    def stem(self, word: str, language: str = "sv") -> str:
        """The stem of one folded word."""
        return _stem(word, language)

    def of_tokens(self, tokens: tuple[Token, ...], language: str = "sv") -> list[str]:
        """The stem of every token, in order; figures stand as they are."""
        return [t.word if t.is_figure else self.stem(t.word, language) for t in tokens]


@lru_cache(maxsize=_MOST)
def _stem(word: str, language: str) -> str:
    if language != "sv":
        return str(_stemmer(language).stemWord(word))
    indefinite = _indefinite(word)
    # "bostad" is no participle, although it ends as one
    return indefinite if indefinite.endswith("stad") else str(_stemmer("sv").stemWord(indefinite))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])


def _indefinite(word: str) -> str:
    """A noun without the article that Snowball leaves on: partiet -> parti, målets -> mål, skolan -> skola."""
    bare = word.removesuffix("s")
    if bare.endswith("et") and len(bare) > 4 and not bare.endswith(("het", "budget", "paket")):
        return bare.removesuffix("et")
    if bare.endswith("an") and len(bare) > 5:
        return bare.removesuffix("n")
    return word
