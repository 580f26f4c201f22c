"""Minutes become a case for each of their matters, and one for the meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drafting import meeting
from bot.drafting.case import draft_cases
from bot.drafting.documents.document import Document
from bot.drafting.meeting import make_drafts
from bot.drafting.writing.saving import Saved

MINUTES = """Ekhamns kommun
Kommunfullmäktige
Protokoll
Sammanträdesdatum 2025-05-12

Beslutande
Anna Berg (S), ordförande
Bo Ek (M)

§ 41
Dnr KS 2024/310

Ny simhall i Ekhamn

Beslut

1. Kommunfullmäktige beslutar att bygga en ny simhall för 210 mnkr.

Reservation

Bo Ek reserverar sig mot beslutet till förmån för eget yrkande.
\f§ 42
Dnr KS 2025/77

Höjd skattesats för 2026

Beslut

1. Kommunfullmäktige beslutar att återremittera ärendet.
"""


@pytest.fixture
def saved(tmp_path: Path) -> dict[str, Saved]:
    document = tmp_path / "protokoll.txt"
    document.write_text(MINUTES, encoding="utf-8")
    return {each.case.id: each for each in draft_cases([document], tmp_path / "out")}


def test_each_matter_is_a_case(saved: dict[str, Saved]) -> None:
    shown = {id_: (each.case.title, each.case.reference) for id_, each in saved.items()}
    assert shown == {
        "kommunfullmaktige-2025-05-12": ("Protokoll, kommunfullmäktige 2025-05-12", None),
        "kommunfullmaktige-2025-05-12-41": ("Ny simhall i Ekhamn", "KS 2024/310"),
        "kommunfullmaktige-2025-05-12-42": ("Höjd skattesats för 2026", "KS 2025/77"),
    }
    assert {each.case.meeting for each in saved.values()} == {"kommunfullmäktige 2025-05-12"}


def test_a_place_has_the_matter_and_the_page_of_the_minutes(saved: dict[str, Saved]) -> None:
    [decision] = saved["kommunfullmaktige-2025-05-12-42"].case.facts
    [quote] = decision.quotes
    assert quote.title == "Protokoll 2025-05-12, § 42 Höjd skattesats för 2026"
    assert (quote.section, quote.page) == ("Beslut", 2)


def test_who_was_present_is_known_in_each_matter(saved: dict[str, Saved]) -> None:
    swimming = saved["kommunfullmaktige-2025-05-12-41"]
    [reservation] = [position for position in swimming.draft.positions if position.form == "reservation"]
    assert (reservation.party, reservation.by) == (("M",), ("Bo Ek",))
    meeting = saved["kommunfullmaktige-2025-05-12"].case
    assert {(person.name, person.party) for person in meeting.people} == {("Anna Berg", "S"), ("Bo Ek", "M")}


def test_a_member_may_be_told_by_the_surname(tmp_path: Path) -> None:
    document = tmp_path / "protokoll.txt"
    document.write_text(MINUTES.replace("Bo Ek reserverar", "Ek reserverar"), encoding="utf-8")
    positions = [position for each in draft_cases([document], tmp_path / "out") for position in each.draft.positions]
    assert [(position.party, position.by) for position in positions] == [(("M",), ("Bo Ek",))]


def test_a_text_without_line_breaks_is_parted_and_noted() -> None:
    text = (
        "EKESTADS KOMMUN Tekniska nämnden 2024-02-12 TN/2024:31 TJÄNSTESKRIVELSE Ny gångbro över Lillån Sammanfattning "
        "Bron från 1962 är sliten. Den stängdes i november. Förslag till beslut Tekniska nämnden beslutar att bygga en."
    )
    [draft] = make_drafts([Document("klistrad.txt", text)], ())
    assert (draft.header.municipality, draft.header.title) == ("Ekestads kommun", "Ny gångbro över Lillån")
    assert [point.status for point in draft.decisions] == ["proposed"]
    assert any("radbrytningar" in note for note in draft.notes)


@pytest.mark.parametrize(("most", "kept"), [(400, True), (300, False)])
def test_each_matter_gets_the_original_unless_that_is_too_much(
    most: int, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The minutes have two matters, and what stands before them."""
    monkeypatch.setattr(meeting, "MOST_COPIED", most)
    original = tmp_path / "protokoll.pdf"
    original.write_bytes(b"%PDF" + bytes(118))
    drafts = make_drafts([Document("protokoll.pdf", MINUTES, original=original)], ())
    assert {item.original for draft in drafts for item in draft.sources} == {original if kept else None}
