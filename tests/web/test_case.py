"""The page of a case: what it holds is there, in the document's order, and all parties are treated alike."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.web.views.amounts import BAR, Order, amount_rows, figure
from bot.channels.web.views.days import days
from bot.channels.web.views.goals import goal_table
from bot.channels.web.views.overview import votes_told
from bot.channels.web.views.voices import columns
from bot.knowledge.model import Amount, Assessment, Case, Detail, Goal, Knowledge, Position, Stance, Votes
from bot.knowledge.source import Quote, Source
from tests.web.reading import Html
from tests.web.test_question import is_harmless


def quote(text: str = "Nämnden beslutar.") -> Quote:
    return Quote("pm", "PM", None, 1, 0, len(text), text)


def amount(value: float, unit: str) -> Amount:
    return Amount(f"a/amounts/{value}", "a", f"Det är {value}.", (quote(),), value=value, unit=unit)


def shown(get: httpx.Client, path: str) -> Html:
    response = get.get(path, headers={"accept-language": "sv"})
    assert response.status_code == 200, response.text
    return Html(response.text)


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (56.0, "56", "56"),
        (148_500_000, "148\u202f500\u202f000", "148,500,000"),
        (6.25, "6,25", "6.25"),
        (0.5, "0,5", "0.5"),
        (-30, "-30", "-30"),
        (0, "0", "0"),
        (1000.1, "1\u202f000,1", "1,000.1"),
    ],
)
def test_figures(value: float, sv: str, en: str) -> None:
    assert (figure(value, "sv"), figure(value, "en")) == (sv, en)


AMOUNTS = [amount(1, "mnkr"), amount(20, "procent"), amount(4, "mnkr"), amount(10, "procent"), amount(7, "våg")]


@pytest.mark.parametrize(
    ("order", "figures", "bars"),
    [
        (
            Order.DOCUMENT,
            ["1 mnkr", "20 procent", "4 mnkr", "10 procent", "7 våg"],
            [BAR / 4, BAR / 5, BAR, BAR / 10, None],
        ),
        (
            Order.SIZE,
            ["4 mnkr", "1 mnkr", "20 procent", "10 procent", "7 våg"],
            [BAR, BAR / 4, BAR / 5, BAR / 10, None],
        ),
    ],
)
def test_amounts(order: Order, figures: list[str], bars: list[float | None]) -> None:
    rows = amount_rows(AMOUNTS, order, "sv")
    assert [row.figure for row in rows] == figures
    assert [row.bar for row in rows] == bars


def test_goals_by_who_assesses_them() -> None:
    goals = [
        Goal("a/goals/1", "a", "", (quote(),), name="ett", assessments=(Assessment("nämnden", "uppfyllt"),)),
        Goal(
            "a/goals/2",
            "a",
            "",
            (quote(),),
            name="två",
            assessments=(Assessment("S", "inte uppfyllt", (quote("Nej."),)), Assessment("Nämnden", "delvis")),
        ),
    ]
    table = goal_table(goals)
    assert table.assessors == ("Nämnden", "S")
    cells = [[[outcome.text for outcome in cell] for cell in row.cells] for row in table.rows]
    assert cells == [[["uppfyllt"], []], [["delvis"], ["inte uppfyllt"]]]
    assert table.rows[1].cells[1][0].href.endswith("start=0&end=4#citat")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Behandlades den 26 januari 2021.", [date(2021, 1, 26)]),
        ("Från 2021-02-03 till 1 Mars 2021.", [date(2021, 2, 3), date(2021, 3, 1)]),
        ("Den 30 februari 2021, den 3 mars, år 2021 och 2021-13-01.", []),
    ],
)
def test_days(text: str, found: list[date]) -> None:
    case = Case("a", "A", {}, (Detail("a/details/x", "a", "Det hände.", (quote(text),)),))
    assert [day.day for day in days(case, "sv")] == found


@pytest.mark.parametrize(
    ("votes", "told"), [(Votes(27, 14, 2), "Röster: 27 ja, 14 nej, 2 avstod"), (Votes(3, 2), "Röster: 3 ja, 2 nej")]
)
def test_votes(votes: Votes, told: str) -> None:
    assert votes_told(votes, "sv") == told


def test_positions_are_in_the_documents_order_and_alike() -> None:
    def position(id_: str, party: tuple[str, ...], part_of: str | None = None) -> Position:
        return Position(
            f"a/positions/{id_}", "a", f"Om {id_}.", (quote(),), party=party, form="reservation", by=("Eva", "Bo"),
            stance=Stance.AGAINST, part_of=part_of,
        )  # fmt: skip

    facts = (
        position("v", ("V",)),
        position("m", ("M", "KD")),
        position("v-1", ("V",), "a/positions/v"),
        position("alone", ("V",), "a/positions/gone"),
    )
    case = Case("a", "A", {"pm": Source("pm", "PM", "Nämnden beslutar.")}, facts)
    heard = columns(Browser(Answerer(Knowledge({"a": case}))), case, "sv")
    assert [column.name for column in heard] == ["V", "M", "KD"]
    assert [statement.by for column in heard for statement in column.statements] == ["Eva och Bo"] * 4
    assert [[point.text for point in s.points] for s in heard[0].statements] == [["Om v-1. (emot)"], []]


def test_the_case_that_ships(get: httpx.Client, bot: Answerer) -> None:
    case = bot.knowledge.cases["ks-2020-1616"]
    page = shown(get, "/arende/ks-2020-1616")
    ids = {e.get("id") for e in page.elements}
    assert all(link[1:] in ids for link in page.links if link.startswith("#"))
    headings = [e.text for e in page.all("h3")]
    assert headings[:3] == [f"{number}. Föreslås av borgarrådsberedningen" for number in (1, 2, 3)]
    parties = ["Föredragande", "Socialdemokraterna", "Vänsterpartiet", "Feministiskt initiativ"]
    assert [name for name in headings if name in parties] == parties
    assert len(page.all("svg")) == 7
    assert all(person.name in page.one("ul", "people").text for person in case.people)
    assert "26" in page.one("ol", "days").text
    assert all(attachment.title in page.one("main").text for attachment in case.attachments)


def test_a_decision_that_is_voted_on(get: httpx.Client) -> None:
    page = shown(get, "/arende/gv-2023-0417")
    assert "Röster: 27 ja, 14 nej, 2 avstod" in page.one("ol", "decisions").text


@pytest.mark.parametrize(
    ("query", "first"), [("", "6 bilagor"), ("?ordna=storlek", "100 mnkr"), ("?ordna=x", "6 bilagor")]
)
def test_the_order_of_amounts(get: httpx.Client, query: str, first: str) -> None:
    assert shown(get, f"/arende/ks-2020-1616{query}").one("th", "figure").text == first


ALL = ["fn-2024-17", "gv-2023-0417", "ho-1", "ks-2020-1616", "tn-2024-42"]
GRANVIK = ["gv-2023-0417"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ALL),
        ({"sok": "Älvparkens"}, GRANVIK),
        ({"sok": "KS 2020/1616"}, ["ks-2020-1616"]),
        ({"sok": "Älvparken cykelbana"}, []),
        ({"kommun": "Stockholms stad"}, ["ks-2020-1616"]),
        ({"ar": "2023"}, GRANVIK),
        ({"status": "decided"}, ["gv-2023-0417", "ho-1"]),
        ({"status": "decided", "ar": "2023", "kommun": "Granviks kommun", "organ": "kommunfullmäktige"}, GRANVIK),
        ({"status": "<b>", "ar": "'", "sida": "9999999999", "kommun": "x"}, []),
        ({"sida": "-1"}, ALL),
    ],
)  # fmt: skip
def test_the_cases(get: httpx.Client, query: dict[str, str], found: list[str]) -> None:
    response = get.get("/arenden", params=query)
    assert response.status_code == 200
    page = Html(response.text)
    is_harmless(page)
    assert sorted(link.removeprefix("/arende/") for link in page.links if link.startswith("/arende/")) == found


def test_a_facet_counts_what_the_others_leave(get: httpx.Client) -> None:
    page = shown(get, "/arenden?ar=2024")
    options = [e.text for e in page.all("option")]
    assert "2023 (1)" in options
    assert "Granviks kommun (1)" not in options
    assert [e.text for e in page.all("option") if "selected" in e.attributes] == ["2024 (2)"]


@pytest.mark.parametrize("path", ["/arende/ho-1", "/arende/ho-1?ordna=<b>", "/arenden?sok=<script>"])
def test_what_a_case_holds_is_escaped(get: httpx.Client, path: str) -> None:
    is_harmless(shown(get, path))
