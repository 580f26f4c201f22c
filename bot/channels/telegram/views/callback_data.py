"""What a button carries: at most 64 bytes that say all that is needed, whatever has happened since.

Ids of facts and cases can be long, so a button carries codes: seven characters of a hash of the id. Nothing
is kept about buttons, hence one from before a restart works; a code whose id is no longer known says that
things have changed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.guidance import SOURCES
from bot.knowledge.model import Knowledge

LONGEST = 64
"""Bytes of callback data, Telegram's limit."""
CODE = 7
"""Characters of a code: 42 bits, so that even a million ids hardly ever share one."""
MOST_CODES = 8

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
    CASES = "k"  # the list of cases; rest: page
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


def code(id_: str) -> str:
    """The code of an id."""
    digest = hashlib.blake2b(id_.encode(), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:CODE]


class Codes:
    """The ids of a knowledge by their codes."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids: Mapping[str, str] = {code(id_): id_ for id_ in ids}

    def __getitem__(self, written: str) -> str:
        """The id of a code. Raises KeyError where it is not known (any more)."""
        return self._ids[written]

    def get(self, written: str) -> str | None:
        """The id of a code, or None where it is not known (any more)."""
        return self._ids.get(written)


def codes_of(knowledge: Knowledge) -> Codes:
    """The codes of all facts, passages, cases, sources and parties of a knowledge."""
    parties = {letter for case in knowledge.cases.values() for fact in case.facts for letter in fact.parties}
    sources = (f"{case.id}{SOURCES}{source}" for case in knowledge.cases.values() for source in case.sources)
    return Codes((*knowledge.by_id, *knowledge.cases, *sources, *sorted(parties)))
