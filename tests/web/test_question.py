"""The first page: asked as a person does, with no script; what the reply shows, and where its links lead."""

from __future__ import annotations

import base64
import re
import zlib
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import HOSTILE, PUBLIC
from tests.web.reading import Html

AGED = "Vad tycker Vänsterpartiet om äldreomsorgen?"
SHIPPED = "ks-2020-1616"


def page(get: httpx.Client, path: str = "/", status: int = 200, accept: str = "sv", **query: str) -> Html:
    response = get.get(path, params=query or None, headers={"accept-language": accept})
    assert response.status_code == status, response.text
    return Html(response.text)


def talk(reply: Html) -> str:
    return next(e.get("value") for e in reply.all("input") if e.get("name") == "samtal")


def test_the_first_page_has_one_field_and_three_examples_that_are_answered(get: httpx.Client) -> None:
    first = page(get)
    assert [e.get("name") for e in first.all("input")] == ["q"]
    examples = [link for link in first.links if link.startswith("/?q=")][:3]
    assert len(examples) == 3
    for example in examples:
        assert page(get, example).all("article", "answered")


@pytest.mark.parametrize(
    ("question", "status", "shows"),
    [
        (AGED, "answered", "den uppsplittrade privatiserade äldreomsorgen är en svag länk"),
        ("Hur stor är trygghetsfonden?", "answered", "100 mnkr"),
        ("Vad tycker Kristdemokraterna om bostäderna?", "declined", "Kristdemokraterna har inte sagt något"),
        ("hej", "declined", "Fråga mig om ett kommunalt beslut"),
        ("x" * 1001, "declined", "Frågan är för lång"),
        ("och Fi?", "likely", "Det här kan vara svaret:"),
    ],
)
def test_a_reply(get: httpx.Client, question: str, status: str, shows: str) -> None:
    reply = page(get, q=question)
    article = reply.one("article", "reply")
    assert status in article.get("class")
    assert shows in article.text


def test_a_reply_has_the_passage_its_place_and_a_link_there(get: httpx.Client) -> None:
    reply = page(get, q=AGED)
    assert reply.one("blockquote").text.startswith("”Helhetssynen försvagas")
    assert "Särskilt uttalande (V), sida 6" in reply.one("figcaption").text
    target = next(link for link in reply.links if "/kalla/" in link)
    assert urlsplit(target).fragment == "citat"
    document = page(get, target)
    assert document.one("mark").text.startswith("Helhetssynen försvagas")
    assert document.one("mark").get("id") == "citat"


def test_a_follow_up_goes_by_what_the_page_carries(get: httpx.Client) -> None:
    first = page(get, q=AGED)
    assert "larmat om sin arbetssituation" in page(get, q="och Fi?", samtal=talk(first)).one("article").text
    assert "larmat om sin arbetssituation" not in page(get, q="och Fi?").one("article").text


