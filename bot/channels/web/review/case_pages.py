"""The pages of review about cases: the list of them, one with its facts, and what stands above its facts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.channels.web.review.desk import SAFE, Desk, as_sent, problem, read_fields
from bot.channels.web.review.views import Input, fact_view, header_notes, inputs
from bot.drafting.reviewing.fields import HEADER, Field, FieldError, value
from bot.drafting.reviewing.review import Review
from bot.drafting.reviewing.saving import ChangedError, RefusedError, accept, accept_header
from bot.drafting.reviewing.yaml_lines import UnwritableError
from bot.errors import BeslutsbotError


class CasePages:
    """The list of cases, and the page of each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        route = self._desk.route
        return [
            route("/granska", self._all, self._reload),
            route("/granska/{case}", self._case, self._case_sent),
            route("/granska/{case}/arendet", self._header, self._header_sent),
        ]

    async def _all(self, request: Request) -> Response:
        signature = self._desk.forms.sign("", "")
        vain = await asyncio.to_thread(self._desk.site.vain.often)
        waiting = await self._desk.cabinet.waiting()
        return self._desk.page(request, "cases.html", waiting=waiting, signature=signature, vain=vain)

    async def _reload(self, request: Request) -> Response:
        if (await self._desk.forms.read(request, "")).digest is None:
            return RedirectResponse("/granska", 303, SAFE)
        done = "last" if await self._desk.renew() else "olast"
        return RedirectResponse(f"/granska?klart={done}", 303, SAFE)

    async def _case(self, request: Request, error: BeslutsbotError | None = None) -> Response:
        review = await self._desk.cabinet.open(request.path_params["case"])
        advice = self._desk.advice(review)
        views = [fact_view(review, item, advice) for item in review.facts]
        parts = (
            ("osakra", "Att titta på först", [view for view in views if view.is_first]),
            ("olasta", "Ännu inte granskade", [view for view in views if not view.is_first and not view.reviewed]),
            ("lasta", "Granskade", [view for view in views if not view.is_first and view.reviewed]),
        )
        signature = self._desk.signature(review)
        status, problems, _ = problem(error) if error else (200, (), "")
        values = {
            "review": review,
            "notes_above": header_notes(review),
            "parts": parts,
            "problems": problems,
            "signature": signature,
        }
        return self._desk.page(request, "case.html", status, **values)

    async def _case_sent(self, request: Request) -> Response:
        """Accepts all facts that nothing is said of."""
        case, desk = request.path_params["case"], self._desk
        sent = await desk.forms.read(request, case)

        def change(review: Review) -> object:
            said = desk.advice(review)
            items = (item for item in review.facts if not (item.notes or item.reviewed or item.fact.id in said))
            return accept(review, *items)

        try:
            await desk.cabinet.change(case, sent.digest, change)
        except (ChangedError, RefusedError, UnwritableError) as error:
            return await self._case(request, error)
        return desk.saved(f"/granska/{case}?klart=godkant")

    async def _header(self, request: Request) -> Response:
        review = await self._desk.cabinet.open(request.path_params["case"])
        return self._header_page(request, review, inputs(HEADER, review.lines.data, ()))

    async def _header_sent(self, request: Request) -> Response:
        case, desk = request.path_params["case"], self._desk
        sent = await desk.forms.read(request, case)

        def change(review: Review) -> object:
            names: dict[int, str] = {}
            for place, _ in enumerate(review.case.parties):
                field = Field(f"parti-{place}", "Partiets namn", required=True)
                names[place] = value(field, sent.all(field.key), review.lines.data["parties"][place]["name"])
            return accept_header(review, read_fields(HEADER, sent, review.lines.data), names)

        try:
            await desk.cabinet.change(case, sent.digest, change)
        except (ChangedError, RefusedError, FieldError, UnwritableError) as error:
            review = await desk.cabinet.open(case)
            made = as_sent(inputs(HEADER, review.lines.data, ()), sent)
            return self._header_page(request, review, made, error)
        return desk.saved(f"/granska/{case}?klart=sparat")

    def _header_page(
        self, request: Request, review: Review, made: Sequence[Input], error: BeslutsbotError | None = None
    ) -> Response:
        status, problems, key = problem(error) if error else (200, (), "")
        signature = self._desk.signature(review)
        values = {"review": review, "inputs": made, "problems": problems, "wrong": key, "signature": signature}
        return self._desk.page(request, "header.html", status, notes_above=header_notes(review), **values)
