"""The page of a document: its text, page by page, and the file itself where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.reading.page import Page
from bot.channels.web.site import Site
from bot.channels.web.views.document import document_pages, span_of
from bot.knowledge.links import source_path
from bot.knowledge.source import PDF, Source


class SourcePage:
    """Shows a document, with what lies between `start` and `end` (characters of its text) marked."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where documents and their files are."""
        return [
            Route("/arende/{case}/kalla/{source}", self._page),
            Route("/arende/{case}/kalla/{source}/fil", self._file),
        ]

    async def _page(self, request: Request) -> Response:
        case, source = self._site.source(request.path_params["case"], request.path_params["source"])
        asked = request.query_params
        marked = span_of(source, asked.get("start"), asked.get("end"))

        def values(page: Page) -> Mapping[str, object]:
            return {
                "case": case,
                "source": source,
                "pages": document_pages(case, source, marked, page.language),
                "marked": source.quote(*marked) if marked else None,
                "file": _file_path(case.id, source),
                "is_pdf": _is_pdf(source),
            }

        return self._site.page(request, "source.html", values)

    async def _file(self, request: Request) -> Response:
        case, source = self._site.source(request.path_params["case"], request.path_params["source"])
        if source.file is None or not source.file.is_file():
            raise HTTPException(404)
        kind = "application/pdf" if _is_pdf(source) else "text/plain"
        # Browsers show a PDF by a plugin of their own, which a policy that allows nothing would stop.
        policy = {"content-security-policy": "frame-ancestors 'none'"} if _is_pdf(source) else None
        name = f"{case.id}-{source.id}{source.file.suffix}"
        return FileResponse(
            source.file, media_type=kind, filename=name, headers=policy, content_disposition_type="inline"
        )


def _is_pdf(source: Source) -> bool:
    return source.file is not None and source.file.suffix.lower() == PDF


def _file_path(case: str, source: Source) -> str | None:
    return f"{source_path(case, source.id)}/fil" if source.file is not None and source.file.is_file() else None
