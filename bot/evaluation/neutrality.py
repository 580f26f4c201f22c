"""Neutrality: a summary says whose words it gives, and reports them without taking sides.

A claim in a summary is somebody's, so the summary names them; and a verb such as "konstaterar" or "påstår" says
whether they are right, which is not for the bot to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.knowledge.model import Case, Fact, Knowledge, Position
from bot.language.names.parties import PartyNames
from bot.language.tokens import Token, fold, tokenize
from bot.language.word_file import read_words
from bot.matching.ranking.voices import Voice, Voices

_FILE = Path(__file__).with_name("neutrality.yaml")
_LANGUAGES = {"summary": "sv", "summary_en": "en"}

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slant:
    """What is not neutral in a fact's summary: `key` is the one, summary or summary_en."""

    fact: str
    key: str
    message: str


@dataclass(frozen=True)
class _Meaning:
    """The forms of a verb that takes sides, by language, as folded words."""

    forms: Mapping[str, tuple[Phrase, ...]]

    def found(self, words: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
        """Where its forms in a language begin and end among folded words."""
        for form in self.forms[language]:
            for place in range(len(words) - len(form) + 1):
                if tuple(words[place : place + len(form)]) == form:
                    yield place, place + len(form)

    def is_in(self, words: Sequence[str]) -> bool:
        return any(True for language in self.forms for _ in self.found(words, language))


@dataclass(frozen=True)
class _Vocabulary:
    """The words of neutrality.yaml: `neutral` as written, the others folded."""

    neutral: Mapping[str, str]
    reporting: Mapping[str, frozenset[str]]
    partial: tuple[_Meaning, ...]


def slants(knowledge: Knowledge, parties: PartyNames) -> Iterator[Slant]:
    """What is not neutral in the summaries of all cases, in file order."""
    for case in knowledge.cases.values():
        said_by = Voices(case)
        for fact in case.facts:
            for key, text in (("summary", fact.summary), ("summary_en", fact.summary_en)):
                if text:
                    for message in _messages(fact, key, text, said_by[fact.id], case, parties):
                        yield Slant(fact.id, key, message)


def unnamed(summary: str, voice: Voice, signs_for: Mapping[str, str | None], parties: PartyNames) -> tuple[str, ...]:
    """The letters of the parties whose words a summary gives without naming them, or one who signed for them.

    `signs_for` maps a person's name to the party's letter; a signer whose party nobody tells may be of any.
    """
    tokens = tokenize(summary)
    named = set(parties.find(tokens).letters)
    signers = [person for person in voice.people if _names(tokens, person)]
    if any(signs_for.get(person) is None for person in signers):
        return ()
    named.update(letter for person in signers if (letter := signs_for[person]) is not None)
    return tuple(letter for letter in voice.parties if letter not in named)


def partial_words(summary: str, quotes: Iterable[str], spoken: bool, language: str = "sv") -> tuple[str, ...]:
    """The words of a summary that take sides, as it writes them.

    A word that the quotes use too may stand in what is reported: "V skriver att personalen har larmat". Where a fact
    is nobody's words (`spoken` is false) it may stand anywhere: "Bilagan visar kostnaden".
    """
    vocabulary = _vocabulary()
    tokens = tokenize(summary)
    words = [token.word for token in tokens]
    said = [[token.word for token in tokenize(quote)] for quote in quotes]
    begins = next((i for i, word in enumerate(words) if word in vocabulary.reporting[language]), len(words))
    found: dict[str, None] = {}
    for meaning in vocabulary.partial:
        quoted = any(meaning.is_in(quote) for quote in said)
        for place, end in meaning.found(words, language):
            if not quoted or (spoken and place < begins):
                found.setdefault(" ".join(token.text for token in tokens[place:end]))
    return tuple(found)


def _messages(fact: Fact, key: str, text: str, voice: Voice, case: Case, parties: PartyNames) -> Iterator[str]:
    language = _LANGUAGES[key]
    if letters := unnamed(text, voice, {person.name: person.party for person in case.people}, parties):
        yield f"{key} does not name {' and '.join(letters)}, whose words it gives"
    spoken = isinstance(fact, Position) or bool(voice.parties or voice.people)
    for word in partial_words(text, [quote.display_text for quote in fact.quotes], spoken, language):
        yield f'{key} says "{word}", which takes a side; neutral are {_vocabulary().neutral[language]}'


def _names(tokens: Iterable[Token], person: str) -> bool:
    """Whether a text has somebody's surname, in the genitive too."""
    named = tokenize(person)
    surname = named[-1].word if named else ""
    return bool(named) and any(token.word in (surname, f"{surname}s") for token in tokens)


@cache
def _vocabulary() -> _Vocabulary:
    content = read_words(_FILE)
    return _Vocabulary(
        content["neutral"],
        {language: frozenset(fold(text).split(", ")) for language, text in content["reporting"].items()},
        tuple(
            _Meaning({language: tuple(_phrases(text)) for language, text in entry.items()})
            for entry in content["partial"]
        ),
    )


def _phrases(text: str) -> Iterator[Phrase]:
    return (tuple(fold(phrase).split()) for phrase in text.split(","))
