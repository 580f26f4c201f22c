"""Running the web channel: the knowledge is loaded, and the pages are served until a signal."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from bot.answering.answerer import Answerer
from bot.answering.wording import search_by
from bot.channels.behind import Behind
from bot.channels.logs import Log, set_up_logs
from bot.channels.web.application import build_application
from bot.channels.web.renewal import Renewal, tell_left_out
from bot.channels.web.site import Site
from bot.errors import FAILED
from bot.settings import Settings

_WAITING = 512  # to be taken
_CONNECTIONS = 512  # at once; more get 503
_LONGEST_HEAD = 32_768  # bytes of a request before its body
_KEPT_OPEN = 15  # seconds without a request
_FINISHING = 5  # seconds for what is in hand at a stop


def run(settings: Settings, load: Callable[[], Answerer], log_level: str | None = None) -> int:
    """Serves until SIGTERM or SIGINT; gives the exit code, 1 where the port is taken. At SIGHUP it loads anew."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to renew
    answerer = load()
    log = set_up_logs(log_level or settings.log_level)
    site, behind = Site(settings, answerer), Behind(settings.cache)

    def loaded_anew() -> Callable[[], None]:
        gc.unfreeze()  # loading froze what it made; of that, what was replaced may go
        gc.collect()
        new = load()
        behind.fill(new)
        return site.prepare(new)

    renewal = Renewal(site, loaded_anew, log)
    listening = listen(settings)
    if listening is None:
        return FAILED
    server = server_of(site, renewal, listening, log)
    behind.fill(answerer)
    del answerer  # it goes when the site has another

    def renew(*_: object) -> None:
        with suppress(RuntimeError):  # before and after the loop there is nothing to renew
            asyncio.get_running_loop().call_soon_threadsafe(renewal.soon)

    signal.signal(signal.SIGHUP, renew)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # uvicorn, which hears them, raises them again once it has stopped
    with listening:
        server.run(sockets=[listening])
    log.event("stopped")
    return 0


def server_of(site: Site, renewal: Renewal, listening: socket.socket, log: Log) -> uvicorn.Server:
    """The server of a site, which begins now on a socket."""
    config = uvicorn.Config(
        build_application(site, renewal),
        log_config=None,
        access_log=False,  # it would have the questions in it
        lifespan="off",
        ws="none",
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_FINISHING,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    host, port = listening.getsockname()[:2]
    log.event(
        "started",
        mode="web",
        address=f"http://{host}:{port}",
        cases=len(site.browser.cases),
        search=search_by(site.answerer.by_meaning, "en"),
    )
    tell_left_out(site, log)
    return uvicorn.Server(config)


def listen(settings: Settings) -> socket.socket | None:
    """A socket that listens where the settings say, or None, and why, where that cannot be had."""
    host, port = settings.web_listen, settings.web_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small responses at once (TCP_NODELAY) only on sockets that name their protocol.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_WAITING)
    except OSError:
        listening.close()
        print(f"beslutsbot: cannot listen on {host}:{port}", file=sys.stderr)
        return None
    return listening
