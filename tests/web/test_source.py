"""The page of a document: all of its text, the passage marked, the facts beside, and the file itself."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.channels.web.views.document import document_pages, span_of
from bot.knowledge.links import passage_path, passage_url
from bot.knowledge.model import Case
from bot.knowledge.source import Quote, Source, joined
from tests.web.reading import Html

PATH = "/arende/ks-2020-1616/kalla/pm"


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def document(get: httpx.Client, path: str = PATH) -> Html:
    response = get.get(path, headers={"accept-language": "sv"})
    assert response.status_code == 200
    return Html(response.text)


def test_every_page_has_an_anchor_and_the_whole_text_is_there(get: httpx.Client, bot: Answerer) -> None:
    shown = document(get)
    assert [e.get("id") for e in shown.all("h2")] == [f"p{number}" for number in range(1, 9)]
    source = bot.knowledge.cases["ks-2020-1616"].sources["pm"]
    words = "".join(e.text for e in shown.elements if e.get("class") in ("text", "heading", "table", "furniture"))
    assert squeezed(words) == squeezed(source.text)


def test_quotes_are_marked_where_its_link_leads(bot: Answerer) -> None:
    case = bot.knowledge.cases["ks-2020-1616"]
    for fact in (*case.facts, *case.passages)[::4]:
        for quote in fact.quotes:
            pages = document_pages(case, case.sources[quote.source], (quote.start, quote.end), "sv")
            runs = [run for page in pages for p in page.paragraphs for run in p.runs if run.marked]
            assert squeezed("".join(run.text for run in runs)) == squeezed(quote.text)
            assert [run.first for run in runs] == [True] + [False] * (len(runs) - 1)


def test_every_fact_stands_beside_its_passage(bot: Answerer) -> None:
    case = bot.knowledge.cases["ks-2020-1616"]
    pages = document_pages(case, case.sources["pm"], None, "sv")
    beside = [note.href.rpartition("%2F")[2] for page in pages for p in page.paragraphs for note in p.notes]
    assert sorted(beside) == sorted(fact.id.rpartition("/")[2] for fact in case.facts)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("0", "5", (0, 5)),
        ("2", "10", (2, 10)),
        (None, None, None),
        ("0", None, None),
        ("5", "5", None),
        ("6", "5", None),
        ("0", "11", None),
        ("-1", "5", None),
        ("a", "b", None),
        ("0", "9" * 5000, None),
        ("²", "5", None),
    ],
)
def test_a_span_in_an_address(start: str | None, end: str | None, span: tuple[int, int] | None) -> None:
    assert span_of(Source("pm", "PM", "0123456789"), start, end) == span


FULL = "En rad som är så lång att sidan tar slut"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{FULL}\nhär.", [f"{FULL} här."]),
        (f"Rubrik\nSedan {FULL}\nhär.", [f"Rubrik\nSedan {FULL} här."]),
        (f"{FULL}:\n1. röda\n2. blå", [f"{FULL}:\n1. röda\n2. blå"]),
        ("Nämnden beslutar nu om förvaltningens för-\nslag.", ["Nämnden beslutar nu om förvaltningens förslag."]),
        ("Ett\n\n\nTvå", ["Ett", "Två"]),
        ("År     Kostnad\n2020      12\n2021      13", ["År     Kostnad\n2020      12\n2021      13"]),
    ],
)
def test_paragraphs(text: str, shown: list[str]) -> None:
    case = Case("a", "A", {"pm": Source("pm", "PM", text)})
    [page] = document_pages(case, case.sources["pm"], None, "sv")
    assert ["".join(run.text for run in paragraph.runs) for paragraph in page.paragraphs] == shown


PLACES = st.integers(0, 80)


@settings(max_examples=150, deadline=None)
@given(
    st.text("ab -\n\f .1", max_size=80),
    st.integers(0, 80),
    st.integers(0, 80),
    st.lists(st.integers(1, 79), max_size=3),
)
def test_no_text_is_lost(text: str, start: int, end: int, breaks: list[int]) -> None:  # fmt: skip
    starts = (0, *sorted({at for at in breaks if at < len(text)}))
    case = Case("a", "A", {"pm": Source("pm", "PM", text, starts)})
    span = (min(start, end), max(start, end)) if start != end and max(start, end) <= len(text) else None
    pages = document_pages(case, case.sources["pm"], span, "sv")
    runs = [run for page in pages for paragraph in page.paragraphs for run in paragraph.runs]
    assert squeezed("".join(run.text for run in runs)) == squeezed(text)
    if span:
        assert squeezed("".join(run.text for run in runs if run.marked)) == squeezed(text[slice(*span)])


def test_the_pdf_beside_the_text_is_shown_at_its_page_and_can_be_fetched(get: httpx.Client) -> None:
    shown = document(get, "/arende/ho-1/kalla/pm")
    assert "/arende/ho-1/kalla/pm/fil#page=1" in shown.links
    file = get.get("/arende/ho-1/kalla/pm/fil")
    assert file.headers["content-type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")


def test_the_text_can_be_fetched(get: httpx.Client, bot: Answerer) -> None:
    file = get.get(f"{PATH}/fil")
    assert file.headers["content-type"] == "text/plain; charset=utf-8"
    assert file.text == bot.knowledge.cases["ks-2020-1616"].sources["pm"].text


def test_links() -> None:
    quote = Quote("pm å", "PM", None, 1, 3, 9, "citat")
    assert passage_path("a-1", quote) == "/arende/a-1/kalla/pm%20%C3%A5?start=3&end=9#citat"
    assert passage_url(None, "a-1", quote) is None
    assert passage_url("https://svar.example", "a-1", quote) == f"https://svar.example{passage_path('a-1', quote)}"
    assert joined("för- slag") == "förslag"
