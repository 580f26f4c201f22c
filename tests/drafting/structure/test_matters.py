"""The matters of minutes and agendas: which lines open them, their titles and their pages."""

from __future__ import annotations

import pytest

from bot.drafting.structure.matters import matter_mark, matters_of

HEAD = "Ekhamns kommun\nKommunfullmäktige\nProtokoll\nSammanträdesdatum 2025-05-12\n\n"
DECIDED = "\nBeslut\n\nKommunfullmäktige beslutar att godkänna förslaget.\n\n"


def minutes(*heads: str) -> str:
    return HEAD + "".join(head + "\n" + DECIDED for head in heads)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(minutes("§ 1 Val", "§ 2 Budget"), [("§ 1", "Val"), ("§ 2", "Budget")], id="title beside"),
        pytest.param(
            minutes("Kf § 41\nDnr KS 2024/310\n\nNy simhall", "Kf § 42\nDnr KS 2025/77\n\nHöjd skatt"),
            [("§ 41", "Ny simhall"), ("§ 42", "Höjd skatt")],
            id="title below the reference",
        ),
        pytest.param(
            minutes("§ 41          Dnr KS 2024/310\nNy simhall\ni hamnen", "§ 43\nHöjd skatt"),
            [("§ 41", "Ny simhall i hamnen"), ("§ 43", "Höjd skatt")],
            id="a title of two lines, a § left out",
        ),
        pytest.param(
            HEAD + "§ 1 Val ........ 2\n§ 2 Budget ........ 3\n\n" + minutes("§ 1 Val", "§ 2 Budget"),
            [("§ 1", "Val"), ("§ 2", "Budget")],
            id="a list of contents",
        ),
        pytest.param(
            minutes("§ 8 Val", "§ 9 Budget\n\nSom i kommunstyrelsens protokoll,\n§ 71, föreslås"),
            [("§ 8", "Val"), ("§ 9", "Budget")],
            id="a § that a sentence names",
        ),
        pytest.param(
            "Kallelse\nKommunstyrelsen 2024-10-07\n\n91 Delårsrapport\n92 Svar på motion (M)\n93 Köpeavtal\n",
            [("91", "Delårsrapport"), ("92", "Svar på motion (M)"), ("93", "Köpeavtal")],
            id="an agenda",
        ),
        pytest.param(
            "Föredragningslista\n\n1. Val av justerare\n\n2. Bidrag   Dnr RUN/2025:17\n1. Bidrag beviljas.\n"
            "2. Det betalas i mars.\n3. Det redovisas.\n\n3. Cykelled   Dnr RUN/2024:163\n1. Leden byggs.\n",
            [("1", "Val av justerare"), ("2", "Bidrag"), ("3", "Cykelled")],
            id="points within the items of an agenda",
        ),
        pytest.param(minutes("§ 7 Budget"), [], id="one matter only"),
        pytest.param(
            "Reglemente\nAntaget vid sammanträde 2020-01-01\n\n§ 1 Syfte\n\nReglerna gäller alla.\n\n§ 2 Ansvar\n\n"
            "Förvaltningen ansvarar.\n",
            [],
            id="rules in paragraphs",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_matters(text: str, expected: list[tuple[str, str]]) -> None:
    found = matters_of(text)
    assert [(matter.mark, matter.title) for matter in found[1:]] == expected
    assert [(matter.mark, matter.title) for matter in found[:1]] == [("", "")] * bool(expected)


def test_a_matter_has_its_own_text_and_its_page() -> None:
    foot = "\nJusterandes sign          Utdragsbestyrkande\n\fEkhamns kommun          Sida {}\n\n"
    budget_text = "§ 2 Budget\n\nBeslut\n\nBudgeten antas.\n\nBakgrund\n\nKommunen växer och behöver fler skolor.\n"
    text = minutes("§ 1 Val") + foot.format(2) + budget_text + foot.format(3) + "Den gäller 2026.\n"
    _, election, budget = matters_of(text)
    assert (election.first_page, budget.first_page) == (1, 2)
    assert "Budget" not in election.text
    assert budget.text.startswith("§ 2 Budget")
    assert "Justerandes" not in budget.text
    assert budget.text.rstrip().endswith("\f\n\nDen gäller 2026.")


def test_what_is_decided_under_the_next_matter_is_of_both() -> None:
    _, first, second, third = matters_of(
        f"{HEAD}§ 1 Stöd till föreningar\n\n§ 2 Snöröjning\n{DECIDED}"
        "§ 3 Val av revisor\n\nBeslut\n\nIda Ek väljs till revisor.\n"
    )
    assert "godkänna förslaget" in first.text
    assert "Ida Ek" not in first.text
    assert second.text.startswith("§ 2 Snöröjning")
    assert third.title == "Val av revisor"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param(minutes("Kfn § 52    Dnr KFN 2024/9\n\nNytt bibliotek"), "§ 52", id="an extract"),
        pytest.param(HEAD + DECIDED, "", id="no § at all"),
        pytest.param("Ordningsföreskrifter för Ekhamns kommun\n\n§ 1 Inledning\n\nDe gäller.\n", "", id="rules"),
    ],
)
def test_an_extract_has_the_mark_of_its_matter(text: str, mark: str) -> None:
    assert matter_mark(text) == mark
