"""People who use the bot: they write, edit, press buttons, ask inline, and read what comes back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .chats import Chat, Message, written_by_person
from .entities import Formatted

if TYPE_CHECKING:
    from .server import BotApi

PATIENCE = 10.0  # seconds that a person waits for an answer


@dataclass
class Press:
    """A button pressed, and what answerCallbackQuery said to it."""

    id: str
    data: str
    answered: bool = False
    note: str = ""
    is_alert: bool = False
    is_excused: bool = False  # never answered, and that is well


@dataclass
class InlineQuery:
    """A query in inline mode, and what answerInlineQuery had; `messages` are the texts it would send."""

    id: str
    answered: bool = False
    answer: dict[str, Any] = field(default_factory=dict)
    messages: list[Formatted] = field(default_factory=list)

    @property
    def results(self) -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = self.answer["results"]
        return results


@dataclass
class Person:
    """A person with a private chat with the bot. Where `chat` is left out, it is that one."""

    api: BotApi
    id: int
    name: str
    language: str | None
    username: str | None = None

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.api.chats.by_id[self.id]

    def as_json(self) -> dict[str, Any]:
        written: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language:
            written["language_code"] = self.language
        if self.username:
            written["username"] = self.username
        return written

    def says(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        **extra: Any,
    ) -> Message:
        """Sends a text; does not wait. `extra` are more fields of the message."""
        return self._send(written_by_person(text), chat, thread, reply_to, extra)

    def sends(self, chat: Chat | None = None, *, thread: int | None = None, **content: Any) -> Message:
        """Sends what is not text: `voice={...}`, `photo=[...]`."""
        return self._send(Formatted(""), chat, thread, None, content)

    async def asks(self, text: str, chat: Chat | None = None, **where: Any) -> Message:
        """Sends a text and waits for the bot's next message in that chat."""
        self.skips(chat)
        self.says(text, chat, **where)
        return await self.hears(chat)

    async def hears(self, chat: Chat | None = None, seconds: float = PATIENCE) -> Message:
        """The bot's next message that was not yet read. Raises TimeoutError."""
        chat = chat or self.chat
        await self.api.changes.until(lambda: len(chat.heard) > chat.read, seconds)
        chat.read += 1
        return chat.heard[chat.read - 1]

    def skips(self, chat: Chat | None = None) -> None:
        """Takes all that the bot has said as read."""
        chat = chat or self.chat
        chat.read = len(chat.heard)

    async def hears_nothing(self, chat: Chat | None = None, seconds: float = 1.0) -> None:
        """Asserts that the bot says nothing for some seconds."""
        chat = chat or self.chat
        await asyncio.sleep(seconds)
        news = [message.text for message in chat.heard[chat.read :]]
        assert not news, f"the bot was to be silent, and said {news}"

    def edits(self, message: Message, text: str) -> None:
        """Changes an own message."""
        message.versions.append(message.formatted)
        message.formatted = written_by_person(text)
        self.api.updates.add("edited_message", message.as_json())

    async def presses(self, message: Message, label: str, seconds: float = PATIENCE) -> Press:
        """Presses the button whose label has a part, and waits until answerCallbackQuery came."""
        return await self.presses_data(message, message.button(label)["callback_data"], seconds)

    async def presses_data(self, message: Message, data: str, seconds: float = PATIENCE) -> Press:
        """Presses a button by its data (one of an older version of the message, say)."""
        press = self.api.new_press(data)
        query: dict[str, Any] = {
            "id": press.id,
            "from": self.as_json(),
            "chat_instance": "1616",
            "data": data,
        }
        if message.via_inline:
            query["inline_message_id"] = message.via_inline
        else:
            query["message"] = message.as_json()
        self.api.updates.add("callback_query", query)
        await self.api.changes.until(lambda: press.answered, seconds)
        return press

    async def presses_and_sees(self, message: Message, label: str) -> Message:
        """Presses a button, and waits until the bot has edited the message or sent a new one; gives that."""
        versions = len(message.versions)
        self.skips(message.chat)
        await self.presses(message, label)
        await self.api.changes.until(
            lambda: len(message.versions) > versions or len(message.chat.heard) > message.chat.read, PATIENCE
        )
        return message if len(message.versions) > versions else await self.hears(message.chat)

    async def queries(self, text: str, offset: str = "", seconds: float = PATIENCE) -> InlineQuery:
        """Writes `@bot text` in some chat, and waits for the results."""
        query = self.api.new_inline_query()
        self.api.updates.add(
            "inline_query",
            {"id": query.id, "from": self.as_json(), "query": text, "offset": offset, "chat_type": "sender"},
        )
        await self.api.changes.until(lambda: query.answered, seconds)
        return query

    def chooses(self, query: InlineQuery, index: int) -> Message:
        """Sends one of the results to somebody; the bot knows it by its inline_message_id only."""
        result, formatted = query.results[index], query.messages[index]
        nowhere = Chat(-1, "private", "somewhere else")
        message = nowhere.put(self.api.me, formatted, markup=result.get("reply_markup", {}))
        message.via_inline = f"inline-{query.id}-{index}"
        self.api.chats.inline[message.via_inline] = message
        return message

    def blocks(self) -> None:
        """Blocks the bot."""
        self.chat.blocked = True

    def _send(
        self,
        formatted: Formatted,
        chat: Chat | None,
        thread: int | None,
        reply_to: Message | None,
        extra: dict[str, Any],
    ) -> Message:
        chat = chat or self.chat
        if reply_to is None and thread is not None:
            reply_to = chat.messages[thread]  # as Telegram does: the message that opened the topic
        elif reply_to is not None and thread is None and chat.kind == "supergroup":
            thread = reply_to.thread or reply_to.id  # a thread of replies, which is not a topic
        message = chat.put(self.as_json(), formatted, thread=thread, reply_to=reply_to, extra=extra)
        self.api.updates.add("message", message.as_json())
        return message
