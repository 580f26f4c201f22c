"""Notices: what admins are told of, each kind at most once in a while, and never with a person's words."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Bot

from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.replies import tell_admins
from bot.channels.telegram.views.markup import tell

_BETWEEN = 3600.0  # seconds between two notices of one kind


class Notices:
    """Logs what goes wrong with the service itself, and tells the admins, without waiting until they are told."""

    def __init__(self, state: BotState, bot: Bot) -> None:
        self._state, self._bot = state, bot
        self._given: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def give(self, kind: str, **values: str) -> None:
        """Gives a notice, admin.`kind` of texts.yaml, unless it was given within the hour."""
        now = self._state.clock()
        if now - self._given.get(kind, -_BETWEEN) < _BETWEEN:
            return
        self._given[kind] = now
        self._state.log.event(kind, logging.WARNING, **dict[str, Any](values))
        task = asyncio.get_running_loop().create_task(
            tell_admins(self._bot, self._state.settings.admins, tell(f"admin.{kind}", "sv", **values))
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
