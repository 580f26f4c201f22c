"""To whom a message is addressed: in a group the bot hears only what is meant for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Message, ReplyParameters, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.answering.language import reply_language

_BARE = re.compile(r"/(?P<name>\w+)(?!@)\b")
_OTHER_BOT = re.compile(r"@\w*bot\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to write: a chat, its topic where it has some, and the message to reply to where that helps.

    `person` is who wrote or pressed, in a group; a private chat has only one.
    """

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    person: int | None = None

    @property
    def room(self) -> str:
        """The name of the chat, or of its topic."""
        return f"{self.chat}:{self.topic or 0}"

    @property
    def conversation(self) -> str:
        """The name of the conversation: each topic of a chat has its own, and in a group each person there."""
        return self.room if self.person is None else f"{self.room}:{self.person}"

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """What makes Telegram show the message as a reply."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


class ToBot(filters.MessageFilter):
    """Passes messages that are meant for the bot.

    In private all of them are. In a group: those that mention it, reply to it, or are a command with its
    name. What somebody sends by its own inline mode is not, nor what other bots write.
    """

    def filter(self, message: Message) -> bool:
        """Whether the message is for the bot."""
        bot = message.get_bot()
        sender = message.from_user
        if sender is not None and sender.is_bot and message.sender_chat is None:
            return False
        if message.via_bot is not None and message.via_bot.id == bot.id:
            return False
        if message.chat.type == ChatType.PRIVATE:
            return True
        if message.chat.type == ChatType.CHANNEL:
            return False
        return mentions(message, bot.username) or replies_to(message, bot.id)


TO_BOT = ToBot()


class BareCommand(filters.MessageFilter):
    """Passes the bot's own commands without its name in a group, where no other bot is addressed.

    Telegram hands such a command over to the bot that wrote last. Where the bot sees all messages (as an admin may
    have it), one that replies to another bot or names it is let be, and so is a command that is none of `names`.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = frozenset(names)

    def filter(self, message: Message) -> bool:
        """Whether the message is such a command."""
        bot, text, replied = message.get_bot(), message.text or "", message.reply_to_message
        if message.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or message.via_bot is not None:
            return False
        if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
            return False
        command = _BARE.match(text)
        if command is None or plain_name(command["name"]) not in self._names or _OTHER_BOT.search(text):
            return False
        other = replied.from_user if replied is not None and replied.forum_topic_created is None else None
        return other is None or not other.is_bot or other.id == bot.id


def plain_name(name: str) -> str:
    """A command's name without the dots and rings of its letters: "mål" is "mal"."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def mentions(message: Message, username: str) -> bool:
    """Whether the text or caption mentions the bot, as such or in a command with its name."""
    return bool(_mention(username).search(message.text or message.caption or ""))


def replies_to(message: Message, bot: int) -> bool:
    """Whether the message replies to one of the bot's; that a topic was opened by the bot is not enough."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user is not None and replied.from_user.id == bot


def question_text(message: Message, username: str) -> str:
    """What is asked: the text or caption without the mention of the bot."""
    written = message.text or message.caption or ""
    return " ".join(_mention(username).sub(" ", written).split(" ")).strip(" ,:\n")


def place_of(message: Message) -> Place:
    """Where to answer a message: in groups as a reply to it."""
    topic = message.message_thread_id if message.is_topic_message else None
    if is_private(message):
        return Place(message.chat.id, topic)
    return Place(message.chat.id, topic, message.message_id, message.from_user.id if message.from_user else None)


def is_private(message: Message) -> bool:
    """Whether the message is in a chat with one person."""
    return message.chat.type == ChatType.PRIVATE


def language_of_user(user: User | None) -> str:
    """The language of a person's own Telegram: English, or else Swedish."""
    return "en" if user is not None and (user.language_code or "").casefold().startswith("en") else "sv"


def language_of_question(text: str, chosen: str | None, before: str | None, user: User | None) -> str:
    """The language to reply in: the chosen one, the question's, or where that does not show the last."""
    return chosen or reply_language(text, before or language_of_user(user))


def _mention(username: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@])(?:/\w+)?@{re.escape(username)}\b", re.IGNORECASE)
