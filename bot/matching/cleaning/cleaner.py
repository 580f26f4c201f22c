"""Cleaning: a message as typed becomes what it asks, before anything reads it.

Greetings, thanks, excuses, labels, who one is and what one is called change no meaning. They are found by the parts of
the message that speak of no case (padding.py), not by phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise

from bot.language.plain_text import plain
from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.matching.cleaning.capitals import Capitals
from bot.matching.cleaning.leads import Leads
from bot.matching.cleaning.letters import Letters
from bot.matching.cleaning.padding import LEAST, Padding
from bot.matching.cleaning.sentences import Sentences
from bot.matching.cleaning.spoken import Spoken
from bot.matching.cleaning.tails import Tails
from bot.matching.query.lexicon import Lexicon

_ADDRESS = re.compile(r"\S+://\S+|\bwww\.\S+|\S+@\S+\.\S+|(?<!\w)@\w+", re.IGNORECASE)
_JOINING = re.compile(r"^(?:men|och|but|and) ", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[^\W\d_]{3}\.)\s+|(?<=\d{4}\.)\s+(?=[A-ZÅÄÖ])")
_PARTED = re.compile(r"[:.]\s")  # within a sentence that may be two
_LAST = 2  # words at the end of what leads up to a question, of which one wonders: "är lite nyfiken bara"
_TITLED = 0.4  # share of words with a capital above which a capital begins no sentence
_WROTE = (["skrev"], ["skriver"], ["wrote"], ["writes"])
_AROUND = " ,;:-[]{}"  # signs around a question that say nothing


class Courtesy(StrEnum):
    """What a message does that asks nothing."""

    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"


@dataclass(frozen=True)
class Message:
    """What a person's message asks, in one line; "" where it is nothing but `courtesy`, or empty."""

    question: str
    courtesy: Courtesy | None = None


class Cleaner:
    """Cleans messages, by what a lexicon knows of the cases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._padding = Padding(lexicon)
        self._spoken = Spoken(lexicon, self._padding)
        self._capitals = Capitals(lexicon, self._padding)
        self._letters = Letters(lexicon, self._padding)
        self._sentences = Sentences(lexicon, self._padding)
        self._leads = Leads(lexicon, self._padding, self._sentences)
        self._tails = Tails(self._padding)
        self._words = self._padding.words

    def clean(self, text: str) -> Message:
        """What a message asks. Any text gives one."""
        text = self._spoken.written(_ADDRESS.sub(" ", plain(text)))
        written = self._capitals.lowered(self._letters.body(text))
        sentences = [self._core(sentence) for sentence in self._split_up(written)]
        question = self._sentences.asked([sentence for sentence in sentences if sentence])
        return Message(question) if question else Message("", self._courtesy(text))

    def _courtesy(self, text: str) -> Courtesy | None:
        words, said = self._words, [token.word for token in tokenize(text)]
        if not words.thanks.isdisjoint(said):
            return Courtesy.THANKS
        if not words.goodbyes.isdisjoint(said) or ("hej", "da") in pairwise(said):
            return Courtesy.GOODBYE
        return None if words.courtesies.isdisjoint(said) else Courtesy.GREETING

    def _split_up(self, text: str) -> Iterator[str]:
        """The sentences of a text; lines that go on are one sentence."""
        running = ""
        for line in text.split("\n"):
            marked = [part for part in _SENTENCE.split(line) if part.strip()] or [""]
            first, *others = chain.from_iterable(map(self._unmarked, marked))
            if running and first and self._goes_on(running, first):
                running = f"{running} {first}"
            else:
                yield running
                running = first
            for part in others:
                yield running
                running = part
        yield running

    def _unmarked(self, text: str) -> Iterator[str]:
        """The sentences of a text without marks: a small word in a capital begins another, "agenda 2030 Tack ..."."""
        start, tokens = 0, tokenize(text)
        titled = sum(token.text[0].isupper() for token in tokens) > _TITLED * len(tokens)  # "Vem Får Pappren Sen"
        for before, token in () if titled else pairwise(tokens):
            parted = text[before.end : token.start].isspace() and before.word not in self._words.prepositions
            if parted and self._begins_anew(token):
                yield text[start : token.start].rstrip()
                start = token.start
        yield text[start:]

    def _begins_anew(self, token: Token) -> bool:
        """Whether a word in mid-line begins a sentence by its capital: it is no name, nor any word of a case."""
        return token.text.istitle() and len(token.text) > 1 and self._padding.is_small(token)

    def _goes_on(self, line: str, after: str) -> bool:
        """Whether a line goes on in the next, as if both were one."""
        if line[-1] in "?!.":
            return False
        before, then = tokenize(line), tokenize(after)
        if not before or not then or line[-1] == ":":
            return bool(before and then) and not after[0].isupper()
        if self._greets(before) or self._padding.is_courtesy(then):
            return False
        if line[-1] == "," or before[-1].word in self._words.prepositions | self._words.conjunctions:
            return True
        if after[0].isupper():
            half = self._padding.asks(line) and not self._padding.content(before)  # "Vad har", "Vilka fick"
            return half or (self._padding.asks(line) and after.endswith("?") and not self._padding.begins(then))
        padded = all(map(self._padding.is_small, before)) and self._padding.is_telling(before)
        alone = not any(token.word in SWEDISH | ENGLISH for token in before) and not self._padding.content(before)
        return not ((padded and not self._padding.asks(line)) or alone)

    def _core(self, sentence: str) -> str:
        """A sentence without what leads up to its question and what follows it; "" where nothing else is in it."""
        tokens = tokenize(sentence)
        if not tokens:
            return sentence.strip()
        asks = sentence.rstrip(_AROUND).endswith("?")
        greets = self._greets(tokens, asks) or self._padding.exclaims(tokens, asks)
        ends = sentence.rstrip().endswith(":") and self._announces(tokens)
        if greets or ends or self._padding.takes_leave(tokens) or self._only_leads(sentence, asks):
            return ""
        core = self._leads.without(sentence)
        if core != sentence:
            return self._core(_JOINING.sub("", core))
        return self._tails.without(core).strip(_AROUND)

    def _greets(self, tokens: Sequence[Token], asks: bool = False) -> bool:
        return self._padding.is_courtesy(tokens, asks) or self._padding.addresses(tokens)

    def _announces(self, tokens: Sequence[Token]) -> bool:
        """Whether what ends in a colon only says what follows, or who said it: "Viktig fråga:", "Anna Ek skrev:"."""
        said = [token.word for token in tokens if not self._padding.is_name(token)]
        return not said or said[-1] in self._words.labels or said in _WROTE or said[-1] in ("men", "but")

    def _only_leads(self, sentence: str, asks: bool) -> bool:
        """Whether a sentence only leads up to another: "Jag skulle vilja veta:", "Kan du hjälpa mig?"."""
        tokens = tokenize(sentence)
        whole = _PARTED.search(sentence) is None
        if whole and self._padding.presents(tokens):
            return True
        if self._padding.asks_anywhere(tokens) or self._padding.content(tokens):
            asks_leave = self._padding.wants_to_ask(tokens) and not asks
            return whole and (asks_leave or self._tails.names_asker(tokens, LEAST - 1))
        wonders = any(token.word in self._words.wonders for token in tokens[-_LAST:])
        asked = not self._words.second_person.isdisjoint(token.word for token in tokens)
        if self._padding.begins(tokens) and not asked and (asks or not wonders):
            return False
        leads = wonders or (self._padding.is_writers(tokens) and self._padding.introduces(tokens))
        return leads or (self._padding.is_empty(tokens) and self._padding.is_telling(tokens))
