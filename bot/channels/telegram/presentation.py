"""How the bot presents itself: its command menus and descriptions, in each language and kind of chat."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.answering.wording import say
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.handlers import admin
from bot.channels.telegram.handlers.commands import NAMES

_IN_PRIVATE = (
    "start",
    "help",
    "cases",
    "decisions",
    "amounts",
    "goals",
    "parties",
    "language",
    "settings",
    "cancel",
    "forget",
    "privacy",
)
_IN_GROUPS = ("help", "cases", "decisions", "amounts", "goals", "parties", "settings", "privacy")
_LANGUAGES = (("sv", None), ("en", "en"))
"""Swedish for everybody, English for those whose Telegram is in English."""


async def present(bot: Bot, state: BotState) -> None:
    """Sets menus and descriptions. That some cannot be set is logged, and stops nothing."""
    async for name, call in _calls(bot, state):
        try:
            await call
        except TelegramError as error:
            state.log.event("presentation_failed", logging.WARNING, what=name, kind=type(error).__name__)
    state.log.event("presented", logging.DEBUG)


async def _calls(bot: Bot, state: BotState) -> AsyncIterator[tuple[str, Awaitable[bool]]]:
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeDefault(), _IN_PRIVATE),
        (BotCommandScopeAllPrivateChats(), _IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    )
    for language, code in _LANGUAGES:
        for scope, keys in scopes:
            yield "commands", bot.set_my_commands(menu(keys, language), scope=scope, language_code=code)
        for chat in state.settings.admins:
            listed = [*menu(_IN_PRIVATE, language), *_of_admins(language)]
            yield "commands", bot.set_my_commands(listed, scope=BotCommandScopeChat(chat), language_code=code)
        yield "description", bot.set_my_description(say("commands.description", language), language_code=code)
        short = say("commands.short_description", language)
        yield "short_description", bot.set_my_short_description(short, language_code=code)


def menu(keys: tuple[str, ...], language: str) -> list[BotCommand]:
    """The commands of a menu, by the names that the language has for them."""
    names = {key: names[-1] if language == "en" and key != "start" else names[0] for key, names in NAMES.items()}
    names["cases"] = "cases" if language == "en" else "arenden"
    names["start"] = "start"
    return [BotCommand(names[key], say(f"commands.{key}", language)) for key in keys]


def _of_admins(language: str) -> list[BotCommand]:
    number = 1 if language == "en" else 0
    return [BotCommand(names[number], say(f"commands.{key}", language)) for key, names in admin.NAMES.items()]
