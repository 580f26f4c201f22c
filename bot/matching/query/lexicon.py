"""The lexicon: the words, names and synonyms that one knowledge has, by which texts are read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Set
from functools import lru_cache

from bot.knowledge.lazy import CaseCard, card_of
from bot.knowledge.model import Knowledge, Position
from bot.language.detection import detect
from bot.language.measures.figures import years
from bot.language.names.cases import CaseName, CaseNames
from bot.language.names.parties import PartyNames
from bot.language.names.people import PeopleNames
from bot.language.stems import Stems
from bot.language.stopwords import BY_LANGUAGE, ENGLISH, SWEDISH
from bot.language.tokens import Token, fold, tokenize
from bot.language.vocabulary import Vocabulary
from bot.matching.query.words import Words, is_content

_MARK = re.compile(r"§ (\d{1,4})\b")  # of a matter of a meeting, in the titles of its sources
_LONGEST_PHRASE = 4
_MOST_KEPT = 100_000  # strangers' words must not fill the memory


class Lexicon:
    """What the knowledge's words mean to the matching.

    `vocabulary` are its words, `parties` and `people` its names, `municipalities` the words of whose
    cases they are, and the glossary's synonyms are found by `synonyms`.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        words: Words,
        cards: Collection[CaseCard] | None = None,
        beside: Lexicon | None = None,
    ) -> None:
        """`cards` are those of the cases that texts may name, by default of the knowledge's own. Where there is a
        lexicon of all cases `beside`, their names and the stems are as that has read them.
        """
        if cards is None:
            cards = tuple(map(card_of, knowledge.cases.values()))
        self.stems: Stems = beside.stems if beside else Stems()
        names = tuple(_names_of_parties(knowledge))
        self.parties = _party_names(names)
        self.people = PeopleNames(_people(knowledge), _roles(knowledge))
        self.cases: CaseNames = (
            beside.cases.among(knowledge.cases.keys()) if beside else CaseNames(map(_case_name, cards))
        )
        named = dict.fromkeys(card.municipality for card in cards if card.municipality)
        self.municipalities = frozenset(token.word for name in named for token in tokenize(name))
        shared = _shared_vocabulary(tuple(words.glossary), names)
        self.vocabulary = Vocabulary(words.written.keys() - SWEDISH, (), words.counts, shared)
        self._words = words
        self._stems = words.stems if isinstance(words.stems, Set) else frozenset(words.stems)
        self._abbreviations = frozenset(words.abbreviations)
        self._spoken = frozenset(words.spoken)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._spoken_of: dict[str, bool] = {}
        self._known_terms: dict[tuple[str, str], tuple[str, ...]] = {}

    def terms(self, text: str | tuple[Token, ...], language: str | None = None) -> list[str]:
        """The stems of a text's content words, and of the parts of its compounds, in order."""
        tokens = tokenize(text) if isinstance(text, str) else text
        language = language or detect(tokens)
        known = self._known_terms
        terms: list[str] = []
        for token in tokens:
            found = known.get((token.text, language))
            terms += self._terms_of(token, language) if found is None else found
        return terms

    def _terms_of(self, token: Token, language: str) -> tuple[str, ...]:
        terms: tuple[str, ...] = ()
        if is_content(token, BY_LANGUAGE[language]):
            parts = self.parts(token.word) if language == "sv" else ()
            terms = (self.stem(token, language), *(self.stems.stem(part) for part in parts))
        if len(self._known_terms) < _MOST_KEPT:
            self._known_terms[token.text, language] = terms
        return terms

    def knows(self, word: str) -> bool:
        """Whether a folded word needs no correction: it, another form of it, or its parts are known."""
        if word in self.vocabulary or self.parts(word):
            return True
        return any(self.stems.stem(word, language) in self._stems for language in BY_LANGUAGE)

    def translates(self, word: str) -> bool:
        """Whether a folded English word may be a Swedish one that the sources have."""
        return self.stems.stem(word, "en") in self._words.translations

    def speaks_of(self, word: str) -> bool:
        """Whether the sources have a folded word in some form, a part of it, what it is a slip of, or what it means."""
        if (kept := self._spoken_of.get(word)) is None:
            kept = self._speaks_of(word)
            if len(self._spoken_of) < _MOST_KEPT:
                self._spoken_of[word] = kept
        return kept

    def _speaks_of(self, word: str) -> bool:
        known = word if self.knows(word) else self.vocabulary.correct(word) or word
        stems = {self.stems.stem(known, language) for language in BY_LANGUAGE}
        means = (stem for key in stems for stem in self._words.synonyms.get(key, ()))
        parts = (self.stems.stem(part) for part in self.parts(known))
        return any(stem in self._spoken for stem in (*stems, *means, *parts))

    def is_abbreviation(self, written: str) -> bool:
        """Whether a word is written in capitals, and the sources never write it otherwise."""
        return written.isupper() and fold(written) in self._abbreviations

    def stem(self, token: Token, language: str) -> str:
        """The stem of a token; figures stand as they are."""
        return token.word if token.is_figure else self.stems.stem(token.word, language)

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, or ()."""
        if (parts := self._parts.get(word)) is None:
            parts = self.vocabulary.split(word)
            if len(self._parts) < _MOST_KEPT:
                self._parts[word] = parts
        return parts

    def written(self, word: str) -> str:
        """A folded word as the knowledge writes it, with its accents, in small letters."""
        return self._words.written.get(word, word)

    def synonyms(self, stems: tuple[str, ...], language: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """For each phrase in the stems that the glossary has, or that is English and can be translated: where it
        begins, its length, and the stems of what it means.
        """
        known = (self._words.synonyms, self._words.translations) if language == "en" else (self._words.synonyms,)
        for start in range(len(stems)):
            for size in range(1, min(_LONGEST_PHRASE, len(stems) - start) + 1):
                phrase = " ".join(stems[start : start + size])
                for table in known:
                    if (means := table.get(phrase)) is not None:
                        yield start, size, tuple(means)


@lru_cache(maxsize=8)  # most cases have the same parties, and their names take a while to read
def _party_names(names: tuple[tuple[str, tuple[str, ...]], ...]) -> PartyNames:
    return PartyNames(dict(names))


@lru_cache(maxsize=8)  # and the same glossary
def _shared_vocabulary(glossary: tuple[str, ...], names: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary({*glossary, *_party_names(names).words()} - SWEDISH, SWEDISH | ENGLISH)


def _names_of_parties(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The letter of each party, and what it is called."""
    names: dict[str, list[str]] = {}
    for party in (*knowledge.parties, *(p for case in knowledge.cases.values() for p in case.parties)):
        names.setdefault(party.letter, []).extend(filter(None, (party.name, party.name_en, *party.aliases)))
    return ((letter, tuple(said)) for letter, said in names.items())


def _people(knowledge: Knowledge) -> Iterator[str]:
    for case in knowledge.cases.values():
        yield from (person.name for person in case.people)
        yield from (name for fact in case.facts if isinstance(fact, Position) for name in fact.by)


def _roles(knowledge: Knowledge) -> Mapping[str, str]:
    """What only one person is called, and whose it is: roles of more than one word, and what the case says besides."""
    holders: dict[str, set[str]] = {}
    for case in knowledge.cases.values():
        for person in case.people:
            roles = [person.role] if person.role and " " in person.role else []
            for role in (*roles, *person.called):
                holders.setdefault(role, set()).add(person.name)
    return {role: names.pop() for role, names in holders.items() if len(names) == 1}


def _case_name(card: CaseCard) -> CaseName:
    reference = card.reference or ""
    number = reference.partition(" ")[2]
    named = years(" ".join((card.title, reference)))
    return CaseName(
        id=card.id,
        references=tuple(filter(None, (reference, number if "/" in number else ""))),
        municipality=card.municipality,
        body=card.body,
        years=frozenset((*named, *((card.date.year,) if card.date else ()))),
        month=card.date.month if card.date else None,
        marks=frozenset(int(mark) for title in card.sources for mark in _MARK.findall(title)),
    )
