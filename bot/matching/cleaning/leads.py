"""Leads: what leads up to a question in its own sentence - a greeting, an excuse, a label, a verb of wondering."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.language.tokens import Token, tokenize
from bot.matching.cleaning.padding import CLAUSE, GOOD, LEAST, Padding
from bot.matching.cleaning.sentences import Sentences
from bot.matching.query.lexicon import Lexicon

_EXCUSE = 10  # words of an excuse before "but", at most
_LABEL = 4  # words of a label, at most
_WONDERED = 3  # words at the end of a part of which one is a verb of wondering: "undrat ett tag"
_BETWEEN = frozenset("jag vi i we mig mej oss me us bara".split())  # between a verb of wondering and the question
_AROUND = 4  # small words between a verb of wondering and a question: "funderar på en sak"
_NO = (["nej"], ["na"], ["no"])


class Leads:
    """Finds where a sentence's question begins."""

    def __init__(self, lexicon: Lexicon, padding: Padding, sentences: Sentences) -> None:
        self._lexicon = lexicon
        self._padding = padding
        self._sentences = sentences
        self._words = padding.words

    def without(self, sentence: str) -> str:
        """The sentence from where its question begins."""
        for boundary in CLAUSE.finditer(sentence):
            rest = sentence[boundary.end() :]
            lead = sentence[: boundary.start()]
            labelled = any(token.word in self._words.labels for token in tokenize(lead)[:1])
            if tokenize(rest) and self._leads(lead, boundary[0]) and (labelled or not self._needs(rest, lead)):
                return self.without(rest)
        tokens = tokenize(sentence)
        start = max(self._after_courtesy(tokens), self._after_excuse(tokens))
        for i in range(start, len(tokens) - 1):
            if (after := self._wonders(tokens, start, i)) and self._leads_up(tokens[start:i]):
                start = after
                start += tokens[start].word in self._words.joins and start < len(tokens) - 1
                break
        excused = start > 0 and tokens[0].word in self._words.apologies and tokens[1].word in self._words.joins
        anew = self._anew(tokens, start, self._words.asks_anywhere) or start
        if excused and anew == start and not self._padding.begins(tokens[start:]):
            anew = self._anew(tokens, start + 1, self._words.asks) or start
        before = tokens[start:anew]
        says_nothing = (excused or self._padding.is_telling(before)) and not self._padding.content(before)
        leads = self._padding.is_writers(before) or self._padding.is_empty(before) or says_nothing
        if before and leads and before[-1].word not in self._words.prepositions:
            lead = sentence[before[0].start : before[-1].end]
            small = all(map(self._padding.is_small, before))  # "får jag fråga", "kan du hjälpa mig"
            belongs = (self._padding.begins(before) and not small) or self._needs(sentence[tokens[anew].start :], lead)
            start = anew if excused or not belongs else start
        return sentence[tokens[start].start :] if start else sentence

    def _anew(self, tokens: Sequence[Token], start: int, opening: frozenset[str]) -> int | None:
        """The number of the first token from `start` on that begins a question by one of some words."""
        return next((i for i in range(start, len(tokens) - 1) if tokens[i].text.lower() in opening), None)

    def _needs(self, question: str, lead: str) -> bool:
        """Whether a question that names hardly anything points at what was said before it."""
        content, said = self._padding.content(tokenize(question)), self._padding.content(tokenize(lead))
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
        if not tokens or self._padding.is_courtesy(tokens) or self._padding.addresses(tokens):
            return True
        introduces = self._padding.introduces(tokens) and not part.endswith("?")
        asked = not self._words.second_person.isdisjoint(said)
        if introduces or self._wondered(tokens):
            return not self._padding.asks_anywhere(tokens) and (asked or not self._asks_of_case(tokens))
        if tokens[-1].word in ("men", "but"):
            return ":" in boundary or self._padding.content(tokens) < LEAST
        if tokens[0].word in self._words.apologies and not self._padding.asks_anywhere(tokens):
            return self._padding.content(tokens) < LEAST and not self._padding.corrects(tokens)
        if ":" in boundary and self._hands_on(tokens):
            return True
        if ":" in boundary and len(tokens) <= _LABEL and any(word.endswith(tuple(self._words.labels)) for word in said):
            return said[0] in self._words.labels or said[-1] in self._words.labels or not self._padding.content(tokens)
        tells = asked or self._padding.is_writers(tokens) or self._words.asks.isdisjoint(said)
        return tells and self._padding.is_empty(tokens)

    def _hands_on(self, tokens: Sequence[Token]) -> bool:
        """Whether a part before a colon says whose words follow: "Fick det här av Stina:", "Min syster skrev:"."""
        if self._padding.asks_anywhere(tokens):
            return False
        if self._padding.is_name(tokens[-1]) and not self._padding.content(tokens):
            return True
        writers = any(token.text.lower() in self._words.first_person for token in tokens)
        return writers and self._padding.content(tokens) < LEAST and self._padding.names_no_topic(tokens)

    def _wondered(self, tokens: Sequence[Token]) -> bool:
        """Whether tokens end in a verb of wondering and small words: "jag har undrat ett tag"."""
        last = next((i for i in range(1, len(tokens) + 1) if tokens[-i].word in self._words.wonders), 0)
        return 0 < last <= _WONDERED and all(map(self._padding.is_small, tokens[-last:]))

    def _after_excuse(self, tokens: Sequence[Token]) -> int:
        """The number of the token after "men", where nothing before it speaks of a case: "vill inte tjata men ..."."""
        excused = (i for i in range(2, min(len(tokens) - 1, _EXCUSE)) if tokens[i].word in ("men", "but"))
        i = next(excused, 0)
        return 0 if self._padding.content(tokens[:i]) or self._padding.asks_anywhere(tokens[:i]) else i + (i > 0)

    def _after_courtesy(self, tokens: Sequence[Token]) -> int:
        """The number of the token after greetings and excuses: "hej på er", "ursäkta om jag stör men"."""
        words, start = self._words, self._after_interjections(tokens)
        while start < len(tokens) - 1 and self._opens(tokens, start):
            greets = tokens[start].word in words.greetings | GOOD
            end = start + 1
            while end < len(tokens) - 1 and (
                self._goes_with_courtesy(tokens[end]) or (greets and self._is_greeted(*tokens[end : end + 2]))
            ):
                end += 1
            if not greets and tokens[end].text.lower() not in words.asks | words.first_person | words.courtesies:
                break  # "tackar någon personalen"
            start = end
        return start

    def _after_interjections(self, tokens: Sequence[Token]) -> int:
        """The number of the first token that is more than a sound: "asså", "jo"; not of words that stand alone."""
        said = (i for i, token in enumerate(tokens) if token.text.lower() not in self._words.interjections)
        return next(said, 0)

    def _opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a token is a courtesy: "hej", "god" before "morgon"."""
        word = tokens[i].word
        return word in self._words.courtesies or (word in GOOD and tokens[i + 1].word in self._words.day_parts)

    def _goes_with_courtesy(self, token: Token) -> bool:
        written = token.text.lower()
        if written in self._words.asks | self._words.first_person:
            return False
        return written in self._words.fillers or self._padding.is_name(token)

    def _is_greeted(self, token: Token, after: Token) -> bool:
        """Whether a word after a greeting is whom it greets, or a word nobody knows before a new sentence."""
        if self._padding.is_addressed(token):
            return True
        begins = after.text[0].isupper() and not token.text[0].isupper() and not token.is_figure
        return begins and not self._padding.is_small(token) and not self._padding.is_content(token)

    def _wonders(self, tokens: Sequence[Token], start: int, i: int) -> int:
        """The number of the token that a question begins at after a verb: "undrar hur", "vill veta om"; 0 for none."""
        words = self._words
        if tokens[i].text.lower() not in words.wonders:  # as written: "såg" is no "säg"
            return 0
        after = i + 1 + (tokens[i + 1].word in _BETWEEN and i + 2 < len(tokens))
        writes = tokens[start].text.lower() in words.first_person and (
            all(map(self._padding.is_small, tokens[start:after]))
            or any(t.word in ("och", "and") for t in tokens[i - 2 : i])
        )
        opens = tokens[after].text.lower() in words.asks | words.joins
        if not opens:
            around = [
                n for n in range(i + 1, min(i + 2 + _AROUND, len(tokens))) if tokens[n].text.lower() in words.asks
            ]
            opens = bool(around) and all(map(self._padding.is_small, tokens[i + 1 : around[0]]))
            after = around[0] if opens else after
        if writes and not opens:  # "undrar typ ..."; "en nyfiken invånare" is no question
            while after < len(tokens) - 1 and tokens[after].word in words.fillers - words.asks:
                after += 1
            opens = not self._padding.is_small(tokens[after]) and tokens[i].word in words.askers
        return after if opens else 0

    def _leads_up(self, tokens: Sequence[Token]) -> bool:
        """Whether what stands before a verb of wondering is about the writer, or about whoever is asked."""
        if self._padding.asks_anywhere(tokens):
            return False
        if not tokens or self._padding.is_writers(tokens):
            return True
        if self._padding.begins(tokens):
            asked = not self._words.second_person.isdisjoint(token.word for token in tokens)
            return asked or all(map(self._padding.is_small, tokens))
        placed = (t for before, t in pairwise((tokens[0], *tokens)) if before.word not in self._words.prepositions)
        return not self._padding.content([*placed])

    def _asks_of_case(self, tokens: Sequence[Token]) -> bool:
        return self._padding.begins(tokens) and self._padding.content(tokens) > 0
