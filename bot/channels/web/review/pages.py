"""All pages of review."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute

from bot.channels.web.review.case_pages import CasePages
from bot.channels.web.review.desk import Desk, Renew
from bot.channels.web.review.fact_pages import FactPages
from bot.channels.web.site import Site

__all__ = ["Renew", "ReviewPages"]


class ReviewPages:
    """Reviews the cases of a site, which `renew` makes show them as they are then."""

    def __init__(self, site: Site, renew: Renew) -> None:
        self._desk = Desk(site, renew)

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        return [*CasePages(self._desk).routes(), *FactPages(self._desk).routes()]
