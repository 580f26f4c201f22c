"""Deep links: t.me/BOT?start=... that open a case or a fact."""

from __future__ import annotations

import re

from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.telegram.views.callback_data import code
from bot.knowledge.model import Case

LONGEST = 64
"""Characters of a start parameter, Telegram's limit; it may have A-Z, a-z, 0-9, _ and -."""
_FORBIDDEN = re.compile(r"[^A-Za-z0-9_-]")


def parameter(id_: str) -> str:
    """The start parameter of a case or fact: its id with _ for what Telegram forbids, or its code if long."""
    written = _FORBIDDEN.sub("_", id_)
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
    plain = written.replace("__", "_")
    for case in loaded.browser.cases:
        if parameter(case.id) == plain:
            return case
    by_parameter = next((id_ for id_ in known if plain == parameter(id_)), None)
    by_code = loaded.codes.get(written)
    if by_parameter or by_code in known:
        return by_parameter or by_code
    return loaded.browser.case(by_code)
