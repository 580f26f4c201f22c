"""Letters: a message without the head of a forwarded one, and without its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.tokens import Token, tokenize
from bot.matching.lexicon import Lexicon
from bot.matching.padding import Padding

_TELEPHONE = re.compile(r"(?:\+\d{2}|\b0\d)[\d ()-]{6,}\d")
_POINTED = re.compile(r"\b(?:[^\W\d_]\. ?){2,3}(?!\w)")  # "M.v.h."
_NUMBERED = re.compile(r"^\(?\d{1,2}[).] +(?=\D)")
_HEADER = re.compile(r"^[\W_]*(?P<label>[^\W\d_]+)\b")
_STAMP = re.compile(r"\[[^\]]*\d\d[.:]\d\d[^\]]*\]\s*$")  # "Anna, [lördag 18:05]"
_SIGNED = re.compile(r"\s//? ?(?P<name>[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)\.?$")


class Letters:
    """Takes away from a message what a letter has around its text."""

    def __init__(self, lexicon: Lexicon, padding: Padding) -> None:
        self._lexicon = lexicon
        self._padding = padding
        self._words = padding.words

    def body(self, text: str) -> str:
        """What stands between the head of a forwarded message and its signature."""
        return "\n".join(self._unsigned([*self._headed(text.split("\n"))]))

    def _headed(self, lines: Sequence[str]) -> Iterator[str]:
        """The lines without those that a forwarded message begins with."""
        begun = False
        for line in lines:
            if not begun and (_STAMP.search(line) or self._heads(line)):
                continue
            begun = begun or bool(line.strip())
            yield _NUMBERED.sub("", line)

    def _heads(self, line: str) -> bool:
        """Whether a line says from whom a message came, or that it was forwarded."""
        label = _HEADER.match(line)
        if label is None or label["label"].lower() not in self._words.headers:
            return False
        return line[label.end() : label.end() + 1] == ":" or line.lstrip("- ").startswith("Forw")

    def _unsigned(self, lines: Sequence[str]) -> list[str]:
        """The lines without what signs them: a closing and all after it, a name, an address, a number."""
        kept: list[str] = []
        closed = False
        for written in lines:
            line = _TELEPHONE.sub(" ", _POINTED.sub(self._unpointed, written))
            tokens = tokenize(line)
            if kept and self._closes(tokens):
                break
            if closed and not self._padding.asks(line):
                continue
            closed = closed or (bool(kept) and self._padding.is_courtesy(tokens))
            kept.append(_SIGNED.sub(self._unless_party, line))
        while (
            len(kept) > 1 and self._signs(kept[-1]) and any(self._padding.content(tokenize(line)) for line in kept[:-1])
        ):
            kept.pop()
        return kept

    def _unless_party(self, signed: re.Match[str]) -> str:
        return signed[0] if self._lexicon.parties.find(tokenize(signed["name"])).letters else ""

    def _unpointed(self, letters: re.Match[str]) -> str:
        word = re.sub(r"[. ]", "", letters[0])
        return f"{word} " if word.lower() in self._words.closings else letters[0]

    def _closes(self, tokens: Sequence[Token]) -> bool:
        """Whether a line begins to take leave: "Med vänliga hälsningar"."""
        ends = self._words.closings | self._words.goodbyes
        said = [token.word for token in tokens]
        wishes = said[:1] in (["ha"], ["have"]) and self._padding.is_empty(tokens[:3])
        return (wishes or not ends.isdisjoint(said[:3])) and not self._padding.asks_anywhere(tokens)

    def _signs(self, line: str) -> bool:
        """Whether a line is a name, or says who and where one is: "(Ingrid Nordin)", "En besviken farfar"."""
        tokens = tokenize(line)
        if line.lstrip().startswith("/") and all(token.text[0].isupper() for token in tokens):
            return True
        if self._padding.asks(line) or self._padding.content([token for token in tokens if not token.is_figure]):
            return False
        return not tokens or tokens[0].text[0].isupper()
