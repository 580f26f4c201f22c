"""What a button carries: at most 64 bytes that say all that is needed, whatever has happened since.

Ids of facts and cases can be long, so a button carries codes: seven characters of a hash of the id. Nothing
is kept about buttons, hence one from before a restart works; a code whose id is no longer known says that
things have changed.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.compiled.bundle import Bundle
from bot.knowledge.codes import CODE, code, ids_of
from bot.knowledge.lazy import cards_of
from bot.knowledge.model import Knowledge
from bot.language.tokens import tokenize

LONGEST = 64
"""Bytes of callback data, Telegram's limit."""
MOST_CODES = 8
_WORDS = 32  # bytes of words that a button carries

_LANGUAGES = {"s": "sv", "e": "en"}
_LETTERS = {language: letter for letter, language in _LANGUAGES.items()}
_SHAPE = re.compile(r"(?P<verb>[a-z])(?P<language>[se])(?P<codes>(?:[\w-]{7})*)(?:\.(?P<rest>\w*))?", re.ASCII)


class Verb(StrEnum):
    """What a press asks for. The letter is in buttons already sent: never give one a new meaning."""

    FACT = "f"  # show a fact in a new message
    CHOICE = "c"  # show a fact in place of the choices
    SURROUNDINGS = "x"  # the passages before and after, in place
    BACK = "b"  # the fact again, in place
    MORE = "m"  # further hits
    SIBLINGS = "p"  # other parties on the same matter
    UP = "u"
    DOWN = "d"
    EXAMPLE = "q"  # ask one of a fact's own questions; rest: its number
    LANGUAGE = "l"  # rest: sv, en, auto
    CASES = "k"  # the list of cases; rest: page, after the words that they are to have
    CASE = "o"  # the overview of a case
    LIST = "t"  # the facts of a kind; rest: kind and page, as in decision0
    PARTIES = "v"  # who is heard in a case
    PARTY = "w"  # what a party says: codes of case and party; rest: page
    FOLLOW = "g"  # be told of what is new in a case
    FOLLOWS = "h"  # what is followed
    UNFOLLOW = "r"  # stop following a subject; its mark in place of a code
    PACE = "y"  # when to be told; rest: direct, daily


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says when it is pressed."""

    verb: Verb
    language: str = "sv"
    codes: tuple[str, ...] = ()
    rest: str = ""

    def __str__(self) -> str:
        rest = f".{self.rest}" if self.rest else ""
        return f"{self.verb.value}{_LETTERS[self.language]}{''.join(self.codes)}{rest}"


def read_press(data: object) -> Press | None:
    """The press that callback data stands for, or None where it is not ours."""
    match = _SHAPE.fullmatch(data) if isinstance(data, str) else None
    if match is None or match["verb"] not in set(Verb):
        return None
    codes = tuple(match["codes"][i : i + CODE] for i in range(0, len(match["codes"]), CODE))
    return Press(Verb(match["verb"]), _LANGUAGES[match["language"]], codes, match["rest"] or "")


class Codes:
    """What codes stand for: `ids`, which are in memory, or else what `find` finds."""

    def __init__(self, ids: Iterable[str], find: Callable[[str], str | None] = lambda _: None) -> None:
        self._ids = {code(id_): id_ for id_ in ids}
        self._find = find

    def get(self, written: str) -> str | None:
        """The id of a code, or None where it is not known (any more)."""
        return self._ids.get(written) or self._find(written)


def codes_of(knowledge: Knowledge, bundle: Bundle | None = None) -> Codes:
    """The codes of all facts, passages, cases, sources and parties of a knowledge; a bundle's are read from it."""
    parties = sorted({letter for card in cards_of(knowledge).values() for letter in card.parties})
    if bundle is not None:
        return Codes(parties, bundle.of_code)
    return Codes((*(id_ for case in knowledge.cases.values() for id_ in ids_of(case)), *parties))


def with_words(words: str, page: int) -> str:
    """What a button carries that turns to a page of what some words find; see `searched`."""
    encoded = base64.b32encode(searched(words).encode()).decode().rstrip("=")
    return f"{encoded}_{page}" if encoded else str(page)


def words_of(rest: str) -> str:
    """The words of what `with_words` made; "" where there are none, or somebody made it up."""
    encoded, found, _ = rest.rpartition("_")
    try:
        return base64.b32decode(encoded + "=" * (-len(encoded) % 8)).decode() if found else ""
    except ValueError:
        return ""


def searched(words: str) -> str:
    """The words that are searched: as many as buttons have room for."""
    plain = " ".join(token.word for token in tokenize(words))
    if len(plain.encode()) <= _WORDS:
        return plain
    cut = plain.encode()[:_WORDS].decode(errors="ignore")
    return cut.rpartition(" ")[0] or cut
