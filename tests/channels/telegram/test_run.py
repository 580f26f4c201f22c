"""Starting the Telegram bot: which encoder it takes, and how many workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram import run as running
from bot.channels.telegram.bot_state import BotState
from bot.settings import Settings


@pytest.mark.parametrize("on", [True, False])
def test_the_encoder_is_off_when_the_settings_say_so(
    on: bool, granvik: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks: list[BotState] = []
    asked: list[bool] = []

    class Idle:
        def __init__(self, state: BotState, *_: object) -> None:
            desks.append(state)

        async def run(self) -> int:
            return 0

    monkeypatch.setattr(running, "Service", Idle)
    monkeypatch.setattr(running, "installed_encoder", lambda _: asked.append(True))
    monkeypatch.setattr(running, "set_up_logs", lambda _: _Silent())
    settings = Settings(knowledge=granvik, telegram_token="1:x", encoder=on, cache=tmp_path)
    assert running.run(settings) == 0
    assert asked == ([True] if on else [])
    assert not desks[0].loaded.answerer.by_meaning


@pytest.mark.parametrize(
    ("with_encoder", "cores", "count"),
    [(False, 1, 0), (False, 2, 1), (False, 16, 1), (True, 1, 1), (True, 2, 2), (True, 16, 2)],
)
def test_workers_by_cores(with_encoder: bool, cores: int, count: int) -> None:
    assert running.workers(with_encoder, cores) == count


class _Silent:
    def event(self, *_: object, **__: object) -> None:
        """Writes nothing."""
