"""Decisions where no list of points stands under a heading."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

HEAD = "Ekhamns kommun\nKommunstyrelsen\nProtokollsutdrag\n2024-05-14\n\n§ 57\nDnr KS 2024/88\n\nNy skolskjuts\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden godkänner rapporten.", [("decided", "Nämnden godkänner rapporten.")]),
        ("Godkändes enligt förslaget.", [("decided", "Godkändes enligt förslaget.")]),
        ("Motionen avslogs. Den väcktes i maj.", [("rejected", "Motionen avslogs.")]),
        ("Ärendet bordlades till nästa möte.", [("postponed", "Ärendet bordlades till nästa möte.")]),
        ("Stadsstyrelsen beslöt att motionen avslås.", [("rejected", "Stadsstyrelsen beslöt att motionen avslås.")]),
        ("Ordföranden förklarar mötet avslutat.", []),
        ("Förslaget godkändes. Paragrafen godkändes genast.", [("decided", "Förslaget godkändes.")]),
        (
            "Ny väg\n\nKöpet av Sågen 2:14 godkändes. Priset är högt.\n\nÖvrigt\n\nI övrigt beslutade styrelsen att\n"
            "• ändra taxan,\n• sälja bussen.",
            [("decided", "ändra taxan"), ("decided", "sälja bussen."), ("decided", "Köpet av Sågen 2:14 godkändes.")],
        ),
        (
            "Kommunstyrelsens beslut\na) Bron byggs.\nb) Den betalas med lån.",
            [("decided", "Bron byggs."), ("decided", "Den betalas med lån.")],
        ),
        ("Beslut i korthet\n\nHär läser du om bron och bussen.", []),
        (
            "Förslag\n\n1. Bron byggs.\n2. Den betalas med lån.\n\nBeslut\n\nEnligt förslaget.\n\n_____",
            [("decided", "Bron byggs."), ("decided", "Den betalas med lån.")],
        ),
        (
            "Beslut\n\nKommunstyrelsen beslutar att köpa en buss, att betala den med lån samt att sälja den gamla.",
            [
                ("decided", "att köpa en buss"),
                ("decided", "att betala den med lån"),
                ("decided", "att sälja den gamla."),
            ],
        ),
        (
            "Kommunstyrelsens förslag till kommunfullmäktige\n\nTaxan antas.\n\nKommunstyrelsens beslut\n\n"
            "Ekonomichefen följer upp taxan.",
            [("proposed", "Taxan antas."), ("decided", "Ekonomichefen följer upp taxan.")],
        ),
        (
            "Beslut\n\nAnmälningarna läggs till handlingarna.\n\nFöljande anmäls:\n\na) Dom 2024-02-02\nb) Protokoll",
            [("decided", "Anmälningarna läggs till handlingarna.")],
        ),
    ],
)
def test_decisions(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(point.status, point.text) for point in draft_of(HEAD + text + "\n").decisions] == expected
