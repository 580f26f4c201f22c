"""The endpoints of the API. `openapi.yaml` describes them, and a test holds them to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.answering.wording import LANGUAGES
from bot.channels.web.api.linked import MEDIA_TYPE, Linker
from bot.channels.web.api.written import Writer
from bot.channels.web.reading.page import address_of
from bot.channels.web.serving.fresh import fresh
from bot.channels.web.site import Site
from bot.channels.web.views.catalogue import FACETS

ON_A_PAGE = 100
"""Cases in one response."""
_FOR_ONE = "private, no-cache"  # the address has what a person asked


class Api:
    """Answers, cases and documents as JSON."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._writer = Writer(site.settings.public_url)

    def routes(self) -> Sequence[BaseRoute]:
        """Where the API is."""
        return [
            Route("/api/fraga", self._answer),
            Route("/api/arenden", self._cases),
            Route("/api/arende/{case}", self._case),
            Route("/api/arende/{case}/jsonld", self._linked),
            Route("/api/arende/{case}/kalla/{source}", self._source),
            Route("/api/openapi.json", self._description),
        ]

    async def _answer(self, request: Request) -> Response:
        asked = request.query_params
        language = asked.get("sprak")
        if "q" not in asked or language not in (None, *LANGUAGES):
            raise HTTPException(400)
        case = self._site.case(asked["arende"]).id if "arende" in asked else None
        reply = await self._site.ask(asked["q"], address_of(request), case=case, language=language)
        return _json(request, reply.answer.as_json(self._site.settings.public_url), cache_control=_FOR_ONE)

    async def _cases(self, request: Request) -> Response:
        asked = request.query_params
        number = _page_number(asked.get("sida", "1"))
        found = self._site.find(asked.get("sok", ""), {name: asked.get(name, "") for name in FACETS}, "en").cases
        shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
        return _json(request, {"count": len(found), "page": number, "cases": [*map(self._writer.header, shown)]})

    async def _case(self, request: Request) -> Response:
        return _json(request, self._writer.case(self._site.case(request.path_params["case"])))

    async def _linked(self, request: Request) -> Response:
        linker = Linker(self._site.browser, self._site.settings.public_url)
        linked = linker.case(self._site.case(request.path_params["case"]))
        return _json(request, linked, MEDIA_TYPE)

    async def _source(self, request: Request) -> Response:
        case, source = self._site.source(request.path_params["case"], request.path_params["source"])
        return _json(request, self._writer.source(case, source))

    async def _description(self, request: Request) -> Response:
        public = self._site.settings.public_url
        return _json(request, {**description(), "servers": [{"url": public or "/"}]})


@cache
def description() -> Mapping[str, Any]:
    """The OpenAPI document."""
    written = files("bot.channels.web.api").joinpath("openapi.yaml").read_text("utf-8")
    tree: Mapping[str, Any] = yaml.load(written, yaml.CSafeLoader)
    return tree


def _json(request: Request, value: object, media_type: str = "application/json", **headers: str) -> Response:
    return fresh(request, json.dumps(value, ensure_ascii=False), media_type, **headers)


def _page_number(written: str) -> int:
    """A page's number. Raises HTTPException for what is none."""
    if not (written.isascii() and written.isdecimal() and 0 < len(written) < 7 and int(written)):
        raise HTTPException(400)
    return int(written)
