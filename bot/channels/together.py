"""The pages and Telegram's webhook in one process, over one knowledge.

Each keeps its own server and port: what Telegram sends is taken as it is by `beslutsbot telegram`, which minds its
secret, its journal and its outbox. A signal is heard by the Telegram service, and ends both; so does what ends that.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import closing

from bot.channels.logs import set_up_logs
from bot.channels.telegram.places import state_of
from bot.channels.telegram.run import checked, loading
from bot.channels.telegram.service import Service
from bot.channels.telegram.state.loaded_knowledge import LoadedKnowledge
from bot.channels.web.renewal import Renewal
from bot.channels.web.run import listen, server_of
from bot.channels.web.site import Site
from bot.errors import FAILED
from bot.progress import encoding_progress, working_progress
from bot.settings import Settings


def run_together(settings: Settings, log_level: str | None = None) -> int:
    """Runs both until a signal; gives the exit code, as `telegram` does, or 1 where the pages' port is taken.

    Raises SettingsError where settings are lacking, and KnowledgeError where the knowledge has faults.
    """
    token = checked(settings)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to renew
    log = set_up_logs(log_level or settings.log_level)
    load = loading(settings)
    with encoding_progress() as progress, working_progress() as working:
        loaded = load(progress, working)
    site, state = Site(settings, loaded.answerer), state_of(settings, log, loaded)

    def renewed() -> Callable[[], None]:
        """What puts the knowledge, loaded anew, in both places."""
        new = load()
        put_on_pages = site.prepare(new.answerer)

        def put() -> None:
            before, state.loaded = state.loaded, new
            state.renewed.set()
            before.close()
            put_on_pages()

        return put

    async def serve() -> int:
        loop = asyncio.get_running_loop()
        listening = listen(settings)
        if listening is None:
            return FAILED

        def for_telegram() -> LoadedKnowledge:
            new: LoadedKnowledge = load()
            loop.call_soon_threadsafe(site.prepare(new.answerer))
            return new

        with listening:
            server = server_of(site, Renewal(site, renewed, log), listening, log)
            pages = asyncio.create_task(server.serve(sockets=[listening]))
            while not (server.started or pages.done()):
                await asyncio.sleep(0.01)
            # From here on signals are the service's: it listens after uvicorn, which listened at its start.
            code = 0 if pages.done() or server.should_exit else await Service(state, token, for_telegram).run()
            server.should_exit = True
            await pages
        return code

    with closing(state.languages):
        try:
            return asyncio.run(serve())
        finally:
            state.loaded.close()
