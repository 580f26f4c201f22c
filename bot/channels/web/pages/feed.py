"""The feed: new and changed cases, as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.answering.wording import say
from bot.channels.web.serving.fresh import fresh
from bot.channels.web.site import Site
from bot.knowledge.files.case_file import CASE_FILE
from bot.knowledge.links import case_path
from bot.knowledge.model import Case, Kind

_MOST = 50
_LOOKED_AT = 500  # cases, the newest, among which those are that were changed last
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # in XML 1.0


class Feed:
    """Tells of the cases that are the newest, or were changed last."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._of, self._body = site.browser, ""

    def routes(self) -> Sequence[BaseRoute]:
        """Where the feed is."""
        return [Route("/feed", self._feed)]

    async def _feed(self, request: Request) -> Response:
        browser = self._site.browser
        if not self._body or self._of is not browser:
            dated = [(changed(case), case) for case in islice(browser.newest(), _LOOKED_AT)]
            dated.sort(key=lambda pair: pair[0], reverse=True)
            self._of, self._body = browser, _written(dated[:_MOST], self._site.settings.public_url or "")
        return fresh(request, self._body, "application/atom+xml")


def changed(case: Case) -> datetime:
    """When a case was changed last: when its file was, or else its own date."""
    folders = {source.file.parent for source in case.sources.values() if source.file is not None}
    times = [datetime.fromtimestamp(file.stat().st_mtime, UTC) for file in map(_case_file, folders) if file.is_file()]
    return max(times, default=_published(case) or _BEGINNING)


def _case_file(folder: Path) -> Path:
    return folder / CASE_FILE


def _published(case: Case) -> datetime | None:
    return datetime.combine(case.date, time(), UTC) if case.date else None


def _written(cases: Sequence[tuple[datetime, Case]], base: str) -> str:
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "sv"})
    _add(feed, "id", uuid5(NAMESPACE_URL, f"{base}/feed").urn)
    _add(feed, "title", f"{say('web.name', 'sv')}: {say('web.cases', 'sv').lower()}")
    _add(feed, "updated", (cases[0][0] if cases else _BEGINNING).isoformat(timespec="seconds"))
    SubElement(feed, "link", {"rel": "self", "href": f"{base}/feed"})
    SubElement(SubElement(feed, "author"), "name").text = say("web.name", "sv")
    for when, case in cases:
        entry = SubElement(feed, "entry")
        _add(entry, "id", uuid5(NAMESPACE_URL, f"{base}{case_path(case.id)}").urn)
        _add(entry, "title", case.title)
        _add(entry, "updated", when.isoformat(timespec="seconds"))
        if published := _published(case):
            _add(entry, "published", published.isoformat(timespec="seconds"))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{base}{case_path(case.id)}"})
        decisions = [fact.summary for fact in case.of_kind(Kind.DECISION)]
        _add(entry, "summary", " ".join(decisions) or case.title)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode")


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text.translate(_UNWRITABLE)
