"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError

PREFIX = "BESLUTSBOT_"
TELEGRAM_API = "https://api.telegram.org"
_MOST_WORKERS = 64
SQLITE, POSTGRESQL = "sqlite:///", "postgresql://"
"""How the address of a database begins."""
_TOKEN = 16  # characters of a token that nobody guesses


@dataclass(frozen=True)
class Settings:
    """What whoever runs the bot has set. Secrets are left out of its repr.

    `telegram_rate` is how many messages a second the bot sends at most, 0 for a server that sets no limits; `workers`
    how many processes answer beside the one that hears and sends, None for as many as the machine has use for;
    `web_rate` how many requests a minute the pages take from one address, 0 for any number.
    """

    knowledge: Path | None = None
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str = TELEGRAM_API
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    webhook_listen: str | None = None
    webhook_port: int | None = None
    telegram_rate: float = 30.0
    short_in_groups: bool = False
    workers: int | None = None
    admins: frozenset[int] = frozenset()
    contact: str | None = None
    owner: str | None = None
    accessibility: str | None = None
    public_url: str | None = None
    web_listen: str = "127.0.0.1"
    web_port: int = 8000
    web_rate: int = 120
    staff_token: str | None = field(default=None, repr=False)
    asked_in_vain: bool = False
    state_url: str | None = field(default=None, repr=False)
    log_level: str = "INFO"
    encoder: bool = True
    cache: Path = field(default_factory=lambda: _cache(None, {}))

    @property
    def database(self) -> str:
        """The address of what lasts when the bot stops: `state_url`, or else a SQLite file in the cache. It may hold a
        password.
        """
        return self.state_url or f"{SQLITE}{self.cache / 'state.sqlite'}"

    @property
    def is_shared(self) -> bool:
        """Whether several processes, on whatever machines, share the state and act as one bot."""
        return self.database.startswith(POSTGRESQL)


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment.

    Raises SettingsError where a value cannot be used.
    """
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    knowledge = given.get("KNOWLEDGE")
    return Settings(
        knowledge=Path(knowledge) if knowledge else None,
        telegram_token=given.get("TELEGRAM_TOKEN"),
        telegram_api_url=given.get("TELEGRAM_API_URL", TELEGRAM_API).rstrip("/"),
        webhook_url=given.get("WEBHOOK_URL"),
        webhook_secret=given.get("WEBHOOK_SECRET"),
        webhook_listen=given.get("WEBHOOK_LISTEN"),
        webhook_port=_port(given, "WEBHOOK_PORT"),
        telegram_rate=_rate(given.get("TELEGRAM_RATE", "30")),
        short_in_groups=_switch(given, "SHORT_IN_GROUPS", "off"),
        workers=_workers(given.get("WORKERS")),
        admins=_admins(given.get("ADMINS", "")),
        contact=given.get("CONTACT"),
        owner=given.get("OWNER"),
        accessibility=given.get("ACCESSIBILITY"),
        public_url=_public_url(given.get("PUBLIC_URL")),
        web_listen=given.get("WEB_LISTEN", "127.0.0.1"),
        web_port=_port(given, "WEB_PORT") or 8000,
        web_rate=_requests(given.get("WEB_RATE", "120")),
        staff_token=_token(given.get("STAFF_TOKEN")),
        asked_in_vain=_switch(given, "ASKED_IN_VAIN", "off"),
        state_url=_database(given.get("STATE_URL")),
        log_level=given.get("LOG_LEVEL", "INFO").upper(),
        encoder=_switch(given, "ENCODER", "on"),
        cache=_cache(given.get("CACHE"), environment),
    )


def _cache(written: str | None, environment: Mapping[str, str]) -> Path:
    caches = Path(environment.get("XDG_CACHE_HOME") or "~/.cache")
    return Path(written or caches / "beslutsbot").expanduser()


def _switch(given: Mapping[str, str], name: str, default: str) -> bool:
    value = given.get(name, default).lower()
    if value not in ("on", "off"):
        raise SettingsError(f"{PREFIX}{name} must be on or off")
    return value == "on"


def _admins(written: str) -> frozenset[int]:
    try:
        return frozenset(int(chat) for chat in written.replace(",", " ").split())
    except ValueError:
        raise SettingsError(f"{PREFIX}ADMINS must be chat ids (whole numbers), separated by commas") from None


def _port(given: Mapping[str, str], name: str) -> int | None:
    written = given.get(name)
    if written is None:
        return None
    if not written.isdecimal() or not 0 < int(written) < 65536:
        raise SettingsError(f"{PREFIX}{name} must be a port number")
    return int(written)


def _token(written: str | None) -> str | None:
    if written is not None and not (written.isascii() and written.isprintable() and len(written) >= _TOKEN):
        raise SettingsError(f"{PREFIX}STAFF_TOKEN must be {_TOKEN} characters or more, of letters, figures and marks")
    return written


def _public_url(written: str | None) -> str | None:
    if written is not None and not written.startswith(("https://", "http://")):
        raise SettingsError(f"{PREFIX}PUBLIC_URL must begin with https:// or http://")
    return written.rstrip("/") if written else None


def _database(written: str | None) -> str | None:
    if written is not None and (not written.startswith((SQLITE, POSTGRESQL)) or written in (SQLITE, POSTGRESQL)):
        raise SettingsError(f"{PREFIX}STATE_URL must be {SQLITE} and a file, or {POSTGRESQL} and a database")
    return written


def _requests(written: str) -> int:
    if not written.isdecimal() or int(written) > 100_000:
        raise SettingsError(f"{PREFIX}WEB_RATE must be requests a minute, 0 to 100000")
    return int(written)


def _workers(written: str | None) -> int | None:
    if written is None:
        return None
    if not written.isdecimal() or int(written) > _MOST_WORKERS:
        raise SettingsError(f"{PREFIX}WORKERS must be a number of processes, 0 to {_MOST_WORKERS}")
    return int(written)


def _rate(written: str) -> float:
    try:
        rate = float(written)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1000:
        raise SettingsError(f"{PREFIX}TELEGRAM_RATE must be messages a second, 0 to 1000")
    return rate
