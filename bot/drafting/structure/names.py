"""Names of people with their parties, as minutes write them: "Anna Berg (S)", "A, B och C (alla S)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language.names.personal_names import is_given_name
from bot.language.tokens import tokenize
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
WORD = r"[A-ZÅÄÖÉÜØÆČŠŽĆ][^\W\d_]*(?:[’'][^\W\d_]+)?(?:-[A-ZÅÄÖÉÜ][^\W\d_]*)*"
"""A word with a capital."""
NAME = rf"{WORD}(?:\s(?:{WORD}|{_WORDS.any_of('particles')})){{0,3}}\s{WORD}"
"""Two to five words, the first and the last with a capital."""
PARTY = (
    rf"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,4}}\.?|{_WORDS.any_of('small_letters')}"
    rf"|[A-ZÅÄÖa-zåäö][\wåäö-]+{_WORDS.any_of('local_parties')}|[A-ZÅÄÖ][\wåäö]+Partiet)"
)
_GROUP = rf"\((?:{_WORDS.any_of('all_of')}\s)?(?P<party>{PARTY}|-)(?:[,;]\s[^)]*)?\)"
_AFTER_COMMA = rf",\s(?:{_WORDS.any_of('all_of')}\s)?(?P<letter>{_WORDS.any_of('letters')})(?=[,;.:]|\s[a-zåäö]|\s?$)"
_RUN = rf"{WORD}(?:\s(?:{WORD}|{_WORDS.any_of('particles')})(?![\w-]))+"
AFTER_NAME = re.compile(rf"\([^)]*\)|^{_AFTER_COMMA}")
"""The party after a name, in brackets or after a comma."""
_PERSON = re.compile(rf"(?P<run>(?<![\w-]){_RUN})|{_GROUP}|{_AFTER_COMMA}")
_LETTERS = re.compile(_WORDS.any_of("letters"))
_BETWEEN = re.compile(rf"\s*(?:,|och|samt|&|\s)*\s*{_WORDS.any_of('between')}?\s*")
_ROLE = (
    rf"(?:[\wåäö]+s\s)?(?:{_WORDS.any_of('ranks')}\s)*"
    rf"(?:[\wåäö-]*{_WORDS.any_of('roles')}{_WORDS.any_of('endings')}?|{_WORDS.any_of('plural_roles')})"
)
_LONGEST_LETTERS = 3  # of a party that is called by its letters
_LEADING = _WORDS.each("leading")
_NO_PERSON = re.compile(_WORDS.any_of("no_name"))
_NO_PART = re.compile(rf"[\wåäö-]*{_WORDS.any_of('no_name_ends')}s?")
ROLE = re.compile(_ROLE, re.IGNORECASE)
_ROLE_BETWEEN = re.compile(rf",\s(?:[IVX]+\s)?{_ROLE}\s", re.IGNORECASE)  # "Anna Berg, ordförande (S)"


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
        if match["run"]:
            for signer in _names_in(match["run"], match.start()):
                if waiting and not _BETWEEN.fullmatch(text[waiting[-1].end : signer.start]):
                    found += waiting
                    waiting = []
                if signer.party is None:
                    waiting.append(signer)
                else:  # "Anna Berg S X", as a list of votes has it
                    found += [*waiting, signer]
                    waiting = []
        elif waiting and re.fullmatch(r"[\s,]*(?:m\.?\s?fl\.?)?\s*", text[waiting[-1].end : match.start()]):
            written = match["party"] or match["letter"]
            party = _party(written)
            found += [replace(signer, party=party if party != "-" else None) for signer in waiting]
            waiting = []
        elif waiting and match["party"] and _ROLE_BETWEEN.fullmatch(text[waiting[-1].end : match.start()]):
            found += [*waiting[:-1], replace(waiting[-1], party=_party(match["party"]))]
            waiting = []
    return tuple(found + waiting)


def parties_of(signers: Sequence[Signer]) -> tuple[str, ...]:
    """The parties of some people, each once, in order."""
    return tuple(dict.fromkeys(signer.party for signer in signers if signer.party))


def capitalised(name: str) -> str:
    """A name that stands in capitals, as names are written: RAGNHILD TÅNGSTRÖM is Ragnhild Tångström."""
    return re.sub(r"[^\W\d_]+", lambda word: word.group()[0] + word.group()[1:].lower(), name)


def _party(written: str) -> str:
    """A party as it is written elsewhere than in small letters."""
    if not written.islower():
        return written
    return written.upper() if len(written) <= _LONGEST_LETTERS else written.capitalize()


def _names_in(run: str, start: int) -> Iterator[Signer]:
    """The names in a run of capitalised words that begins at `start`, with the party that stands in the run."""
    words: list[re.Match[str]] = []
    for word in (*re.finditer(r"\S+", run), None):
        if word is not None and not _parts(word.group()) and not _begins_name(words, word.group()):
            words.append(word)
            continue
        if (name := _name(run, words)) is not None and not (word is not None and _NO_PERSON.fullmatch(word.group())):
            party = word.group() if word is not None and _LETTERS.fullmatch(word.group()) else None
            begin = start + words[0].start()
            yield Signer(re.sub(r"\s+", " ", name), party, begin, begin + len(name))
        words = [word] if word is not None and not _parts(word.group()) else []


def _name(run: str, words: Sequence[re.Match[str]]) -> str | None:
    """Words of a run as a name; None where they are none."""
    name = run[words[0].start() : words[-1].end()] if len(words) > 1 else ""
    return None if not name or name.isupper() or words[-1].group().islower() else name


def _parts(word: str) -> bool:
    """Whether a word in a run of capitalised ones belongs to no name: a role, "Justerare", "M"."""
    return (
        word.lower() in _LEADING
        or len(word) == 1
        or _LETTERS.fullmatch(word) is not None
        or any(pattern.fullmatch(word) for pattern in (ROLE, _NO_PERSON))
        or _NO_PART.fullmatch(word.lower()) is not None
    )


def _begins_name(words: Sequence[re.Match[str]], word: str) -> bool:
    """Whether a given name begins another name after a surname: "Anna Berg | Bo Ek"."""
    return len(words) > 1 and begins_given(word) and not begins_given(words[-1].group())


def begins_given(name: str) -> bool:
    """Whether a name begins with a given name that is common in Sweden."""
    return any(map(is_given_name, tokenize(re.split(r"[\s-]", name)[0])[:1]))
