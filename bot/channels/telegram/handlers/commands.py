"""Commands: the names people type after a slash, in Swedish and English, and what each does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.answering.wording import say
from bot.channels.telegram.addressing import TO_BOT, BareCommand, Place, is_private, place_of, plain_name
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.deep_links import target
from bot.channels.telegram.handlers.following import LINK, Following, chat_of
from bot.channels.telegram.replies import send
from bot.channels.telegram.views.callback_data import Verb
from bot.channels.telegram.views.keyboards import button, examples, keyboard, under
from bot.channels.telegram.views.markup import tell
from bot.channels.telegram.views.menus import (
    Menu,
    case_menu,
    cases_menu,
    cases_sentence,
    list_menu,
    parties_menu,
)
from bot.channels.telegram.views.messages import GROUP, PRIVATE, messages
from bot.knowledge.model import Case, Kind

Context_ = ContextTypes.DEFAULT_TYPE

NAMES: Mapping[str, tuple[str, ...]] = {
    "start": ("start", "borja"),
    "help": ("hjalp", "help"),
    "cases": ("arenden", "cases", "arende", "case"),
    "decisions": ("beslut", "decisions"),
    "amounts": ("belopp", "amounts"),
    "goals": ("mal", "goals"),
    "parties": ("partier", "parties"),
    "privacy": ("integritet", "privacy"),
    "forget": ("glom", "forget"),
    "language": ("sprak", "language"),
    "settings": ("installningar", "settings"),
    "cancel": ("avbryt", "cancel"),
    "follow": ("folj", "follow"),
    "follows": ("foljer", "following"),
    "unfollow": ("sluta", "stop", "unfollow"),
}
"""What each command may be called, the Swedish name first, without å, ä and ö as Telegram wants it."""
FOR_BOT = TO_BOT | BareCommand(name for names in NAMES.values() for name in names)
"""What is meant for the bot, with its own commands in a group where no other bot is addressed."""

_COMMAND = re.compile(r"/(?P<name>\w+)(?:@\w+)?(?:\s+(?P<argument>.*))?\s*", re.DOTALL)
_KINDS = {"decisions": Kind.DECISION, "amounts": Kind.AMOUNT, "goals": Kind.GOAL}
_EXAMPLES = 4


class Commands:
    """Does what commands ask for."""

    def __init__(self, state: BotState) -> None:
        self._state, self._following = state, Following(state)

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles commands by name, then those that Telegram does not see as such, as /mål."""
        new = FOR_BOT & filters.UpdateType.MESSAGE
        for key, names in NAMES.items():
            application.add_handler(CommandHandler(names, self._run(key), filters=new))
        application.add_handler(MessageHandler(new & filters.Regex(r"^/\w"), self._spelled))

    def _run(self, key: str) -> Callable[[Update, Context_], Coroutine[Any, Any, None]]:
        async def run(update: Update, context: Context_) -> None:
            if update.effective_message is not None:
                await self._do(key, update.effective_message, context)

        return run

    async def _spelled(self, update: Update, context: Context_) -> None:
        """Commands with å, ä and ö; the rest are said to be unknown."""
        message = update.effective_message
        if message is None:
            return
        match = _COMMAND.fullmatch(message.text or "")
        name = plain_name(match["name"]) if match else ""
        key = next((key for key, names in NAMES.items() if name in names), "unknown")
        await self._do(key, message, context)

    async def _do(self, key: str, message: Message, context: Context_) -> None:
        match = _COMMAND.fullmatch(message.text or "")
        argument = (match["argument"] or "").strip() if match else ""
        place = place_of(message)
        language = self._state.language(place, message.from_user)
        self._state.log.event("command", chat=place.chat, command=key)
        self._state.statistics.count("commands")
        match key:
            case "start":
                await self._start(message, place, language, context, argument)
            case "cases" if (known := self._state.loaded.browser.case(argument)) is not None:
                await self._case(place, language, context, known)
            case "cases":
                await self._menu(place, context, cases_menu(self._state.loaded.browser, language, 0, argument))
            case "decisions" | "amounts" | "goals" | "parties":
                await self._list(key, place, language, context, argument)
            case "follow" | "follows" | "unfollow":
                await self._following.command(key, context.bot, place, language, argument)
            case "forget":
                self._state.forget(place)
                await asyncio.to_thread(self._state.follows.forget, chat_of(place))
                await self._say(place, context, tell("telegram.forgotten", language))
            case "cancel":
                self._state.cancel(place)
                await self._say(place, context, tell("telegram.cancelled", language))
            case "language":
                await self._say(place, context, tell("telegram.language_question", language), languages(language))
            case "settings":
                chosen = self._state.languages.get(place.room) or "any"
                said = tell("telegram.settings", language, replies=say(f"telegram.replies_{chosen}", language))
                await self._say(place, context, said, languages(language))
            case "help":
                await self._say(place, context, tell("telegram.help", language, mention=f"@{context.bot.username}"))
            case "privacy":
                shared = "_shared" if self._state.settings.is_shared else ""
                kept = [f"telegram.privacy{shared}", *(["about.privacy_vain"] if self._state.vain.is_on else [])]
                await self._say(place, context, "\n".join(tell(key, language) for key in kept))
            case _:
                await self._say(place, context, tell("telegram.unknown_command", language))

    async def _start(self, message: Message, place: Place, language: str, context: Context_, argument: str) -> None:
        """The welcome, or what a deep link names."""
        if argument.startswith(LINK):
            await self._following.link(context.bot, place, language, argument)
            return
        loaded = self._state.loaded
        linked = target(loaded, argument) if argument else None
        if isinstance(linked, Case):
            await self._case(place, language, context, linked)
            return
        if linked is not None and (answer := loaded.answerer.show(linked, language)) is not None:
            self._state.turn_to(place, linked)
            texts = messages(answer, PRIVATE if is_private(message) else GROUP)
            below = under(answer, loaded.browser, inline=context.bot.supports_inline_queries)
            numbers = await send(context.bot, place, texts, below)
            self._state.shown(place, numbers, answer)
            return
        mention = f"@{context.bot.username}"
        if not is_private(message):
            await self._say(place, context, tell("telegram.welcome_group", language, mention=mention))
            return
        text = tell("telegram.welcome", language, cases=cases_sentence(loaded.browser, language))
        buttons = examples(loaded.browser.examples(language, _EXAMPLES), language)
        await self._say(place, context, text, keyboard(buttons))

    async def _case(self, place: Place, language: str, context: Context_, case: Case) -> None:
        self._state.turn_to_case(place, case)
        await self._menu(place, context, case_menu(self._state.loaded.browser, case, language))

    async def _list(self, key: str, place: Place, language: str, context: Context_, argument: str) -> None:
        browser = self._state.loaded.browser
        case = browser.case(argument) if argument else self._state.case(place)
        if case is None and len(found := browser.find(argument)) == 1:
            case = browser.case(found[0].id)
        if case is None:
            await self._menu(place, context, cases_menu(browser, language, 0, argument))
        elif key == "parties":
            await self._menu(place, context, parties_menu(browser, case, language))
        else:
            await self._menu(place, context, list_menu(browser, case, _KINDS[key], language))

    async def _menu(self, place: Place, context: Context_, menu: Menu) -> None:
        await self._say(place, context, menu.text, menu.keyboard)

    async def _say(
        self, place: Place, context: Context_, text: str, under_it: InlineKeyboardMarkup | None = None
    ) -> None:
        await send(context.bot, place, [text], under_it)


def languages(language: str) -> InlineKeyboardMarkup | None:
    """The buttons that choose a language."""
    choices = (("swedish", "sv"), ("english", "en"), ("automatic", "auto"))
    return keyboard(
        [[button(say(f"buttons.{name}", language), Verb.LANGUAGE, language, (), rest) for name, rest in choices]]
    )
