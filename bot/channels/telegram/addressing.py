"""To whom a message is addressed: in a group the bot hears only what is meant for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, ReplyParameters, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.answering.language import reply_language


@dataclass(frozen=True, slots=True)
class Place:
    """Where to write: a chat, its topic where it has some, and the message to reply to where that helps."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None

    @property
    def conversation(self) -> str:
        """The name of the conversation: each topic of a chat has its own."""
        return f"{self.chat}:{self.topic or 0}"

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
    """What is asked: the text without the mention of the bot."""
    return " ".join(_mention(username).sub(" ", message.text or "").split(" ")).strip(" ,:\n")


def place_of(message: Message) -> Place:
    """Where to answer a message: in groups as a reply to it."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, topic, None if is_private(message) else message.message_id)


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