@pytest.mark.parametrize(
    "value", ["", "x", "a.b.c", ".eJwrySwpTQUABJQBwA.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "å" * 9, "x" * 7000]
)
def test_a_value_that_is_none_of_ours_is_no_conversation(get: httpx.Client, value: str) -> None:
    assert page(get, q="och Fi?", samtal=value).one("article").text == page(get, q="och Fi?").one("article").text


def test_a_changed_value_is_no_conversation(get: httpx.Client) -> None:
    value = talk(page(get, q=AGED))
    changed = value[:9] + ("a" if value[9] != "a" else "b") + value[10:]
    assert "larmat om sin arbetssituation" not in page(get, q="och Fi?", samtal=changed).one("article").text


def test_what_the_page_carries_has_no_word_of_the_person(get: httpx.Client) -> None:
    value = talk(page(get, q="Snälla rara vad tycker Vänsterpartiet om äldreomsorgen? /Kerstin Bengtsdotter"))
    packed = value.lstrip(".").split(".")[0]
    raw = zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode().lower()
    assert "positions" in raw
    assert not any(word in raw for word in ("kerstin", "bengtsdotter", "snälla", "rara"))


def test_more_is_shown_when_asked_for(get: httpx.Client) -> None:
    reply = page(get, q="Vad säger Socialdemokraterna om bostäder?")
    more = next(link for link in reply.links if "q=mer" in link)
    assert page(get, more).all("blockquote")


def test_a_choice_leads_on(get: httpx.Client) -> None:
    reply = page(get, q="Vad handlar det om?")
    assert reply.one("article").get("class") == "reply choices"
    assert f"/arende/{SHIPPED}" in reply.links


@pytest.mark.parametrize(
    ("question", "leads_to"),
    [("Skicka handlingen", f"/arende/{SHIPPED}/kalla/pm"), ("Vad handlar det om?", f"/arende/{SHIPPED}")],
)
def test_the_document_and_the_case_are_a_link_away(get: httpx.Client, question: str, leads_to: str) -> None:
    reply = page(get, q=question, arende=SHIPPED)
    assert leads_to in reply.links
    assert "ingen länk" not in reply.one("article").text


def test_which_document_is_asked_back(get: httpx.Client) -> None:
    assert f"/arende/{SHIPPED}/kalla/pm" in page(get, q="Skicka handlingen").links


def test_a_link_to_share_gives_the_same_answer(get: httpx.Client) -> None:
    reply = page(get, q=AGED, arende=SHIPPED)
    share = next(e.get("href") for e in reply.all("a") if e.get("rel") == "bookmark")
    assert parse_qs(urlsplit(share).query) == {"q": [AGED], "arende": [SHIPPED]}
    assert page(get, share).one("article").text == reply.one("article").text
    assert reply.meta("og:title") == AGED
    assert "svag länk" in reply.meta("og:description")
    assert reply.meta("og:url") == PUBLIC + share
    follow = page(get, q="och Fi?", samtal=talk(reply))
    shared = next(e.get("href") for e in follow.all("a") if e.get("rel") == "bookmark")
    assert page(get, shared).one("blockquote").text == follow.one("blockquote").text


@pytest.mark.parametrize(
    ("accept", "query", "language"),
    [
        ("", {}, "sv"),
        ("sv", {}, "sv"),
        ("en-GB,en;q=0.9", {}, "en"),
        ("de,en;q=0.5,sv;q=0.4", {}, "en"),
        ("en;q=0.3, sv", {}, "sv"),
        ("fr;q=x", {}, "sv"),
        ("en", {"sprak": "sv"}, "sv"),
        ("sv", {"sprak": "en"}, "en"),
        ("sv", {"sprak": "xx"}, "sv"),
        ("en", {"q": AGED}, "sv"),
        ("sv", {"q": "What does the Left Party say about care of the elderly?"}, "en"),
        ("sv", {"q": AGED, "sprak": "en"}, "en"),
    ],
)
def test_the_language(get: httpx.Client, accept: str, query: dict[str, str], language: str) -> None:
    shown = page(get, "/", 200, accept, **query)
    assert shown.one("html").get("lang") == language
    assert shown.one("button").text == {"sv": "Fråga", "en": "Ask"}[language]


def test_a_language_that_was_chosen_stays(get: httpx.Client) -> None:
    first = page(get, sprak="en")
    inner = [link for link in first.links if link.startswith("/") and link not in ("/feed",) and "sprak=sv" not in link]
    assert inner
    assert all("sprak=en" in link for link in inner)
    assert [e.get("value") for e in first.all("input") if e.get("name") == "sprak"] == ["en"]


def test_quotes_are_said_to_be_in_swedish(get: httpx.Client) -> None:
    reply = page(get, q="How many people were killed in shootings?")
    assert {e.get("lang") for e in reply.all("blockquote")} == {"sv"}
    assert reply.one("article").get("lang") == "en"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?arende=nope", 404),
        ("/?q=hej&arende=nope", 404),
        ("/?uppgift=nope", 404),
        (f"/?uppgift={SHIPPED}", 404),
        ("/nope", 404),
        ("/arende/nope/kalla/pm", 404),
        (f"/arende/{SHIPPED}/kalla/nope", 404),
        ("/static/../site.py", 404),
        ("/static/%2e%2e/site.py", 404),
    ],
)
def test_what_is_not_there(get: httpx.Client, path: str, status: int) -> None:
    assert page(get, path, status).one("h1").text == "Den sidan finns inte"


def is_harmless(shown: Html) -> None:
    """Asserts that a page has no script and no style of its own, and leads nowhere but to these pages."""
    assert not {e.tag for e in shown.elements} & {"script", "style", "iframe", "object", "img", "em", "b", "u", "i"}
    assert not [name for e in shown.elements for name in e.attributes if name.startswith("on") or name == "style"]
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in shown.links), shown.links


TEXTS = st.text(
    st.sampled_from("<>&\"'{}%/=;: åaé\n\0\u202e😀") | st.characters(exclude_categories=["Cs"]), max_size=60
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, hidden=TEXTS)
def test_any_text_is_escaped(get: httpx.Client, text: str, hidden: str) -> None:
    response = get.get("/", params={"q": f"{HOSTILE} {text}", "samtal": hidden, "sprak": hidden})
    shown = Html(response.text)
    is_harmless(shown)
    written = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", f"{HOSTILE} {text}")
    assert shown.one("bdi").text == " ".join(written.split())


@pytest.mark.parametrize(
    "path", ["/", "/?q=Hur+många+hjälmar+köper+nämnden?", "/arende/ho-1/kalla/pm", "/?uppgift=ho-1/positions/nej"]
)
def test_what_a_document_holds_is_escaped(get: httpx.Client, path: str) -> None:
    is_harmless(page(get, path))
