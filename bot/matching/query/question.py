"""A question as the matching sees it: concepts, names, figures, and what is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.language.detection import detect
from bot.language.measures.figures import figures, years
from bot.language.measures.relative_years import meant_years, relative_years
from bot.language.names.parties import Side
from bot.language.names.people import capitalised_names, uncapitalised_names
from bot.language.ngrams import ngrams
from bot.language.stopwords import BY_LANGUAGE
from bot.language.tokens import Token, fold, tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.asked import Asked, is_measure, narrows, read
from bot.matching.query.holder import holder_of
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.words import is_content

_WORDS = words_of(__file__)
SYNONYM = 0.55  # what a glossary word weighs against the person's own
PART = 0.6  # what a part of a compound weighs against the whole
_URL = re.compile(r"\S+://\S+|\bwww\.\S+", re.IGNORECASE)
_SIGNS = re.compile(r"[\[\]{}\"]|(?<!\w)'+|'+(?!\w)")  # around what is said, and no part of it
_COMMAND = re.compile(r"\s*[!/.$]\w")
PRONOUNS = _WORDS.each("pronouns")
_LEADS = _WORDS.each("leads")
_INTERJECTIONS = _WORDS.each("interjections")
_BEFORE_PLACES = _WORDS.each("before_places")
_ASKS_FOR = frozenset(tuple(phrase.split()) for phrase in _WORDS.phrases("asks_for"))
_SHORTEST_BARE = 3  # letters; shorter words may be other words without their accents
_REACH = 4  # words after those that ask in which the thing asked for stands
_PARTICLE_VERBS = {tuple(verb.split()): means.split() for verb, means in _WORDS.table("particle_verbs").items()}


@dataclass(frozen=True, slots=True)
class Concept:
    """One content word of a question: the stems that stand for it, each with its weight, at most 1.

    `measure` tells that it only says what kind of thing is asked for ("kostar", "kronor", "procent"), which the
    fact's own figures answer, or of what year as one counts from today ("nästa år").
    """

    stems: Mapping[str, float]
    measure: bool = False


@dataclass(frozen=True)
class Question:
    """A question, read.

    `cases` tells how surely it names each case, `references` are those it names by reference;
    `focus` is the number of the concept that is asked for itself: "skott" in "hur många skott sköts";
    `narrowing` are the numbers of those that narrow a list down;
    `words` are its folded words after correction, and `sought` those that do not only name a case;
    `text` is what was read, `meaning` the text for an encoder;
    `holder` are the stems of whoever's opinion is asked for; `unknown_names` are full names of people
    that no case knows; `is_command` tells that it is another bot's command, or nothing but figures.
    """

    language: str
    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    asked: Asked
    meaning: str
    text: str = ""
    parties: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    people: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    holder: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    figures: tuple[float, ...] = ()
    cases: Mapping[str, float] = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    focus: int | None = None
    narrowing: tuple[int, ...] = ()
    sought: tuple[str, ...] = ()
    pronoun: bool = False
    lead: bool = False
    is_command: bool = False
    corrected: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def terms(self) -> dict[str, float]:
        """Every stem of every concept with its highest weight."""
        weights: dict[str, float] = {}
        for concept in self.concepts:
            for stem, weight in concept.stems.items():
                weights[stem] = max(weight, weights.get(stem, 0.0))
        return weights

    @cached_property
    def folded(self) -> str:
        """Its words with blanks between."""
        return " ".join(self.words)

    @cached_property
    def grams(self) -> dict[str, float]:
        """Every n-gram of what is sought, with the weight 1."""
        return dict.fromkeys(ngrams(self.sought), 1.0)


def read_question(text: str, lexicon: Lexicon, language: str | None = None, today: date | None = None) -> Question:
    """The question that a person's text asks; any text gives one.

    `language` is the language of the person where it is known ("sv" or "en"); otherwise it is detected. `today` is the
    day from which "last year" is counted.
    """
    text = _URL.sub(" ", unicodedata.normalize("NFC", text))
    of_paragraph, text = lexicon.cases.of_paragraph(text)
    written = tokenize(text)
    detected = detect(written)
    tokens, corrected = _corrected(written, detected, lexicon)
    if corrected and language is None:
        detected = detect(tokens)
    parties = lexicon.parties.find(tokens)
    people = lexicon.people.find(tokens)
    words = tuple(token.word for token in tokens)
    folded = " ".join(words)
    named_years = years(text)
    meant = (*named_years, *meant_years(words, today or date.today()))
    addressed = lexicon.cases.find(tokens, meant, of_paragraph)
    addressing = _addressing(tokens, addressed.tokens)
    names = parties.tokens | people.tokens | addressed.tokens
    named = bool(parties.letters or parties.sides or people.names)
    places, concepts = _concepts(tokens, names, detected, lexicon)
    if not concepts and not parties.tokens:  # "vem är föredragande borgarråd": a role is all that is asked about
        places, concepts = _concepts(tokens, addressed.tokens, detected, lexicon)
    return Question(
        language=language or detected,
        words=words,
        sought=tuple(word for number, word in enumerate(words) if number not in addressing),
        concepts=concepts,
        asked=read(folded, " ".join(token.word for token in written)),
        focus=_focus(words, places),
        narrowing=tuple(number for number, place in enumerate(places) if narrows(words[place])),
        meaning=_meaning(text, written, tokens, addressing, detected, lexicon),
        text=text,
        parties=parties.letters,
        sides=parties.sides,
        people=people.names,
        unknown_names=_unknown_names(text, people.names, parties.letters, lexicon),
        holder=frozenset() if named else holder_of(folded, detected, lexicon),
        years=() if addressed.by_reference - of_paragraph else named_years,
        cases=addressed.cases,
        references=addressed.by_reference,
        figures=tuple(figure.value for figure in figures(text)),
        pronoun=any(word in PRONOUNS for word in words),
        lead=next((word in _LEADS for word in words if word not in _INTERJECTIONS), False),
        is_command=_COMMAND.match(text) is not None or all(token.is_figure for token in tokens),
        corrected=corrected,
    )


def _corrected(tokens: tuple[Token, ...], language: str, lexicon: Lexicon) -> tuple[tuple[Token, ...], dict[str, str]]:
    corrected: dict[str, str] = {}
    result: list[Token] = []
    for token in tokens:
        word = token.word
        right = token.is_figure or lexicon.knows(word) or (language == "en" and lexicon.translates(word))
        known = None if right else lexicon.vocabulary.correct(word)
        if known is not None:
            corrected[word] = known
            token = token._replace(word=known)
        result.append(token)
    return tuple(result), corrected


def _addressing(tokens: tuple[Token, ...], addressed: frozenset[int]) -> frozenset[int]:
    """The tokens, by number, that only tell which case is asked about; none where all do."""
    with_in = addressed | {n - 1 for n in addressed if n and tokens[n - 1].word in _BEFORE_PLACES}
    says_more = any(token.word.isalpha() for number, token in enumerate(tokens) if number not in with_in)
    return with_in if says_more else frozenset()


def _meaning(
    text: str,
    written: tuple[Token, ...],
    tokens: tuple[Token, ...],
    without: frozenset[int],
    language: str,
    lexicon: Lexicon,
) -> str:
    """The text for an encoder: slips corrected, Swedish words without accents given them back, all in small letters,
    without quotation marks and with a question mark, as none of these says anything; and without some of its tokens."""
    parts, end = [], 0
    for number, (before, after) in enumerate(zip(written, tokens, strict=True)):
        if number in without:  # with what stands between two of them
            parts.append("" if number - 1 in without else text[end : before.start])
            end = before.end
            continue
        bare = language == "sv" and len(after.word) > _SHORTEST_BARE and before.text.isascii()
        if before.word != after.word or (bare and not before.is_figure):
            known = lexicon.written(after.word)
            parts += [text[end : before.start], known if known != before.text.lower() else before.text]
            end = before.end
    said = " ".join(_SIGNS.sub(" ", "".join([*parts, text[end:]])).split()).rstrip(" ?.!")
    return f"{said.lower()}?" if said else ""


def _concepts(
    tokens: tuple[Token, ...], names: frozenset[int], language: str, lexicon: Lexicon
) -> tuple[tuple[int, ...], tuple[Concept, ...]]:
    """The concepts of the tokens, and the number of the token that each begins at."""
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
    for start, size, means in lexicon.synonyms(stems, language):
        if not names.isdisjoint(range(start, start + size)):
            continue
        anchor = next((i for i in range(start, start + size) if i in concepts), None)
        if anchor is None and size == 1 and tokens[start].word in stopwords:
            continue
        concept = concepts.setdefault(start if anchor is None else anchor, {})
        for stem in means:
            concept.setdefault(stem, SYNONYM)
    _add_particle_verbs(tokens, concepts, lexicon)
    _join(tokens, concepts, lexicon)
    places = tuple(sorted(concepts))
    when = relative_years([token.word for token in tokens])
    return places, tuple(Concept(concepts[i], i in when or is_measure(tokens[i].word)) for i in places)


def _focus(words: tuple[str, ...], places: tuple[int, ...]) -> int | None:
    """The number of the first concept after the words that ask for something of a kind, within a few words."""
    for i in range(len(words)):
        for size in (2, 1):
            if words[i : i + size] in _ASKS_FOR:
                after = [n for n, place in enumerate(places) if i + size <= place < i + size + _REACH]
                return after[0] if after else None
    return None


def _add_particle_verbs(tokens: tuple[Token, ...], concepts: dict[int, dict[str, float]], lexicon: Lexicon) -> None:
    """Adds what verbs mean with a particle that may stand words later: "när skrev hon under"."""
    words = [token.word for token in tokens]
    for i, word in enumerate(words):
        for (verb, particle), meanings in _PARTICLE_VERBS.items():
            if word.startswith(verb) and particle in words[i + 1 : i + 4]:
                concepts.setdefault(i, {}).update({lexicon.stems.stem(fold(meaning)): 1.0 for meaning in meanings})


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


def _unknown_names(text: str, people: tuple[str, ...], parties: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    unknown = []
    for name in capitalised_names(text):
        tokens = tokenize(name)
        if lexicon.people.find(tokens).names or lexicon.parties.find(tokens).letters:
            continue
        strange = [
            t for t in tokens if t.word not in lexicon.vocabulary and t.word.removesuffix("s") not in lexicon.vocabulary
        ]
        if strange:
            unknown.append(name)
    unknown += uncapitalised_names(tokenize(text), lexicon.knows)
    return tuple(unknown)
