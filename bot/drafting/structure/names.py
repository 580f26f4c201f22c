"""Names of people with their parties, as minutes write them: "Anna Berg (S)", "A, B och C (alla S)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_WORD = r"[A-ZÅÄÖÉÜØÆČŠŽĆ][^\W\d_]*(?:[’'][^\W\d_]+)?(?:-[A-ZÅÄÖÉÜ][^\W\d_]*)*"
NAME = rf"{_WORD}(?:\s(?:{_WORD}|{_WORDS.any_of('particles')})){{0,3}}\s{_WORD}"
"""Two to five words, the first and the last with a capital."""
PARTY = (
    rf"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,4}}\.?|{_WORDS.any_of('small_letters')}"
    rf"|[A-ZÅÄÖ][\wåäö-]+{_WORDS.any_of('local_parties')})"
)
_GROUP = rf"\((?:{_WORDS.any_of('all_of')}\s)?(?P<party>{PARTY}|-)(?:[,;]\s[^)]*)?\)"
_AFTER_COMMA = rf",\s(?P<letter>{_WORDS.any_of('letters')})(?=[,;.]|\s[a-zåäö]|\s?$)"
_PERSON = re.compile(rf"(?P<name>(?<![\w-]){NAME})|{_GROUP}|{_AFTER_COMMA}")
_BETWEEN = re.compile(rf"\s*(?:,|och|samt|&|\s)*\s*{_WORDS.any_of('between')}?\s*")
_ROLE = (
    rf"(?:[\wåäö]+s\s)?(?:{_WORDS.any_of('ranks')}\s)*"
    rf"(?:[\wåäö-]*{_WORDS.any_of('roles')}{_WORDS.any_of('endings')}?|{_WORDS.any_of('plural_roles')})"
)
_LEADING = _WORDS.each("leading")
_NOT_A_NAME = re.compile(rf"\b(?:{_WORDS.any_of('no_name')}|[\wåäö-]+{_WORDS.any_of('no_name_ends')})\b")
ROLE = re.compile(_ROLE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signer:
    """A person with the party that the text gives, and the span of the name in the text."""

    name: str
    party: str | None
    start: int
    end: int


def people_in(text: str) -> tuple[Signer, ...]:
    """Those whom a text names with a party, in order.

    "Anna Berg, Bo Ek och Cia Dal (alla S)" are three of S; of "Anna Berg (S) och Bo Ek" only the first is.
    """
    return tuple(signer for signer in everyone_in(text) if signer.party is not None)


def everyone_in(text: str) -> tuple[Signer, ...]:
    """All runs of capitalised words that may be names, with parties where the text gives them."""
    found: list[Signer] = []
    waiting: list[Signer] = []
    for match in _PERSON.finditer(text):
        if match["name"]:
            bare = _bare(match["name"], match.start())
            if bare is None:
                continue
            signer = Signer(*bare)
            if waiting and not _BETWEEN.fullmatch(text[waiting[-1].end : signer.start]):
                found += waiting
                waiting = []
            waiting.append(signer)
        elif waiting and re.fullmatch(r"[\s,]*(?:m\.?\s?fl\.?)?\s*", text[waiting[-1].end : match.start()]):
            written = match["party"] or match["letter"]
            party = written.upper() if written.islower() else written
            found += [Signer(w.name, party if party != "-" else None, w.start, w.end) for w in waiting]
            waiting = []
    return tuple(found + waiting)


def parties_of(signers: Sequence[Signer]) -> tuple[str, ...]:
    """The parties of some people, each once, in order."""
    return tuple(dict.fromkeys(signer.party for signer in signers if signer.party))


def capitalised(name: str) -> str:
    """A name that stands in capitals, as names are written: RAGNHILD TÅNGSTRÖM is Ragnhild Tångström."""
    return re.sub(r"[^\W\d_]+", lambda word: word.group()[0] + word.group()[1:].lower(), name)


def _bare(written: str, start: int) -> tuple[str, None, int, int] | None:
    """A run of capitalised words without the title before the name; None when no name is left."""
    words = list(re.finditer(r"\S+", written))
    while words and (
        words[0].group().lower() in _LEADING
        or len(words[0].group()) == 1
        or (len(words) > 2 and ROLE.fullmatch(words[0].group()))
    ):
        words.pop(0)
    inside = [place for place, word in enumerate(words) if place > 1 and _splits(word.group())]
    words = words[: inside[0]] if inside else words
    while len(words) > 2 and ROLE.fullmatch(words[-1].group()):
        words.pop()
    if len(words) < 2:
        return None
    name = written[words[0].start() : words[-1].end()]
    if _NOT_A_NAME.search(name) or name.isupper():
        return None
    begin = start + words[0].start()
    return re.sub(r"\s+", " ", name), None, begin, begin + len(name)


def _splits(word: str) -> bool:
    """Whether a word within a run of names belongs to none: a role, "Justerare"."""
    return word.lower() in _LEADING or ROLE.fullmatch(word) is not None
