"""Deep links: t.me/BOT?start=... that open a case or a fact."""

from __future__ import annotations

import re

from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.knowledge.codes import code, ids_of
from bot.knowledge.model import Case

LONGEST = 64
"""Characters of a start parameter, Telegram's limit; it may have A-Z, a-z, 0-9, _ and -."""
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_-]")


def parameter(id_: str) -> str:
    """The start parameter of a case or fact: its id with _ for what Telegram forbids, or its code if long."""
    written = _plain(id_)
    return written if len(written) <= LONGEST else code(id_)


def link(username: str, id_: str) -> str:
    """The link that opens a case or a fact with the bot."""
    return f"https://t.me/{username}?start={parameter(id_)}"


def target(loaded: LoadedKnowledge, written: str) -> Case | str | None:
    """The case, or the id of the fact, that a start parameter names; None where it is not known any more."""
    if case := loaded.browser.case(written):
        return case
    known = loaded.answerer.knowledge.by_id
    if written in known:
        return written
    named = _named(loaded, written.replace("__", "_")) or loaded.codes.get(written)
    return named if (named or "") in known else loaded.browser.case(named)


def _named(loaded: LoadedKnowledge, plain: str) -> str | None:
    """The id whose parameter is `plain`: of a case, or of something in a case whose own parameter that begins with."""
    begun = [card.id for card in loaded.browser.cases if plain.startswith(_plain(card.id))]
    if (case := next((id_ for id_ in begun if parameter(id_) == plain), None)) is not None:
        return case
    cases = loaded.answerer.knowledge.cases
    return next((id_ for case in begun for id_ in ids_of(cases[case]) if parameter(id_) == plain), None)


def _plain(id_: str) -> str:
    return _FORBIDDEN.sub("_", id_)
