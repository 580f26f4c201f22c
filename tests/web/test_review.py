"""The pages of review, as a clerk meets them: what is drafted becomes reviewed, and nobody else may."""

from __future__ import annotations

import asyncio
import re
import shutil
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.answering.answerer import Answerer
from bot.channels.logs import Log
from bot.channels.web.application import build_application
from bot.channels.web.renewal import Renewal
from bot.channels.web.site import Site
from bot.drafting.case import draft_cases
from bot.knowledge.load import load_knowledge
from bot.settings import Settings
from tests.web.conftest import TOKEN
from tests.web.reading import Html

HERE = {"host": "127.0.0.1:8000", "sec-fetch-site": "same-origin"}
DOCUMENT = """Protokollsutdrag
Ekhamns kommun
Kultur- och fritidsnämnden
Sammanträdesdatum 2025-05-14
Dnr KFN 2025/77

Längre öppettider i simhallen

Beslut

Kultur- och fritidsnämnden beslutar följande.
1. Simhallen håller öppet till klockan 21 måndag till torsdag från och med den 1 september 2025.

Ärendebeskrivning

Längre öppettider kostar 450 tkr under 2025. Barn under sju år badar fortsatt gratis.

Reservation

Eva Berg (M) reserverar sig mot beslutet till förmån för eget förslag.
"""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafted")
    document = folder / "protokoll.txt"
    document.write_text(DOCUMENT, encoding="utf-8")
    draft_cases([document], folder / "kunskap")
    case = folder / "kunskap" / "kfn-2025-77" / "case.yaml"
    text = case.read_text("utf-8")
    case.write_text(re.sub(r"(  - id: eva|  - id: m-)", r"  # granska: läs noga\n\1", text, count=1), encoding="utf-8")
    return folder / "kunskap"


@pytest.fixture
def knowledge(drafted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drafted, tmp_path / "kunskap"))


@pytest.fixture(scope="module")
def still(drafted: Path) -> tuple[Site, httpx.AsyncClient]:
    """A site that no test changes, and a client of it."""
    return site(drafted)


def site(knowledge: Path, *, renews: bool = False) -> tuple[Site, httpx.AsyncClient]:
    """A site, and a client of it at the machine itself; it `renews` what it shows where a test looks at that."""

    def load() -> Answerer:
        return Answerer(load_knowledge(knowledge))

    made = Site(Settings(knowledge=knowledge, web_rate=0), load())

    async def as_it_is() -> bool:
        return True

    renew = Renewal(made, lambda: made.prepare(load()), Log()) if renews else as_it_is
    application = build_application(made, renew)
    transport = httpx.ASGITransport(application, client=("127.0.0.1", 5000))
    return made, httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=HERE)


def form(page: httpx.Response, button: str) -> dict[str, str]:
    """What a browser sends of the form that has a button (its value), as it stands on a page."""
    html = Html(page.text)
    fields: dict[str, str] = {}
    for element in html.elements:
        name, value = element.get("name"), element.get("value")
        if element.tag == "form":
            fields = {}
        elif element.tag == "textarea":
            fields[name] = "".join(element.words).strip()
        elif element.tag == "select":
            chosen = name
        elif element.tag == "option" and "selected" in element.attributes:
            fields[chosen] = value
        elif element.tag == "input" and (element.get("type") != "checkbox" or "checked" in element.attributes):
            fields[name] = value
        elif element.tag == "button" and value == button:
            return {**fields, name: value}
    raise AssertionError(f"no button {button}")


