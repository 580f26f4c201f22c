"""How requests are met: what is refused, what each response says of itself, and what is left of a request. Nothing."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.channels.web.serving.rate import Rate, neighbourhood
from tests.web.process import WebProcess
from tests.web.reading import Html

PAGES = [
    "/",
    "/?q=Hur+stor+är+trygghetsfonden%3F",
    "/?uppgift=ks-2020-1616/decisions/beslut-vinst",
    "/arenden",
    "/arende/ks-2020-1616",
    "/arende/ho-1",
    "/arende/ks-2020-1616/kalla/pm",
    "/arende/ho-1/kalla/pm",
    "/integritet",
    "/tillganglighet",
    "/api",
    "/nope",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_safe(get: httpx.Client, path: str) -> None:
    headers = get.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert "unsafe" not in headers["content-security-policy"]
    assert (policy["style-src"], policy["form-action"], policy["base-uri"]) == ("'self'", "'self'", "'none'")
    assert policy["frame-ancestors"] == "'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert not {"set-cookie", "server", "x-powered-by"} & set(headers)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_made_for_all(get: httpx.Client, path: str, language: str) -> None:
    """What can be told of WCAG without a browser: language, title, one main, headings in order, names of all."""
    page = Html(get.get(path, params={**dict(httpx.QueryParams(urlsplit(path).query)), "sprak": language}).text)
    assert page.one("html").get("lang") == language
    assert page.one("title").text
    assert len(page.all("main")) == len(page.all("h1")) == 1
    levels = [int(e.tag[1]) for e in page.elements if re.fullmatch("h[1-6]", e.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    named = {e.get("for") for e in page.all("label")}
    assert all(e.get("id") in named for e in [*page.all("input"), *page.all("select")] if e.get("type") != "hidden")
    ids = [e.get("id") for e in page.elements if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(e.text for e in [*page.all("a"), *page.all("button"), *page.all("summary")])
    assert page.links[0] == "#innehall"
    for element in page.elements:
        assert all(id_ in ids for id_ in element.get("aria-labelledby").split())


def test_no_link_is_dead(get: httpx.Client) -> None:
    """Links lead to pages, and within a page to a place that it has; of many, some are tried."""
    seen: dict[str, Html | None] = {}

    def visit(address: str) -> Html | None:
        if address not in seen:
            response = get.get(address)
            assert response.status_code == 200, address
            is_page = response.headers["content-type"].startswith("text/html")
            seen[address] = Html(response.text) if is_page else None
        return seen[address]

    for path in PAGES[:-1]:
        start = visit(path)
        assert start is not None
        links = [link for link in dict.fromkeys(start.links) if not link.startswith("https://")]
        for link in (*links[:20], *links[20::25], *links[-5:]):
            address, _, fragment = link.partition("#")
            there = visit(address) if address else start
            if fragment and there is not None:
                assert fragment in {e.get("id") for e in there.elements}, link


@pytest.mark.parametrize("path", ["/", "/arenden", "/arende/ks-2020-1616", "/api/arenden", "/api/fraga?q=hej", "/feed"])
def test_what_is_known_already_is_not_sent_again(get: httpx.Client, path: str) -> None:
    first = get.get(path)
    again = get.get(path, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert get.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_answer_is_not_kept(get: httpx.Client) -> None:
    assert get.get("/?q=hej").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda get: get.post("/", data={"q": "hej"}), 405),
        (lambda get: get.put("/api/arenden"), 405),
        (lambda get: get.options("/"), 405),
        (lambda get: get.request("GET", "/", content=b"q=hej"), 413),
        (lambda get: get.request("GET", "/", content=iter([b"x"])), 413),
        (lambda get: get.get("/?q=" + "x" * 20_000), 414),
        (lambda get: get.head("/"), 200),
        (lambda get: get.head("/api/fraga?q=hej"), 200),
        (lambda get: get.get("/halsa"), 200),
        (lambda get: get.get("/robots.txt"), 200),
        (lambda get: get.get("/?q=%ff%fe%00"), 200),
        (lambda get: get.get("/arende/%00/kalla/%2e%2e%2f"), 404),
        (lambda get: get.get("/arenden/", headers={"host": "other.example"}), 404),
    ],
)
def test_what_is_taken(get: httpx.Client, send: Callable[[httpx.Client], httpx.Response], status: int) -> None:
    assert send(get).status_code == status


def test_the_style_is_kept_for_as_long_as_it_is_the_same(get: httpx.Client) -> None:
    style = next(e.get("href") for e in Html(get.get("/").text).all("link") if e.get("rel") == "stylesheet")
    response = get.get(style)
    assert response.headers["content-type"].startswith("text/css")
    assert "etag" in response.headers


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2::1", neighbourhood("2001:db8:1:2:ffff::9")),
        ("::ffff:10.0.0.1", "::ffff:a00:1"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_who_counts_as_one(address: str, who: str) -> None:
    assert neighbourhood(address) == who


def test_the_rate() -> None:
    now = 0.0
    rate = Rate(3, lambda: now)
    assert [rate.wait("a") for _ in range(4)] == [0, 0, 0, 20]
    assert rate.wait("b") == 0
    now = 19.0
    assert rate.wait("a") == pytest.approx(1)
    now = 20.0
    assert [rate.wait("a"), rate.wait("a")] == [0, 20]
    now = 10_000.0
    assert [rate.wait("a") for _ in range(4)] == [0, 0, 0, 20]
    assert {Rate(0).wait("a") for _ in range(1000)} == {0}


def test_a_process_that_is_asked_too_often_keeps_no_word_and_stops_cleanly(granvik: Path, tmp_path: Path) -> None:
    web = WebProcess(
        tmp_path, KNOWLEDGE=str(granvik), WEB_RATE="3", LOG_LEVEL="DEBUG", OWNER="Granvik <b>", CONTACT="x@y.z"
    )
    asked = "Hemligafrågan om simhallen?"
    codes = [web.client.get("/", params={"q": asked}).status_code for _ in range(3)]
    codes.append(web.client.get("/api/fraga", params={"q": asked}).status_code)
    refused = web.client.get("/", params={"q": asked})
    assert (*codes, refused.status_code) == (200, 200, 200, 429, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert "vänta en stund" in refused.text.lower()
    assert refused.headers["content-security-policy"]
    assert web.client.get("/halsa").status_code == 200
    other = {"x-forwarded-for": "203.0.113.9"}  # whom a server on the same machine passes on
    meters = web.client.get("/matt", headers=other).text
    assert 'beslutsbot_responses_total{code="429"} 2.0' in meters
    assert "beslutsbot_answer_seconds_count 3.0" in meters
    statement = Html(web.client.get("/tillganglighet", headers=other).text)
    assert "Granvik <b>" in statement.one("main").text
    assert "x@y.z" in statement.one("main").text
    code, log = web.stop()
    assert code == 0
    assert not re.search("Hemliga|simhall|127.0.0.1|203.0.113|/api", log), log
    assert '"stopped"' in log


def test_it_listens_on_loopback_only_and_says_so_where_it_cannot(
    web: WebProcess, granvik: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    address = urlsplit(web.url)
    assert address.hostname == "127.0.0.1"
    monkeypatch.setenv("BESLUTSBOT_KNOWLEDGE", str(granvik))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("BESLUTSBOT_WEB_PORT", str(taken.getsockname()[1]))
        assert main(["serve"]) == 1
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err
