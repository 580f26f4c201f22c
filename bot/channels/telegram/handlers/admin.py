"""What admins may do: reload the knowledge, and see how the bot is doing."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from telegram import Message, Update
from telegram.ext import Application, CommandHandler, ContextTypes, filters

from bot.answering.answer import Status
from bot.channels.telegram.addressing import TO_BOT, Place, place_of
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.reload import Reload
from bot.channels.telegram.replies import send
from bot.channels.telegram.views.markup import tell
from bot.channels.telegram.views.messages import Block, Style, assemble

NAMES = {"reload": ("ladda", "reload"), "status": ("lage", "status")}


class Admin:
    """Commands for the chats in BESLUTSBOT_ADMINS; for everybody else they do not exist.

    `living` counts the workers that live, where several are one bot.
    """

    def __init__(self, state: BotState, reload: Reload, living: Callable[[], Awaitable[int]] | None) -> None:
        self._state, self._reload, self._living = state, reload, living

    def add_to(self, application: Application) -> None:  # type: ignore[type-arg]
        """Handles the commands of admins; must come before the other commands."""
        if not self._state.settings.admins:
            return
        mine = TO_BOT & filters.UpdateType.MESSAGE & _FromAdmin(self._state.settings.admins)
        application.add_handler(CommandHandler(NAMES["reload"], self._of(self._reloaded), filters=mine))
        application.add_handler(CommandHandler(NAMES["status"], self._of(self._status), filters=mine))

    def _of(
        self, act: Callable[[str], Awaitable[list[str]]]
    ) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
        async def run(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            message = update.effective_message
            if message is None:
                return
            place = place_of(message)
            await send(context.bot, place, await act(self._state.language(place, message.from_user)))

        return run

    async def _reloaded(self, language: str) -> list[str]:
        _, said = await self._reload(language)
        return assemble([Block(Style.PLAIN, said)], language, 1)

    async def _status(self, language: str) -> list[str]:
        state, counts = self._state, self._state.statistics.counts
        latency = state.statistics.latency()
        answerer = state.loaded.answerer
        answered, likely, choices, declined = (counts[status.value] for status in Status)
        reasons = ", ".join(f"{reason} {count}" for reason, count in state.statistics.declined.most_common())
        said = tell(
            "admin.status",
            language,
            version=_version(),
            uptime=_duration(time.time() - state.statistics.started),
            loaded=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.loaded.loaded_at)),
            cases=len(answerer.cards),
            facts=sum(card.facts for card in answerer.cards.values()),
            questions=answered + likely + choices + declined,
            answered=answered,
            likely=likely,
            choices=choices,
            declined=declined,
            reasons=reasons or "–",
            up=counts["up"],
            down=counts["down"],
            median=f"{latency.median:.0f}",
            high=f"{latency.high:.0f}",
            longest=f"{latency.longest:.0f}",
            inline=counts["inline"],
            told=counts["told"],
            floods=counts["floods"],
            errors=counts["errors"],
        )
        if (share := answerer.encoded) < 1.0:
            said += f"\n{tell('admin.vectors', language, share=int(100 * share))}"
        if self._living is not None:
            said += f"\n{tell('admin.workers', language, living=await self._living())}"
        return [said]


async def reload_unasked(
    state: BotState,
    reload: Callable[[], Awaitable[tuple[bool, str]]],
    tell_admin: Callable[[Place, list[str]], Awaitable[object]],
) -> None:
    """Reloads where no admin waits for it (SIGHUP, another worker); they hear of it when it does not go well."""
    well, said = await reload()
    if not well:
        for admin in state.settings.admins:
            await tell_admin(Place(admin), assemble([Block(Style.PLAIN, said)], "sv", 1))


class _FromAdmin(filters.MessageFilter):
    def __init__(self, admins: frozenset[int]) -> None:
        super().__init__("from an admin")
        self._admins = admins

    def filter(self, message: Message) -> bool:
        sender = message.from_user.id if message.from_user is not None else None
        return sender in self._admins or message.chat.id in self._admins


def _version() -> str:
    try:
        return version("beslutsbot")
    except PackageNotFoundError:
        return "–"


def _duration(seconds: float) -> str:
    """Days, hours and minutes, as in 2 d 3 h 4 min."""
    minutes = int(seconds) // 60
    parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"{int(seconds)} s"
