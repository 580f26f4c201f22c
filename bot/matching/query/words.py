"""The words that a knowledge has, as its texts and its glossary write them: what its lexicon is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.knowledge.model import GlossaryEntry, Knowledge
from bot.language.stems import Stems
from bot.language.stopwords import BY_LANGUAGE, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.language.translations import Translations


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


class Together(Set[str]):
    """What is in either of two sets, the larger of which many share: it is not copied."""

    def __init__(self, own: frozenset[str], shared: frozenset[str]) -> None:
        self._own = own
        self._shared = shared

    def __contains__(self, word: object) -> bool:
        return word in self._own or word in self._shared

    def __iter__(self) -> Iterator[str]:
        return iter(self._own | self._shared)

    def __len__(self) -> int:
        return len(self._own | self._shared)


@dataclass(frozen=True)
class GlossaryWords:
    """What a glossary gives to the words of every knowledge that has it, as Words has them."""

    glossary: Sequence[str]
    stems: Collection[str]
    synonyms: Mapping[str, Sequence[str]]


class WordReader:
    """Reads the words of knowledges that have one glossary: what that gives, and translations, are read once."""

    def __init__(self, glossary: Sequence[GlossaryEntry]) -> None:
        self._stems = Stems()
        phrases = {phrase: tokenize(phrase) for entry in glossary for phrase in (*entry.words, *entry.means)}
        words = dict.fromkeys(token.word for phrase in phrases.values() for token in phrase)
        self.of_glossary = GlossaryWords(
            tuple(words), frozenset(self._stems_of(words)), _synonyms(glossary, phrases, self._stems)
        )

    @cached_property
    def _translations(self) -> Translations:
        return Translations()

    def read(
        self,
        knowledge: Knowledge,
        texts: Iterable[tuple[Token, ...]],
        tokens_of: Callable[[str], Iterable[Token]] = tokenize,
    ) -> Words:
        """The words of a knowledge, and of further texts of it. `tokens_of` gives those of its own."""
        sources = [token for text in _texts(knowledge) for token in tokens_of(text)]
        tokens = [*chain.from_iterable(texts), *sources]
        latest = {token.word: token.text for token in tokens}
        written = {word: text.lower() for word, text in latest.items()}
        spoken = {self._stems.stem(token.word) for token in sources if is_content(token, SWEDISH)}
        return Words(
            written=written,
            counts=dict(Counter([token.word for token in tokens])),
            abbreviations=_abbreviations(sources),
            glossary=self.of_glossary.glossary,
            stems={*self.of_glossary.stems, *self._stems_of(written)},
            spoken=spoken,
            synonyms=self.of_glossary.synonyms,
            translations=self._translations.of(spoken),
        )

    def _stems_of(self, words: Iterable[str]) -> Iterator[str]:
        return (self._stems.stem(word, language) for word in words for language in BY_LANGUAGE)


def is_content(token: Token, stopwords: frozenset[str]) -> bool:
    """Whether a token tells one text from another; abbreviations in capitals ("IT", "SLK") do."""
    if token.text.isupper() and len(token.text) > 1:
        return True
    return token.word not in stopwords and (len(token.word) > 1 or token.is_figure)


def _abbreviations(tokens: Iterable[Token]) -> frozenset[str]:
    loud: set[str] = set()
    quiet: set[str] = set()
    for token in tokens:
        (loud if token.text.isupper() and len(token.text) > 1 else quiet).add(token.word)
    return frozenset(loud - quiet)


def _synonyms(
    glossary: Iterable[GlossaryEntry], phrases: Mapping[str, tuple[Token, ...]], stems: Stems
) -> Mapping[str, tuple[str, ...]]:
    synonyms: dict[str, dict[str, None]] = {}
    for entry in glossary:
        means = dict.fromkeys(
            stems.stem(token.word) for phrase in entry.means for token in phrases[phrase] if is_content(token, SWEDISH)
        )
        for phrase in (*entry.words, *entry.means):
            for key in {" ".join(stems.of_tokens(phrases[phrase], language)) for language in BY_LANGUAGE}:
                if key:
                    synonyms.setdefault(key, {}).update({stem: None for stem in means if stem != key})
    return {key: tuple(means) for key, means in synonyms.items()}


def _texts(knowledge: Knowledge) -> Iterator[str]:
    for case in knowledge.cases.values():
        yield case.title
        yield from filter(None, (case.reference, case.body, case.municipality, case.document_type))
        for source in case.sources.values():
            yield source.text
