"""The lexicon: the words, names and synonyms that one knowledge has, by which texts are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.knowledge.model import Case, Knowledge, Position
from bot.language.detection import detect
from bot.language.measures.figures import years
from bot.language.names.cases import CaseName, CaseNames
from bot.language.names.parties import PartyNames
from bot.language.names.people import PeopleNames
from bot.language.stems import Stems
from bot.language.stopwords import BY_LANGUAGE, ENGLISH, SWEDISH
from bot.language.tokens import Token, fold, tokenize
from bot.language.translations import read_translations
from bot.language.vocabulary import Vocabulary

_MARK = re.compile(r"§ (\d{1,4})\b")  # of a matter of a meeting, in the titles of its sources
_LONGEST_PHRASE = 4
_MOST_KEPT = 100_000  # strangers' words must not fill the memory


@dataclass(frozen=True)
class Words:
    """The words of a knowledge, folded, as its texts and its glossary have them.

    `written` is a form in which each is written, `counts` how often it occurs in the texts; `abbreviations` are those
    that the sources write in capitals only, `glossary` those of the glossary, `stems` the stems of all, and `spoken`
    those of the sources. `synonyms` are the stems the glossary gives for a phrase, whose stems have blanks between;
    `translations` those that the sources have for an English one.
    """

    written: Mapping[str, str]
    counts: Mapping[str, int]
    abbreviations: Collection[str]
    glossary: Sequence[str]
    stems: Collection[str]
    spoken: Collection[str]
    synonyms: Mapping[str, Sequence[str]]
    translations: Mapping[str, Sequence[str]]


def read_words(knowledge: Knowledge, texts: Iterable[tuple[Token, ...]]) -> Words:
    """The words of a knowledge, and of further texts of it."""
    stems = Stems()
    sources = [token for text in _texts(knowledge) for token in tokenize(text)]
    tokens = [*chain.from_iterable(texts), *sources]
    written = {token.word: token.text.lower() for token in tokens}
    phrases = {phrase: tokenize(phrase) for entry in knowledge.glossary for phrase in (*entry.words, *entry.means)}
    glossary = dict.fromkeys(token.word for phrase in phrases.values() for token in phrase)
    spoken = {stems.stem(token.word) for token in sources if is_content(token, SWEDISH)}
    return Words(
        written=written,
        counts=dict(Counter(token.word for token in tokens)),
        abbreviations=_abbreviations(sources),
        glossary=tuple(glossary),
        stems={stems.stem(word, language) for word in (*written, *glossary) for language in BY_LANGUAGE},
        spoken=spoken,
        synonyms=_synonyms(knowledge, phrases, stems),
        translations=read_translations(spoken),
    )


def _abbreviations(tokens: Iterable[Token]) -> frozenset[str]:
    loud: set[str] = set()
    quiet: set[str] = set()
    for token in tokens:
        (loud if token.text.isupper() and len(token.text) > 1 else quiet).add(token.word)
    return frozenset(loud - quiet)


def _synonyms(
    knowledge: Knowledge, phrases: Mapping[str, tuple[Token, ...]], stems: Stems
) -> Mapping[str, tuple[str, ...]]:
    synonyms: dict[str, dict[str, None]] = {}
    for entry in knowledge.glossary:
        means = dict.fromkeys(
            stems.stem(token.word) for phrase in entry.means for token in phrases[phrase] if is_content(token, SWEDISH)
        )
        for phrase in (*entry.words, *entry.means):
            for key in {" ".join(stems.of_tokens(phrases[phrase], language)) for language in BY_LANGUAGE}:
                if key:
                    synonyms.setdefault(key, {}).update({stem: None for stem in means if stem != key})
    return {key: tuple(means) for key, means in synonyms.items()}


class Lexicon:
    """What the knowledge's words mean to the matching.

    `vocabulary` are its words, `parties` and `people` its names, `municipalities` the words of whose
    cases they are, and the glossary's synonyms are found by `synonyms`.
    """

    def __init__(self, knowledge: Knowledge, words: Words) -> None:
        self.stems = Stems()
        self.parties = PartyNames(_party_names(knowledge))
        self.people = PeopleNames(_people(knowledge), _roles(knowledge))
        self.cases = CaseNames(_case_name(case) for case in knowledge.cases.values())
        self.municipalities = frozenset(
            token.word for case in knowledge.cases.values() for token in tokenize(case.municipality or "")
        )
        known = {*words.written, *words.glossary, *self.parties.words()}
        self.vocabulary = Vocabulary(known - SWEDISH, SWEDISH | ENGLISH, words.counts)
        self._words = words
        self._stems = frozenset(words.stems)
        self._abbreviations = frozenset(words.abbreviations)
        self._spoken = frozenset(words.spoken)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._spoken_of: dict[str, bool] = {}
        self._known_terms: dict[tuple[str, str], tuple[str, ...]] = {}

    def terms(self, text: str | tuple[Token, ...]) -> list[str]:
        """The stems of a text's content words, and of the parts of its compounds, in order."""
        tokens = tokenize(text) if isinstance(text, str) else text
        language = detect(tokens)
        terms: list[str] = []
        for token in tokens:
            terms.extend(self._terms_of(token, language))
        return terms

    def _terms_of(self, token: Token, language: str) -> tuple[str, ...]:
        key = (token.text, language)
        if (terms := self._known_terms.get(key)) is None:
            terms = ()
            if is_content(token, BY_LANGUAGE[language]):
                parts = self.parts(token.word) if language == "sv" else ()
                terms = (self.stem(token, language), *(self.stems.stem(part) for part in parts))
            if len(self._known_terms) < _MOST_KEPT:
                self._known_terms[key] = terms
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


def is_content(token: Token, stopwords: frozenset[str]) -> bool:
    """Whether a token tells one text from another; abbreviations in capitals ("IT", "SLK") do."""
    if token.text.isupper() and len(token.text) > 1:
        return True
    return token.word not in stopwords and (len(token.word) > 1 or token.is_figure)


def _party_names(knowledge: Knowledge) -> Mapping[str, Iterable[str]]:
    names: dict[str, list[str]] = {}
    for party in (*knowledge.parties, *(p for case in knowledge.cases.values() for p in case.parties)):
        names.setdefault(party.letter, []).extend(filter(None, (party.name, party.name_en, *party.aliases)))
    return names


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


def _case_name(case: Case) -> CaseName:
    reference = case.reference or ""
    number = reference.partition(" ")[2]
    named = years(" ".join((case.title, reference)))
    return CaseName(
        id=case.id,
        references=tuple(filter(None, (reference, number if "/" in number else ""))),
        municipality=case.municipality,
        body=case.body,
        years=frozenset((*named, *((case.date.year,) if case.date else ()))),
        marks=frozenset(int(mark) for source in case.sources.values() for mark in _MARK.findall(source.title)),
    )


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for case in knowledge.cases.values():
        yield case.title
        yield from filter(None, (case.reference, case.body, case.municipality, case.document_type))
        for source in case.sources.values():
            yield source.text
