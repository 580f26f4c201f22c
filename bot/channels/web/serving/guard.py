"""The guard: what is no plain look-up is refused, and every response says how browsers may use it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_QUERY = 16_000
"""Bytes of an address's query: a question of 1,000 letters, all percent-encoded, and a conversation."""
LONGEST_BODY = 100_000
"""Bytes of a form."""
METHODS = ("GET", "HEAD", "OPTIONS")
PLAIN = "default-src 'none'; frame-ancestors 'none'"
POLICY = f"{PLAIN}; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
"""No script at all, nothing from elsewhere, nothing inline."""
_ALWAYS = {
    "referrer-policy": "no-referrer",  # a question may stand in the address
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


class Guard:
    """Lets look-ups through to an application, and adds the headers that all its responses have.

    What lies under one of the `open_paths` may be read by the pages of others; what lies under `forms` takes forms.
    """

    def __init__(self, app: ASGIApp, open_paths: tuple[str, ...] = (), forms: tuple[str, ...] = ()) -> None:
        self._app, self._open, self._forms = app, open_paths, forms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_open = scope["path"].startswith(self._open)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), is_open)
            await send(message)

        takes_form = scope["method"] == "POST" and scope["path"].startswith(self._forms)
        refused = _refused_form(scope) if takes_form else _refused(scope, is_open)
        await (refused or self._app)(scope, receive, send_with_headers)


def _refused(scope: Scope, is_open: bool) -> Response | None:
    headers = Headers(scope=scope)
    if scope["method"] not in METHODS or (scope["method"] == "OPTIONS" and not is_open):
        return PlainTextResponse("405\n", 405, {"allow": "GET, HEAD"})
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return PlainTextResponse("413\n", 413, {"connection": "close"})
    if len(scope["query_string"]) > LONGEST_QUERY:
        return PlainTextResponse("414\n", 414)
    if scope["method"] == "OPTIONS":
        return Response(status_code=204, headers={"access-control-allow-methods": "GET, HEAD"})
    return None


def _refused_form(scope: Scope) -> Response | None:
    length = Headers(scope=scope).get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) < 10 and int(length) <= LONGEST_BODY):
        return PlainTextResponse("413\n", 413, {"connection": "close"})
    return None


def _add(headers: MutableHeaders, is_open: bool) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    is_page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("content-security-policy", POLICY if is_page else PLAIN)
    headers.setdefault("cross-origin-resource-policy", "cross-origin" if is_open else "same-origin")
    if is_open:
        headers["access-control-allow-origin"] = "*"
