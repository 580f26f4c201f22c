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


@pytest.mark.parametrize(
    "text",
    [
        "Projektet ”Gröna gator i hela staden” fortsätter.",
        "Vi minns orden ”möjligheter och valfrihet för alla”.",
    ],
)
def test_other_quotations_are_no_goals(text: str) -> None:
    assert draft_of(text + "\n").goals == ()
