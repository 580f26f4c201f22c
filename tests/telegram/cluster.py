"""A cluster: several workers behind a balancer, on one PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp

from .api.server import BotApi
from .balancer import Balancer
from .process import BotProcess, free_port


class Cluster:
    """Workers of one bot; with no `url` of a database it is one worker that keeps all itself."""

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        url: str | None = None,
        times: dict[str, float] | None = None,
        process: type[BotProcess] = BotProcess,
    ) -> None:
        self.api, self._folder, self._times, self._process = api, folder, times, process
        self._shared = {} if url is None else {"STATE_URL": url}
        self.balancer = Balancer()
        self.workers: list[BotProcess] = []
        self._ports: dict[BotProcess, int] = {}

    async def start(self, count: int, **settings: str) -> Cluster:
        """Starts the balancer and so many workers; `settings` are as for BotProcess."""
        await self.balancer.start()
        await asyncio.gather(*(self.add(**settings) for _ in range(count)))
        return self

    async def add(self, **settings: str) -> BotProcess:
        """Starts one more, and lets the balancer know when it listens."""
        port = free_port()
        hook = {"WEBHOOK_URL": self.balancer.url, "WEBHOOK_SECRET": "cluster", "WEBHOOK_PORT": str(port)}
        worker = self._process(self.api, self._folder, self._times, **{**self._shared, **hook, **settings})
        self.workers.append(worker)
        self._ports[worker] = port
        await worker.start(wait=False)
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                try:
                    async with session.get(f"http://127.0.0.1:{port}/hook"):
                        break
                except aiohttp.ClientError:
                    assert worker.code is None, worker.output[-3000:]
                    await asyncio.sleep(0.05)
        self.balancer.ports.append(port)
        return worker

    async def kill(self, worker: BotProcess) -> None:
        """kill -9; the balancer finds out by itself."""
        self.workers.remove(worker)
        await worker.kill()

    async def stop(self) -> None:
        """Stops all."""
        await asyncio.gather(*(worker.stop() for worker in self.workers))
        await self.balancer.stop()
