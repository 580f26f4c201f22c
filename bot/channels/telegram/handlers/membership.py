"""Membership: the bot is added to a group and greets it, or is shown out and forgets what the chat had chosen."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, ChatMemberHandler, ContextTypes

from bot.channels.telegram.addressing import Place, language_of_user
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.replies import send
from bot.channels.telegram.views.markup import tell

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Membership:
    """Meets the bot's coming and going."""

    def __init__(self, state: BotState) -> None:
        self._state = state

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles changes of the bot's own membership."""
        application.add_handler(ChatMemberHandler(self._handle, ChatMemberHandler.MY_CHAT_MEMBER))

    async def _handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        change = update.my_chat_member
        if change is None:
            return
        chat = change.chat
        if not _is_inside(change.new_chat_member):
            self._state.languages.leave(chat.id)
            await asyncio.to_thread(self._state.follows.leave, chat.id)
        joined = not _is_inside(change.old_chat_member) and _is_inside(change.new_chat_member)
        if not joined or chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or self._state.greeted.get(chat.id, ""):
            return
        self._state.greeted.put(chat.id, "", True)
        self._state.log.event("joined", chat=chat.id)
        said = tell("telegram.joined", language_of_user(change.from_user), mention=f"@{context.bot.username}")
        with suppress(BadRequest, Forbidden):  # it may not write there, or is out again
            await send(context.bot, Place(chat.id), [said])


def _is_inside(member: ChatMember) -> bool:
    """Whether one is in the chat, also with restrictions."""
    return member.status in _INSIDE or (isinstance(member, ChatMemberRestricted) and member.is_member)
