"""Attachments and people of a draft as facts that can be answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drafting.extract.listed import indefinite
from bot.knowledge.model import Detail, Kind
from tests.drafting.conftest import draft_case

LETTER = """Ny plan

Dnr KS 2024/77

Förvaltningen har tagit fram en plan. Den leds av projektledare Bo Ek.

Reservation anfördes av Anna Berg (S) enligt följande.

Vi vill mer än så.

Bilagor

1. Plan för badet
2. Karta över området
"""


@pytest.fixture
def details(tmp_path: Path) -> dict[str, Detail]:
    document = tmp_path / "skrivelse.txt"
    document.write_text(LETTER, encoding="utf-8")
    case = draft_case([document], tmp_path / "out").case
    return {fact.id.rpartition("/")[2]: fact for fact in case.of_kind(Kind.DETAIL) if isinstance(fact, Detail)}


@pytest.mark.parametrize(
    ("id_", "topic", "summary", "quote"),
    [
        (
            "bilagor",
            "bilagor",
            "Bilagor: 1. Plan för badet; 2. Karta över området.",
            "1. Plan för badet 2. Karta över området",
        ),
        ("bilaga-1", "bilagor", "Bilaga 1 är ”Plan för badet”.", "1. Plan för badet"),
        (
            "bilaga-2",
            "bilagor",
            "Bilaga 2 är ”Karta över området”.",
            "2. Karta över området",
        ),
        (
            "person-anna-berg",
            "personer",
            "Anna Berg företräder Socialdemokraterna.",
            "Reservation anfördes av Anna Berg (S) enligt följande.",
        ),
        (
            "person-bo-ek",
            "personer",
            "Bo Ek är projektledare.",
            "Den leds av projektledare Bo Ek.",
        ),
    ],
)
def test_each_is_a_detail(details: dict[str, Detail], id_: str, topic: str, summary: str, quote: str) -> None:
    detail = details[id_]
    assert (detail.topic, detail.summary) == (topic, summary)
    assert [" ".join(quoted.text.split()) for quoted in detail.quotes] == [quote]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("vice ordföranden", "vice ordförande"),
        ("borgarrådet", "borgarråd"),
        ("borgarråden", "borgarråd"),
        ("ledamöterna", "ledamot"),
        ("ekonomichefen", "ekonomichef"),
        ("sekreteraren", "sekreterare"),
        ("utredare", "utredare"),
    ],
)
def test_a_role_as_what_somebody_is(role: str, said: str) -> None:
    assert indefinite(role) == said
