"""Pages, furniture, sections and passages, told by form."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.sources.layout import read_layout

SWEDISH = st.text(st.sampled_from("abåÅBöS .,:;-–”()§*\n\n\n\f\r\t 0123456789att och Sida 1 (2)"), max_size=400)


def passages(text: str) -> list[str]:
    """The passages of a text, their pieces apart by a bar, white space folded."""
    return [
        " | ".join(" ".join(text[begin:end].split()) for begin, end in spans) for spans in read_layout(text).passages
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("En rad.\nEn till.", [0]),
        (" Titel\n\nEn rad\n på nästa sida.", [0, 15]),
        ("En sida.\fNästa sida.\n  Indragen rad.\n En till.", [0, 9]),
        ("En rad\n  med två mellanslag öppnar ingen sida.", [0]),
        ("Rubrik\n\nEtt.\n två.\n\n3\n\nTre.\n fyra.", [0, 13, 20, 28]),
    ],
)
def test_pages(text: str, starts: list[int]) -> None:
    assert list(read_layout(text).page_starts) == starts


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("Ett stycke.\n\n8\n\nEtt annat.", []),  # one lone number counts nothing
        ("Ett.\n\n1\n\nTvå.\n\n2\n\nTre.", ["1", "2"]),
        ("Ett.\n två.\n\n- 2 -\n tre.", ["- 2 -"]),
        (
            "Granvik        Sida 1 (2)\nKS 2023/1\n\nHär är text.\n\nGranvik        Sida 2 (2)\nKS 2023/1\n\nSlut.",
            ["Granvik        Sida 1 (2)\nKS 2023/1", "Granvik        Sida 2 (2)\nKS 2023/1"],
        ),
        ("Text.\n\nJusterandes signatur          Utdragsbestyrkande\n\nText.", [None]),
        ("Se Sida 2 för mer. Se även nästa stycke.\nMer finns på sida 3", []),
    ],
)
def test_furniture(text: str, furniture: list[str | None]) -> None:
    found = [text[begin:end] for begin, end in read_layout(text).furniture]
    assert len(found) == len(furniture)
    assert all(want in (None, have) for want, have in zip(furniture, found, strict=True))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Ärendet\n\nNämnden ska lämna in.", ["Ärendet"]),
        ("Ärendet.\n\nNämnden ska lämna in.", []),
        ("§ 45          Dnr KS 2022/1\n\nText följer.", ["§ 45"]),
        (
            "Berättelse med bokslut för \nkommunstyrelsen\n\nText följer.",
            ["Berättelse med bokslut för kommunstyrelsen"],
        ),
        ("Stockholm den 10 mars 2021\n\nANNA KÖNIG\n\nText följer.", []),
        ("Omröstningsresultat\nMed 8 röster mot 5 beslutar nämnden att avslå.", ["Omröstningsresultat"]),
        ("Planen antas.\nBeslutsgång\nOrdföranden frågar om planen antas.", ["Beslutsgång"]),
        ("Reservation\nReservation anfördes av Eva Ek (S) enligt följande.", ["Reservation", "Reservation (S)"]),
        (
            "Kostnader för verksamheten\nNämndens samlade kostnader uppgick till 34 miljoner kronor i år,\nmer än då.",
            ["Kostnader för verksamheten"],
        ),
        ("Anna Berg\nBo Ek\nKommunstyrelsens ordförande i kommunen.", []),
        ("Beslut\nNämnden beslutar\n1. anta planen.", ["Beslut"]),
        ("Vi tackar\nKommunstyrelsen för svaret.", []),
        ("Bilagor\n1. En plan\n2. En karta", ["Bilagor"]),
        ("Kommunfullmäktige beslutar att\n\n1. godkänna planen.", []),
        ("1. ”Alla ska kunna simma”\n\n* Målet nås inte.", []),
        ("2. Bakgrund\n\nHär följer en text.", ["2. Bakgrund"]),
        ("Vi vill att staden \n\ntar ansvar.", []),
        ("Köpeavtal med bolaget\nVärdeutlåtande\nProtokoll", []),
        ("Reservation anfördes av Eva Ek och Bo Al (båda S) enligt följande.", ["Reservation (S)"]),
        ("Förslaget tillstyrks.\nReservation anfördes av Eva Ek (S) enligt följande.", ["Reservation (S)"]),
        ("Särskilt uttalande gjordes av borgarrådet Eva Ek (V) enligt följande.", ["Särskilt uttalande (V)"]),
        ("Ersättaryttrande gjordes av Eva Ek (Fi) enligt följande.", ["Ersättaryttrande (Fi)"]),
        ("Mot beslutet reserverar sig Eva Ek (C), Bo Al (C) och Li Bo (MP).", ["Reservation (C, MP)"]),
        ("Eva Ek (C) lämnar följande särskilda yttrande.", ["Särskilt yttrande (C)"]),
        ("Eva Ek (NP) lämnar följande anteckning till protokollet: Vi vill.", ["Protokollsanteckning (NP)"]),
        ("Vi har i en reservation sagt vad vi (S) tycker.", []),
        ("Hur söker jag?\n\nDu söker i e-tjänsten.", ["Hur söker jag?"]),
        ("Hur söker jag?\nDu söker i e-tjänsten, senast i maj.", ["Hur söker jag?"]),
        ("Vad gör staden?\n\nVad gör regionen?\n\nBåda väntar.", ["Vad gör regionen?"]),
        ("Staden väntar. Vad gör regionen?\n\nDen väntar.", []),
        ("Vem svarar?\n\n1. Nämnden\n2. Regionen", []),
    ],
)
def test_sections(text: str, titles: list[str]) -> None:
    assert [section.title for section in read_layout(text).sections] == titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ärendet har beretts av kontoret. Det har behandlats den 26 januari 2021.",
            ["Ärendet har beretts av kontoret.", "Det har behandlats den 26 januari 2021."],
        ),
        ("Kostnader för bl.a. Stockholms hamn och t.ex. Nacka betalas av kommunen kl. 10.", [None]),
        ("Ärendet med dnr. KS 2020/1 avgörs enligt § 4 p. 3 i lagen om kommuner.", [None]),
        ("Staden har på många sätt fungerat väl. Så blev det. Nu återstår bara att följa upp det.",
         ["Staden har på många sätt fungerat väl. Så blev det.", "Nu återstår bara att följa upp det."]),
        ("Nämnden beslutar\natt godkänna planen för året, och\natt avslå yrkandet från Bo Al.",
         ["Nämnden beslutar", "att godkänna planen för året, och", "att avslå yrkandet från Bo Al."]),
        ("1. Planen godkänns i enlighet \n\nmed bilaga 1. \n\n2. Kartan avslås.",
         ["1. Planen godkänns i enlighet med bilaga 1.", "2. Kartan avslås."]),
        ("Vi vill sänka avgif-\nterna i kommunen nästa år.",
         ["Vi vill sänka avgif- terna i kommunen nästa år."]),
        ("Nämnden är\n\nGranvik      Sida 2 (3)\n\nbilberoende i dag.\n\nGranvik      Sida 3 (3)",
         ["Nämnden är | bilberoende i dag."]),
        ("Verket1 byggdes 1974 och ger\n\n1 Verket i Tallåsen.\n\nNorrvika     Sida 2 (3)\n\n"
         "dricksvatten åt alla.\n\nNorrvika     Sida 3 (3)",
         ["Verket1 byggdes 1974 och ger | dricksvatten åt alla.", "1 Verket i Tallåsen."]),
        ("Kraven uppfylls i dag av verket.2 Halten har dock stigit med 38 % sedan mätningarna började.",
         ["Kraven uppfylls i dag av verket.2", "Halten har dock stigit med 38 % sedan mätningarna började."]),
        ("Stockholm den 10 mars 2021\n\nANNA KÖNIG", ["Stockholm den 10 mars 2021 ANNA KÖNIG"]),
        ("Planen antas av nämnden i dag.\nReservation\nReservation anfördes av Eva Ek (S) enligt följande.",
         ["Planen antas av nämnden i dag.", "Reservation anfördes av Eva Ek (S) enligt följande."]),
    ],
)  # fmt: skip
def test_passages(text: str, expected: list[str | None]) -> None:
    expected = [" ".join(text.split()) if want is None else want for want in expected]
    assert passages(text) == expected


def test_long_passage_is_cut_at_a_clause() -> None:
    clause = "staden har under året arbetat med att följa upp de mål som gäller för boende och trygghet"
    found = passages(f"{clause.capitalize()}, men {clause}, eftersom {clause}, medan {clause}, och {clause}.")
    assert len(found) > 1
    assert all(80 <= len(passage) <= 350 for passage in found)
    assert all(passage.endswith((",", ".")) for passage in found)


@settings(max_examples=300)
@given(st.one_of(SWEDISH, st.text(max_size=300)))
def test_any_text_has_a_layout(text: str) -> None:
    layout = read_layout(text)
    starts = [section.start for section in layout.sections]
    assert starts == sorted(starts)
    assert list(layout.page_starts) == sorted(set(layout.page_starts))
    assert layout.page_starts[0] == 0
    pieces = sorted(span for spans in layout.passages for span in spans)
    for spans in (layout.furniture, layout.headings, pieces):
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert list(layout.passages) == sorted(layout.passages)
    outside = sorted((*layout.furniture, *layout.headings, *pieces))
    assert all(one[1] <= two[0] for one, two in pairwise(outside))
    held = "".join(text[begin:end] for begin, end in outside)
    assert "".join(held.split()) == "".join(text.split()), "every word is in one of them"
