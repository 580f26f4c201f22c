"""The pages of a fact: one that the case has, beside its passage, and one that a person adds from a passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.channels.web.review.desk import Desk, as_sent, problem, read_fields
from bot.channels.web.review.views import Excerpt, Input, excerpt, fact_view, found, inputs, nearest, unquoted
from bot.channels.web.views.document import span_of
from bot.drafting.reviewing.fields import KIND_NAMES, FieldError, fields_of
from bot.drafting.reviewing.review import Review, ReviewedFact, kind_of
from bot.drafting.reviewing.saving import ChangedError, RefusedError, accept, add, correct, remove
from bot.drafting.reviewing.yaml_lines import UnwritableError
from bot.drafting.writing.wording import shortened
from bot.errors import BeslutsbotError
from bot.knowledge.model import Kind

_CANNOT = (ChangedError, RefusedError, FieldError, UnwritableError)
_LONGEST = 1_000  # characters of the words that a passage is found by


class FactPages:
    """Accepts, corrects and deletes a fact; adds one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        return [
            self._desk.route("/granska/{case}/ny", self._new, self._new_sent),
            self._desk.route("/granska/{case}/{kind}/{fact}", self._fact, self._fact_sent),
        ]

    async def _fact(self, request: Request) -> Response:
        review = await self._desk.cabinet.open(request.path_params["case"])
        item = _item(review, request)
        kind = kind_of(request.query_params.get("sort", "")) or item.fact.kind
        return self._fact_page(request, review, item, kind, self._inputs(review, kind, _written(item, kind)))

    async def _fact_sent(self, request: Request) -> Response:
        case, desk = request.path_params["case"], self._desk
        sent = await desk.forms.read(request, case)
        does = sent.one("gor")
        kind = kind_of(sent.one("sort"))

        def change(review: Review) -> tuple[ReviewedFact, Review]:
            item = _item(review, request)
            if does == "bort":
                remove(review, item)
            elif does == "godkann":
                accept(review, item)
            else:
                into = kind or item.fact.kind
                values = read_fields(fields_of(into), sent, _written(item, into))
                questions = values.pop("questions") or []
                correct(review, item, into, values, questions)
            return item, review

        try:
            item, before = await desk.cabinet.change(case, sent.digest, change)
        except _CANNOT as error:
            review = await desk.cabinet.open(case)
            item = _item(review, request)
            into = kind or item.fact.kind
            made = self._inputs(review, into, _written(item, into))
            if does == "spara":
                made = as_sent(made, sent)
            return self._fact_page(request, review, item, into, made, error)
        done = {"bort": "borttaget", "godkann": "godkant"}.get(does, "sparat")
        return desk.saved(_next(before, item, done, from_list=sent.one("fran") == "lista"))

    async def _new(self, request: Request) -> Response:
        review = await self._desk.cabinet.open(request.path_params["case"])
        if passage := _chosen(review, request.query_params):
            kind = kind_of(request.query_params.get("sort", "")) or Kind.DETAIL
            made = self._inputs(review, kind, {"summary": shortened(passage.words)})
            return self._new_page(request, review, passage, kind, made)
        return self._search_page(request, review)

    async def _new_sent(self, request: Request) -> Response:
        case, desk = request.path_params["case"], self._desk
        sent = await desk.forms.read(request, case)
        given = {name: sent.one(name) for name in ("kalla", "start", "end")}
        kind = kind_of(sent.one("sort")) or Kind.DETAIL

        def change(review: Review) -> str:
            passage = _chosen(review, given)
            if passage is None:
                raise RefusedError(["Stycket finns inte i handlingen. Välj det igen."])
            values = read_fields(fields_of(kind), sent, {})
            questions = values.pop("questions") or []
            return add(review, review.case.sources[passage.source], passage.span, kind, values, questions)

        try:
            name = await desk.cabinet.change(case, sent.digest, change)
        except _CANNOT as error:
            review = await desk.cabinet.open(case)
            passage = _chosen(review, given)
            if passage is None:
                return self._search_page(request, review, error)
            made = as_sent(self._inputs(review, kind, {}), sent)
            return self._new_page(request, review, passage, kind, made, error)
        return desk.saved(f"/granska/{case}?klart=tillagt#{name.replace('/', '-')}")

    def _inputs(self, review: Review, kind: Kind, values: dict[str, Any]) -> tuple[Input, ...]:
        return inputs(fields_of(kind), values, self._desk.letters(review))

    def _fact_page(
        self,
        request: Request,
        review: Review,
        item: ReviewedFact,
        kind: Kind,
        made: Sequence[Input],
        error: BeslutsbotError | None = None,
    ) -> Response:
        values = {"shown": fact_view(review, item, self._desk.advice(review)), "own_kind": item.fact.kind}
        return self._form_page(request, "fact.html", review, kind, made, error, **values)

    def _new_page(
        self,
        request: Request,
        review: Review,
        passage: Excerpt,
        kind: Kind,
        made: Sequence[Input],
        error: BeslutsbotError | None = None,
    ) -> Response:
        return self._form_page(request, "new.html", review, kind, made, error, passage=passage)

    def _form_page(
        self,
        request: Request,
        name: str,
        review: Review,
        kind: Kind,
        made: Sequence[Input],
        error: BeslutsbotError | None,
        **values: object,
    ) -> Response:
        status, problems, wrong = problem(error) if error else (200, (), "")
        shared = {
            "review": review,
            "kind": kind,
            "kinds": KIND_NAMES,
            "inputs": made,
            "problems": problems,
            "wrong": wrong,
            "signature": self._desk.signature(review),
        }
        return self._desk.page(request, name, status, **shared, **values)

    def _search_page(self, request: Request, review: Review, error: BeslutsbotError | None = None) -> Response:
        """Where a passage is chosen: by its words, or among those that no fact quotes."""
        asked = request.query_params
        first, last, source = asked.get("fran", "")[:_LONGEST], asked.get("till", "")[:_LONGEST], asked.get("kalla")
        passages = found(review.case, first, last, source) if first.strip() else ()
        alike = None
        if first.strip() and not passages:
            alike = nearest(review.case, f"{first} {last}")
        status, problems, _ = problem(error) if error else (200, (), "")
        return self._desk.page(
            request,
            "passage.html",
            status,
            review=review,
            first=first,
            last=last,
            source=source,
            passages=passages,
            nearest=alike,
            unquoted=unquoted(review.case),
            problems=problems,
        )


