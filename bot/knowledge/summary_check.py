"""Checks that a summary says no figure and no name that its quotes do not say.

A summary is what people read first, so it must not know more than the source. Figures compare by value
(56,0 is 56.0; 12 710 000 is 12,710,000). Names are capitalised words that do not begin a sentence, the
people the case lists, and parties, under any name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.knowledge.model import Party, Person
from bot.language.measures.months import ENGLISH
from bot.language.measures.numbers import possible_values

_FIGURE = re.compile(r"\d{1,3}(?:[ \xa0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_SIDE_BY_SIDE = 4  # groups of digits that are seldom one figure: it would be of milliards
_ROW_ENDS = re.compile(r"[ \t]*(?:\n|$)")
_WORD = re.compile(r"[^\W_]+(?:[’'.&:][^\W_]+)*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:…]\s+|[”\"“»«‘(\n]\s*)[”\"“»«‘('–-]*$")
_ENDING = re.compile(r"(?:[’':]s|’|s)$")
_ENDS = ("s", "’")  # most words have neither, and are seen to have not in no time
_LONGEST_ENDING = 5  # "Stockholm" in a summary stands in "stockholmarna"
_SHORTEST_STEM = 4
_ENDINGS = ("n", "t", "en", "et", "ens", "ets", "na", "nas", "ar", "er", "are", "arna", "arnas", "erna")

# Words that English writes with a capital where Swedish does not; no claim lies in them.
_CAPITALS = """
monday tuesday wednesday thursday friday saturday sunday i i'm i'd i'll i've swedish sweden english
sek msek bn mr ms mrs city council municipal municipality executive board office committee
commission commissioner commissioners mayor deputy vice chair district region regional county
national government party act agency authority administration department inspectorate services
service the of and for on in to a an
"""
ENGLISH_CAPITALS = frozenset((*_CAPITALS.split(), *ENGLISH))


@dataclass(frozen=True)
class Permitted:
    """What a summary may say besides its quotes: the case's header, signers, the own party's names.

    `people` and `parties` are all that the case knows; `own` are the letters of the parties whose
    words the fact gives.
    """

    words: frozenset[str]
    own: frozenset[str] = frozenset()
    people: Sequence[Person] = ()
    parties: Sequence[Party] = ()


def unsupported(summary: str, quotes: Iterable[str], permitted: Permitted) -> list[str]:
    """The figures and names of a summary that neither its quotes nor what is permitted say."""
    said = "\n".join(quotes)  # figures of two quotes are not one
    told = _figures(summary)
    figures = _values(said) if told else set()
    missing = [figure for figure in told if not (possible_values(figure) & figures or _parts(figure) <= figures)]
    words = _folded(said) | permitted.words
    own = frozenset(letter.casefold() for letter in permitted.own)
    others = []
    for party in permitted.parties:
        if party.letter.casefold() in own:
            words |= _party_words(party)
        else:
            others.append(party)
    names = [*_names(summary, words, permitted.people), *_parties_named(summary, others)]
    if names:  # a party that the quotes name in one way may be named in another
        named = [party for party in others if _mentions(said, party)]
        words = words.union(*map(_party_words, named))
    for name in names:
        parts = name.casefold().split()
        if not all(_known(part, words) for part in parts) and not any(
            part in missing_name.casefold().split() for missing_name in missing for part in parts
        ):
            missing.append(name)
    return missing


def header_words(texts: Iterable[str | None]) -> frozenset[str]:
    """The words of a case's header, folded as names are."""
    return frozenset(_folded(" ".join(text for text in texts if text)))


def _figures(text: str) -> list[str]:
    return list(dict.fromkeys(match.group() for match in _FIGURE.finditer(text)))


def _values(text: str) -> set[str]:
    """Every value that the figures of a text may have. What "12 710 000" says is not 710."""
    found = {value for figure in _figures(text) for value in possible_values(figure)}
    for match in _FIGURE.finditer(text):
        groups = match.group().split()
        if len(groups) >= _SIDE_BY_SIDE or (len(groups) > 2 and _ROW_ENDS.match(text, match.end())):
            found.update(*map(possible_values, _in_run(groups)))
    return found


def _in_run(groups: Sequence[str]) -> Iterator[str]:
    """The figures that groups of digits may be when they are several: 112 430 118 900 is two in a table's row."""
    for begin, first in enumerate(groups):
        for end in range(begin + 1, len(groups) + 1):
            rest = groups[end : end + 1]
            if not any(group.startswith("0") for group in (first, *rest)):  # none begins with 000
                yield "".join(groups[begin:end])


def _parts(figure: str) -> set[str]:
    """The values of the numbers that spaces part in a figure: "2020 164" may be two."""
    return {value for part in figure.split() for value in possible_values(part)}


def _folded(text: str) -> set[str]:
    """The words of a text, each also without a genitive's ending."""
    words = {match.group().casefold() for match in _WORD.finditer(text)}
    return words | {_stem(word) for word in words}


def _stem(word: str) -> str:
    return (_ENDING.sub("", word) or word) if word.endswith(_ENDS) else word


@cache
def _party_words(party: Party) -> frozenset[str]:
    names = (party.letter, party.name, party.name_en, *party.aliases)
    return frozenset(_folded(" ".join(name for name in names if name)))


def _mentions(text: str, party: Party) -> bool:
    """Whether a text names a party: by letter, name, or what people call it."""
    names = [party.name, *([party.name_en] if party.name_en else []), *party.aliases]
    if any(_named(text, name, re.IGNORECASE) for name in names if len(name) > 2):
        return True
    return _named(text, party.letter, re.NOFLAG)


def _named(text: str, name: str, flags: re.RegexFlag) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?:[’':]?s)?(?!\w)", text, flags) is not None


def _names(summary: str, words: set[str], people: Sequence[Person]) -> Iterator[str]:
    """The capitalised words of a summary that are not among the words."""
    surnames = {_stem(person.name.split()[-1].casefold()) for person in people}
    for match in _WORD.finditer(summary):
        word = match.group()
        folded = word.casefold()
        if not word[0].isupper() or folded in ENGLISH_CAPITALS or _known(folded, words):
            continue
        before = summary[max(0, match.start() - 8) : match.start()]
        begins = match.start() <= 8 or not before.strip()
        opens = _OPENS_SENTENCE.search(before if begins else f"a{before}")
        if not opens or _stem(folded) in surnames:
            yield word


def _parties_named(summary: str, parties: Iterable[Party]) -> Iterator[str]:
    """The names of parties that a summary says, at a sentence's beginning too."""
    for party in parties:
        for name in (party.name, party.name_en):
            if name and name in summary and _named(summary, name, re.NOFLAG):
                yield name


def _known(word: str, words: set[str]) -> bool:
    """Whether a word, or the name inside it, is among the words: Stockholms, stockholmare."""
    stem = _stem(word)
    if word in words or stem in words:
        return True
    if len(stem) < _SHORTEST_STEM:
        return False
    if any(stem.endswith(ending) and stem[: -len(ending)] in words for ending in _ENDINGS):
        return len(stem) > _LONGEST_ENDING
    return any(other.startswith(stem) and len(other) <= len(stem) + _LONGEST_ENDING for other in words)
