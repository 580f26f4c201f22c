"""The page of a case: what it holds, at a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.reading.page import Page
from bot.channels.web.site import Site
from bot.channels.web.views.amounts import BAR, Order
from bot.channels.web.views.overview import overview
from bot.channels.web.views.suggestions import suggestions


class CasePage:
    """Shows a case, its amounts in the order that `ordna` names."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where cases are."""
        return [Route("/arende/{case}", self._page)]

    async def _page(self, request: Request) -> Response:
        case = self._site.case(request.path_params["case"])
        order = Order.SIZE if request.query_params.get("ordna") == Order.SIZE else Order.DOCUMENT

        def values(page: Page) -> Mapping[str, object]:
            return {
                "case": case,
                "shown": overview(self._site.browser, case, order, page.language),
                "order": order,
                "orders": Order,
                "bar": BAR,
                "suggested": suggestions(self._site.browser, page.language, case),
            }

        return self._site.page(request, "case.html", values)
