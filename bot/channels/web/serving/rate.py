"""The rate: how many requests one address may make, so that there is room for all."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESSES = 20_000
Refuse = Callable[[Request, int], Response]
"""Makes the response that refuses a request, by its status."""


class Rate:
    """Counts requests by address, in memory: an address may make `a_minute` at once, and that many each minute.

    0 is any number. `clock` gives seconds.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = a_minute, clock
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(_ADDRESSES)

    def wait(self, address: str) -> float:
        """Seconds that an address has to wait before its request is taken; 0 where it is taken."""
        if not self._most:
            return 0.0
        who, now, speed = neighbourhood(address), self._clock(), self._most / 60
        left, at = self._left.get(who, (float(self._most), now))
        left = min(self._most, left + (now - at) * speed)
        if left < 1:
            self._left[who] = (left, now)
            return (1 - left) / speed
        self._left[who] = (left - 1, now)
        return 0.0


class RateLimit:
    """Lets an application have the requests that the rate allows. What lies under the `free` paths is not counted."""

    def __init__(self, app: ASGIApp, rate: Rate, refuse: Refuse, free: tuple[str, ...]) -> None:
        self._app, self._rate, self._refuse, self._free = app, rate, refuse, free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self._free):
            await self._app(scope, receive, send)
            return
        wait = self._rate.wait((scope.get("client") or ("",))[0])
        if not wait:
            await self._app(scope, receive, send)
            return
        refused = self._refuse(Request(scope), 429)
        refused.headers["retry-after"] = str(ceil(wait))
        await refused(scope, receive, send)


def neighbourhood(address: str) -> str:
    """Who counts as one: an address, or of IPv6 the /64 that a subscriber has the whole of (RFC 6177)."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    return str(int(read) >> 64) if isinstance(read, IPv6Address) and not read.ipv4_mapped else str(read)
