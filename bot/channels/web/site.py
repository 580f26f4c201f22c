"""The site: what all pages and the API share - the knowledge, the settings, and how an answer is asked for."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from cachetools import LRUCache
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.answering.answerer import Answerer, Reply
from bot.answering.browse import Browser
from bot.answering.wording import LANGUAGES
from bot.channels.asked_in_vain import asked_in_vain
from bot.channels.web.reading.page import Page, page_of
from bot.channels.web.reading.talk import Talks
from bot.channels.web.serving.fresh import fresh
from bot.channels.web.serving.meters import Meters
from bot.channels.web.serving.rate import neighbourhood
from bot.channels.web.templates import Templates
from bot.channels.web.views.amounts import ORDERS
from bot.channels.web.views.catalogue import Catalogue, catalogue
from bot.channels.web.views.suggestions import suggestions
from bot.knowledge.model import Case
from bot.knowledge.source import Source
from bot.matching.context import Context
from bot.settings import Settings

_KEPT = 20_000_000  # characters of pages
_LARGEST = 2_000_000  # characters of one that is kept
_PATIENCE = 10.0  # seconds that an answer may take


class Site:
    """One knowledge, as it is shown on the web."""

    answerer: Answerer
    browser: Browser

    def __init__(self, settings: Settings, answerer: Answerer) -> None:
        self.settings = settings
        self.vain = asked_in_vain(settings)
        self.talks = Talks()
        self.meters = Meters()
        self.templates = Templates(settings.public_url)
        self._made: LRUCache[tuple[str, Page], str] = LRUCache(_KEPT, getsizeof=len)
        self._threads = ThreadPoolExecutor((os.cpu_count() or 1) + 2, "ask")
        self.prepare(answerer)()

    def prepare(self, answerer: Answerer) -> Callable[[], None]:
        """Makes ready to show another knowledge, which takes a while; what it gives puts it in place, at once."""
        browser = Browser(answerer, self.settings.public_url)
        for language in LANGUAGES:  # found by asking
            suggestions(browser, language)
        browser.find("a")  # the first time it reads the words of all cards

        def put() -> None:
            self.answerer, self.browser = answerer, browser
            self._made.clear()
            self.meters.cases.set(len(browser.cases))
            self.meters.encoded.set_function(lambda: self.answerer.encoded)

        return put

    async def ask(self, text: str, who: str, context: Context = Context(), **kept: str | None) -> Reply:
        """The answer to a text from an address; see `Answerer.ask`. With an encoder it is made in a thread.

        Raises HTTPException where it takes too long.
        """
        ask = partial(self.answerer.ask, text, context, now=time.time(), **kept)
        with self.meters.seconds.time():
            if not self.answerer.by_meaning:
                reply = ask()
            else:
                try:
                    async with asyncio.timeout(_PATIENCE):
                        reply = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
                except TimeoutError:
                    raise HTTPException(503, headers={"retry-after": "10"}) from None
        if self.vain.is_on:  # nobody waits for the disk
            note = partial(self.vain.note, text, reply.answer, f"address {neighbourhood(who)}")
            asyncio.get_running_loop().run_in_executor(self._threads, note)
        self.meters.answers.labels(reply.answer.status.value).inc()
        return reply

    def page(self, request: Request, name: str, values: Callable[[Page], Mapping[str, object]]) -> Response:
        """The response of a page that is the same for all: its template, filled in with values.

        It is made once and kept, unless its address has words that a person may have written.
        """
        page = page_of(request)
        body = self._made.get((name, page))
        if body is None:
            body = self.templates.fill(name, page, **values(page))
            if len(body) < _LARGEST and all(value.isdecimal() or value in ORDERS for _, value in page.query):
                self._made[name, page] = body
        return fresh(request, body, "text/html", vary="accept-language")

    def find(self, words: str, chosen: Mapping[str, str], language: str) -> Catalogue:
        """The cases that have all of some words, and all that is chosen by facet."""
        return catalogue(self.browser.find(words), chosen, language)

    def case(self, id_: str) -> Case:
        """The case with an id. Raises HTTPException where there is none."""
        case = self.answerer.knowledge.cases.get(id_)
        if case is None:
            raise HTTPException(404)
        return case

    def source(self, case: str, id_: str) -> tuple[Case, Source]:
        """The source with an id, and its case. Raises HTTPException where there is none."""
        of = self.case(case)
        if id_ not in of.sources:
            raise HTTPException(404)
        return of, of.sources[id_]
