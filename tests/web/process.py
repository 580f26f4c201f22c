"""The pages as whoever runs them does: the process `python -m bot serve`, told all by its environment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import httpx

ROOT = Path(__file__).resolve().parents[2]


class WebProcess:
    """One process of the web channel, on a port that is free. `settings` are BESLUTSBOT_ variables without prefix."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.log = folder / "web.log"
        given = {"WEB_RATE": "0", "CACHE": str(folder / "cache"), **settings}
        environment = {**os.environ, **{f"BESLUTSBOT_{name}": value for name, value in given.items()}}
        environment["BESLUTSBOT_WEB_PORT"] = str(_free_port())
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.PIPE,
                env=environment,
            )
        assert self._process.stderr
        started = _line(self._process.stderr)
        self.url = str(started["address"])
        self.client = httpx.Client(base_url=self.url, timeout=20)

    def stop(self) -> tuple[int, str]:
        """Ends it as a system does; gives its exit code, and what it wrote since it started."""
        self.client.close()
        self._process.send_signal(signal.SIGTERM)
        _, written = self._process.communicate(timeout=20)
        return self._process.returncode, written.decode()


def _line(written: IO[bytes]) -> dict[str, object]:
    """What a line of the log says."""
    line = written.readline()
    try:
        return dict(json.loads(line))
    except ValueError:
        raise AssertionError((line + written.read()).decode()) from None


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