def _item(review: Review, request: Request) -> ReviewedFact:
    """The fact that a request is about. Raises HTTPException where there is none."""
    item = review.find(request.path_params["kind"], request.path_params["fact"])
    if item is None:
        raise HTTPException(404)
    return item


def _written(item: ReviewedFact, kind: Kind) -> dict[str, Any]:
    """What stands in a fact's fields; of what only its own kind has nothing, where it is to be of another."""
    both = ("summary", "about") if kind is not item.fact.kind else tuple(item.written)
    return {**{key: item.written.get(key) for key in both}, "questions": list(item.fact.questions)}


def _chosen(review: Review, given: Any) -> Excerpt | None:
    """The passage that an address or a form names by its span."""
    source = review.case.sources.get(given.get("kalla", ""))
    span = span_of(source, given.get("start"), given.get("end")) if source else None
    if source is None or span is None or not source.text[slice(*span)].strip():
        return None
    return excerpt(review.case, source.quote(*span))


def _next(before: Review, item: ReviewedFact, done: str, *, from_list: bool) -> str:
    """Where a person goes on: to the next fact that is uncertain, when this one was, or back to the list."""
    case = f"/granska/{before.case.id}"
    if from_list:
        after = before.facts[before.facts.index(item) + 1 :]
        return f"{case}?klart={done}#{after[0].name.replace('/', '-')}" if after else f"{case}?klart={done}"
    if not item.notes:
        return f"{case}?klart={done}"
    noted = [other for other in before.facts if other.notes]
    at = noted.index(item)
    following = (*noted[at + 1 :], *noted[:at])
    return f"{case}/{following[0].name}?klart={done}" if following else f"{case}?klart={done}"
