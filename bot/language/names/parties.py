"""Parties in a text: letters, names, nicknames, and the sides they form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.language.tokens import Token, fold, tokenize

# A letter alone is a party only where it cannot be a unit, an initial or a list point.
_NOT_AFTER = frozenset(
    {
        "bilaga",
        "punkt",
        "rotel",
        "del",
        "kategori",
        "alternativ",
        "paragraf",
        "vitamin",
        "plan",
        "markt",
        "formad",
        "form",
    }
)
_AFTER_ABBREVIATION = frozenset({"fl", "m", "k", "o", "ex", "dvs"})
_ENDINGS = ("s", "ns", "nas")
_BEGINNING = 3  # letters by which most words are seen to be no party; the least that a name has


class Side(StrEnum):
    """Parties by their place in the assembly; which parties that is, the case tells."""

    MAJORITY = "majority"
    OPPOSITION = "opposition"


_SIDES: Mapping[str, Side] = {
    word: side
    for side, words in {
        Side.MAJORITY: "majoriteten majoritet majoritetens styret styrets borgarna borgerliga hogern alliansen "
        "makthavarna "
        "majority ruling regeringspartierna hogerstyret gronbla",
        Side.OPPOSITION: "oppositionen opposition oppositionens oppositionspartierna oppositionspartier",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: party letters in order, sides, and which tokens (by index) say so."""

    letters: tuple[str, ...]
    sides: tuple[Side, ...]
    tokens: frozenset[int]


class PartyNames:
    """Finds parties by every name they go under.

    `names` maps a party's letter to its names and nicknames.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        self._letters: dict[str, str] = {}
        for letter, aliases in names.items():
            self._letters[fold(letter)] = letter
            for alias in aliases:
                words = tuple(token.word for token in tokenize(alias))
                if len(words) == 1 and len(words[0]) < 3:
                    self._letters.setdefault(words[0], letter)
                elif words:
                    self._phrases.setdefault(words, letter)
        self._longest = max((len(phrase) for phrase in self._phrases), default=1)
        self._starts = frozenset(phrase[0] for phrase in self._phrases if len(phrase) > 1)
        self._begins = frozenset(phrase[0][:_BEGINNING] for phrase in self._phrases if len(phrase) == 1)

    def find(self, tokens: tuple[Token, ...]) -> Named:
        """The parties and sides that the tokens name."""
        letters: dict[str, None] = {}
        sides: dict[Side, None] = {}
        used: set[int] = set()
        i = 0
        while i < len(tokens):
            size, letter = self._at(tokens, i)
            if letter is not None:
                letters.setdefault(letter)
                used.update(range(i, i + size))
            elif (side := _SIDES.get(tokens[i].word)) is not None:
                sides.setdefault(side)
                used.add(i)
            i += size
        return Named(tuple(letters), tuple(sides), frozenset(used))

    def words(self) -> Iterable[str]:
        """Every single word that names a party, folded."""
        return (phrase[0] for phrase in self._phrases if len(phrase) == 1)

    def _at(self, tokens: tuple[Token, ...], i: int) -> tuple[int, str | None]:
        word = tokens[i].word
        if word in self._starts:
            for size in range(min(self._longest, len(tokens) - i), 1, -1):
                words = tuple(token.word for token in tokens[i : i + size])
                if (letter := self._phrase(words)) is not None:
                    return size, letter
        if word[:_BEGINNING] in self._begins and (letter := self._phrase((word,))) is not None:
            return 1, letter
        if i + 1 < len(tokens):
            apart = word + tokens[i + 1].word  # "vänster partiet"
            if apart[:_BEGINNING] in self._begins and (letter := self._phrase((apart,))) is not None:
                return 2, letter
        if self._is_letter(tokens, i):
            return 1, self._letters[tokens[i].word]
        return 1, None

    def _is_abbreviation(self, token: Token, before: Token | None, after: Token | None) -> bool:
        """Whether the letter is part of something else: "m.m.", "m fl", "m2", "v 12", "C-vitamin", "c/o"."""
        if len(token.text) > 1:
            return False
        if before is not None and before.joined and before.text.islower():
            return True
        if after is None:
            return False
        if after.is_figure:
            return token.text.islower() or after.start == token.end
        if token.joined:
            return token.text.islower() or after.word in _NOT_AFTER
        return token.text.islower() and after.word in _AFTER_ABBREVIATION

    def _phrase(self, words: tuple[str, ...]) -> str | None:
        if len(words) == 1 and len(words[0]) < 3:
            return None  # letters are judged by their surroundings
        if (letter := self._phrases.get(words)) is not None:
            return letter
        for ending in _ENDINGS:
            if words[-1].endswith(ending) and len(words[-1]) > len(ending) + 3:
                base = (*words[:-1], words[-1].removesuffix(ending))
                if (letter := self._phrases.get(base)) is not None:
                    return letter
        return None

    def _is_letter(self, tokens: tuple[Token, ...], i: int) -> bool:
        token = tokens[i]
        if token.word not in self._letters:
            return False
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if self._is_abbreviation(token, before, after):
            return False
        if before is not None and (before.is_figure or before.word in _NOT_AFTER):
            return False
        return token.text[0].isupper() or len(token.word) > 1 or token.word in "svmcl"
