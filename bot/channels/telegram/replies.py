"""Replies: messages are sent, or edited into what they should say now, and Telegram's refusals are met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.channels.telegram.addressing import Place

_TAGS = re.compile(r"<[^>]+>")


async def send(
    bot: Bot, place: Place, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None = None
) -> tuple[int, ...]:
    """Sends messages of HTML, the keyboard under the last; gives their numbers."""
    sent = []
    for number, text in enumerate(texts, 1):
        sent.append(await _send(bot, place, text, keyboard if number == len(texts) else None))
    return tuple(sent)


async def revise(
    bot: Bot,
    place: Place,
    earlier: Sequence[int],
    texts: Sequence[str],
    keyboard: InlineKeyboardMarkup | None = None,
) -> tuple[int, ...]:
    """Turns earlier messages into these, sends those that are lacking and deletes what is left over."""
    now = []
    for number, text in enumerate(texts):
        under = keyboard if number == len(texts) - 1 else None
        if number < len(earlier) and await edit(bot, place.chat, earlier[number], text, under):
            now.append(earlier[number])
        else:
            now.append(await _send(bot, place, text, under))
    for message in earlier[len(texts) :]:
        with suppress(BadRequest):
            await bot.delete_message(place.chat, message)
    return tuple(now)


async def edit(bot: Bot, chat: int, message: int, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Whether a message now says this; False where it is gone, too old to edit, or in a group that has moved since."""
    try:
        await bot.edit_message_text(text, chat, message, reply_markup=keyboard)
    except ChatMigrated:
        return False
    except BadRequest as error:
        return "not modified" in str(error).casefold()
    return True


async def _send(bot: Bot, place: Place, text: str, keyboard: InlineKeyboardMarkup | None) -> int:
    try:
        return await _send_once(bot, place, text, keyboard)
    except ChatMigrated as error:
        moved = Place(error.new_chat_id, place.topic)
        return await _send_once(bot, moved, text, keyboard)
    except BadRequest as error:
        if "parse entities" not in str(error).casefold():
            raise
        return await _send_once(bot, place, _TAGS.sub("", text), keyboard, plain=True)


async def _send_once(
    bot: Bot, place: Place, text: str, keyboard: InlineKeyboardMarkup | None, *, plain: bool = False
) -> int:
    mode = {"parse_mode": None} if plain else {}
    message = await bot.send_message(
        place.chat,
        text,
        message_thread_id=place.topic,
        reply_parameters=place.reply_parameters,
        reply_markup=keyboard,
        **mode,
    )
    return message.message_id


async def tell_admins(bot: Bot, admins: Iterable[int], text: str) -> None:
    """Sends a text to each admin that can be reached."""
    for admin in admins:
        with suppress(TelegramError):
            await send(bot, Place(admin), [text])
