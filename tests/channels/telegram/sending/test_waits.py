"""Waits: who has been told to wait is known for as long as that takes, and not longer."""

from __future__ import annotations

from bot.channels.telegram.sending.waits import Waits


def test_a_chat_that_is_never_served_again_is_forgotten() -> None:
    now = [0.0]
    waits = Waits(lambda: now[0])
    waits.told(1, 10)
    assert waits.left(1) > 10
    now[0] = 60.0  # and it has blocked the bot
    waits.told(2, 10)
    assert list(waits._until) == [2]
    assert waits.left(1) < 0 < waits.left(2)
