"""Goals and how they are assessed: text -> name, level, outcome."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

NAME = "Alla elever når målen i skolan"
GOALS = [
    (f"Nämndens mål ”{NAME}” bedöms som delvis uppfyllt.", "nämndmål", "bedöms som delvis uppfyllt"),
    (f"Nämndmålet ”{NAME}” följs upp senare.", "nämndmål", None),
    (f"Kommunfullmäktiges mål ”{NAME}”. Målet uppfylls inte.", "KF-mål", "Målet uppfylls inte"),
    (f"Nämnden har ett mål. Det är ”{NAME}”. Målet uppfylls delvis.", "nämndmål", "Målet uppfylls delvis"),
    (f"Inriktningsmålet ”{NAME}” bedöms ha god måluppfyllelse.", "inriktningsmål", "god måluppfyllelse"),
    (f"Mål 1. {NAME}\nBedömning: Delvis uppnått.\nAndelen var 83 procent.", None, "Delvis uppnått"),
]


@pytest.mark.parametrize(("text", "level", "outcome"), GOALS)
def test_finds_goals(text: str, level: str | None, outcome: str | None) -> None:
    [goal] = draft_of(f"Måluppfyllelse\n\n{text}\n").goals
    assert (goal.name, goal.level) == (NAME, level)
    assert [made.outcome for made in goal.assessments] == ([outcome] if outcome else [])


def test_reads_goals_in_a_table() -> None:
    text = (
        "Måluppföljning\n\nMål                                   Bedömning\n"
        "Alla elever når målen i skolan        Uppfylls delvis\n"
        "Företagen trivs i vår kommun          Uppfylls helt\n"
    )
    assert [(goal.name, goal.assessments[0].outcome) for goal in draft_of(text).goals] == [
        ("Alla elever når målen i skolan", "Uppfylls delvis"),
        ("Företagen trivs i vår kommun", "Uppfylls helt"),
    ]


RESERVATION = "Reservation\n\nAnna Berg (S) reserverar sig mot beslutet och anför följande.\n\n"
OBJECTS = "målet bedöms av den som invänder"


@pytest.mark.parametrize(
    ("text", "document", "party"),
    [
        ("kan inte anses vara uppfyllt", "inte anses vara uppfyllt", None),
        ("bedöms som uppfyllt, men vi anser att det inte är det", "bedöms som uppfyllt", None),
        ("bedöms som delvis uppfyllt", "bedöms som delvis uppfyllt", "bedöms som delvis uppfyllt"),
    ],
)
def test_what_a_party_itself_holds_is_no_assessment(text: str, document: str | None, party: str | None) -> None:
    for opening, outcome in (("", document), (RESERVATION, party)):
        [goal] = draft_of(f"Mål för skolan\n\nHär står målen.\n\n{opening}Målet ”{NAME}” {text}.\n").goals
        assert [made.outcome for made in goal.assessments] == ([outcome] if outcome else [])
        assert goal.doubts == (() if outcome else (OBJECTS,))


@pytest.mark.parametrize(
    "text",
    [
        "Projektet ”Gröna gator i hela staden” fortsätter.",
        "Vi minns orden ”möjligheter och valfrihet för alla”.",
    ],
)
def test_other_quotations_are_no_goals(text: str) -> None:
    assert draft_of(text + "\n").goals == ()
