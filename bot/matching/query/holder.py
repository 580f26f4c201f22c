"""The holder: whose view a question asks for, where that is neither a party nor a person that a case knows."""

from __future__ import annotations

import re

from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import Token, tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import is_content

_WORDS = words_of(__file__, blank=" ")
_WHO = r"(?P<holder>(?:\w+ ){0,3}?\w+)"  # up to four words before what the view is about
_VIEWS = _WORDS.any_of("views")
_HOLDER = tuple(
    re.compile(pattern)
    for pattern in (
        rf" vad {_WORDS.any_of('speaks')} {_WHO} {_WORDS.any_of('about')}\b",
        rf" vad har {_WHO} {_WORDS.any_of('said')}\b",
        rf" hur {_WORDS.any_of('stands')} (?:sig )?{_WHO} {_WORDS.any_of('towards')}\b",
        rf" har {_WHO} {_WORDS.any_of('commented')}\b",
        rf" what {_WORDS.any_of('does')} {_WHO} {_WORDS.any_of('thinks')}\b",
        rf" (?P<holder>\w+s|\w+ {_WORDS.any_of('municipal')}) {_VIEWS}\b",
        rf" what is (?:the )?{_WHO} {_VIEWS}\b",
    )
)
_NOBODY = _WORDS.each("nobody")


def holder_of(words: str, language: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems of whoever's view the folded words ask for; none where they ask for nobody's."""
    for pattern in _HOLDER:
        if match := pattern.search(f" {words} "):
            tokens = tokenize(match["holder"])
            return _stems_of_holder(tokens, language, lexicon)
    return frozenset()


def _stems_of_holder(tokens: tuple[Token, ...], language: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems that name the holder and what the glossary takes them for; none for people in general."""
    named = [token for token in tokens if is_content(token, BY_LANGUAGE[language]) and token.word not in _NOBODY]
    stems = tuple(lexicon.stem(token, language) for token in named)
    means = (stem for _, _, means in lexicon.synonyms(stems, language) for stem in means)
    return frozenset((*stems, *means))
