"""Decision points in the forms that documents give them: text -> points."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

FORMS = [
    (
        "numbered, proposed",
        "Ny taxa\n\nKommunstyrelsen föreslår att kommunfullmäktige beslutar följande.\n"
        "1. Taxan godkänns i enlighet\n\nmed bilaga 1.\n\n2. Nämnden får i uppdrag att följa upp taxan.\n",
        [
            ("1", "proposed", "Taxan godkänns i enlighet med bilaga 1."),
            ("2", "proposed", "Nämnden får i uppdrag att följa upp taxan."),
        ],
    ),
    (
        "numbers on lines of their own",
        "Nämndens arbetsutskott\nNämnden beslutar\n1\nPlanen antas.\n2\nKontoret får i uppdrag att följa upp planen.\n",
        [("1", "decided", "Planen antas."), ("2", "decided", "Kontoret får i uppdrag att följa upp planen.")],
    ),
    (
        "one who decides alone",
        "Inköp av pump\n\nMed stöd av 6 kap. 39 § och punkt 1.1 i delegationsordningen beslutar jag\n\n"
        "att pumpen köps in,\n\natt kostnaden tas ur driften.\n",
        [("1", "decided", "att pumpen köps in"), ("2", "decided", "att kostnaden tas ur driften.")],
    ),
    (
        "going on with the sentence",
        "Beslut\n\nFullmäktige beslutade\n\nanteckna svaret för kännedom,\n\nuppmana styrelsen att utreda kortet.\n\n"
        "Ek reserverade sig mot beslutet.\n",
        [("1", "decided", "anteckna svaret för kännedom"), ("2", "decided", "uppmana styrelsen att utreda kortet.")],
    ),
    (
        "numbered, no colon",
        "Beslut\n\nNämnden beslutar\n1. Planen antas.\n2. Yrkandet avslås.\n",
        [("1", "decided", "Planen antas."), ("2", "rejected", "Yrkandet avslås.")],
    ),
    (
        "numbered, no colon, blank lines",
        "Beslut\n\nMed 8 röster mot 5 beslutar nämnden\n\n1. att anta planen.\n\n2. att avslå yrkandet.\n",
        [("1", "decided", "att anta planen."), ("2", "rejected", "att avslå yrkandet.")],
    ),
    (
        "att-satser",
        "Förslag till beslut\n\nSocialnämnden beslutar\n\natt godkänna rapporten,\n\natt lägga den till "
        "handlingarna.\n",
        [("1", "proposed", "att godkänna rapporten"), ("2", "proposed", "att lägga den till handlingarna.")],
    ),
    (
        "dashes",
        "§ 12\n\nBeslut\n\nNämnden beslutar\n- att   anta planen, och\n- att   avslå yrkandet.\n",
        [("1", "decided", "att anta planen"), ("2", "rejected", "att avslå yrkandet.")],
    ),
    (
        "capitals",
        "BESLUT\n\nKultur- och fritidsnämnden beslutar\n\nATT bevilja bidraget\n\nATT avslå ansökan i "
        "övrigt.\n",
        [("1", "decided", "ATT bevilja bidraget"), ("2", "rejected", "ATT avslå ansökan i övrigt.")],
    ),
    (
        "one sentence",
        "Beslut\n\nKommunstyrelsen beslutade att godkänna redovisningen.\n\nBakgrund\n\nText följer här.\n",
        [("1", "decided", "Kommunstyrelsen beslutade att godkänna redovisningen.")],
    ),
    (
        "for its own part",
        "Kommunstyrelsens beslut\n\nKommunstyrelsen föreslår kommunfullmäktige besluta\n\natt anta "
        "planen.\n\n"
        "För egen del beslutar kommunstyrelsen\n\natt ge förvaltningen i uppdrag att genomföra den.\n",
        [
            ("1", "decided", "att anta planen."),
            ("2", "decided", "att ge förvaltningen i uppdrag att genomföra den."),
        ],
    ),
    (
        "sent back",
        "Beslut\n\nNämnden beslutar att\n1. ärendet återremitteras till förvaltningen.\n",
        [("1", "referred_back", "ärendet återremitteras till förvaltningen.")],
    ),
]  # fmt: skip
NONE = [
    "Reservation\n\nAnna Berg (S) reserverar sig enligt följande.\n\nVi föreslår att nämnden beslutar "
    "följande.\n1. Avslå förslaget.\n",
    "Motionen\n\nMotionären föreslår att kommunfullmäktige beslutar\n\natt sätta upp solceller.\n",
    "Remissammanställning\n\nSocialnämnden beslutade den 3 maj 2022 att tillstyrka förslaget.\n",
]


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in FORMS], ids=[name for name, _, _ in FORMS])
def test_finds_points(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = draft_of(text).decisions
    assert [(point.number, point.status, point.text.replace("   ", " ")) for point in found] == expected


@pytest.mark.parametrize("text", NONE, ids=["reservation", "motion", "remiss"])
def test_leaves_what_others_propose(text: str) -> None:
    assert draft_of(text).decisions == ()


@pytest.mark.parametrize(
    ("intro", "by", "to"),
    [
        ("Kommunstyrelsen föreslår kommunfullmäktige besluta", "kommunstyrelsen", "kommunfullmäktige"),
        ("Stadsledningskontoret föreslår kommunstyrelsen besluta", None, "kommunstyrelsen"),
        ("Härmed föreslås kommunstyrelsen besluta", None, "kommunstyrelsen"),
    ],
)
def test_who_proposes_and_to_whom(intro: str, by: str | None, to: str | None) -> None:
    [point] = draft_of(f"Förslag till beslut\n\n{intro}\n\natt anta planen.\n").decisions
    assert (point.by, point.to) == (by, to)


def test_takes_repeated_points_once() -> None:
    points = "1. Planen antas.\n\n2. Nämnden får i uppdrag att följa upp planen.\n"
    opens = "Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.\n"
    text = f"Plan för vatten\n\n{opens}{points}\nMina synpunkter\n\nPlanen är bra.\n\nJag föreslår att "
    f"{opens.lower()}\n{points}"
    assert [point.number for point in draft_of(text).decisions] == ["1", "2"]


def test_counts_the_last_vote() -> None:
    text = (
        "§ 3\n\nBeslut\n\nKommunfullmäktige beslutar att\n1. anta planen.\n\nOmröstningsresultat\n\n"
        "Med 9 ja, 4 nej beslutas att ärendet ska avgöras i dag.\n\n"
        "Med 31 ja-röster mot 18 nej-röster, medan 2 ledamöter avstår, bifalls förslaget.\n"
    )
    votes = draft_of(text).decisions[0].votes
    assert votes is not None
    assert (votes.yes, votes.no, votes.abstained) == (31, 18, 2)


def test_joins_a_point_across_a_page() -> None:
    header = "Ekestads kommun            PROTOKOLL            Sida {}\nNämnden          2022-04-25\n"
    text = (
        f"{header.format(1)}\n§ 1\n\nBeslut\n\nNämnden beslutar att\n1. bevilja ett investeringsan-\n\n"
        f"Justerandes signatur\n\n{header.format(2)}\nslag om 8 mnkr för badhuset.\n\nBakgrund\n\nText.\n\n"
        f"Justerandes signatur\n\n{header.format(3)}\nSlut på texten.\n"
    )
    assert draft_of(text).decisions[0].text == "bevilja ett investeringsanslag om 8 mnkr för badhuset."


@pytest.mark.parametrize(
    "vote",
    [
        "Med 8 röster mot 5 bifalls förslaget.",
        "8 röstar ja och 5 röstar nej.",
        "8 ledamöter röstar ja och 5 ledamöter röstar nej.",
        "8 röstar för förslaget och 5 röstar mot det.",
        "Åtta ledamöter röstar med Bergs förslag, fem med Eks.",
        "Bergs förslag får 8 röster och Eks förslag får 5 röster.",
        "Ja (8): Berg, Ek. Nej (5): Dal, Lund.",
    ],
)
def test_counts_votes(vote: str) -> None:
    [point] = draft_of(f"Beslut\n\nNämnden beslutar att\n1. anta planen.\n\nOmröstning\n\n{vote}\n").decisions
    assert point.votes is not None
    assert (point.votes.yes, point.votes.no) == (8, 5)


@pytest.mark.parametrize(
    ("told", "abstained"),
    [
        ("2 ledamöter avstår.", 2),
        ("En ledamot, Bo Ek, avstår.", 1),
        ("Två ledamöter lade ned sina röster.", 2),
        ("Anna Berg (S) och Bo Ek (M) avstår från att rösta.", 2),
        ("Mötet är slut.", 0),
    ],
)
def test_counts_who_abstains(told: str, abstained: int) -> None:
    vote = f"Med 8 röster mot 5 bifalls förslaget. {told}"
    [point] = draft_of(f"Beslut\n\nNämnden beslutar att\n1. anta planen.\n\nOmröstning\n\n{vote}\n").decisions
    assert point.votes is not None
    assert point.votes.abstained == abstained


def test_several_votes_are_a_detail_each_and_the_decision_has_the_last() -> None:
    votes = "Med 9 röster mot 4 ska ärendet avgöras i dag.\n\nMed 8 röster mot 5 bifalls förslaget."
    draft = draft_of(f"Beslut\n\nNämnden beslutar att\n1. anta planen.\n\nOmröstning\n\n{votes}\n")
    assert draft.decisions[0].votes is not None
    assert draft.decisions[0].votes.yes == 8
    told = [detail.summary for detail in draft.details if detail.topic == "omröstning" and detail.summary]
    assert told == ["Den första omröstningen gav 9 ja och 4 nej.", "Den andra omröstningen gav 8 ja och 5 nej."]


def test_who_lays_down_a_vote_decides_nothing() -> None:
    text = "Beslut: Förslaget antas.\n\nEtt yrkande från M föll, då SD lade ned sina röster.\n"
    assert [point.text for point in draft_of(text).decisions] == ["Förslaget antas."]
