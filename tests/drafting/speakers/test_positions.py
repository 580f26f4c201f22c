"""Reservations and their kin, and yrkanden: text -> party, form, signers, first words."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

S = ("Anna Berg", "Bo Ek")
STATEMENTS = [
    (
        "Reservation anfördes av borgarråden Anna Berg och Bo Ek (båda S) enligt följande.\n\nVi anser "
        "annat.\n",
        (("S",), "reservation", S, "Vi anser annat."),
    ),
    (
        "Reservation anfördes av Anna Berg m.fl. (S) med hänvisning till sitt särskilda uttalande i "
        "nämnden.\n",
        (("S",), "reservation", ("Anna Berg",), "med hänvisning till sitt"),
    ),
    (
        "Ersättaryttrande gjordes av Cia Dal (Fi) enligt följande.\n\nDet här är fel.\n",
        (("Fi",), "ersättaryttrande", ("Cia Dal",), "Det här är fel."),
    ),
    (
        "Reservationer\n\nMot beslutet reserverar sig Anna Berg (M), Bo Ek (M) och Cia Dal (KD) till "
        "förmån för eget yrkande.\n",
        (("M", "KD"), "reservation", ("Anna Berg", "Bo Ek", "Cia Dal"), "till förmån för eget"),
    ),
    (
        "Reservation\n\nReserverar sig gör Anna Berg (SD) till förmån för eget yrkande.\n",
        (("SD",), "reservation", ("Anna Berg",), "till förmån för"),
    ),
    (
        "Reservation\n\nAnna Berg (M) reserverar sig mot beslutet.\n",
        (("M",), "reservation", ("Anna Berg",), "Anna Berg (M) reserverar sig"),
    ),
    (
        "Särskilt yttrande\n\nAnna Berg (C) lämnar följande särskilda yttrande.\n\n”Vi har röstat för.”\n",
        (("C",), "särskilt yttrande", ("Anna Berg",), "”Vi har röstat"),
    ),
    (
        "Särskilt yttrande (C)\n\nVi hade önskat mer.\n\nAnna Berg (C)\n",
        (("C",), "särskilt yttrande", ("Anna Berg",), "Vi hade önskat mer."),
    ),
    (
        "Protokollsanteckning\n\nAnna Berg (NP) lämnar följande anteckning till protokollet:\nVi vill "
        "vänta.\n",
        (("NP",), "protokollsanteckning", ("Anna Berg",), "Vi vill vänta."),
    ),
    (
        "Yrkanden\n\nAnna Berg (S) yrkar bifall till förslaget.\n",
        (("S",), "yrkande", ("Anna Berg",), "Anna Berg (S) yrkar"),
    ),
    (
        "Yrkanden\n\nAnna Berg (M) yrkar med instämmande av Bo Ek (L) att avgiften höjs.\n",
        (("M", "L"), "yrkande", S, "Anna Berg (M) yrkar"),
    ),
    (
        "Yrkanden\n\nAnna Berg (KD) instämmer i Bo Eks yrkande.\n",
        (("KD",), "yrkande", ("Anna Berg",), "Anna Berg (KD) instämmer"),
    ),
    (
        "Yrkanden\n\nOrdföranden Anna Berg (S): Bifall till förslaget.\n",
        (("S",), "yrkande", ("Anna Berg",), "Ordföranden Anna Berg"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATEMENTS, ids=[text[:50].strip() for text, _ in STATEMENTS])
def test_finds_positions(text: str, expected: tuple[tuple[str, ...], str, tuple[str, ...], str]) -> None:
    [found] = draft_of(f"Ärendet gäller en plan.\n\n{text}").positions
    party, form, by, opening = expected
    assert (found.party, found.form, found.by) == (party, form, by)
    assert found.text.startswith(opening)


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("yrkar bifall till förslaget", "for"),
        ("yrkar avslag på förslaget", "against"),
        ("yrkar att ärendet återremitteras", "against"),
        ("yrkar bifall till förslaget med tillägget att det följs upp", "partly"),
    ],
)
def test_tells_the_stance(said: str, stance: str) -> None:
    [found] = draft_of(f"Yrkanden\n\nAnna Berg (S) {said}.\n").positions
    assert found.stance == stance


def test_who_only_announces_an_abstention_holds_no_position() -> None:
    draft = draft_of("Omröstningsresultat\n\nAnna Berg (SD) meddelar att hon avstod i omröstningen.\n")
    assert draft.positions == ()
    assert [person.name for person in draft.people] == ["Anna Berg"]


def test_prints_a_position_once() -> None:
    text = "Reservation anfördes av Anna Berg (S) enligt följande.\n\nVi anser att planen är fel.\n\n"
    between = "\n\n".join(f"Kommunstyrelsen behandlade fråga {letter} utan ändring." for letter in "abcdefghijkl")
    assert len(draft_of(f"{between}\n\n{text}Beredning\n\n{between}\n\n{text}").positions) == 1


def test_divides_a_reservation_by_its_goals() -> None:
    text = (
        "Reservation anfördes av Anna Berg (S) enligt följande.\n\nVi anser att följande mål inte är "
        "uppfyllda:\n\n"
        "1. ”Staden är trygg för alla som bor här”\n\n* Målet anges som helt uppfyllt. Det kan inte anses "
        "uppfyllt.\n\n"
        "2. ”Medarbetarna har goda villkor hos oss”\n\n* Målet anges som delvis uppfyllt. Det är "
        "felaktigt.\n\n"
        "Till sist vill vi se en plan.\n"
    )
    draft = draft_of(text)
    whole, *points = draft.positions
    assert whole.text.endswith("Till sist vill vi se en plan.")
    assert [(p.about, p.stance, p.part_of) for p in points] == [
        (("Staden är trygg för alla som bor här",), "against", whole),
        (("Medarbetarna har goda villkor hos oss",), "against", whole),
    ]
    assert [goal.assessments[0].outcome for goal in draft.goals] == [
        "anges som helt uppfyllt", "anges som delvis uppfyllt",
    ]  # fmt: skip
