"""Settings, read once from the environment."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, read_settings


def test_nothing_set() -> None:
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("KNOWLEDGE", "/srv/knowledge", "knowledge", Path("/srv/knowledge")),
        ("KNOWLEDGE", "  ", "knowledge", None),
        ("TELEGRAM_TOKEN", " 1:abc ", "telegram_token", "1:abc"),
        ("TELEGRAM_API_URL", "http://localhost:8081/", "telegram_api_url", "http://localhost:8081"),
        ("WEBHOOK_URL", "https://bot.example/hook", "webhook_url", "https://bot.example/hook"),
        ("WEBHOOK_SECRET", "s3cret", "webhook_secret", "s3cret"),
        ("WEBHOOK_PORT", "8443", "webhook_port", 8443),
        ("TELEGRAM_RATE", "0", "telegram_rate", 0.0),
        ("TELEGRAM_RATE", "12.5", "telegram_rate", 12.5),
        ("WORKERS", "0", "workers", 0),
        ("WORKERS", "", "workers", None),
        ("ADMINS", "17, -100123 5", "admins", frozenset({17, -100123, 5})),
        ("ADMINS", "", "admins", frozenset()),
        ("PUBLIC_URL", "https://bot.example", "public_url", "https://bot.example"),
        ("PUBLIC_URL", "https://bot.example/svar/", "public_url", "https://bot.example/svar"),
        ("WEB_LISTEN", "0.0.0.0", "web_listen", "0.0.0.0"),
        ("WEB_PORT", "8080", "web_port", 8080),
        ("WEB_RATE", "0", "web_rate", 0),
        ("STATE_URL", "sqlite:///state.db", "state_url", "sqlite:///state.db"),
        ("STATE_URL", "postgresql://u:pw@h/d", "state_url", "postgresql://u:pw@h/d"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("ENCODER", "off", "encoder", False),
        ("ENCODER", "ON", "encoder", True),
        ("CACHE", "/var/cache/bot", "cache", Path("/var/cache/bot")),
    ],
)
def test_read(name: str, value: str, field: str, read: object) -> None:
    assert getattr(read_settings({f"BESLUTSBOT_{name}": value}), field) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMINS", "anna"),
        ("ADMINS", "1;2"),
        ("WEBHOOK_PORT", "0"),
        ("WEBHOOK_PORT", "65536"),
        ("WEB_PORT", "http"),
        ("WEB_RATE", "-1"),
        ("WEB_RATE", "many"),
        ("PUBLIC_URL", "bot.example"),
        ("WEBHOOK_PORT", "http"),
        ("WEBHOOK_PORT", "-1"),
        ("TELEGRAM_RATE", "-1"),
        ("TELEGRAM_RATE", "fast"),
        ("TELEGRAM_RATE", "nan"),
        ("TELEGRAM_RATE", "inf"),
        ("WORKERS", "-1"),
        ("WORKERS", "65"),
        ("WORKERS", "two"),
        ("ENCODER", "maybe"),
        ("STATE_URL", "sqlite:///"),
        ("STATE_URL", "state.db"),
        ("STATE_URL", "mysql://u:pw@h/d"),
    ],
)
def test_what_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"BESLUTSBOT_{name}") as refused:
        read_settings({f"BESLUTSBOT_{name}": value})
    assert "pw" not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/tmp/cache"}, Path("/tmp/cache/beslutsbot")),
        ({"BESLUTSBOT_CACHE": "/srv/cache"}, Path("/srv/cache")),
        ({"XDG_CACHE_HOME": ""}, Path.home() / ".cache/beslutsbot"),
    ],
)
def test_where_the_cache_is(environment: dict[str, str], folder: Path) -> None:
    assert read_settings(environment).cache == folder


@pytest.mark.parametrize(
    ("given", "database", "shared"),
    [
        (None, "sqlite:////srv/cache/state.sqlite", False),
        ("sqlite:///state.db", "sqlite:///state.db", False),
        ("postgresql://u:pw@h/d", "postgresql://u:pw@h/d", True),
    ],
)
def test_where_the_state_is(given: str | None, database: str, shared: bool) -> None:
    settings = Settings(cache=Path("/srv/cache"), state_url=given)
    assert (settings.database, settings.is_shared) == (database, shared)


def test_secrets_are_not_shown() -> None:
    secrets = {"TELEGRAM_TOKEN": "1:abc", "WEBHOOK_SECRET": "s3cret", "STATE_URL": "postgresql://u:pw@h/d"}
    settings = read_settings({f"BESLUTSBOT_{name}": value for name, value in secrets.items()})
    assert not any(secret in repr(settings) for secret in secrets.values())


def test_other_variables_are_ignored() -> None:
    assert read_settings({"KNOWLEDGE": "/x", "BESLUTSBOT_UNHEARD_OF": "1"}) == Settings()


def test_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().log_level = "DEBUG"  # type: ignore[misc]
