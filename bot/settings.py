"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "BESLUTSBOT_"
TELEGRAM_API = "https://api.telegram.org"


class SettingsError(ValueError):
    """A setting that cannot be used; its message names the variable and never a secret's value."""


@dataclass(frozen=True)
class Settings:
    """What whoever runs the bot has set. Secrets are left out of its repr."""

    knowledge: Path | None = None
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str = TELEGRAM_API
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    admins: frozenset[int] = frozenset()
    public_url: str | None = None
    state_url: str | None = field(default=None, repr=False)
    log_level: str = "INFO"
    cache: Path = Path("~/.cache/beslutsbot")

    @property
    def vectors(self) -> Path:
        """The file that keeps what an encoder has computed."""
        return self.cache.expanduser() / "vectors.sqlite"


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
        admins=_admins(given.get("ADMINS", "")),
        public_url=given.get("PUBLIC_URL"),
        state_url=given.get("STATE_URL"),
        log_level=given.get("LOG_LEVEL", "INFO").upper(),
        cache=Path(given.get("CACHE") or Path(environment.get("XDG_CACHE_HOME") or "~/.cache") / "beslutsbot"),
    )


def _admins(written: str) -> frozenset[int]:
    try:
        return frozenset(int(chat) for chat in written.replace(",", " ").split())
    except ValueError:
        raise SettingsError(f"{PREFIX}ADMINS must be chat ids (whole numbers), separated by commas") from None