async def test_a_draft_becomes_a_reviewed_case_without_touching_a_file(knowledge: Path) -> None:
    made, clerk = site(knowledge, renews=True)
    page = await clerk.get("/granska")
    assert Html(page.text).one("ul", "cases").text == "Längre öppettider i simhallen kfn-2025-77 · 1 att titta på först"

    page = await clerk.get("/granska/kfn-2025-77")
    first = Html(page.text).one("article", "reviewed")
    assert "Granska: läs noga" in first.text
    assert Html(page.text).one("mark").text in " ".join(DOCUMENT.split())
    path = next(link for link in Html(page.text).links if re.fullmatch(r"/granska/[\w-]+/\w+/[\w-]+", link))
    sent = await clerk.post(path, data=form(page, "godkann"))
    assert sent.status_code == 303
    page = await clerk.get(sent.headers["location"])
    assert Html(page.text).one("p", "done").text == "Godkänt."
    assert "granska: läs" not in (knowledge / "kfn-2025-77" / "case.yaml").read_text("utf-8")

    page = await clerk.get("/granska/kfn-2025-77")
    sent = await clerk.post("/granska/kfn-2025-77", data=form(page, "alla"))
    assert "Ännu inte granskade" not in (await clerk.get(sent.headers["location"])).text

    path = "/granska/kfn-2025-77/ny"
    page = await clerk.get(path, params={"fran": "Barn under  sju", "till": "gratis."})
    assert Html(page.text).one("mark").text == "Barn under sju år badar fortsatt gratis."
    chosen = next(link for link in Html(page.text).links if link.startswith(f"{path}?"))
    page = await clerk.get(chosen)
    written = {**form(page, "spara"), "topic": "avgift", "questions": "Kostar badet något för små barn?"}
    sent = await clerk.post(path, data=written)
    assert sent.headers["location"].startswith("/granska/kfn-2025-77?klart=tillagt#details-")

    assert "badar fortsatt gratis" in (await clerk.get("/granska/kfn-2025-77")).text
    for _ in range(100):  # what is served is renewed meanwhile
        if "Kostar badet något för små barn?" in str(made.answerer.knowledge.cases["kfn-2025-77"].facts):
            break
        await asyncio.sleep(0.02)
    page = await clerk.get("/", params={"q": "Kostar badet något för små barn?"})
    assert "Barn under sju år badar fortsatt gratis." in Html(page.text).one("article", "reply").text


async def test_what_cannot_be_saved_is_told_and_what_was_written_stays(knowledge: Path) -> None:
    _, clerk = site(knowledge)
    path = "/granska/kfn-2025-77/decisions/beslut-1"
    page = await clerk.get(path)
    refused = await clerk.post(path, data={**form(page, "spara"), "summary": "Badet i Berga stänger."})
    assert refused.status_code == 422
    html = Html(refused.text)
    assert html.one("div", "wrong").text == (
        "Det är inte sparat. Sammanfattningen säger ”Berga”, men det gör inte citatet."
    )
    assert form(refused, "spara")["summary"] == "Badet i Berga stänger."
    empty = await clerk.post(path, data={**form(page, "spara"), "summary": " "})
    assert "Sammanfattning: skriv något här." in Html(empty.text).one("div", "wrong").text
    other = await clerk.get(path, params={"sort": "amounts"})
    wrong = await clerk.post(path, data={**form(other, "spara"), "value": "många", "unit": "x", "what": "y"})
    assert "skriv med siffror" in Html(wrong.text).one("div", "wrong").text
    saved = await clerk.post(
        path, data={**form(page, "spara"), "about": "bad, öppet", "questions": "När är det öppet?"}
    )
    assert saved.status_code == 303
    stale = await clerk.post(path, data={**form(page, "spara"), "summary": "Något annat."})
    assert stale.status_code == 409
    assert "har ändrats sedan du öppnade sidan" in Html(stale.text).one("div", "wrong").text
    assert form(stale, "spara")["summary"] == "Något annat."
    removed = await clerk.post(path, data=form(await clerk.get(path), "bort"))
    assert removed.status_code == 303
    assert (await clerk.get(path)).status_code == 404
    assert not (knowledge / "kfn-2025-77" / "questions.yaml").exists()


async def test_what_stands_above_the_facts_is_corrected(knowledge: Path) -> None:
    _, clerk = site(knowledge)
    path = "/granska/kfn-2025-77/arendet"
    page = await clerk.get(path)
    written = form(page, "spara")
    wrong = await clerk.post(path, data={**written, "date": "i maj"})
    assert "Datum: skriv så här: 2025-05-14." in Html(wrong.text).one("div", "wrong").text
    sent = await clerk.post(path, data={**written, "title": "Simhallens öppettider", "date": "2025-05-15"})
    assert sent.headers["location"] == "/granska/kfn-2025-77?klart=sparat"
    assert "date: 2025-05-15\n" in (knowledge / "kfn-2025-77" / "case.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"fran": "Barnen under sju år badar"}, "Så står det inte i handlingen"),
        ({"fran": "e", "till": ""}, "Orden står på flera ställen"),
        ({"fran": "Barn under", "till": "Protokollsutdrag"}, "Så står det inte i handlingen"),
    ],
)
async def test_a_passage_has_to_stand_in_the_document(
    still: tuple[Site, httpx.AsyncClient], words: dict[str, str], told: str
) -> None:
    _, clerk = still
    assert told in (await clerk.get("/granska/kfn-2025-77/ny", params=words)).text
    page = await clerk.get("/granska/kfn-2025-77/ny?kalla=pm&start=9&end=99999999")
    assert Html(page.text).one("h1").text == "Välj ett stycke"


