"""The desk: what all pages of review share - who may, what is open, how a page is shown, what cannot be saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.reading.page import page_of
from bot.channels.web.review.access import is_ours, permit
from bot.channels.web.review.cabinet import Cabinet
from bot.channels.web.review.forms import SIGNED, Forms, Sent
from bot.channels.web.review.views import Input, advice
from bot.channels.web.serving.fresh import passing
from bot.channels.web.site import Site
from bot.drafting.reviewing.fields import Field, FieldError, value
from bot.drafting.reviewing.review import Review
from bot.drafting.reviewing.saving import ChangedError, RefusedError, told
from bot.drafting.reviewing.yaml_lines import UnwritableError
from bot.errors import BeslutsbotError, KnowledgeError

Renew = Callable[[], Awaitable[bool]]
"""Makes the site show the files as they are now; gives whether it could."""
Endpoint = Callable[[Request], Awaitable[Response]]

DONE = {
    "sparat": "Sparat.",
    "godkant": "Godkänt.",
    "borttaget": "Uppgiften är borttagen.",
    "tillagt": "Uppgiften är tillagd.",
    "last": "Ärendena är inlästa på nytt.",
    "olast": "Ärendena kunde inte läsas in: något av dem har fel. Kör beslutsbot check, som säger vilket.",
}
CHANGED = (
    "Ärendet har ändrats sedan du öppnade sidan. Det du skrev står kvar här. Jämför med det som är sparat, "
    "och spara igen om det ska gälla."
)
NOT_HERE = "Filen är skriven så att det inte går att ändra här. Ändra i case.yaml i stället."
SAFE = {"referrer-policy": "same-origin"}  # without it browsers do not say where a form comes from
_CHANGED_STATUS, _REFUSED_STATUS = 409, 422


class Desk:
    """Shows pages of review, and takes their forms."""

    def __init__(self, site: Site, renew: Renew) -> None:
        self.site, self.renew = site, renew
        self.cabinet, self.forms = Cabinet(site), Forms()
        self._renewing: set[asyncio.Future[bool]] = set()

    def route(self, path: str, shown: Endpoint, sent: Endpoint | None = None) -> Route:
        """A path of review, with what shows it and what takes its form, for those who may."""

        async def endpoint(request: Request) -> Response:
            permit(request, self.site.settings)
            try:
                if request.method != "POST":
                    return await shown(request)
                if sent is None or not is_ours(request, self.site.settings):
                    raise HTTPException(403 if sent else 405)
                return await sent(request)
            except KnowledgeError as error:
                return self.page(request, "faulty.html", 500, problems=error.problems)
            except UnwritableError:
                return self.page(request, "faulty.html", 500, problems=(NOT_HERE,))

        return Route(path, endpoint, methods=["GET", "POST"])

    def page(self, request: Request, name: str, status: int = 200, **values: object) -> Response:
        """A page of review, which nobody keeps. They are in Swedish, as the documents are."""
        page = replace(page_of(request), language="sv", chosen=None, by_browser="sv")
        done = DONE.get(request.query_params.get("klart", "")) if request.method != "POST" else None
        body = self.site.templates.fill(f"review/{name}", page, done=done, signed=SIGNED, **values)
        return passing(body, "text/html", status, **SAFE)

    def signature(self, review: Review) -> str:
        return self.forms.sign(review.case.id, review.digest)

    def letters(self, review: Review) -> list[tuple[str, str]]:
        """The parties that may be chosen, all that the case names first."""
        known = {party.letter: party.name for party in (*review.case.parties, *review.parties)}
        return list(known.items())

    def advice(self, review: Review) -> Mapping[str, Sequence[str]]:
        """What to think of in each fact's summary, by the fact's id."""
        return advice(review.case, self.site.answerer.matcher.parties)

    def saved(self, path: str) -> Response:
        """To a page, after a change. What is served becomes that of the files, which nobody waits for."""
        renewing = asyncio.ensure_future(self.renew())
        self._renewing.add(renewing)
        renewing.add_done_callback(self._renewing.discard)
        return RedirectResponse(path, 303, {"cache-control": "no-store", **SAFE})


def problem(error: BeslutsbotError) -> tuple[int, tuple[str, ...], str]:
    """The status of a change that could not be made, what to tell, and the key of the field that it is about."""
    if isinstance(error, ChangedError):
        return _CHANGED_STATUS, (CHANGED,), ""
    if isinstance(error, RefusedError):
        return _REFUSED_STATUS, error.sentences, "summary" if "ammanfattningen" in error.sentences[0] else ""
    if isinstance(error, FieldError):
        return _REFUSED_STATUS, (error.what,), error.key
    if isinstance(error, UnwritableError):
        return _REFUSED_STATUS, (NOT_HERE,), ""
    return _REFUSED_STATUS, (told(error.what),), ""


def read_fields(fields: Sequence[Field], sent: Sent, before: dict[str, Any]) -> dict[str, Any]:
    """What was written in each field, as the file's values. Raises FieldError for the first that cannot be used."""
    return {field.key: value(field, sent.all(field.key), before.get(field.key)) for field in fields}


def as_sent(made: Sequence[Input], sent: Sent) -> tuple[Input, ...]:
    """Fields with what a person wrote in them, which is not lost where it cannot be saved."""
    return tuple(
        replace(one, text="\n".join(sent.all(one.field.key)), chosen=tuple(sent.all(one.field.key))) for one in made
    )
