"""Cleaning: a message as typed becomes what it asks, before anything reads it.

Greetings, thanks, excuses, labels, who one is and what one is called change no meaning. They are found by the parts of
the message that speak of no case (padding.py), not by phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.plain_text import plain
from bot.language.stopwords import ENGLISH, SWEDISH
from bot.language.tokens import Token, tokenize
from bot.matching.capitals import Capitals
from bot.matching.letter import Letters
from bot.matching.lexicon import Lexicon
from bot.matching.padding import Padding
from bot.matching.sentences import LEAST, Sentences

_ADDRESS = re.compile(r"\S+://\S+|\bwww\.\S+|\S+@\S+\.\S+|(?<!\w)@\w+", re.IGNORECASE)
_JOINING = re.compile(r"^(?:men|och|but|and) ", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[^\W\d_]{3}\.)\s+")
_CLAUSE = re.compile(r"\s*(?:[,;:=\]]|\s-+(?=\s)|\.(?=\s))\s*")
_EXCUSE = 10  # words of an excuse before "but", at most
_LABEL = 4  # words of a label, at most
_PLEASE = frozenset("please snalla pls plz".split())
_BETWEEN = frozenset("jag vi i we mig mej oss me us".split())  # between a verb of wondering and the question
_NO = (["nej"], ["na"], ["no"])
_GOOD = frozenset(("god", "good"))


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
        self._lexicon = lexicon
        self._padding = Padding(lexicon)
        self._capitals = Capitals(lexicon)
        self._letters = Letters(lexicon, self._padding)
        self._sentences = Sentences(lexicon, self._padding)
        self._words = self._padding.words

    def clean(self, text: str) -> Message:
        """What a message asks. Any text gives one."""
        text = plain(text)
        written = self._capitals.lowered(self._letters.body(_ADDRESS.sub(" ", text)))
        sentences = [self._core(sentence) for sentence in self._split_up(written)]
        question = self._sentences.asked([sentence for sentence in sentences if sentence])
        return Message(question) if question else Message("", self._courtesy(text))

    def _courtesy(self, text: str) -> Courtesy | None:
        words, said = self._words, [token.word for token in tokenize(text)]
        if not words.thanks.isdisjoint(said):
            return Courtesy.THANKS
        if not words.goodbyes.isdisjoint(said) or said[:2] == ["hej", "da"]:
            return Courtesy.GOODBYE
        return None if words.courtesies.isdisjoint(said) else Courtesy.GREETING

    def _split_up(self, text: str) -> Iterator[str]:
        """The sentences of a text; lines that go on are one sentence."""
        running = ""
        for line in text.split("\n"):
            first, *others = [part for part in _SENTENCE.split(line) if part.strip()] or [""]
            if running and first and self._goes_on(running, first):
                running = f"{running} {first}"
            else:
                yield running
                running = first
            for part in others:
                yield running
                running = part
        yield running

    def _goes_on(self, line: str, after: str) -> bool:
        """Whether a line goes on in the next: it ends in no mark, and neither is padding."""
        before = tokenize(line)
        half = self._padding.asks(line) and not self._padding.content(before)  # "Vad har", "Vilka fick"
        if line[-1] in "?!.:" or (after[0].isupper() and not half):
            return False
        empty = all(map(self._padding.is_small, before)) and not self._padding.asks(line)
        alone = not any(token.word in SWEDISH | ENGLISH for token in before) and not self._padding.content(before)
        return not (empty or alone or self._padding.is_courtesy(before) or self._padding.is_courtesy(tokenize(after)))

    def _core(self, sentence: str) -> str:
        """A sentence without what leads up to its question and what follows it; "" where nothing else is in it."""
        tokens = tokenize(sentence)
        asks = sentence.rstrip().endswith("?")
        if not tokens or self._padding.is_courtesy(tokens, asks) or self._only_leads(tokens):
            return "" if tokens else sentence.strip()
        core = self._without_lead(sentence)
        core = _JOINING.sub("", core) if core != sentence else core
        return self._without_tail(core).strip(" ,;:-")

    def _only_leads(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence only leads up to another: "Jag skulle vilja veta:", "Kan du hjälpa mig?"."""
        if self._padding.asks_anywhere(tokens) or self._padding.content(tokens):
            return self._names_asker(tokens, LEAST - 1)
        if self._begins(tokens) and not self._asks_for_help(tokens):
            return False
        introduces = self._padding.is_writers(tokens) and self._padding.introduces(tokens)
        leads = introduces or tokens[-1].word in self._words.wonders
        return leads or (self._padding.is_empty(tokens) and self._padding.is_telling(tokens))

    def _asks_for_help(self, tokens: Sequence[Token]) -> bool:
        return not self._words.second_person.isdisjoint(token.word for token in tokens)

    def _without_lead(self, sentence: str) -> str:
        for boundary in _CLAUSE.finditer(sentence):
            rest = sentence[boundary.end() :]
            lead = sentence[: boundary.start()]
            labelled = any(token.word in self._words.labels for token in tokenize(lead)[:1])
            if tokenize(rest) and self._leads(lead, boundary[0]) and (labelled or not self._needs(rest, lead)):
                return self._without_lead(rest)
        tokens = tokenize(sentence)
        start = max(self._after_courtesy(tokens), self._after_excuse(tokens))
        for i in range(start, len(tokens) - 1):
            if (after := self._wonders(tokens, i)) and self._leads_up(tokens[start:i]):
                start = after
                start += tokens[start].word in self._words.joins and start < len(tokens) - 1
                break
        excused = start > 0 and tokens[0].word in self._words.apologies and tokens[1].word in self._words.joins
        anew = self._anew(tokens, start, self._words.asks_anywhere) or start
        if excused and anew == start and not self._begins(tokens[start:]):
            anew = self._anew(tokens, start + 1, self._words.asks) or start
        before = tokens[start:anew]
        says_nothing = (excused or self._padding.is_telling(before)) and not self._padding.content(before)
        leads = self._padding.is_writers(before) or self._padding.is_empty(before) or says_nothing
        if before and leads and before[-1].word not in self._words.prepositions:
            lead = sentence[before[0].start : before[-1].end]
            small = all(map(self._padding.is_small, before))  # "får jag fråga", "kan du hjälpa mig"
            belongs = (self._begins(before) and not small) or self._needs(sentence[tokens[anew].start :], lead)
            start = anew if excused or not belongs else start
        return sentence[tokens[start].start :] if start else sentence

    def _anew(self, tokens: Sequence[Token], start: int, opening: frozenset[str]) -> int | None:
        """The number of the first token from `start` on that begins a question by one of some words."""
        return next((i for i in range(start, len(tokens) - 1) if tokens[i].text.lower() in opening), None)

    def _needs(self, question: str, lead: str) -> bool:
        """Whether a question that names hardly anything points at what was said before it."""
        content, said = self._content(question), self._content(lead)
        points = self._sentences.points(question)
        somebody = all(map(self._padding.is_name, tokenize(lead)))  # "Anna Ek, vad sa hon?"
        if (somebody and self._sentences.points_at_somebody(question)) or (not content and said > 0):
            return True
        if any(self._lexicon.is_abbreviation(token.text) for token in tokenize(lead)):
            return content < LEAST
        return points and content < LEAST <= said

    def _leads(self, part: str, boundary: str) -> bool:
        """Whether a part before a mark only leads up to what follows: "Hejsan hoppsan,", "Kort fråga:"."""
        tokens = tokenize(part)
        said = [token.word for token in tokens]
        if said[:1] in _NO:
            return False  # "nej förlåt, ..." corrects what was said before
        if not tokens or self._padding.is_courtesy(tokens):
            return True
        introduces = self._padding.introduces(tokens) and not part.endswith("?")
        if introduces or not self._words.wonders.isdisjoint(said[-2:]):
            return not self._padding.asks_anywhere(tokens)
        if ":" in boundary and len(tokens) <= _LABEL and any(word.endswith(tuple(self._words.labels)) for word in said):
            return said[0] in self._words.labels or not self._padding.content(tokens)
        asked = not self._words.second_person.isdisjoint(said)
        return self._padding.is_empty(tokens) and (asked or self._words.asks.isdisjoint(said))

    def _after_excuse(self, tokens: Sequence[Token]) -> int:
        """The number of the token after "men", where nothing before it speaks of a case: "vill inte tjata men ..."."""
        excused = (i for i in range(2, min(len(tokens) - 1, _EXCUSE)) if tokens[i].word in ("men", "but"))
        i = next(excused, 0)
        return 0 if self._padding.content(tokens[:i]) or self._padding.asks_anywhere(tokens[:i]) else i + (i > 0)

    def _after_courtesy(self, tokens: Sequence[Token]) -> int:
        """The number of the token after greetings and excuses: "hej på er", "ursäkta om jag stör men"."""
        words, start = self._words, 0
        while start < len(tokens) - 1 and self._opens(tokens, start):
            end = start + 1
            while end < len(tokens) - 1 and self._goes_with_courtesy(tokens[end]):
                end += 1
            thanked = tokens[start].word not in words.greetings | _GOOD
            if thanked and tokens[end].text.lower() not in words.asks | words.first_person | words.courtesies:
                break  # "tackar någon personalen"
            start = end
        return start

    def _opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a token is a courtesy: "hej", "god" before "morgon"."""
        word = tokens[i].word
        return word in self._words.courtesies or (word in _GOOD and tokens[i + 1].word in self._words.greetings)

    def _goes_with_courtesy(self, token: Token) -> bool:
        written = token.text.lower()
        if written in self._words.asks | self._words.first_person:
            return False
        return written in self._words.fillers or self._padding.is_name(token)

    def _wonders(self, tokens: Sequence[Token], i: int) -> int:
        """The number of the token that a question begins at after a verb: "undrar hur", "vill veta om"; 0 for none."""
        words = self._words
        if tokens[i].text.lower() not in words.wonders:  # as written: "såg" is no "säg"
            return 0
        after = i + 1 + (tokens[i + 1].word in _BETWEEN and i + 2 < len(tokens))
        writes = tokens[0].text.lower() in words.first_person and all(map(self._padding.is_small, tokens[:after]))
        opens = tokens[after].text.lower() in words.asks | words.joins
        return after if opens or (writes and not self._padding.is_small(tokens[after])) else 0

    def _leads_up(self, tokens: Sequence[Token]) -> bool:
        """Whether what stands before a verb of wondering is about the writer, or about whoever is asked."""
        if self._padding.asks_anywhere(tokens):
            return False
        if not tokens or self._padding.is_writers(tokens):
            return True
        said = [token.word for token in tokens]
        if self._begins(tokens):
            return not self._words.second_person.isdisjoint(said)
        return not self._padding.content(tokens)

    def _begins(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens begin as a question does."""
        return bool(tokens) and tokens[0].text.lower() in self._words.asks

    def _without_tail(self, sentence: str) -> str:
        """The sentence without thanks, a closing, and who asks: "..., undrar en pensionär", "... tack på förhand"."""
        for boundary in reversed([*_CLAUSE.finditer(sentence)]):
            after = tokenize(sentence[boundary.end() :])
            if boundary.start() and self._trails(after):
                return self._without_tail(sentence[: boundary.start()])
        tokens = tokenize(sentence)
        ends = self._words.thanks | self._words.closings | _PLEASE
        for i in range(1, len(tokens)):
            asked_about = tokens[i].word in self._words.thanks and tokens[i - 1].word in self._words.thanked
            ended = tokens[i].word in ends and not asked_about and self._is_padding(tokens[i + 1 :])
            if ended or self._names_asker(tokens[i:]) or self._asks_at_end(tokens[i:]):
                while i > 1 and ended and self._padding.is_telling(tokens[i - 1 : i]):
                    i -= 1  # "hjärtligt tack"
                return sentence[: tokens[i].start]
        return sentence

    def _asks_at_end(self, tokens: Sequence[Token]) -> bool:
        """Whether a few small words say that one asks: "tänkte jag fråga", "kan man undra"."""
        small = len(tokens) <= _LABEL and all(map(self._padding.is_small, tokens))
        return small and len(tokens) > 1 and tokens[-1].word in self._words.askers

    def _is_padding(self, tokens: Sequence[Token]) -> bool:
        words = self._words.courtesies | self._words.fillers
        return all(token.word in words or self._padding.is_name(token) for token in tokens)

    def _trails(self, tokens: Sequence[Token]) -> bool:
        """Whether what follows a mark is courtesy, or says who asks."""
        if not tokens:
            return True
        if self._asks_at_end(tokens) or self._begins(tokens):
            return self._asks_at_end(tokens)
        if self._padding.is_courtesy(tokens):
            return True
        if tokens[0].word in self._words.closings | self._words.goodbyes:
            return all(token.text[0].isupper() or self._padding.is_small(token) for token in tokens)
        if self._padding.is_empty(tokens) and self._padding.is_telling(tokens):
            return not self._padding.asks_anywhere(tokens)
        return self._padding.content(tokens) < LEAST and any(
            self._names_asker(tokens[i:], 1) for i in range(len(tokens[:3]))
        )

    def _names_asker(self, tokens: Sequence[Token], most: int = 0) -> bool:
        """Whether tokens are a verb of asking with whoever asks: "undrar en kassörska i Bandhagen".

        `most` words of theirs may be of the cases.
        """
        if tokens[0].word not in self._words.askers:
            return False
        after = tokens[1:]
        if not after:
            return True
        return (after[0].word in self._words.asker or self._padding.is_name(after[0])) and (
            not self._padding.asks_anywhere(after) and self._padding.content(after) <= most
        )

    def _content(self, part: str) -> int:
        return self._padding.content(tokenize(part))
