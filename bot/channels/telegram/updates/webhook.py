"""The webhook: a small web server that Telegram sends updates to.

The library's server answers a wrong secret with 403, compares it in varying time, takes bodies of any size,
and says 200 before an update is dealt with or safe. Hence a thin handler of our own on the same web server, tornado.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from telegram.ext import Application
from tornado import web
from tornado.httpserver import HTTPServer

from bot.channels.logs import Log
from bot.channels.telegram.updates.reception import BadUpdateError, Reception
from bot.settings import Settings

MOST = 1_000_000
"""Bytes of a body."""
_DRAINED = 16 * MOST  # bytes of a too large body that are read away, so that the sender gets to see the refusal
_HOLD = 25.0  # seconds after which what is neither dealt with nor in the outbox is told to come again
_PORT = 8080
_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Take = Callable[[object], "asyncio.Future[None] | None"]


class Webhook:
    """Listens for updates. Raises OSError where the port cannot be had."""

    def __init__(self, application: Application, intake: Reception, log: Log, settings: Settings) -> None:  # type: ignore[type-arg]
        url = urlsplit(settings.webhook_url or "")
        bot, put = application.bot, application.update_queue.put_nowait
        shared = {
            "take": lambda raw: intake.take(raw, bot, put),
            "log": log,
            "secret": settings.webhook_secret or "",
        }
        routes = web.Application([(_path(url.path), _Updates, shared)], log_function=lambda handler: None)
        self._server = HTTPServer(routes, max_body_size=_DRAINED, idle_connection_timeout=75, body_timeout=30)
        self.host, self.port = listening(settings)
        self._server.listen(self.port, self.host)

    async def stop(self) -> None:
        """Takes no more updates."""
        self._server.stop()
        await asyncio.sleep(0)

    async def close(self) -> None:
        """Ends what connections are left."""
        await self._server.close_all_connections()


def listening(settings: Settings) -> tuple[str, int]:
    """The address and port to listen on: as set, else the webhook URL's own when it is on this machine."""
    url = urlsplit(settings.webhook_url or "")
    local = url.hostname in ("127.0.0.1", "localhost", "::1")
    host = settings.webhook_listen or (url.hostname if local and url.hostname else "127.0.0.1")
    return host, settings.webhook_port or (url.port if local and url.port else _PORT)


def _path(path: str) -> str:
    return re.escape(path.rstrip("/")) + "/?"


@web.stream_request_body
class _Updates(web.RequestHandler):
    """One request: refused by its head where that will do, else answered when its update is safe."""

    def initialize(self, take: Take, log: Log, secret: str) -> None:
        self._take, self._events, self._secret = take, log, secret
        self._body = bytearray()

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")

    def prepare(self) -> None:
        given = self.request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret.encode()):
            self._refuse(401)
        elif self.request.method != "POST":
            self._refuse(405)
        elif _length(self.request.headers.get("Content-Length")) > MOST:
            self._refuse(413)

    def data_received(self, chunk: bytes) -> None:
        if len(self._body) <= MOST:
            self._body += chunk

    async def post(self) -> None:
        if len(self._body) > MOST:
            self._refuse(413)
            return
        try:
            raw: Any = json.loads(self._body)
            safe = self._take(raw)
        except (ValueError, RecursionError, BadUpdateError):
            self._refuse(400)
            return
        if safe is not None:
            await asyncio.wait([safe], timeout=_HOLD)
            if not safe.done():
                self.set_status(503)

    def _refuse(self, status: int) -> None:
        self._events.event("webhook_refused", logging.WARNING, status=status)
        self.set_status(status)
        self.set_header("Connection", "close")  # the body may not have been read
        self.finish()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Connection", "close")
        self.finish()

    def log_exception(self, *_: Any) -> None:
        """Says nothing: what the request holds is nobody's business."""


def _length(header: str | None) -> int:
    return int(header) if header and header.isascii() and header.isdigit() else 0
