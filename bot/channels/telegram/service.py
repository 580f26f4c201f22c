"""The service: from start to a clean stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.answering.wording import search_by
from bot.channels.telegram.application import UPDATES, build_application
from bot.channels.telegram.bot_state import BotState
from bot.channels.telegram.following.telling import Telling
from bot.channels.telegram.handlers.admin import reload_unasked
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.places import places
from bot.channels.telegram.presentation import present
from bot.channels.telegram.reload import Reload
from bot.channels.telegram.replies import send
from bot.channels.telegram.sending.failures import asked_wait, backoff
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.telegram.updates.polling import Polling
from bot.channels.telegram.updates.times import Times
from bot.channels.telegram.updates.token_check import REFUSED, TokenCheck
from bot.channels.telegram.updates.webhook import Webhook
from bot.channels.telegram.updates.webhook_watch import watch_webhook

REFUSED_OR_TAKEN = 2
"""Exit code when the token is refused, or the webhook's port is taken."""
_SLOWEST = 4.0


class Service:
    """Runs one bot. `load` makes the knowledge anew when it is to be reloaded."""

    def __init__(
        self, state: BotState, token: str, load: Callable[[], LoadedKnowledge], times: Times = Times()
    ) -> None:
        self._state, self._log, self._times = state, state.log, times
        self._stop = asyncio.Event()
        self._why: str | None = None
        self._intake, pace, others = places(state, token, times, self._disk_trouble, self._reload_after_another)
        renewed, living = (others.renewed, others.living) if others is not None else (None, None)
        self._reload = Reload(state, load, renewed)
        self._application = build_application(state, token, self._reload, self._intake, pace, living)
        self._notices = Notices(state, self._application.bot)
        self._telling = Telling(
            state,
            self._application.bot,
            self._intake.latest,
            self._disk_trouble,
            clock=lambda: time.time() + times.ahead,
            lease=times.telling,
        )
        self._token = TokenCheck(self._application.bot.get_me, state.log, times.apart, self._end)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> int:
        """Serves until a signal, or until it cannot go on; gives the exit code."""
        self._listen_to_signals()
        try:
            self._state.languages.open(self._disk_trouble)
            if await self._until_stopped(self._intake.open()) and await self._until_stopped(self._start()):
                await self._serve()
        except InvalidToken:
            self._end(REFUSED)
        except (Conflict, BadRequest) as error:
            self._end(f"Telegram refuses to send updates: {error}")
        except OSError as error:
            self._end(f"cannot listen for the webhook: {error.strerror or type(error).__name__}")
        finally:
            if self._application.running:
                await self._finish()
            self._intake.close()
            await self._application.shutdown()
            await self._intake.end()
        if self._why is not None:
            print(f"beslutsbot: {self._why}", file=sys.stderr, flush=True)
            return REFUSED_OR_TAKEN
        self._log.event("stopped")
        return 0

    async def _start(self) -> None:
        """Gets to know itself and says how it wants updates, trying until Telegram is there."""
        settings, bot = self._state.settings, self._application.bot
        await self._token.passes(partial(self._persist, self._application.initialize))
        if settings.webhook_url is None:
            await self._persist(bot.delete_webhook)
        await self._application.start()

    async def _serve(self) -> None:
        settings = self._state.settings
        presenting = asyncio.create_task(present(self._application.bot, self._state))
        polled = settings.webhook_url is None
        answerer = self._state.loaded.answerer
        self._log.event(
            "started",
            mode="polling" if polled else "webhook",
            bot=self._application.bot.username,
            cases=len(answerer.knowledge.cases),
            search=search_by(answerer.by_meaning, "en"),
        )
        if problems := self._state.loaded.problems:
            self._notices.give("cases_left_out", problems=str(len(problems)))
        put = self._application.update_queue.put_nowait
        tending = asyncio.create_task(self._intake.tend(self._application.bot, put, polled=polled))
        telling = asyncio.create_task(self._telling.run())
        try:
            if settings.webhook_url is None:
                await self._poll()
            else:
                await self._hook(settings.webhook_url)
        finally:
            for task in (telling, presenting, tending):
                task.cancel()
                with suppress(asyncio.CancelledError, TelegramError):
                    await task

    async def _poll(self) -> None:
        polling = Polling(self._application, self._intake, self._log, self._token, self._notices, self._times.yielding)
        await self._until_stopped(self._intake.as_only_one(polling.run))
        await self._finish()
        if self._why is None and not self._state.settings.is_shared:
            await polling.confirm()

    async def _hook(self, url: str) -> None:
        bot = self._application.bot
        webhook = Webhook(self._application, self._intake, self._log, self._state.settings)
        set_it = partial(
            self._persist,
            partial(
                bot.set_webhook,
                url,
                secret_token=self._state.settings.webhook_secret,
                allowed_updates=UPDATES,
                max_connections=100,
            ),
        )

        async def set_and_watch() -> None:
            await set_it()
            await watch_webhook(bot, url, set_it, self._times.watch, self._notices, self._token, self._log)

        self._log.event("listening", host=webhook.host, port=webhook.port)
        try:
            await self._until_stopped(self._intake.as_only_one(set_and_watch))
        finally:
            await webhook.stop()
            await self._finish()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._times.finishing):
                    await self._intake.keep(0)
            await webhook.close()

    async def _finish(self) -> None:
        """Lets what is in hand be finished, for a while; the rest is at the next start."""
        self._log.event("stopping")
        try:
            async with asyncio.timeout(self._times.finishing):
                await self._application.stop()
        except TimeoutError:
            self._log.event("stopped_unfinished", logging.WARNING)

    async def _persist(self, call: Callable[[], Awaitable[object]]) -> None:
        """Calls until it succeeds. Raises InvalidToken, Conflict and BadRequest, which no patience helps."""
        tries = 0
        while True:
            try:
                await call()
                return
            except (InvalidToken, Conflict, BadRequest):
                raise
            except RetryAfter as error:
                await asyncio.sleep(asked_wait(error))
            except TelegramError as error:
                tries += 1
                if tries == 1:
                    self._log.event("telegram_unreachable", logging.WARNING, kind=type(error).__name__)
                await asyncio.sleep(backoff(tries, _SLOWEST))

    async def _until_stopped(self, work: Awaitable[None]) -> bool:
        """Does a work unless it is stopped; gives whether it was done. Raises what the work raises."""
        task, stop = asyncio.ensure_future(work), asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError, TelegramError):
                await task
            return False
        await task
        return True

    def _disk_trouble(self, what: str) -> None:
        self._notices.give("disk_trouble", what=what)

    def _end(self, why: str) -> None:
        self._why = self._why or why
        self._stop.set()

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload_now)

    def _reload_now(self) -> None:
        self._reload_by(self._reload)

    def _reload_after_another(self) -> None:
        self._reload_by(self._reload.after_another)

    def _reload_by(self, reload: Callable[[], Awaitable[tuple[bool, str]]]) -> None:
        tell = partial(send, self._application.bot)
        task = asyncio.create_task(reload_unasked(self._state, reload, tell))
        self._tasks.add(task)
        task.add_done_callback(self._reloaded)

    def _reloaded(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log.event("admins_not_told", logging.WARNING, kind=type(error).__name__)
