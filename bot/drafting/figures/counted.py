"""What a figure counts: the noun after it ("75 nya bostäder"), or the one that "antalet" names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.word_patterns import words_of

_WORD = re.compile(r"\s?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*[²³23]?)")
_WORDS = words_of(__file__)
_MEASURES = _WORDS.each("measures")
_THINGS = _WORDS.each("things")
_PERIODS = _WORDS.table("periods")
_ADJECTIVES = _WORDS.each("adjectives")
_NOMINAL = _WORDS.each("nominal")
_FUNCTION = _WORDS.each("function")
_VERB = re.compile(rf"{_WORDS.any_of('verb_ends')}$")
_HAS = re.compile(r"\b(?:har|hade)\s(?:dock\s|redan\s|också\s)?$")
_PAST = re.compile(r"[^\W\d_]{2}(?<!an)(?<!en)de$")  # a verb: "valde"; and no "boende"
_PLURAL_NOUN = re.compile(r"[^\W\d_]{3}(?:ar|er|or|are)$")
_PLURAL = re.compile(rf"{_WORDS.any_of('plural_ends')}$")
_OF = re.compile(rf"\s{_WORDS.any_of('of')}\s(?:{_WORDS.any_of('of_all')}\s)*")
_COMPARING = _WORDS.each("comparing")
_ADJECTIVE_ENDS = tuple(_WORDS.each("adjective_ends"))
_NOUN_ENDS = tuple(_WORDS.each("noun_ends"))
_ENDING_AS_NOUNS = _WORDS.each("adjectives_as_nouns_end")
_NUMBER_OF = re.compile(r"\b[Aa]ntal(?:et)?(?=\s[a-zåäö])")


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, and where its last word ends."""

    word: str
    end: int


def counted_noun(text: str, place: int, figure: int) -> Noun | None:
    """The noun that the figure ending at `place` counts; `figure` is where the figure begins."""
    if after := _OF.match(text, place):
        match = _WORD.match(text, after.end())
        if match and match["word"].islower() and _PLURAL.search(match["word"]) and match["word"] not in _FUNCTION:
            return Noun(match["word"], match.end())
        return None
    words: list[tuple[str, int]] = []
    at = place
    while len(words) < 4 and (match := _WORD.match(text, at)):
        if not words and at == match.start("word"):
            return None
        words.append((match["word"], match.end()))
        at = match.end()
    if not words:
        return None
    first, end = words[0]
    if len(first) == 1 and first not in _MEASURES:
        return None
    folded = first.lower()
    if folded in _MEASURES and not (len(first) == 1 and first.isupper()):
        return Noun(_PERIODS.get(folded, first if folded not in ("m2", "m3") else folded), end)
    if not first[0].islower() or folded in _FUNCTION or _VERB.search(first):
        return None
    if _PAST.search(first) and not _is_counted(words[1][0] if len(words) > 1 else ""):
        return None
    if first.endswith("t") and _HAS.search(text, 0, figure):
        return None  # "hade 14 väntat"
    if _names_before(text, figure) and not _PLURAL.search(first):
        return None
    return _through_adjectives(words)


def counted_subject(sentence: str, figure: int) -> Noun | None:
    """What the "antalet" nearest before a figure counts."""
    for found in reversed(list(_NUMBER_OF.finditer(sentence, 0, figure))):
        noun = counted_noun(sentence, found.end(), found.end())
        if noun is not None:
            return noun
    return None


def counted_in_name(name: str) -> str | None:
    """What a row or column counts by its name: "Antal elever i grundskolan" counts elever."""
    noun = counted_subject(name, len(name))
    return noun.word if noun else None


def is_measure(word: str) -> bool:
    """Whether a word is a measure, as metres and years are, and no thing that is counted."""
    return word.lower() in _MEASURES and word.lower() not in _THINGS


def follows_name(text: str, figure: int) -> bool:
    """Whether a figure belongs to the name before it, as in "fastigheten Mejeriet 7"."""
    return _names_before(text, figure)


def _is_counted(word: str) -> bool:
    """Whether a word may be what is counted: no name, no function word, and not in the definite form."""
    return word[:1].islower() and word not in _FUNCTION and not word.endswith(("en", "et"))


def _through_adjectives(words: list[tuple[str, int]]) -> Noun | None:
    """The first of the words that is no adjective; an adjective used as a noun where nothing else is."""
    for index, (word, end) in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else None
        noun_follows = (
            following is not None
            and following[0].islower()
            and following not in _FUNCTION
            and not _VERB.search(following)
        )
        if word in _NOMINAL:
            if noun_follows and following is not None and following not in _MEASURES and _PLURAL_NOUN.search(following):
                continue
            if noun_follows and following in _MEASURES:
                return Noun(f"{word} {following}", words[index + 1][1])
            return Noun(word, end)
        if noun_follows and _is_adjective(word):
            continue
        if word in _FUNCTION or _VERB.search(word) or not word[0].islower() or word.endswith("ade"):
            return None
        return None if word in _COMPARING else Noun(word, end)
    return None


def _is_adjective(word: str) -> bool:
    if word in _ADJECTIVES or word in _ENDING_AS_NOUNS:
        return True
    return word.endswith(_ADJECTIVE_ENDS) and not word.endswith(_NOUN_ENDS)


def _names_before(text: str, figure: int) -> bool:
    """Whether the word before a figure is a name, as in "fastigheten Mejeriet 7"."""
    before = re.search(r"(\S+)\s$", text[:figure])
    if before is None or not before.group(1)[0].isupper():
        return False
    return bool(text[: before.start()].strip()) and text[: before.start()].rstrip()[-1] not in ".!?:”"
