"""Codes: short names of ids, for buttons, which have little room. They never change: sent buttons have them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from bot.knowledge.links import SOURCES
from bot.knowledge.model import Case

CODE = 7
"""Characters of a code: 42 bits, so that even a million ids hardly ever share one."""


def code(id_: str) -> str:
    """The code of an id."""
    digest = hashlib.blake2b(id_.encode(), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()[:CODE]


def ids_of(case: Case) -> Iterator[str]:
    """The ids of a case, its sources, and its facts and passages."""
    yield case.id
    yield from (f"{case.id}{SOURCES}{source}" for source in case.sources)
    yield from (fact.id for fact in (*case.facts, *case.passages))
