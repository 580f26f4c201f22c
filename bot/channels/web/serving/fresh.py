"""Fresh responses: each is told apart by its content, so that whoever has it already is not sent it again."""

from __future__ import annotations

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

_CHECK = "no-cache"  # it may be kept, and is asked after each time


def fresh(request: Request, body: str, media_type: str, **headers: str) -> Response:
    """The response of a body, or 304 (RFC 9110, 15.4.5) where the request says that it has that already."""
    tag = f'"{blake2b(body.encode(), digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": _CHECK, **{name.replace("_", "-"): v for name, v in headers.items()}}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def passing(body: str, media_type: str, status: int = 200, **headers: str) -> Response:
    """A response that nobody keeps, as the answer to a person's question."""
    return Response(body, status, {"cache-control": "no-store", **headers}, media_type)
