"""The page of all cases: search, and choose by municipality, body, year and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.reading.page import Page
from bot.channels.web.site import Site
from bot.channels.web.views.catalogue import FACETS

ON_A_PAGE = 50
"""Cases that are shown at once."""
_LONGEST = 200  # characters of a search


class CasesPage:
    """Shows the cases that have the words `sok` and what is chosen of each facet, from page `sida` on."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where the cases are."""
        return [Route("/arenden", self._page)]

    async def _page(self, request: Request) -> Response:
        asked = request.query_params
        words = asked.get("sok", "")[:_LONGEST]

        def values(page: Page) -> Mapping[str, object]:
            found = self._site.find(words, {name: asked.get(name, "") for name in FACETS}, page.language)
            pages = max(1, -(-len(found.cases) // ON_A_PAGE))
            number = min(max(1, _number(asked.get("sida", "1"))), pages)
            return {
                "words": words,
                "facets": found.facets,
                "count": len(found.cases),
                "cases": found.cases[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
                "number": number,
                "pages": pages,
            }

        return self._site.page(request, "cases.html", values)


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 1
