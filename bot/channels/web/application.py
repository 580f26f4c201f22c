"""The application: every path, and what each request goes through on its way there.

The guard stands outermost, around Starlette itself: the response to a fault gets its headers too. Then all are counted,
and the rate is kept.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.channels.web.api.endpoints import Api
from bot.channels.web.pages.about import AboutPages
from bot.channels.web.pages.case import CasePage
from bot.channels.web.pages.cases import CasesPage
from bot.channels.web.pages.feed import Feed
from bot.channels.web.pages.problem import Problems
from bot.channels.web.pages.question import QuestionPage
from bot.channels.web.pages.source import SourcePage
from bot.channels.web.review.pages import Renew, ReviewPages
from bot.channels.web.serving.fresh import passing
from bot.channels.web.serving.guard import Guard
from bot.channels.web.serving.meters import TEXT, Counting
from bot.channels.web.serving.rate import Rate, RateLimit
from bot.channels.web.site import Site

FREE = ("/static/", "/halsa")
OPEN = ("/api", "/feed")
FORMS = ("/granska",)


def build_application(site: Site, renew: Renew) -> ASGIApp:
    """The ASGI application of a site, which `renew` makes show the files as they are now."""
    problems = Problems(site)

    async def health(request: Request) -> Response:
        share = site.answerer.encoded
        return passing("ok\n" if share == 1.0 else f"ok, {int(100 * share)} % encoded\n", "text/plain")

    async def meters(request: Request) -> Response:
        return Response(site.meters.text(), headers={"content-type": TEXT})

    async def robots(request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /*?*q=\nDisallow: /api/fraga\nDisallow: /granska\n")

    application = Starlette(
        routes=[
            *QuestionPage(site).routes(),
            *CasesPage(site).routes(),
            *CasePage(site).routes(),
            *SourcePage(site).routes(),
            *AboutPages(site).routes(),
            *Feed(site).routes(),
            *Api(site).routes(),
            *ReviewPages(site, renew).routes(),
            Route("/halsa", health),
            Route("/matt", meters),
            Route("/robots.txt", robots),
            Mount("/static", StaticFiles(packages=[("bot.channels.web", "static")]), name="static"),
        ],
        middleware=[
            Middleware(RateLimit, rate=Rate(site.settings.web_rate), refuse=problems.response, free=FREE),
        ],
        exception_handlers={HTTPException: problems.of_http, Exception: problems.of_fault},
    )
    application.router.redirect_slashes = False  # it would send people to whatever host the request names
    return Guard(Counting(application, site.meters), OPEN, FORMS)
