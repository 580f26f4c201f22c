"""A balancer in front of several workers, as nginx is: each request goes to the next worker that answers."""

from __future__ import annotations

import aiohttp
from aiohttp import web

from .process import free_port

_HANDED_ON = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


class Balancer:
    """Hands webhook requests to the workers at `ports`, by turns; 502 where none answers."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/hook"
        self.ports: list[int] = []
        self._next = 0
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> Balancer:
        app = web.Application()
        app.router.add_route("*", "/hook", self._hand_on)
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=1024).start()
        return self

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    async def _hand_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        assert self._session is not None
        for _ in range(len(self.ports)):
            self._next += 1
            url = f"http://127.0.0.1:{self.ports[self._next % len(self.ports)]}/hook"
            headers = {name: request.headers.get(name, "") for name in _HANDED_ON}
            try:
                async with self._session.request(request.method, url, data=body, headers=headers) as response:
                    return web.Response(status=response.status, body=await response.read())
            except aiohttp.ClientConnectorError:
                continue
            except (TimeoutError, aiohttp.ClientError, OSError):
                break
        return web.Response(status=502)
