"""Access: who may review - whoever sits at the machine, or has the staff token - and forms that only our pages send."""

from __future__ import annotations

import hmac
from base64 import b64decode
from binascii import Error
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.settings import Settings

_CHALLENGE = {"www-authenticate": 'Basic realm="Granskning", charset="UTF-8"'}
_LOCAL = ("localhost", "127.0.0.1", "::1")
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of a server that passes on what others ask: then the one at 127.0.0.1 is that server, and not a person."""


def permit(request: Request, settings: Settings) -> None:
    """Lets a request through; raises HTTPException, 401 or 403, where it may not review.

    The token comes as a bearer's, or as the password of HTTP's basic way (RFC 7617), which the browser asks for once
    and keeps until it is closed. Without it, one has to ask from the machine itself, by a name that only leads there
    (others may make theirs lead there too). Where the pages are reached from outside, the token is always needed.
    """
    token = settings.staff_token
    if token is not None and any(hmac.compare_digest(given, token.encode()) for given in _given(request)):
        return
    if settings.public_url is None and _is_here(request):
        return
    raise HTTPException(403) if token is None else HTTPException(401, headers=_CHALLENGE)


def is_ours(request: Request, settings: Settings) -> bool:
    """Whether a form was sent by a page of this site (Fetch Metadata, or else RFC 6454), or by a bearer's program."""
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    own = {request.headers.get("host"), urlsplit(settings.public_url or "").netloc} - {None, ""}
    return origin.netloc in own


def _given(request: Request) -> list[bytes]:
    """The tokens that a request may mean."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return [value.strip().encode("utf-8", "replace")]
    if scheme.lower() == "basic":
        try:
            return [b64decode(value.strip(), validate=True).partition(b":")[2]]
        except (Error, ValueError):
            return []
    return []


def _is_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        near = ip_address(request.client.host).is_loopback
        named = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return False
    return near and named in _LOCAL
