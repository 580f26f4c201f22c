"""Padding: what a part of a message says - something of a case, or nothing but courtesy, and of the writer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from bot.language.names.personal_names import is_given_name
from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, fold, tokenize
from bot.language.word_file import read_words
from bot.matching.query.lexicon import Lexicon

CLAUSE = re.compile(r"\s*(?:[,;:=\]]|\s-+(?=\s)|\.(?=\s))\s*")  # what parts the clauses of a sentence
LEAST = 2  # words of the cases in a question that can be understood without what was said before it
_FILE = Path(__file__).with_name("padding.yaml")
_INTRODUCES_WITHIN = 4  # words after the writer in which the verb of an introduction stands
_MEANS = frozenset("menar menade mean meant".split())
_PRESENTS = frozenset("heter bor live".split())
_I = frozenset(("jag", "i"))
_WRITES = frozenset("skriver skrev skrivet skickat write writes writing written sent".split())
_EXCLAIMING = frozenset(("vad", "sa", "what", "how"))
_ADDRESSES = 4  # words of an address, at most
GOOD = frozenset(("god", "good", "trevlig", "happy"))  # before a part of the day
_DEAR = frozenset(("Bästa", "Kära", "Dear"))
_HERE = frozenset(("här", "here"))


@dataclass(frozen=True)
class PaddingWords:
    """The words of padding.yaml, as written and folded."""

    greetings: frozenset[str]
    thanks: frozenset[str]
    apologies: frozenset[str]
    goodbyes: frozenset[str]
    closings: frozenset[str]
    wishes: frozenset[str]
    day_parts: frozenset[str]
    addressed: frozenset[str]
    fillers: frozenset[str]
    interjections: frozenset[str]
    wonders: frozenset[str]
    answers: frozenset[str]
    askers: frozenset[str]
    asker: frozenset[str]
    first_person: frozenset[str]
    roles: frozenset[str]
    second_person: frozenset[str]
    introduces: frozenset[str]
    thanked: frozenset[str]
    asks: frozenset[str]
    asks_anywhere: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    joins: frozenset[str]
    labels: frozenset[str]
    headers: frozenset[str]
    forwarded: frozenset[str]

    @property
    def courtesies(self) -> frozenset[str]:
        return self.greetings | self.thanks | self.apologies | self.goodbyes | self.closings


@cache
def padding_words() -> PaddingWords:
    """The words of padding.yaml, read once."""
    tree = read_words(_FILE)
    kinds = [each.name for each in fields(PaddingWords)]
    words = {kind: frozenset((*tree[kind].lower().split(), *fold(tree[kind]).split())) for kind in kinds}
    for kind in ("first_person", "fillers"):  # as written: "vår" is no "var", "så" no "sa"
        words[kind] = frozenset(tree[kind].split())
    words["fillers"] |= frozenset(tree["interjections"].split())
    return PaddingWords(**words)


class Padding:
    """Tells padding from what is said of the cases that a lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.words = padding_words()
        self._municipalities = lexicon.municipalities
        self._courtesies = self.words.courtesies
        self._telling = self._courtesies | (self.words.fillers | self.words.wonders) - SWEDISH - ENGLISH
        self._empty = self._courtesies | self.words.fillers | self.words.wonders | SWEDISH | ENGLISH

    def content(self, tokens: Sequence[Token]) -> int:
        """How many words and names of the tokens the cases speak of."""
        names = self._lexicon.parties.find(tuple(tokens)).tokens
        people = self._lexicon.people.find(tuple(tokens), misspelled=False).tokens
        people = people if len(people) > 1 else frozenset()  # a first name alone may be anybody's
        others = (t for i, t in enumerate(tokens) if i not in names and i not in people)
        return len(names) + len(people) + sum(self.is_content(token) for token in others)

    def is_content(self, token: Token) -> bool:
        """Whether the cases speak of what a word says; part of a name by itself is nobody they speak of."""
        if token.is_figure or self._lexicon.is_abbreviation(token.text):
            return True
        if self.is_small(token) or self._lexicon.people.has(token.word):
            return False
        if token.text[0].isupper() and is_given_name(token):
            return False
        return self._lexicon.speaks_of(token.word)

    def is_empty(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens are all small words and courtesy, or a stranger's name."""
        return all(self.is_small(token) or self.is_name(token) for token in tokens)

    def is_small(self, token: Token) -> bool:
        """Whether a token is a small word, or one of courtesy."""
        return token.word in self._empty or token.text.lower() in self._empty

    def is_telling(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the tokens is a word of padding, and no mere function word."""
        return any(token.word in self._telling or token.text.lower() in self._telling for token in tokens)

    def is_name(self, token: Token) -> bool:
        """Whether a word is written as a name that no case knows whole."""
        if not token.text[0].isupper() or self._lexicon.is_abbreviation(token.text):
            return False
        return not self._lexicon.parties.find((token,)).letters and not self.is_content(token)

    def is_courtesy(self, tokens: Sequence[Token], asks: bool = False) -> bool:
        """Whether tokens greet, thank, excuse or take leave, and do nothing else.

        Where they are put as a question (`asks`), every word must be small or of courtesy.
        """
        if asks and not self.is_empty(tokens):
            return False
        if self._courtesies.isdisjoint(token.word for token in tokens) or self.asks_anywhere(tokens):
            return False
        return not self.content(tokens)

    def addresses(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens greet somebody, whoever it is: "Hej Stockholms stad", "Bästa politiker"."""
        if not 0 < len(tokens) <= _ADDRESSES or self.begins(tokens) or self.asks_anywhere(tokens):
            return False
        if len(tokens) > 1 and tokens[0].word in GOOD and tokens[1].word in self.words.day_parts:
            tokens = tokens[1:]
        elif tokens[0].word not in self.words.greetings and tokens[0].text not in _DEAR:
            return False
        return all(self.is_small(token) or self.is_name(token) or self.is_addressed(token) for token in tokens[1:])

    def is_addressed(self, token: Token) -> bool:
        """Whether a word is of whom a message to a municipality is written to."""
        return token.word in self.words.addressed or token.word in self._municipalities

    def takes_leave(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens begin to take leave: "Med vänliga hälsningar", "Ha en fin dag"."""
        said = [token.word for token in tokens]
        wishes = not self.words.wishes.isdisjoint(said[:1]) and self.is_empty(tokens[:3])
        ends = self.words.closings | self.words.goodbyes
        closing = next((i for i, word in enumerate(said[:3]) if word in ends), None)
        closes = closing is not None and not self.content(tokens[:closing])
        return (wishes or closes) and not self.asks_anywhere(tokens)

    def is_remark(self, tokens: Sequence[Token]) -> bool:
        """Whether a part that follows a question says how the writer is, or how to answer: "svara enkelt"."""
        if self.asks_anywhere(tokens) or self.corrects(tokens):
            return False
        writers = self.is_writers(tokens) and tokens[0].text != "i"  # a preposition in Swedish
        return writers or tokens[0].word in self.words.answers | self.words.apologies

    def exclaims(self, tokens: Sequence[Token], asks: bool = False) -> bool:
        """Whether a sentence is but an exclamation: "Vad trevligt att du svarar!"."""
        if asks or len(tokens) < LEAST or tokens[0].word not in _EXCLAIMING:
            return False
        pleased = tokens[1].word in self._telling and tokens[1].word not in self.words.wonders
        return pleased and not self.asks_anywhere(tokens[1:]) and self.content(tokens) < LEAST

    def wants_to_ask(self, tokens: Sequence[Token]) -> bool:
        """Whether the writer wants to ask something, and does not say of what: "Jag skulle vilja ställa en fråga"."""
        writers = any(token.text.lower() in self.words.first_person for token in tokens)
        wonders = tokens[-1].word in self.words.wonders
        return writers and wonders and not self.asks_anywhere(tokens) and self.content(tokens) < LEAST

    def corrects(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens correct what was asked before: "jag menade bostäder"."""
        return not _MEANS.isdisjoint(token.word for token in tokens)

    def begins(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens begin as a question does."""
        return bool(tokens) and tokens[0].text.lower() in self.words.asks  # as written: "vår" is no "var"

    def introduces(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens tell who the writer is or what they are up to: "Jag bor i Farsta", "Pensionär här"."""
        if not tokens or self.asks_anywhere(tokens):
            return False
        said = [token.word for token in tokens]
        if self._writes(tokens):
            return True
        verb = not self.words.introduces.isdisjoint(said)
        if self.is_writers(tokens):
            return not self.words.introduces.isdisjoint(said[1 : 1 + _INTRODUCES_WITHIN])
        among = any(word in self.words.first_person for word in said[1:_INTRODUCES_WITHIN])
        most = LEAST - 1 if self.is_name(tokens[0]) else 0  # "Åsa heter jag och är målare"
        return (among and verb and self.content(tokens) <= most) or tokens[-1].text.lower() in _HERE

    def presents(self, tokens: Sequence[Token]) -> bool:
        """Whether a whole sentence says what the writer is called, or where they live: "Jag heter Åsa, 28 år"."""
        said = [token.word for token in tokens[1:_INTRODUCES_WITHIN]]
        asks = self.asks_anywhere(tokens) or not self.words.wonders.isdisjoint(token.word for token in tokens)
        named = any(self._lexicon.is_abbreviation(token.text) for token in tokens)
        return self.is_writers(tokens) and not _PRESENTS.isdisjoint(said) and not asks and not named

    def _writes(self, tokens: Sequence[Token]) -> bool:
        """Whether somebody says that they write: "Här skriver en orolig målare", "skriver från mobilen"."""
        said = [token.word for token in tokens[:_INTRODUCES_WITHIN]]
        verb = next((i for i, word in enumerate(said) if word in _WRITES), None)
        return verb is not None and not self.content(tokens[:verb]) and self.content(tokens[verb + 1 :]) < LEAST

    def is_writers(self, tokens: Sequence[Token]) -> bool:
        """Whether a part begins with the writer: "jag", "min dotter"."""
        return bool(tokens) and tokens[0].text.lower() in self.words.first_person | self.words.roles

    def is_about_writer(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence tells only of the writer: "Nu har jag äntligen tid", not "Jag läste om skolan"."""
        among = any(token.text.lower() in _I for token in tokens[:_INTRODUCES_WITHIN])
        return (self.is_writers(tokens) or (among and not self.begins(tokens))) and self.names_no_topic(tokens)

    def names_no_topic(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens do not say what of the cases something is about: "Jag läste om skolan" does."""
        topic = next((i for i, token in enumerate(tokens) if token.word in self.words.joins), len(tokens))
        return not self.content(tokens[topic:])

    def asks_anywhere(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the words is a question word."""
        return any(token.word in self.words.asks_anywhere for token in tokens)

    def asks(self, part: str) -> bool:
        """Whether a part of a message is put as a question."""
        if part.rstrip().endswith("?"):
            return True
        tokens = [t for t in tokenize(part) if t.word not in ("och", "men", "and", "but", "sa", "so")]
        return bool(tokens) and tokens[0].text.lower() in self.words.asks  # as written: "vår" is no "var"
