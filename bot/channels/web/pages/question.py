"""The first page: one field, and the reply to what was written in it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.answering.answer import Answer
from bot.answering.wording import LANGUAGES
from bot.channels.web.reading.page import Page, address_of, page_of
from bot.channels.web.serving.fresh import passing
from bot.channels.web.site import Site
from bot.channels.web.views.reply import fact_path, reply_view
from bot.channels.web.views.suggestions import suggestions
from bot.knowledge.model import Case
from bot.matching.context import Context
from bot.matching.matcher import LONGEST

_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SHARED = 300  # characters of an answer where others show a link to it


class QuestionPage:
    """Answers `q`, within the case `arende` and the conversation `samtal`; or shows the fact `uppgift`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where the page is."""
        return [Route("/", self._page)]

    async def _page(self, request: Request) -> Response:
        asked = request.query_params
        text = _NOT_IN_HTML.sub("", asked.get("q", "")).strip()
        case = self._site.case(asked["arende"]) if asked.get("arende") else None
        if text:
            return await self._reply(request, text, case)
        if asked.get("uppgift"):
            return self._fact(request, asked["uppgift"])

        def values(page: Page) -> Mapping[str, object]:
            browser = self._site.browser
            return {"case": case, "cases": browser.cases, "suggested": suggestions(browser, page.language, case)}

        return self._site.page(request, "question.html", values)

    async def _reply(self, request: Request, text: str, case: Case | None) -> Response:
        page = page_of(request, text)
        before = self._site.talks.read(request.query_params.get("samtal"), time.time())
        language = page.language if page.chosen or not before.language else None
        reply = await self._site.ask(
            text, address_of(request), before, case=case.id if case else None, language=language
        )
        if page.chosen is None and reply.answer.language in LANGUAGES:
            page = replace(page, language=reply.answer.language)
        share: str | None = page.to("/", q=text, arende=case and case.id)
        if before.facts:
            # A follow-up says nothing without its conversation, which is not for others: they get what was found.
            found = reply.answer.facts
            share = page.to(fact_path(found[0].id)) if found else None
        return self._shown(page, text, reply.answer, reply.context, case, share)

    def _fact(self, request: Request, id_: str) -> Response:
        page = page_of(request)
        answer = self._site.answerer.show(id_, page.language)
        if answer is None or id_ not in self._site.answerer.knowledge.by_id:
            raise HTTPException(404)
        context = self._site.answerer.context_of(id_, Context(language=page.language), time.time()) or Context()
        return self._shown(page, "", answer, context, None, page.to(fact_path(id_)))

    def _shown(
        self, page: Page, text: str, answer: Answer, context: Context, case: Case | None, share: str | None
    ) -> Response:
        view = reply_view(answer, self._site.browser)
        near = [fact.id for fact in answer.related]
        suggested = suggestions(self._site.browser, page.language, case, near) if view.declines else ()
        body = self._site.templates.fill(
            "reply.html",
            page,
            question=text,
            longest=LONGEST,
            reply=view,
            brief=view.summary[:_SHARED],
            case=case,
            suggested=suggested,
            talk=self._site.talks.write(context),
            share=share,
        )
        return passing(body, "text/html", vary="accept-language")
