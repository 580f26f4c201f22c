"""The bot as whoever runs it does: the process `python -m bot telegram`, told all by its environment."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from .api.server import BotApi

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = Path(__file__).parent / "knowledge"
START = 40.0  # seconds until it must be ready
STOP = 10.0  # seconds until it must have ended after SIGTERM


class BotProcess:
    """One process of the bot on one Bot API server.

    `folder` is where its output and cache go; `settings` are more BESLUTSBOT_ variables, without the prefix, and
    `times` those of `Times` that are to be shorter than they are, `command` the command that runs it.
    """

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        times: dict[str, float] | None = None,
        command: str = "telegram",
        **settings: str,
    ) -> None:
        self.api = api
        self._command = ("-m", "tests.telegram.hasty", json.dumps(times)) if times else ("-m", "bot", command)
        self._log = folder / f"bot-{len(list(folder.glob('bot-*')))}.log"
        self._settings = {
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "KNOWLEDGE": str(KNOWLEDGE),
            "CACHE": str(folder / "cache"),
            "WORKERS": "0",  # to start one takes longer than most scenarios do
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *, wait: bool = True) -> BotProcess:
        """Starts it, and waits until it takes updates. Raises AssertionError with its output otherwise."""
        polls = self.api.updates.polls
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                env=self._environment(),
            )
        if not wait:
            return self
        ended = asyncio.ensure_future(self._process.wait())
        ready = asyncio.ensure_future(self._ready(polls))
        await asyncio.wait([ended, ready], timeout=START, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            ready.cancel()
            self._process.send_signal(signal.SIGABRT)  # faulthandler writes where it stands
            await self._process.wait()
            raise AssertionError(f"the bot was not ready:\n{self.output[-6000:]}")
        ready.result()
        return self

    async def _ready(self, polls: int) -> None:
        if "WEBHOOK_URL" not in self._settings:
            await self.api.changes.until(lambda: self.api.updates.polls > polls, START)
            return
        await self.api.changes.until(lambda: self.api.updates.webhook, START)
        async with aiohttp.ClientSession() as session:
            for _ in range(100):
                try:
                    async with session.get(self._settings["WEBHOOK_URL"]):
                        return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    @property
    def cache(self) -> Path:
        """The folder of what it keeps."""
        return Path(self._settings["CACHE"])

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        return self._process.returncode if self._process else None

    @property
    def output(self) -> str:
        """All that it has written to stdout and stderr."""
        return self._log.read_text("utf-8", "replace")

    async def ends(self, seconds: float = START) -> int:
        """Its exit code, when it ends by itself, which may be while it starts. Raises TimeoutError."""
        assert self._process is not None
        async with asyncio.timeout(seconds):
            return await self._process.wait()

    async def stop(self) -> int:
        """Stops it as a service manager does: SIGTERM, and SIGKILL when that does not help."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                return await self.ends(STOP)
            except TimeoutError:
                self._process.kill()
        return await self._process.wait()

    async def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    def reload(self) -> None:
        """SIGHUP: asks it to read its knowledge anew."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BESLUTSBOT_")}
        paths = [str(ROOT), str(Path(__file__).parent / "without_encoder"), inherited.get("PYTHONPATH", "")]
        return {
            **inherited,
            "PYTHONFAULTHANDLER": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            **{f"BESLUTSBOT_{name}": value for name, value in self._settings.items()},
        }


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
