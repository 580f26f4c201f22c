"""Which of the two languages a text is in, by its function words and letters."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token

# Function words that the two languages share say nothing.
_SHARED = SWEDISH & ENGLISH
_SWEDISH_ENDINGS = ("ningen", "ningar", "heten", "erna", "arna", "orna", "tion", "ande", "skt", "ska")
_ENGLISH_ENDINGS = ("ing", "ness", "ment", "ght", "ity", "ies", "ough", "th")


def detect(tokens: Iterable[Token], default: str = "sv") -> str:
    """"sv" or "en"; `default` when the words say neither.

    Function words weigh most; å, ä, ö and typical endings decide the rest.
    """
    swedish = english = 0.0
    for token in tokens:
        word = token.word
        if any(letter in "åäöÅÄÖ" for letter in token.text):
            swedish += 1.5
        if word in _SHARED or token.is_figure:
            continue
        swedish += word in SWEDISH
        english += word in ENGLISH
        if len(word) > 4:
            swedish += 0.4 * word.endswith(_SWEDISH_ENDINGS)
            english += 0.4 * word.endswith(_ENGLISH_ENDINGS)
    if swedish == english:
        return default
    return "sv" if swedish > english else "en"
