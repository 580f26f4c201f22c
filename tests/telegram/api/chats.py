"""Chats and the messages in them, as the server keeps them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .entities import Formatted, utf16_units
from .refusals import Refusal, bad_request

User = dict[str, Any]
_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}\b")


@dataclass
class Message:
    """A message; one of the bot's changes in place when it is edited, and `versions` keeps what it was."""

    id: int
    chat: Chat
    sender: User
    formatted: Formatted
    markup: dict[str, Any] = field(default_factory=dict)
    thread: int | None = None
    reply_to: Message | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    via_inline: str | None = None
    versions: list[Formatted] = field(default_factory=list)
    date: int = field(default_factory=lambda: int(time.time()))
    at: float = field(default_factory=time.monotonic)

    @property
    def text(self) -> str:
        return self.formatted.text

    @property
    def bold(self) -> list[str]:
        """What stands in bold."""
        return self.formatted.spans("bold")

    @property
    def quotes(self) -> list[str]:
        """What stands in blockquotes."""
        return self.formatted.spans("blockquote")

    @property
    def is_expandable(self) -> bool:
        """Whether a blockquote is folded."""
        return any(entity["type"] == "expandable_blockquote" for entity in self.formatted.entities)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The inline buttons, row by row."""
        return [button for row in self.markup.get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        """The texts of the buttons."""
        return [button["text"] for button in self.buttons]

    def button(self, part: str) -> dict[str, Any]:
        """The first button whose text has a part, upper and lower case alike. Raises LookupError."""
        for button in self.buttons:
            if part.lower() in button["text"].lower():
                return button
        raise LookupError(f"no button like {part!r} among {self.labels}")

    def has_button(self, part: str) -> bool:
        return any(part.lower() in label.lower() for label in self.labels)

    def as_json(self, *, nested: bool = False) -> dict[str, Any]:
        """The message in Telegram's form; a nested one is without what it replies to."""
        written: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.extra,
        }
        if self.text:
            written["text"] = self.text
        if self.formatted.entities:
            written["entities"] = list(self.formatted.entities)
        if self.markup:
            written["reply_markup"] = self.markup
        if self.versions:
            written["edit_date"] = int(time.time())
        if self.thread is not None:
            written["message_thread_id"] = self.thread
            if self.chat.is_forum:
                written["is_topic_message"] = True
        if self.reply_to is not None and not nested:
            written["reply_to_message"] = self.reply_to.as_json(nested=True)
        return written


@dataclass
class Chat:
    """A private chat (its id is the person's) or a group. `heard` are the bot's messages, in order."""

    id: int
    kind: str
    title: str
    is_forum: bool = False
    blocked: bool = False
    moved_to: int | None = None  # the id of the supergroup that a group was made into
    messages: dict[int, Message] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)
    heard: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    read: int = 0
    _last_id: int = 0

    def as_json(self) -> dict[str, Any]:
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.kind, "title": self.title, **forum}

    def put(self, sender: User, formatted: Formatted, **rest: Any) -> Message:
        """A new message."""
        self._last_id += 1
        message = Message(self._last_id, self, sender, formatted, **rest)
        self.messages[message.id] = message
        if sender["is_bot"]:
            self.heard.append(message)
        return message

    def topic(self, title: str, creator: User) -> int:
        """A new topic of a forum; its id is that of the message that says so."""
        made = self.put(creator, Formatted(""), extra={"forum_topic_created": {"name": title, "icon_color": 7322096}})
        made.thread = made.id
        self.threads[made.id] = title
        return made.id

    def check_thread(self, thread: int | None) -> None:
        """Raises Refusal (400) for a thread that the chat has not."""
        if thread is not None and thread not in self.threads:
            raise bad_request("message thread not found")


class Chats:
    """All chats, and the messages that were sent by inline mode, which have no chat the bot knows."""

    def __init__(self) -> None:
        self.by_id: dict[int, Chat] = {}
        self.inline: dict[str, Message] = {}

    def get(self, id_: int | str | None) -> Chat:
        """A chat. Raises Refusal where the bot cannot write: 400 unknown or moved, 403 blocked."""
        chat = self.by_id.get(id_) if isinstance(id_, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat.moved_to is not None:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, upgraded, moved_to=chat.moved_to)
        return chat

    def bots_messages(self) -> Iterator[Message]:
        for chat in self.by_id.values():
            yield from chat.heard


def written_by_person(text: str) -> Formatted:
    """A text with the entities that Telegram's apps find in it: commands and mentions."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text)]
    commands = [match.span() for kind, match in found if kind == "bot_command"]
    entities = [
        {"type": kind, "offset": utf16_units(text[: match.start()]), "length": utf16_units(match[0])}
        for kind, match in found
        if kind == "bot_command" or not any(a < match.start() < b for a, b in commands)
    ]
    return Formatted(text, tuple(sorted(entities, key=lambda entity: int(str(entity["offset"])))))
