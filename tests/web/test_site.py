"""What the process cannot be made to do from outside: a fault, an answer that takes too long, threads."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.web import site as site_module
from bot.channels.web.api.linked import Linker
from bot.channels.web.application import build_application
from bot.channels.web.site import Site
from bot.knowledge.model import Case, Knowledge
from bot.knowledge.source import Source
from bot.settings import Settings
from tests.web.reading import Html

CASE = Case("a-1", "Torget", {"pm": Source("pm", "PM", "Nämnden bygger om torget.")}, meeting="Nämnden den 3 mars")


@pytest.fixture
def site() -> Site:
    return Site(Settings(), Answerer(Knowledge({"a-1": CASE})))


async def get(site: Site, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(build_application(site, renewed), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        return await client.get(path, headers={"accept-language": "sv"})


async def renewed() -> bool:
    return True


def breaks(*_: Any, **__: Any) -> None:
    raise RuntimeError("Hemligafrågan")


async def test_a_fault_is_told_kindly_and_says_nothing_of_the_question(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.answerer, "ask", breaks)
    page = await get(site, "/?q=Hemligafrågan")
    assert page.status_code == 500
    assert Html(page.text).one("h1").text == "Något gick fel hos mig. Försök gärna igen"
    assert "Hemliga" not in Html(page.text).one("body").text
    api = await get(site, "/api/fraga?q=Hemligafrågan")
    assert (api.status_code, api.json()) == (500, {"error": "failed"})
    assert page.headers["referrer-policy"] == api.headers["referrer-policy"] == "no-referrer"


async def test_an_answer_with_the_encoder_is_made_in_a_thread(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.answerer, "by_meaning", True)
    assert (await get(site, "/api/fraga?q=hej")).json()["status"] == "declined"


async def test_an_answer_that_takes_too_long_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.answerer, "by_meaning", True)
    monkeypatch.setattr(site.answerer, "ask", lambda *_, **__: time.sleep(0.3))
    monkeypatch.setattr(site_module, "_PATIENCE", 0.01)
    page = await get(site, "/?q=hej")
    assert (page.status_code, page.headers["retry-after"]) == (503, "10")
    assert Html(page.text).one("h1").text == "Svaret dröjer. Försök igen om en stund"


async def test_a_file_that_is_not_there_is_neither_offered_nor_found(site: Site) -> None:
    assert "/arende/a-1/kalla/pm/fil" not in (await get(site, "/arende/a-1/kalla/pm")).text
    assert (await get(site, "/arende/a-1/kalla/pm/fil")).status_code == 404


async def test_what_a_person_searched_for_is_not_kept(site: Site) -> None:
    await get(site, "/arenden?sok=hemligt")
    await get(site, "/arende/a-1?ordna=storlek")
    kept = [page.query for _, page in site._made]
    assert kept == [(("ordna", "storlek"),)]


async def test_a_case_that_is_only_drafted_has_a_question_to_try_too(site: Site) -> None:
    first = Html((await get(site, "/")).text)
    link = next(link for link in first.links if link.startswith("/?q="))
    assert Html((await get(site, link)).text).one("article").get("class") == "reply answered"


async def test_a_document_without_a_reference_is_a_link_away(site: Site) -> None:
    reply = Html((await get(site, "/?q=Skicka handlingen&arende=a-1")).text)
    assert "/arende/a-1/kalla/pm" in reply.links
    assert "ingen länk" not in reply.one("article").text


def test_a_meeting_is_linked_to_its_item(site: Site) -> None:
    graph = Linker(Browser(site.answerer)).case(CASE)["@graph"]
    assert [(node["type"], node.get("oparl:name")) for node in graph] == [
        ("oparl:Paper", "Torget"),
        ("oparl:File", "PM"),
        ("oparl:Meeting", "Nämnden den 3 mars"),
        ("oparl:AgendaItem", "Torget"),
    ]
    assert graph[3]["oparl:meeting"] == {"id": graph[2]["id"]}


async def test_what_is_asked_in_vain_is_counted_and_told_where_it_is_on(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path, asked_in_vain=True, web_rate=0)
    site = Site(settings, Answerer(Knowledge({"a-1": CASE}), counts=True))
    for number in (1, 2, 3):
        transport = httpx.ASGITransport(build_application(site, renewed), client=(f"203.0.113.{number}", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
            await client.get("/", params={"q": "Vad säger nämnden om parkeringsavgiften?"})
    for _ in range(100):
        if dict(site.vain.often()):
            break
        await asyncio.sleep(0.02)
    assert dict(site.vain.often())["parkeringsavgiften"] == 3
    assert "tre olika chattar eller adresser" in (await get(site, "/integritet")).text
    assert "minst tre" in Html((await get(site, "/?q=Sparas+det+jag+skriver%3F")).text).one("article", "reply").text
    off = Site(Settings(), site.answerer)
    assert "tre olika chattar" not in (await get(off, "/integritet")).text
