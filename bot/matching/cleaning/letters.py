"""Letters: a message without the head of a forwarded one, and without its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.tokens import Token, tokenize
from bot.matching.cleaning.padding import Padding
from bot.matching.query.lexicon import Lexicon

_TELEPHONE = re.compile(r"(?:\+\d{2}|\b0\d)[\d ()-]{6,}\d(?:\s*[?!]+$)?")  # with marks that ask nothing of it
_POINTED = re.compile(r"\b(?:[^\W\d_]\. ?){2,3}(?!\w)")  # "M.v.h."
_NUMBERED = re.compile(r"^\(?\d{1,2}[).] +(?=\D)")
_HEADER = re.compile(r"^[\W_]*(?P<label>[^\W\d_]+)\b")
_STAMP = re.compile(r"\[[^\]]*\d\d[.:]\d\d[^\]]*\]\s*$")  # "Anna, [lördag 18:05]"
_TIME = re.compile(r"^\[\d{1,2}[.:]\d\d[^\]]*\]\s*")  # "[14:32] Anna: ..."
_ASIDE = re.compile(r"\([^)]*\)")
_SIGNED = re.compile(r"\s/{1,3} ?(?P<name>[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+){0,2})\.?$")
_STREET = re.compile(r"^\w+(?:vägen|gatan|gränd|torg|stigen|backen|allén) \d+\b", re.IGNORECASE)
_NUMBER_OF = 2  # words beside a telephone number that say whose it is, at most
_NAMES = 6  # words of a line that signs, at most


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
            yield _NUMBERED.sub("", _TIME.sub("", line))

    def _heads(self, line: str) -> bool:
        """Whether a line says from whom a message came, or that it was forwarded."""
        words = [token.word for token in tokenize(line)]
        if words and (self._words.headers | self._words.forwarded | self._words.labels).issuperset(words):
            return True
        label = _HEADER.match(line)
        if label is None or label["label"].lower() not in self._words.headers:
            return False
        return line[label.end() : label.end() + 1] == ":" or line.lstrip("- ").startswith("Forw")

    def _unsigned(self, lines: Sequence[str]) -> list[str]:
        """The lines without what signs them: a closing and all after it, a name, an address, a number."""
        kept: list[str] = []
        closed = False
        for written in lines:
            if kept and self._heads(written):
                continue  # "(vidarebefordrat)"
            spelled = _POINTED.sub(self._unpointed, written)
            line = _TELEPHONE.sub(" ", spelled)
            tokens = tokenize(line)
            if kept and line != spelled and len(tokens) <= _NUMBER_OF and not self._padding.asks(line):
                continue  # "tfn", "Telefon dagtid:"
            if kept and self._padding.takes_leave(tokens):
                break
            if closed and not self._padding.asks(line):
                continue
            closed = closed or (bool(kept) and self._padding.is_courtesy(tokens))
            kept.append(_SIGNED.sub(self._unless_party, line))
        while len(kept) > 1 and self._signs(kept[-1]) and any(map(self._says, kept[:-1])):
            kept.pop()
        return kept

    def _says(self, line: str) -> bool:
        return self._padding.asks(line) or self._padding.content(tokenize(line)) > 0

    def _unless_party(self, signed: re.Match[str]) -> str:
        return signed[0] if self._lexicon.parties.find(tokenize(signed["name"])).letters else ""

    def _unpointed(self, letters: re.Match[str]) -> str:
        word = re.sub(r"[. ]", "", letters[0])
        return f"{word} " if word.lower() in self._words.closings else letters[0]

    def _signs(self, line: str) -> bool:
        """Whether a line is a name, or says who and where one is: "(Ingrid Nordin)", "En besviken farfar"."""
        tokens = tokenize(_ASIDE.sub("", line)) or tokenize(line)
        if line.lstrip().startswith("/") and all(token.text[0].isupper() for token in tokens):
            return True
        if self._padding.asks(line):
            return False
        if not tokens or (tokens[0].text[0].isupper() and self._is_name(tokens)):
            return True
        if len(tokens) > _NAMES or not tokens[0].text[0].isupper() or self._padding.is_writers(tokens):
            return False
        return bool(_STREET.search(line)) or not self._padding.content([t for t in tokens if not t.is_figure])

    def _is_name(self, tokens: Sequence[Token]) -> bool:
        """Whether a line is somebody's whole name, and nobody's that a case knows."""
        capitals = all(t.text[0].isupper() or self._padding.is_small(t) for t in tokens)
        known = self._lexicon.people.find(tuple(tokens), misspelled=False).names
        return len(tokens) <= _NAMES and capitals and not known and any(map(self._padding.is_name, tokens))
