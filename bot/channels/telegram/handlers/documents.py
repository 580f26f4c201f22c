"""Documents: a source is sent as a file to whoever asks for the whole of it, a few times in a while."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from cachetools import LRUCache
from telegram import Bot, InputFile
from telegram.error import Forbidden, TelegramError

from bot.answering.answer import Answer
from bot.channels.telegram.addressing import Place
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.state.flood import Verdict
from bot.channels.telegram.views.markup import shorten, tell
from bot.knowledge.source import LARGEST_ORIGINAL, PDF

_FILES = 1_000  # whose ids at Telegram are remembered
_TITLE = 300  # units of a document's title


class Documents:
    """Sends the documents that answers name."""

    def __init__(self, state: BotState) -> None:
        self._state = state
        self._ids: LRUCache[tuple[Path, int], str] = LRUCache(_FILES)

    async def send(self, bot: Bot, place: Place, answer: Answer) -> tuple[int, ...]:
        """Sends the document of an answer; gives the message's number, none where there is none or it was not sent."""
        source = answer.document
        if source is None or source.file is None:
            return ()
        if self._state.files.judge(place.chat) is not Verdict.ANSWER:
            return ()
        try:
            number = await self._send(bot, place, source.file, _caption(source.file, source.title, answer.language))
        except Forbidden:
            raise  # whoever blocked the bot is not to be told in words either
        except (OSError, TelegramError) as error:
            self._state.log.event("file_not_sent", logging.WARNING, chat=place.chat, kind=type(error).__name__)
            return ()
        self._state.statistics.count("files")
        return (number,)

    async def _send(self, bot: Bot, place: Place, file: Path, caption: str) -> int:
        """Sends a file: uploaded the first time, by its id at Telegram from then on."""
        status = await asyncio.to_thread(file.stat)
        if not 0 < status.st_size <= LARGEST_ORIGINAL:
            raise OSError("too large to be sent, or empty")
        key = (file, status.st_mtime_ns)
        known = self._ids.get(key)
        content = known or InputFile(await asyncio.to_thread(file.read_bytes), _name(file))
        message = await bot.send_document(
            place.chat,
            content,
            caption=caption,
            message_thread_id=place.topic,
            reply_parameters=place.reply_parameters,
        )
        if message.document is not None:
            self._ids[key] = message.document.file_id
        return message.message_id


def _caption(file: Path, title: str, language: str) -> str:
    """What stands under the file: what it is, and whether it is the document itself or its text only."""
    key = "telegram.file" if file.suffix.lower() == PDF else "telegram.file_text"
    return tell(key, language, title=shorten(title, _TITLE))


def _name(file: Path) -> str:
    """What the file is called where it is saved: by its case and its source."""
    return f"{file.parent.name}-{file.name}"
