"""The pages about the pages: what is kept, the accessibility statement, and how programs ask."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.api.endpoints import description
from bot.channels.web.site import Site


class AboutPages:
    """Shows texts, with what whoever runs the pages has said of themselves."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        return [
            Route("/integritet", self._privacy),
            Route("/tillganglighet", self._accessibility),
            Route("/api", self._api),
        ]

    async def _privacy(self, request: Request) -> Response:
        return self._site.page(request, "privacy.html", lambda page: {"counts": self._site.vain.is_on})

    async def _accessibility(self, request: Request) -> Response:
        settings = self._site.settings
        told = {"owner": settings.owner, "status": settings.accessibility, "contact": settings.contact}
        return self._site.page(request, "accessibility.html", lambda page: told)

    async def _api(self, request: Request) -> Response:
        calls = {path: operations["get"] for path, operations in description()["paths"].items()}
        case = next(self._site.browser.newest(), None)
        return self._site.page(request, "api.html", lambda page: {"calls": calls, "case": case})
