"""A talk: what a conversation is about, carried by the page itself as a signed value, so that nothing is stored.

It holds what the Context does: ids, the knowledge's words, names and letters, and never what a person wrote. The key is
made anew at each start, so a value from before is only an empty conversation.
"""

from __future__ import annotations

import secrets
from dataclasses import fields, replace
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.matching.context import LASTS, Context

LONGEST = 6_000
"""Characters of a value that is read at all: it stands in an address."""
_FACTS, _MORE = 12, 24  # ids that are carried
_CARRIED = tuple(field.name for field in fields(Context) if field.name != "asked_at")


class Talks:
    """Writes contexts as values that nobody else can make, and reads them for as long as a conversation lasts."""

    def __init__(self, key: bytes | None = None) -> None:
        self._signer = URLSafeTimedSerializer(key or secrets.token_bytes(32), salt="talk")

    def write(self, context: Context) -> str:
        """The value of a context."""
        kept = replace(context, facts=context.facts[:_FACTS], more=context.more[:_MORE])
        value = self._signer.dumps([getattr(kept, name) for name in _CARRIED])
        written = value if isinstance(value, str) else value.decode("ascii")
        return written if len(written) <= LONGEST else ""

    def read(self, value: str | None, now: float) -> Context:
        """The context of a value, as of now (seconds); an empty one where the value is old, or none of ours."""
        if not value or len(value) > LONGEST:
            return Context()
        try:
            carried = self._signer.loads(value, max_age=LASTS)
        except BadData:
            return Context()
        parts = (tuple(part) if isinstance(part, list) else part for part in carried)
        given: dict[str, Any] = dict(zip(_CARRIED, parts, strict=True))
        return Context(**given, asked_at=now)
