"""Forms: what a person sent, and a signed value in each that tells what they had before them when they wrote."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.web.serving.guard import LONGEST_BODY

SIGNED = "underlag"
"""The field of the signed value."""
_FIELDS = 200
_LASTS = 12 * 3600  # seconds: a working day


@dataclass(frozen=True)
class Sent:
    """The fields of a form; `digest` is of the files as the person saw them, None where that cannot be told."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    digest: str | None = None

    def all(self, name: str) -> Sequence[str]:
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        """A field's text, "" where it was not sent."""
        return next(iter(self.all(name)), "")


class Forms:
    """Signs forms, with a key that is made anew at each start, and reads them."""

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_bytes(32), salt="review")

    def sign(self, case: str, digest: str) -> str:
        """The value for a form about a case whose files have a digest."""
        value = self._signer.dumps([case, digest])
        return value if isinstance(value, str) else value.decode("ascii")

    async def read(self, request: Request, case: str) -> Sent:
        """What was sent about a case. Raises HTTPException, 400, where it is no form."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_BODY:
                raise HTTPException(400)
        try:
            values = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS)
        except ValueError:
            raise HTTPException(400) from None
        sent = Sent(values)
        try:
            about, digest = self._signer.loads(sent.one(SIGNED), max_age=_LASTS)
        except (BadData, ValueError):
            return sent
        return Sent(values, str(digest)) if about == case else sent
