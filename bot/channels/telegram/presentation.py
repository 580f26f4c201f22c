"""How the bot presents itself: its command menus and descriptions, in each language and kind of chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

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
    "follow",
    "follows",
    "unfollow",
    "language",
    "settings",
    "cancel",
    "forget",
    "privacy",
)
_IN_GROUPS = ("help", "cases", "decisions", "amounts", "goals", "parties", "follow", "follows", "settings", "privacy")
_LANGUAGES = (("sv", None), ("en", "en"))
"""Swedish for everybody, English for those whose Telegram is in English."""


@dataclass(frozen=True)
class _Trait:
    """Something the bot says of itself: what it should be, and how that is asked for and set."""

    name: str
    wanted: object
    ask: Callable[[], Awaitable[object]]
    put: Callable[[], Awaitable[bool]]


async def present(bot: Bot, state: BotState) -> None:
    """Sets menus and descriptions where they differ. That some cannot be set is logged, and stops nothing."""
    changed = await asyncio.gather(*(_set(trait, state) for trait in _traits(bot, state)))
    state.log.event("presented", logging.DEBUG, changed=sum(changed))


async def _set(trait: _Trait, state: BotState) -> bool:
    """Sets one where it differs; gives whether it did."""
    try:
        return await trait.ask() != trait.wanted and await trait.put()
    except TelegramError as error:
        state.log.event("presentation_failed", logging.WARNING, what=trait.name, kind=type(error).__name__)
        return False


def _traits(bot: Bot, state: BotState) -> Iterator[_Trait]:
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeDefault(), _IN_PRIVATE),
        (BotCommandScopeAllPrivateChats(), _IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    )
    for language, code in _LANGUAGES:
        for scope, keys in scopes:
            yield _commands(bot, menu(keys, language), scope, code)
        for chat in state.settings.admins:
            listed = [*menu(_IN_PRIVATE, language), *_of_admins(language)]
            yield _commands(bot, listed, BotCommandScopeChat(chat), code)
        yield _description(bot, say("commands.description", language), code)
        yield _short_description(bot, say("commands.short_description", language), code)


def _commands(bot: Bot, commands: list[BotCommand], scope: BotCommandScope, code: str | None) -> _Trait:
    return _Trait(
        "commands",
        tuple(commands),
        partial(bot.get_my_commands, scope, code),
        partial(bot.set_my_commands, commands, scope, code),
    )


def _description(bot: Bot, text: str, code: str | None) -> _Trait:
    async def ask() -> str:
        return (await bot.get_my_description(code)).description

    return _Trait("description", text, ask, partial(bot.set_my_description, text, code))


def _short_description(bot: Bot, text: str, code: str | None) -> _Trait:
    async def ask() -> str:
        return (await bot.get_my_short_description(code)).short_description

    return _Trait("short_description", text, ask, partial(bot.set_my_short_description, text, code))


def menu(keys: tuple[str, ...], language: str) -> list[BotCommand]:
    """The commands of a menu, by the names that the language has for them."""
    names = {key: names[-1] if language == "en" and key != "start" else names[0] for key, names in NAMES.items()}
    names["cases"] = "cases" if language == "en" else "arenden"
    names["start"] = "start"
    return [BotCommand(names[key], say(f"commands.{key}", language)) for key in keys]


def _of_admins(language: str) -> list[BotCommand]:
    number = 1 if language == "en" else 0
    return [BotCommand(names[number], say(f"commands.{key}", language)) for key, names in admin.NAMES.items()]
