"""Following: the commands, buttons and links by which people choose what they are told of without asking."""

from __future__ import annotations

import asyncio

from telegram import Bot

from bot.answering.wording import say
from bot.channels.telegram.addressing import Place
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.deep_links import target
from bot.channels.telegram.following.menu import follows_menu, mark
from bot.channels.telegram.following.subjects import named, read_subject
from bot.channels.telegram.replies import edit, send
from bot.channels.telegram.views.callback_data import Press, Verb
from bot.channels.telegram.views.keyboards import button, keyboard
from bot.channels.telegram.views.markup import tell
from bot.knowledge.model import Case
from bot.state.follows import MOST, Chat, Follow, Sort

LINK = "folj-"
"""What a start parameter begins with that makes one follow what it names."""


class Following:
    """Does what people ask for about what they follow. What they write of it is kept, and only that."""

    def __init__(self, state: BotState) -> None:
        self._state, self._follows = state, state.follows

    async def command(self, key: str, bot: Bot, place: Place, language: str, argument: str) -> None:
        """Does a command: "follow" (what is written, or the case in hand), "follows", or "unfollow" for all."""
        if key == "follow":
            case = self._state.conversations.of(place.conversation).case
            await self._written(bot, place, language, argument or case or "")
        elif key == "follows":
            await self._list(bot, place, language)
        else:
            did = await asyncio.to_thread(self._follows.forget, chat_of(place))
            await send(bot, place, [tell("follow.stopped" if did else "follow.none", language)])

    async def link(self, bot: Bot, place: Place, language: str, parameter: str) -> None:
        """Follows what a start parameter names: a case (by a fact of it too), or a municipality or word of a to z."""
        written = parameter.removeprefix(LINK)
        found = target(self._state.loaded, written)
        if isinstance(found, str):
            found = self._state.loaded.answerer.knowledge.cases[self._state.loaded.answerer.knowledge.by_id[found].case]
        await self._written(bot, place, language, found.id if isinstance(found, Case) else written.replace("_", " "))

    async def press(self, press: Press, bot: Bot, place: Place, message: int) -> None:
        """Does a press: follows the case of the button, or changes what is followed and shows that in place."""
        language, chat = press.language, chat_of(place)
        match press.verb:
            case Verb.FOLLOW:
                if (id_ := self._state.loaded.codes.get(press.codes[0])) is not None:
                    await self._follow(bot, place, language, Follow(Sort.CASE, id_))
                return
            case Verb.FOLLOWS:
                await self._list(bot, place, language)
                return
            case Verb.PACE:
                await asyncio.to_thread(self._follows.set_direct, chat, press.rest == "direct")
            case _:
                follower = await asyncio.to_thread(self._follows.of, chat)
                for follow in follower.follows if follower is not None else ():
                    if mark(follow) in press.codes:
                        await asyncio.to_thread(self._follows.remove, chat, follow)
        menu = follows_menu(await asyncio.to_thread(self._follows.of, chat), self._state.loaded.browser, language)
        if not await edit(bot, place.chat, message, menu.text, menu.keyboard):
            await send(bot, place, [menu.text], menu.keyboard)

    async def speak(self, place: Place, language: str) -> None:
        """Tells what is followed in another language from now on."""
        await asyncio.to_thread(self._follows.speak, chat_of(place), language)

    async def _written(self, bot: Bot, place: Place, language: str, written: str) -> None:
        follow = read_subject(written, self._state.loaded.browser)
        if follow is None:
            await send(bot, place, [tell("follow.unread" if written else "follow.how", language)])
            return
        await self._follow(bot, place, language, follow)

    async def _follow(self, bot: Bot, place: Place, language: str, follow: Follow) -> None:
        name = named(follow, self._state.loaded.browser, language)
        if await asyncio.to_thread(self._follows.add, chat_of(place), language, follow):
            under = keyboard([[button(say("buttons.follows", language), Verb.FOLLOWS, language)]])
            await send(bot, place, [tell("follow.begun", language, what=name)], under)
            return
        await send(bot, place, [tell("follow.too_many", language, most=MOST)])

    async def _list(self, bot: Bot, place: Place, language: str) -> None:
        follower = await asyncio.to_thread(self._follows.of, chat_of(place))
        menu = follows_menu(follower, self._state.loaded.browser, language)
        await send(bot, place, [menu.text], menu.keyboard)


def chat_of(place: Place) -> Chat:
    """The chat that a place is of, as it is kept."""
    return Chat(place.chat, place.topic or 0)
