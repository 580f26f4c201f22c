"""A question as the matching sees it: concepts, names, figures, and what is asked for. No text is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.language.detection import detect
from bot.language.figures import figures, years
from bot.language.parties import Side
from bot.language.people import capitalised_names
from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import Token, tokenize
from bot.matching.asked import Asked, read
from bot.matching.lexicon import Lexicon, is_content

SYNONYM = 0.55  # what a glossary word weighs against the person's own
PART = 0.6  # what a part of a compound weighs against the whole
_URL = re.compile(r"\S+://\S+|\bwww\.\S+", re.IGNORECASE)
_PRONOUNS = frozenset(
    "det den de dem dom han hon honom henne hans hennes deras dess detta dessa denna dar da samma istallet "
    "it they them their that this those these he she him her his there instead".split()
)
_LEADS = frozenset("och men eller nej bara aven sa varfor and but or no only just what how also".split())
_HOLDER = re.compile(
    r"\b(?:vad|hur|what|how|varfor|why)\s+(?:tycker|tyckte|anser|ansag|sager|sa|sade|skriver|skrev|menar|vill|ville|kraver|"
    r"staller|do|does|did)\s+(?P<holder>(?:[\w:]+\s+){0,4}?[\w:]+)\s+"
    r"(?:om|att|pa|av|gora|ha|i|med|mot|for|sig|kring|ska|till|think|say|want|believe|feel|about|thinks|says|that|the)\b"
    r"|\b(?:enligt|enl|according to)\s+(?P<after>[\w:]+(?:\s+[\w:]+)?)"
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One content word of a question: the stems that stand for it, each with its weight, at most 1."""

    stems: Mapping[str, float]


@dataclass(frozen=True)
class Question:
    """A question, read.

    `words` are its folded words after correction; `meaning` is the text for an encoder;
    `holder` are the stems of whoever's opinion is asked for; `unknown_names` are full names of people
    that no case knows; `addressed` are ids of the cases it names by reference or id.
    """

    language: str
    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    asked: Asked
    meaning: str
    parties: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    people: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    holder: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    figures: tuple[float, ...] = ()
    pronoun: bool = False
    lead: bool = False
    links: bool = False
    corrected: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def terms(self) -> dict[str, float]:
        """Every stem of every concept with its highest weight."""
        weights: dict[str, float] = {}
        for concept in self.concepts:
            for stem, weight in concept.stems.items():
                weights[stem] = max(weight, weights.get(stem, 0.0))
        return weights


def read_question(text: str, lexicon: Lexicon, language: str | None = None) -> Question:
    """The question that a person's text asks; any text gives one.

    `language` is the language of the person where it is known ("sv" or "en"); otherwise it is detected.
    """
    text = unicodedata.normalize("NFC", text)
    written = tokenize(_URL.sub(" ", text))
    detected = detect(written)
    tokens, corrected = _corrected(written, lexicon)
    if corrected and language is None:
        detected = detect(tokens)
    parties = lexicon.parties.find(tokens)
    people = lexicon.people.find(tokens)
    words = tuple(token.word for token in tokens)
    return Question(
        language=language or detected,
        words=words,
        concepts=_concepts(tokens, parties.tokens | people.tokens, detected, lexicon),
        asked=read(" ".join(words)),
        meaning=" ".join(text.split()),
        parties=parties.letters,
        sides=parties.sides,
        people=people.names,
        unknown_names=_unknown_names(text, people.names, parties.letters, lexicon),
        holder=_holder(" ".join(words), detected, lexicon),
        years=years(text),
        figures=tuple(figure.value for figure in figures(text)),
        pronoun=any(word in _PRONOUNS for word in words),
        lead=bool(words) and words[0] in _LEADS,
        links=_URL.search(text) is not None,
        corrected=corrected,
    )


def _corrected(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[tuple[Token, ...], dict[str, str]]:
    corrected: dict[str, str] = {}
    result: list[Token] = []
    for token in tokens:
        word = token.word
        if not token.is_figure and word not in lexicon.vocabulary and not lexicon.parts(word):
            if (known := lexicon.vocabulary.correct(word)) is not None:
                corrected[word] = known
                token = Token(token.text, known, token.start, token.end)
        result.append(token)
    return tuple(result), corrected


def _concepts(
    tokens: tuple[Token, ...], names: frozenset[int], language: str, lexicon: Lexicon
) -> tuple[Concept, ...]:
    stopwords = BY_LANGUAGE[language]
    other = BY_LANGUAGE["en" if language == "sv" else "sv"]
    stems = tuple(lexicon.stem(token, language) for token in tokens)
    concepts: dict[int, dict[str, float]] = {}
    for i, token in enumerate(tokens):
        if i in names or not is_content(token, stopwords):
            continue
        if not token.text.isupper() and token.word in other and token.word not in lexicon.vocabulary:
            continue
        concept = concepts.setdefault(i, {stems[i]: 1.0})
        for part in lexicon.parts(token.word):
            concept.setdefault(lexicon.stems.stem(part), PART)
    for start, size, means in lexicon.synonyms(stems):
        if not names.isdisjoint(range(start, start + size)):
            continue
        anchor = next((i for i in range(start, start + size) if i in concepts), None)
        if anchor is None and size == 1 and tokens[start].word in stopwords:
            continue
        concept = concepts.setdefault(start if anchor is None else anchor, {})
        for stem in means:
            concept.setdefault(stem, SYNONYM)
    _join(tokens, concepts, lexicon)
    return tuple(Concept(concepts[i]) for i in sorted(concepts))


def _join(tokens: tuple[Token, ...], concepts: dict[int, dict[str, float]], lexicon: Lexicon) -> None:
    """Adds, to the first of words wrongly written apart, the stem of the word they make together."""
    for size in (3, 2):
        for start in range(len(tokens) - size + 1):
            run = tokens[start : start + size]
            if any(token.is_figure for token in run):
                continue
            if (whole := lexicon.vocabulary.joined(tuple(token.word for token in run))) is not None:
                concept = concepts.setdefault(start, {})
                concept[lexicon.stems.stem(whole)] = 1.0


def _unknown_names(
    text: str, people: tuple[str, ...], parties: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    unknown = []
    for name in capitalised_names(text):
        tokens = tokenize(name)
        if lexicon.people.find(tokens).names or lexicon.parties.find(tokens).letters:
            continue
        if tokens[-1].word not in lexicon.vocabulary and tokens[-1].word.removesuffix("s") not in lexicon.vocabulary:
            unknown.append(name)
    return tuple(unknown)


def _holder(words: str, language: str, lexicon: Lexicon) -> frozenset[str]:
    match = _HOLDER.search(words)
    if match is None:
        return frozenset()
    tokens = tokenize(match["holder"] or match["after"])
    stopwords = BY_LANGUAGE[language]
    return frozenset(lexicon.stem(t, language) for t in tokens if is_content(t, stopwords))
