"""The holder: whose view a question asks for, where that is neither a party nor a person that a case knows."""

from __future__ import annotations

import re

from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import Token, tokenize
from bot.matching.query.lexicon import Lexicon, is_content

# Whose view is asked for: `holder` is up to five words before what the view is about.
_WHO = r"(?P<{}>(?:\w+ ){{0,3}}?\w+)"
_VIEW = (
    "asikt|asikter|standpunkt|standpunkter|kommentar|kommentarer|yttrande|syn|kritik|reaktion|installning|invandningar|"
    "erfarenheter|remissvar|opinion|opinions|view|views|position|stance|take|comment|comments|reaction"
)
_HOLDER = tuple(
    re.compile(pattern)
    for pattern in (
        r" vad (?:tycker|tyckte|anser|ansag|sager|sa|sade|skriver|skrev|menar|menade|vill|ville|kraver|"
        r"svarar|svarade) " + _WHO.format("holder") + r" (?:om|att|pa|av|gora|ha|i|med|mot|for|kring|ska|till|nar)\b",
        r" vad har " + _WHO.format("holder") + r" (?:sagt|skrivit|svarat|tyckt|kommenterat|att saga)\b",
        r" hur (?:ser|stallde|staller|resonerar|motiverar) (?:sig )?"
        + _WHO.format("holder")
        + r" (?:pa|sig|till|om|att|kring)\b",
        r" har " + _WHO.format("holder") + r" (?:kommenterat|yttrat sig|svarat|uttalat sig)\b",
        r" what (?:do|does|did) " + _WHO.format("holder") + r" (?:think|say|want|believe|write|reply|answer|feel)\b",
        r" (?P<holder>\w+s|\w+(?: kommuns| stads)) (?:" + _VIEW + r")\b",
        r" what is (?:the )?" + _WHO.format("holder") + r" (?:" + _VIEW + r")\b",
    )
)
_NOBODY = frozenset(
    "man de dom ni vi du han hon dem politiker politikerna parti partiet partierna partier textens "
    "texten dokumentet handlingen "
    "rapporten nagon alla folk staden stad stadens kommun kommunen kommunens city politicians party "
    "parties they people "
    "document report text memo anyone anybody deras dennes hennes hans her his their partiets "
    "partiernas borgarrad borgarradet".split()
)


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
    means = (stem for _, _, means in lexicon.synonyms(stems) for stem in means)
    return frozenset((*stems, *means))
