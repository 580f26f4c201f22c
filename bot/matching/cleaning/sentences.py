"""Sentences: which of a message's sentences ask, and which of the others belong to what they ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.tokens import tokenize
from bot.matching.cleaning.padding import LEAST, Padding
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import PRONOUNS

_RICH = 0.4  # of what the richest question of a message has; below, a question asks nothing of the matter
_NAMED = 4  # words of a sentence, fewer, that may but name what is asked about
_SOMEBODY = frozenset("han hon honom henne hans hennes he she him her his".split())
_EXCLAIMING = (["vilken"], ["vilket"], ["vilka"])
_EXPLETIVE = frozenset("det da dar har it there".split())  # pronouns that may point at nothing


class Sentences:
    """Chooses among the sentences of a message."""

    def __init__(self, lexicon: Lexicon, padding: Padding) -> None:
        self._lexicon = lexicon
        self._padding = padding

    def asked(self, sentences: Sequence[str]) -> str:
        """The asking sentences of several; with what else is said where they point at it, or it adds to them."""
        if len(sentences) < 2:
            alone = "".join(sentences)
            return "" if self._content(alone) < LEAST and self._introduces(alone) else alone
        sentences = [sentence for sentence in sentences if not self._exclaims(sentence)] or sentences
        contents = [self._content(sentence) for sentence in sentences]
        asking = self._asking(sentences)
        others = [i for i in range(len(sentences)) if i not in asking and not self._is_beside(sentences[i])]
        told = [i for i in others if not self._padding.is_about_writer(tokenize(sentences[i]))]
        if not told and (not asking or any(self._is_open(sentences[i]) for i in asking)):
            told = others
        speaks = [i for i in told if contents[i]]
        richest = max((contents[i] for i in asking), default=0)
        if not asking or (not richest and speaks):
            first = min(speaks, default=0)
            kept = {*speaks, *(i for i in asking if self._goes_with(sentences[i], i > first))}
            return " ".join(sentences[i] for i in sorted(kept)) or next((sentences[i] for i in reversed(others)), "")
        kept = {i for i in asking if contents[i] >= max(1, _RICH * richest)} or {asking[-1]}
        kept.update(i for i in asking if i > min(kept) and self._goes_on_about(sentences[i]))
        if not richest:  # whatever was said before is what it is about
            context = range(len(sentences)) if self._is_open(sentences[min(kept)]) else told
            kept.update([i for i in context if i < min(kept) and self._says(sentences[i])][-1:])
        elif richest < LEAST or (richest == LEAST and self.points(sentences[asking[-1]])):
            named = [i for i in told if contents[i] or len(tokenize(sentences[i])) < _NAMED]
            kept.update([i for i in named if i < min(kept)][-1:])
        kept.update([i for i in speaks if i > max(kept) and contents[i] >= LEAST])
        return " ".join(sentences[i] for i in sorted(kept))

    def _asking(self, sentences: Sequence[str]) -> list[int]:
        """The numbers of the sentences that ask; among such with a mark, none that only urges: "kom igen nu"."""
        asking = [i for i, sentence in enumerate(sentences) if self._padding.asks(sentence)]
        marked = any(sentences[i].endswith("?") for i in asking)
        return [i for i in asking if not (marked and self._urges(sentences[i]))]

    def _urges(self, sentence: str) -> bool:
        tokens = tokenize(sentence)
        return not sentence.endswith("?") and not self._padding.asks_anywhere(tokens) and not self._content(sentence)

    def _exclaims(self, sentence: str) -> bool:
        """Whether a sentence that begins as a question is but an exclamation: "Vilken halka det är!"."""
        begins = [token.word for token in tokenize(sentence)[:1]]
        return sentence.endswith("!") and begins in _EXCLAIMING and self._content(sentence) < LEAST

    def _goes_on_about(self, sentence: str) -> bool:
        """Whether a further question is about what the one before names: "Vad är faran med det?"."""
        tokens = tokenize(sentence)
        return any(token.word in PRONOUNS for token in tokens) and not all(map(self._padding.is_small, tokens))

    def _goes_with(self, sentence: str, follows: bool) -> bool:
        """Whether a question that names nothing asks about what another sentence names, which it `follows` or not."""
        tokens = tokenize(sentence)
        if self._padding.asks_anywhere(tokens):
            return True
        return follows and (any(token.word in PRONOUNS for token in tokens) or not self._padding.is_empty(tokens))

    def _is_beside(self, sentence: str) -> bool:
        """Whether a sentence says who the writer is, or how to answer, and names nothing of a case."""
        tokens = tokenize(sentence)
        words = self._padding.words
        tells_how = bool(tokens) and tokens[0].word in words.answers | words.thanks | words.apologies
        return tells_how or self._introduces(sentence)

    def _introduces(self, sentence: str) -> bool:
        tokens = tokenize(sentence)
        named = any(self._lexicon.is_abbreviation(token.text) for token in tokens)
        return self._padding.introduces(tokens) and not named and not self._padding.asks(sentence)

    def _is_open(self, question: str) -> bool:
        """Whether a question needs what the writer said of themselves: it is of them, points, or names nothing."""
        tokens = tokenize(question)
        of_writer = any(token.text.lower() in self._padding.words.first_person for token in tokens)
        return of_writer or self.points(question) or all(map(self._padding.is_small, tokens))

    def points(self, sentence: str) -> bool:
        """Whether a sentence points at something said before it; "hur gick det för skolan" does not."""
        words = [token.word for token in tokenize(sentence)]
        return any(word in PRONOUNS - _EXPLETIVE for word in words) or any(word in PRONOUNS for word in words[-1:])

    def points_at_somebody(self, sentence: str) -> bool:
        """Whether a sentence asks about him or her that was named before it."""
        return any(token.word in _SOMEBODY for token in tokenize(sentence))

    def _says(self, sentence: str) -> bool:
        """Whether a sentence speaks of a case, and not only of the writer's age."""
        return self._padding.content([token for token in tokenize(sentence) if not token.is_figure]) > 0

    def _content(self, part: str) -> int:
        return self._padding.content(tokenize(part))
