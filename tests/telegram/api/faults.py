"""Faults on demand: what Telegram and the network do to a bot on a bad day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

from .refusals import Refusal

BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


@dataclass
class Fault:
    """One kind of failure: how it answers a request, and whether the request is carried out all the same."""

    name: str
    code: int = 0  # 0: no answer at all
    retry_after: int | None = None
    seconds: float = 0.0  # waits first
    carried_out: bool = False
    description: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse | None:
        """The failing answer; None to go on with the proper one after the wait."""
        await asyncio.sleep(self.seconds)
        if self.name == "slow":
            return None
        if self.name == "html":
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        if self.code:
            refusal = Refusal(self.code, self.description or _DESCRIPTIONS[self.code], self.retry_after)
            if self.retry_after is not None:
                refusal.description += str(self.retry_after)
            return web.json_response(refusal.as_json(), status=self.code)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)


_DESCRIPTIONS = {
    401: "Unauthorized",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after ",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


def too_many(seconds: int = 1) -> Fault:
    """429, with the seconds to wait."""
    return Fault("too many", 429, retry_after=seconds)


def server_error(code: int = 500) -> Fault:
    """500 or 502 in Telegram's own form."""
    return Fault("server error", code)


def html_502() -> Fault:
    """502 from the proxy in front of Telegram, as a page."""
    return Fault("html", 502)


def dropped(*, carried_out: bool = False) -> Fault:
    """The connection is cut without an answer, before or after the request was carried out."""
    return Fault("dropped", carried_out=carried_out)


def stall(seconds: float) -> Fault:
    """The answer never comes: nothing for some seconds, then the connection is cut."""
    return Fault("stall", seconds=seconds)


def slow(seconds: float) -> Fault:
    """The proper answer, late."""
    return Fault("slow", seconds=seconds)


def refused(description: str) -> Fault:
    """400, for a reason the bot could not foresee."""
    return Fault("refused", 400, description=f"Bad Request: {description}")


def unauthorized() -> Fault:
    """401: the token was revoked."""
    return Fault("unauthorized", 401)


def not_found() -> Fault:
    """404: what Telegram says on a bad day, and of a malformed token."""
    return Fault("not found", 404)


def conflict() -> Fault:
    """409: another process polls."""
    return Fault("conflict", 409)


@dataclass
class Faults:
    """Which request fails how. `given` counts the faults that struck, by name."""

    given: dict[str, int] = field(default_factory=dict)
    _next: dict[str, list[Fault]] = field(default_factory=dict)
    _always: dict[str, Fault] = field(default_factory=dict)
    _in_chats: dict[str, Fault] = field(default_factory=dict)
    _next_in_chats: dict[str, list[Fault]] = field(default_factory=dict)
    _rates: list[tuple[str, float, Callable[[], Fault]]] = field(default_factory=list)
    _random: Random = field(default_factory=lambda: Random(1616))

    def next(self, method: str, *faults: Fault) -> None:
        """The next requests of a method fail, each with the next fault."""
        self._next.setdefault(method, []).extend(faults)

    def always(self, method: str, fault: Fault | None) -> None:
        """Every request of a method ("*": all) fails, until None is given."""
        if fault is None:
            self._always.pop(method, None)
        else:
            self._always[method] = fault

    def in_chat(self, chat: int, fault: Fault | None) -> None:
        """Every message sent to a chat fails, until None is given."""
        if fault is None:
            self._in_chats.pop(str(chat), None)
        else:
            self._in_chats[str(chat)] = fault

    def next_in_chat(self, chat: int, *faults: Fault) -> None:
        """The next messages sent to a chat fail, each with the next fault."""
        self._next_in_chats.setdefault(str(chat), []).extend(faults)

    def share(self, method: str, share: float, fault: Callable[[], Fault]) -> None:
        """A share (0 to 1) of a method's requests fails, chosen by chance with a fixed seed."""
        self._rates.append((method, share, fault))

    def clear(self) -> None:
        """All is well again."""
        self._next.clear()
        self._always.clear()
        self._in_chats.clear()
        self._next_in_chats.clear()
        self._rates.clear()

    def strike(self, method: str, chat: object = None) -> Fault | None:
        """The fault that meets a request of the method, or None."""
        fault = self._chosen_in_chat(str(chat)) if method == "sendMessage" else None
        fault = fault or self._chosen(method)
        if fault is not None:
            self.given[fault.name] = self.given.get(fault.name, 0) + 1
        return fault

    def _chosen_in_chat(self, chat: str) -> Fault | None:
        if waiting := self._next_in_chats.get(chat):
            return waiting.pop(0)
        return self._in_chats.get(chat)

    def _chosen(self, method: str) -> Fault | None:
        if waiting := self._next.get(method):
            return waiting.pop(0)
        if fault := self._always.get(method) or self._always.get("*"):
            return fault
        dice = self._random.random()
        for of, share, make in self._rates:
            if of == method:
                if dice < share:
                    return make()
                dice -= share
        return None
