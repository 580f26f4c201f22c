"""Running the Telegram bot: the settings are checked, the knowledge loaded, and the service run."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from contextlib import closing
from typing import Any

from bot.channels.behind import Behind
from bot.channels.logs import set_up_logs
from bot.channels.telegram.places import state_of
from bot.channels.telegram.service import Service
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge, load_as_set
from bot.channels.telegram.updates.times import Times
from bot.errors import SettingsError
from bot.matching.retrieval.vectors import installed_encoder
from bot.progress import encoding_progress, working_progress
from bot.settings import PREFIX, Settings

_TOKEN = re.compile(r"[\w:-]+", re.ASCII)
_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)


def run(settings: Settings, log_level: str | None = None, times: Times = Times()) -> int:
    """Runs until it is stopped by a signal; gives the exit code, 2 where it cannot run.

    Raises SettingsError where settings are lacking, and KnowledgeError where the knowledge has faults.
    """
    token = checked(settings)
    log = set_up_logs(log_level or settings.log_level)
    load = loading(settings)
    with encoding_progress() as progress, working_progress() as working:
        state = state_of(settings, log, load(progress, working))
    log.event("loaded", seconds=round(state.loaded.took, 2))

    async def serve() -> int:
        try:
            return await Service(state, token, load, times).run()
        finally:
            state.loaded.close()

    with closing(state.languages):
        return asyncio.run(serve())


def loading(settings: Settings) -> Callable[..., LoadedKnowledge]:
    """What loads the knowledge, with its workers, each time that it is called, and has its vectors filled in behind."""
    behind = Behind(settings.cache)
    encoder = installed_encoder(settings.cache) if settings.encoder else None
    by_itself = workers(encoder is not None, os.cpu_count() or 1)
    count = by_itself if settings.workers is None else settings.workers

    def load(*progress: Any) -> LoadedKnowledge:
        loaded = load_as_set(settings, encoder, *progress, workers=count)
        behind.fill(loaded.answerer)
        return loaded

    return load


def workers(with_encoder: bool, cores: int) -> int:
    """How many processes answer beside the one that hears and sends, which has about as much to do as one of them.

    More would answer more than Telegram takes, and need memory. On one core they would only take turns, but the encoder
    takes so long that the others are not to wait for it.
    """
    return min(cores, 2) if with_encoder else min(cores - 1, 1)


def checked(settings: Settings) -> str:
    """The token, when all that the bot needs is set. Raises SettingsError otherwise."""
    if settings.telegram_token is None:
        raise SettingsError(f"set {PREFIX}TELEGRAM_TOKEN to the token that @BotFather gave")
    if not _TOKEN.fullmatch(settings.telegram_token):
        raise SettingsError(
            f"{PREFIX}TELEGRAM_TOKEN is not a token: it has other characters than letters, figures, : _ -",
            remedy="copy the token anew from @BotFather",
        )
    if settings.webhook_url is not None:
        if not settings.webhook_url.startswith(("https://", "http://")):
            raise SettingsError(f"{PREFIX}WEBHOOK_URL must begin with https://")
        if settings.webhook_secret is None:
            raise SettingsError(f"{PREFIX}WEBHOOK_URL needs {PREFIX}WEBHOOK_SECRET too")
        if not _SECRET.fullmatch(settings.webhook_secret):
            raise SettingsError(f"{PREFIX}WEBHOOK_SECRET must be 1-256 letters, figures, _ and -")
    return settings.telegram_token
