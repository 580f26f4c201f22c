"""Replies: earlier messages become what they should say now."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.channels.telegram.addressing import Place
from bot.channels.telegram.replies import edit, revise


class Chat:
    """A chat by the numbers of its messages, written to as by a Bot of python-telegram-bot."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.messages = dict.fromkeys(numbers, "before")

    async def edit_message_text(self, text: str, chat: int, message: int, **_: Any) -> None:
        self.messages[message] = text

    async def delete_message(self, chat: int, message: int) -> None:
        del self.messages[message]

    async def send_message(self, chat: int, text: str, **_: Any) -> SimpleNamespace:
        self.messages[number := max(self.messages, default=0) + 1] = text
        return SimpleNamespace(message_id=number)


@pytest.mark.parametrize(
    ("earlier", "texts", "after"),
    [
        ([1], ["a"], {1: "a"}),
        ([1, 2, 3], ["a"], {1: "a"}),
        ([1, 2], ["a", "b"], {1: "a", 2: "b"}),
        ([1], ["a", "b"], {1: "a", 2: "b"}),
    ],
)
async def test_what_an_edited_question_no_longer_needs_is_deleted(
    earlier: Sequence[int], texts: Sequence[str], after: dict[int, str]
) -> None:
    chat: Any = Chat(earlier)
    assert await revise(chat, Place(7), earlier, texts) == tuple(after)
    assert chat.messages == after


class Refusing:
    """A chat in which Telegram edits nothing."""

    def __init__(self, error: TelegramError) -> None:
        self.error = error

    async def edit_message_text(self, *_: Any, **__: Any) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "says_it"),
    [
        (BadRequest("Message is not modified"), True),
        (BadRequest("Message to edit not found"), False),
        (ChatMigrated(-100), False),
    ],
)
async def test_what_cannot_be_edited(error: TelegramError, says_it: bool) -> None:
    chat: Any = Refusing(error)
    assert await edit(chat, 7, 1, "now") is says_it
