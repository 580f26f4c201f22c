"""The Application of python-telegram-bot, put together with our parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import Application, Defaults
from telegram.request import HTTPXRequest

from bot.channels.telegram.handlers.admin import Admin
from bot.channels.telegram.handlers.buttons import Buttons
from bot.channels.telegram.handlers.commands import Commands
from bot.channels.telegram.handlers.documents import Documents
from bot.channels.telegram.handlers.errors import Errors
from bot.channels.telegram.handlers.gate import Gate, NotText
from bot.channels.telegram.handlers.inline import Inline
from bot.channels.telegram.handlers.membership import Membership
from bot.channels.telegram.handlers.press_answers import PressAnswers
from bot.channels.telegram.handlers.questions import Questions
from bot.channels.telegram.order import Order
from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.sending.limits import Ledger, Limits
from bot.channels.telegram.sending.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.channels.telegram.bot_state import BotState
    from bot.channels.telegram.reload import Reload

UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that the bot asks Telegram for."""
_CONNECTIONS = 128
_READ = 25.0  # seconds; long, so that a slow answer is waited for and nothing is sent twice


class Desk(Ledger, Protocol):
    """Who is told how far each update has come; one that keeps the order waits for the turn of each in `begun`."""

    @property
    def keeps_order(self) -> bool:
        """Whether it does."""

    @property
    def known(self) -> KnownMessages:
        """The messages that came, and those that were sent."""

    def is_pressed(self, update: object) -> bool:
        """Whether the update is a press that has not been answered yet."""

    async def press_answered(self, update: Update) -> None:
        """The press has been answered."""

    async def begun(self, update: object) -> bool:
        """The update's turn in its chat has come; gives whether it is to be dealt with here."""

    async def settled(self, update: object) -> None:
        """The update has been dealt with."""


def build_application(
    state: BotState,
    token: str,
    reload: Reload,
    desk: Desk,
    pace: Pace,
    living: Callable[[], Awaitable[int]] | None = None,
) -> Application:  # type: ignore[type-arg]
    """The application with all handlers. It has no Updater: see `polling` and `webhook`. `living` is as for Admin."""
    answers = PressAnswers(state)

    async def answer(update: Update) -> None:
        await answers.answer(update)
        await desk.press_answered(update)

    def first(update: object) -> Coroutine[Any, Any, None] | None:
        return answer(update) if isinstance(update, Update) and desk.is_pressed(update) else None

    application = (
        Application.builder()
        .token(token)
        .base_url(f"{state.settings.telegram_api_url}/bot")
        .base_file_url(f"{state.settings.telegram_api_url}/file/bot")
        .request(HTTPXRequest(_CONNECTIONS, read_timeout=_READ, write_timeout=10, connect_timeout=5, pool_timeout=60))
        .get_updates_request(HTTPXRequest(2, read_timeout=_READ, connect_timeout=5, pool_timeout=5))
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Limits(pace, desk, desk.known))
        .concurrent_updates(Order(desk.settled, desk.begun, first, in_lanes=not desk.keeps_order))
        .job_queue(None)
        .updater(None)
        .build()
    )
    documents = Documents(state)
    # The first handler that fits is used: admins' commands before the others, and commands before questions.
    for part in (
        Gate(state),
        Admin(state, reload, living),
        Commands(state),
        Questions(state, documents),
        NotText(state),
        Buttons(state, documents),
        Inline(state),
        Membership(state),
        Errors(state),
    ):
        part.add_to(application)
    return application
