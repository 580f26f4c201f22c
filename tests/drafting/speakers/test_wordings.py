"""The ways in which minutes say who reserves, states or moves something."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

HEAD = (
    "Ekhamns kommun\nKommunstyrelsen\nProtokollsutdrag\n2024-05-14\n\n§ 57\nDnr KS 2024/88\n\nNy skolskjuts\n\n"
    "Beslut\n\nKommunstyrelsen beslutar att anta reglerna.\n\n"
)
FOOT = "\n\nBeslutet skickas till\nEkonomiavdelningen\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reservation\n\nReservation mot beslutet anmäls av M och KD.", [("M KD", "reservation", "")]),
        ("Reservation\n\nM, KD och L reserverar sig mot beslutet.", [("M KD L", "reservation", "")]),
        ("Reservation\n\nSD-gruppen reserverar sig mot beslutet.", [("SD", "reservation", "")]),
        (
            "Reservation\n\nDen socialdemokratiska gruppen och Vänsterpartiet reserverar sig mot beslutet.",
            [("S V", "reservation", "")],
        ),
        (
            "Särskilt yttrande\n\nKristdemokraterna genom Eva Dal anför: Skolskjutsen måste gå varje dag.",
            [("KD", "särskilt yttrande", "Eva Dal")],
        ),
        (
            "Särskilt yttrande\n\nMagnus Ek (Ekhamnslistan): Skolskjutsen behövs, men först nästa år.",
            [("Ekhamnslistan", "särskilt yttrande", "Magnus Ek")],
        ),
        (
            "Protokollsanteckning\n\nBo Ek (M) önskar få antecknat till protokollet att reglerna borde ha remitterats.",
            [("M", "protokollsanteckning", "Bo Ek")],
        ),
        (
            "Yrkanden\n\nBo Ek, M, föreslår avslag. Lisa Berg, S, yrkar bifall.",
            [("M", "yrkande", "Bo Ek"), ("S", "yrkande", "Lisa Berg")],
        ),
        ("Beredning\n\nEtt yrkande från M föll efter omröstning.", [("M", "yrkande", "")]),
        (
            "Diskussion\n\nEva Dal föreslog, med understöd av Bo Ek, återremiss.",
            [("", "yrkande", "Eva Dal")],
        ),
        (
            "Reservation\n\nModeraternas och Kristdemokraternas ledamöter reserverade sig.",
            [("M KD", "reservation", "")],
        ),
        ("Reservation\n\nLedamöterna för M och SD reserverar sig mot beslutet.", [("M SD", "reservation", "")]),
        (
            "Behandling\n\nUnder diskussionen föreslog ledamot Eva Dal (SFP), understödd av Bo Ek (C), bordläggning.",
            [("SFP", "yrkande", "Eva Dal")],
        ),
        (
            "Avvikande mening\n\nEva Dal (SFP) och Bo Ek (Saml.) anmälde avvikande mening: Pengarna räcker inte.",
            [("SFP Saml.", "avvikande mening", "Eva Dal, Bo Ek")],
        ),
        ("Behandling\n\nReglerna togs. Ledamot Dal anmälde avvikande mening.", [("", "avvikande mening", "Dal")]),
        ("Behandling\n\nReglerna togs. Eva Dal reserverade sig.", [("", "reservation", "Eva Dal")]),
        ("Behandling\n\nReglerna togs. Oppositionen reserverade sig.", []),
    ],
)
def test_who_says_what(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = draft_of(HEAD + text + FOOT).positions
    assert [(" ".join(p.party), p.form, ", ".join(p.by)) for p in found] == expected
