"""Problems: what a reader is told where there is no page, and a program where there is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.reading.page import page_of
from bot.channels.web.serving.fresh import passing

if TYPE_CHECKING:
    from bot.channels.web.site import Site

API = "/api/"
TOLD = (400, 401, 403, 404, 405, 429, 503)
"""Statuses that have words of their own."""
_IN_ENGLISH = {
    400: "a parameter cannot be used",
    404: "not found",
    405: "only GET",
    429: "too many requests, wait and try again",
    503: "too slow",
}


class Problems:
    """Makes the responses that say what is wrong."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def response(self, request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
        """The response of a status: JSON under /api/, or else a page."""
        if request.url.path.startswith(API):
            return JSONResponse({"error": _IN_ENGLISH.get(status, "failed")}, status, headers)
        page = page_of(request)
        told = f"problem_{status}" if status in TOLD else "problem_other"
        return passing(self._site.templates.fill("problem.html", page, told=told), "text/html", status, **headers or {})

    async def of_http(self, request: Request, error: Exception) -> Response:
        """The response to an HTTPException."""
        assert isinstance(error, HTTPException)
        return self.response(request, error.status_code, error.headers)

    async def of_fault(self, request: Request, error: Exception) -> Response:
        """The response to a fault of ours, of which the log tells no more than its kind."""
        return self.response(request, 500)