@pytest.mark.parametrize(
    ("settings", "headers", "client", "status"),
    [
        ({}, {}, "127.0.0.1", 200),
        ({}, {"host": "localhost:8000"}, "::1", 200),
        ({}, {}, "203.0.113.9", 403),
        ({}, {"host": "ond.example"}, "127.0.0.1", 403),
        ({}, {"x-forwarded-for": "127.0.0.1"}, "127.0.0.1", 403),
        ({"public_url": "https://svar.example"}, {}, "127.0.0.1", 403),
        ({"staff_token": TOKEN}, {}, "127.0.0.1", 200),
        ({"staff_token": TOKEN}, {}, "203.0.113.9", 401),
        ({"staff_token": TOKEN}, {"authorization": f"Bearer {TOKEN}"}, "203.0.113.9", 200),
        ({"staff_token": TOKEN}, {"authorization": "Bearer fel"}, "203.0.113.9", 401),
        ({"staff_token": TOKEN}, {"authorization": f"Basic {b64encode(f'a:{TOKEN}'.encode()).decode()}"}, "::2", 200),
        ({"staff_token": TOKEN}, {"authorization": "Basic a:b"}, "203.0.113.9", 401),
        ({"staff_token": TOKEN}, {"authorization": "Basic"}, "203.0.113.9", 401),
    ],
)
async def test_who_may_review(
    still: tuple[Site, httpx.AsyncClient],
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    headers: dict[str, str],
    client: str,
    status: int,
) -> None:
    made, _ = still
    monkeypatch.setattr(made, "settings", replace(made.settings, **settings))  # type: ignore[arg-type]

    async def renewed() -> bool:
        return True

    transport = httpx.ASGITransport(build_application(made, renewed), client=(client, 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as asking:
        for path in ("/granska", "/granska/kfn-2025-77", "/granska/kfn-2025-77/decisions/beslut-1"):
            response = await asking.get(path, headers=headers)
            assert response.status_code == status
            assert response.headers["cache-control"] == "no-store"
            assert TOKEN not in response.text
    if status == 401:
        assert response.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://ond.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
        ({"origin": "http://127.0.0.1:8000"}, 303),
    ],
)
async def test_forms_are_taken_from_our_own_pages_only(
    still: tuple[Site, httpx.AsyncClient], monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    _, clerk = still
    data = form(await clerk.get("/granska"), "")
    monkeypatch.setattr(clerk, "headers", {"host": HERE["host"]})
    assert (await clerk.post("/granska", data=data, headers=headers)).status_code == status


async def test_a_form_that_is_not_signed_by_us_changes_nothing(knowledge: Path) -> None:
    _, clerk = site(knowledge)
    path = "/granska/kfn-2025-77/decisions/beslut-1"
    before = (knowledge / "kfn-2025-77" / "case.yaml").read_bytes()
    for value in ("", "x.y.z"):
        refused = await clerk.post(path, data={"underlag": value, "gor": "bort"})
        assert refused.status_code == 409
    for body in (b"\xff\xfe", b"&".join(b"a=%d" % number for number in range(300))):
        assert (await clerk.post(path, content=body)).status_code == 400
    assert (await clerk.post(path, content=b"a" * 200_000)).status_code == 413
    assert (await clerk.post("/granska", data={})).headers["location"] == "/granska"
    assert (await clerk.post("/arenden", data={"a": "b"})).status_code == 405
    assert (await clerk.post("/granska/kfn-2025-77", data={})).status_code == 409
    assert (await clerk.post("/granska/kfn-2025-77/nope", data={})).status_code == 404
    assert (knowledge / "kfn-2025-77" / "case.yaml").read_bytes() == before


async def test_a_case_with_faults_says_which(knowledge: Path) -> None:
    _, clerk = site(knowledge, renews=True)
    file = knowledge / "kfn-2025-77" / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("klockan 21 måndag", "klockan 22 måndag"), encoding="utf-8")
    page = await clerk.get("/granska/kfn-2025-77")
    assert page.status_code == 500
    assert "quote not found" in page.text
    told = await clerk.post("/granska", data=form(await clerk.get("/granska"), ""))
    assert "kunde inte läsas in" in (await clerk.get(told.headers["location"])).text
    assert urlsplit(told.headers["location"]).path == "/granska"
