"""Headers, people and attachments: text -> fields."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafting.structure.references import find_reference
from tests.drafting.conftest import draft_of

HEADERS = [
    (
        " PM Rotel III (Dnr KS 2022/1187)\n\nInriktning för kontaktcenter\n2023–2026\n\n"
        "Borgarrådsberedningen föreslår att kommunstyrelsen beslutar följande.\n1. Inriktningen godkänns.\n\n"
        "Granvika den 8 februari 2023\n\nANNA BERG\n",
        ("Inriktning för kontaktcenter 2023–2026", "KS 2022/1187", "kommunstyrelsen", "PM", date(2023, 2, 8)),
    ),
    (
        "Ekestads kommun        TJÄNSTESKRIVELSE        1 (2)\nSocialförvaltningen    2024-02-19     SN "
        "2024/56\n\n"
        "Handläggare\nAnna Berg, utredare\n\n                                  Socialnämnden\n\n"
        "Öppettider i sommar\n\nFörslag till beslut\n\nSocialnämnden beslutar att godkänna "
        "förslaget.\n",
        ("Öppettider i sommar", "SN 2024/56", "socialnämnden", "tjänsteskrivelse", date(2024, 2, 19)),
    ),
    (
        "Lindsjö kommun      SAMMANTRÄDESPROTOKOLL      Blad 7\nKommunstyrelsen     Sammanträdesdatum "
        "2023-11-14\n\n"
        "§ 112      Dnr KS/2023:301\n\nTillbyggnad av Hagaskolan\n\nKommunstyrelsens beslut\n\n"
        "Kommunstyrelsen föreslår kommunfullmäktige besluta\n\natt bevilja anslaget.\n",
        ("Tillbyggnad av Hagaskolan", "KS/2023:301", "kommunstyrelsen", "protokoll", date(2023, 11, 14)),
    ),
    (
        "Kronsta kommun · Tekniska nämnden · Protokoll 2020-02-11\n\n§ 9   Belysning längs Åstigen (TEK "
        "2019/402)\n\n"
        "Beslut\n\nTekniska nämnden beslutar att avslå förslaget.\n",
        ("Belysning längs Åstigen", "TEK 2019/402", "tekniska nämnden", "protokoll", date(2020, 2, 11)),
    ),
    (
        "Till innehållet\nEkestads kommun\nMeny\nBarn och utbildning\nTrafik och resor\n"
        "Start / Kommun och politik / Socialnämnden / Nya öppettider i höst\nNya öppettider i höst\n"
        "Ärende SN 2024/56\nVid sammanträdet den 19 februari 2024 beslutade socialnämnden att godkänna förslaget.\n",
        ("Nya öppettider i höst", "SN 2024/56", "socialnämnden", "webbsida", date(2024, 2, 19)),
    ),
    (
        "Ekestads kommun\nDELEGATIONSBESLUT\nDiarienummer\nSN 2024-56\nBeslutsdatum\n2024-02-19\n"
        "Delegation enligt\nSocialnämndens delegationsordning punkt 4.2\n"
        "Ärende\nBidrag till Ekestads IK för nya lampor\nBeslut\nSocialnämnden ger klubben 3 000 kronor i bidrag.\n",
        (
            "Bidrag till Ekestads IK för nya lampor", "SN 2024-56", "socialnämnden", "delegationsbeslut",
            date(2024, 2, 19),
        ),
    ),
    (
        "REGION EKMARK\nAvgifter för intyg\nFastställda avgifter\nFastställd av regionfullmäktige 2025-11-18, § 143.\n"
        "Diarienr HSN 2025/20\nErsätter avgifter beslutade 2024-11-19\n\nIntyg kostar 950 kronor.\n",
        ("Avgifter för intyg", "HSN 2025/20", "regionfullmäktige", None, date(2025, 11, 18)),
    ),
    (
        "Ekestads kommun\n\nLokala ordningsföreskrifter för Ekestads torg\n\n"
        "Antagna av kommunfullmäktige 2018-11-26, § 99\n"
        "Dnr KS 2018/23\n\nInledning\n\nFöreskrifterna gäller på torget. De säger vad som är tillåtet där.\n",
        (
            "Lokala ordningsföreskrifter för Ekestads torg", "KS 2018/23", "kommunfullmäktige",
            "lokala ordningsföreskrifter", date(2018, 11, 26),
        ),
    ),
    (
        "§ 12 Medborgarförslag. Sätt upp en brygga vid Ekesjön\n\nSAMMANTRÄDESPROTOKOLL\nTekniska "
        "nämnden\n2016-05-12\n\n"
        "TN § 12\nMedborgarförslag. Sätt upp en brygga vid Ekesjön\nTN 2015/88\n\nTekniska nämndens beslut\n\n"
        "Medborgarförslaget avslås.\n",
        (
            "Medborgarförslag. Sätt upp en brygga vid Ekesjön", "TN 2015/88", "tekniska nämnden", "protokollsutdrag",
            date(2016, 5, 12),
        ),
    ),
    (
        "Region Ekmarks författningssamling\n2025:8\n\nReglemente för trafiknämnden\n\nAntaget av "
        "regionfullmäktige 2025-06-17, "
        "§ 88\nDnr RS 2025-0341\n\n1 kap. Uppgifter\n\n1 §\nTrafiknämnden ansvarar för regionens uppgifter "
        "som regional "
        "kollektivtrafikmyndighet\nenligt lagen om kollektivtrafik, om de inte hör till fullmäktige.\n\n2 "
        "§\nNämnden ska "
        "besluta om trafikplikt.\n",
        ("Reglemente för trafiknämnden", "RS 2025-0341", "regionfullmäktige", "reglemente", date(2025, 6, 17)),
    ),
    (
        "Kommunfullmäktige Handling 2020 nr 7 Svar på motion av Anna Ek (L) om skolbibliotek i varje skola "
        "Till Ekestads "
        "kommunfullmäktige Nämndens förslag Dnr BUN 2020/219 Kommunstyrelsen föreslår att kommunfullmäktige beslutar: "
        "Motionen avslås. Ekestad den 16 september 2020 Ekestads kommunstyrelse Bo Alm Sammanfattning Anna "
        "Ek (L) yrkar i en "
        "motion att det ska finnas en bibliotekarie på varje skola. Nämnden delar synen att läsningen gynnas av det.\n",
        (
            "Svar på motion av Anna Ek (L) om skolbibliotek i varje skola", "BUN 2020/219", "kommunfullmäktige",
            "svar på motion", date(2020, 9, 16),
        ),
    ),
    (
        "Sammanträdesprotokoll\nEkestads kommunSocialnämnden\nDatum\n2025-04-23\n\n§ 58 Öppettider i "
        "sommar\nSN 2025/31\n"
        "Beslut\nSocialnämnden godkänner förslaget.\n",
        ("Öppettider i sommar", "SN 2025/31", "socialnämnden", "protokoll", date(2025, 4, 23)),
    ),
    (
        "Region Ekmark\nInk 2025-02-14\nDnr RS 2025-17\n\nMotion till regionfullmäktige i Region "
        "Ekmark\n\nEtt rum för syskon\n\n"
        "Syskon till sjuka barn behöver en plats. Vi föreslår regionfullmäktige besluta\n\natt inrätta ett "
        "syskonrum.\n\n"
        "Råneby den 11 februari 2025\n\nAnna Ek (KD)\n",
        ("Ett rum för syskon", "RS 2025-17", "regionfullmäktige", "motion", date(2025, 2, 11)),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADERS, ids=[expected[0] for _, expected in HEADERS])
def test_reads_headers(text: str, expected: tuple[str, str, str, str | None, date]) -> None:
    header = draft_of(text).header
    assert (header.title, header.reference, header.body, header.document_type, header.date) == expected


@pytest.mark.parametrize(
    ("top", "reference"),
    [
        (["Ekestads kommun", "2023-04", "KS 2022/1187"], "KS 2022/1187"),
        (["2023-04-12", "SN 2024/56"], "SN 2024/56"),
        (["Tekniska nämnden", "2023-04"], None),
    ],
)
def test_a_date_or_a_month_is_no_reference(top: list[str], reference: str | None) -> None:
    assert find_reference(top, "") == reference


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Mötet leddes av Anna Berg (S) och Bo af Ek (M).", [("Anna Berg", "S"), ("Bo af Ek", "M")]),
        ("Närvarande var Anna Berg, Bo Ek och Cia Dal (alla "
        "S).", [("Anna Berg", "S"), ("Bo Ek", "S"), ("Cia Dal", "S")]),
        ("Sekreterare var Lisbet Ekvik.", [("Lisbet Ekvik", None)]),
        ("Protokollet justerades av Anna Berg och Bo Ek.", [("Anna Berg", None), ("Bo Ek", None)]),
        ("Ärendet är klart.\n\nAnna Berg                  Bo Ek\nOrdförande                 Förvaltningschef",
         [("Anna Berg", None), ("Bo Ek", None)]),
        ("Granvika den 8 februari 2023\n\nRAGNHILD TÅNGSTRÖM", [("Ragnhild Tångström", None)]),
        ("Köparen är Hagaro Bostads AB i Södra Åsen enligt Inspektionen för vård och omsorg (IVO).", []),
    ],
)  # fmt: skip
def test_finds_people(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.party) for person in draft_of(text + "\n").people] == people


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Bilagor\n1. Plan för vatten\n2. Risk- och konsekvensanalys\n", ["Plan för vatten", "Risk- och "
        "konsekvensanalys"]),
        ("Bilagor\n\nBilaga 1  Plan\nBilaga 2: Kalkyl\n", ["Plan", "Kalkyl"]),
        ("Beslutsunderlag\n\nTjänsteskrivelse 2022-03-09\nKöpeavtal med Hagaro AB\n", ["Tjänsteskrivelse "
        "2022-03-09", "Köpeavtal med Hagaro AB"]),
        ("Beslutsunderlag\n\nTjänsteskrivelse\n\nBilagor\n\n1. Plan\n", ["Plan"]),
        ("Ärendet är klart.\n\nBilagor: Motionen; Nämndens yttrande\n", ["Motionen", "Nämndens yttrande"]),
        (
            "Beslutsunderlag\n\nTjänsteskrivelse 2024-02-01\n\nLokalplan 2024\n\nBarnkonventionen\n\n"
            "Checklistan har gåtts igenom. Eleverna har fått säga sitt.\n",
            ["Tjänsteskrivelse 2024-02-01", "Lokalplan 2024"],
        ),
    ],
)  # fmt: skip
def test_finds_attachments(text: str, titles: list[str]) -> None:
    assert [item.title for item in draft_of(text).attachments] == titles


def test_names_local_parties_by_their_letters() -> None:
    draft = draft_of("Ersättaryttrande gjordes av Anna Berg (GL) enligt följande.\n\nGranvikalistan vill mer.\n")
    assert [(letter, name) for letter, name, _ in draft.parties if letter == "GL"] == [("GL", "Granvikalistan")]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Kommunstyrelsen\nTill kommunfullmäktige\n\nBudget för nästa år\n", "kommunfullmäktige"),
        ("Kommunfullmäktiges beslut 24 april 2025\n\nNy bro över ån\n", "kommunfullmäktige"),
        ("Reservation mot kommunstyrelsens beslut 2023-09-28, ny taxa\n", "kommunstyrelsen"),
        ("Nämnden för arbete och omsorg\nProtokoll 2024-02-12\n\n§ 4 Ny taxa\n", "nämnden för arbete och omsorg"),
    ],
)
def test_whose_decision_it_is(head: str, body: str) -> None:
    assert draft_of(f"Ekestads kommun\n{head}\nÄrendet har beretts under hösten.\n").header.body == body


@pytest.mark.parametrize(
    ("place", "municipality"),
    [
        ("Plats\nHörsalen, Ekhamn", "Ekhamn"),
        ("Plats: Folkets park, Ekhamn", "Ekhamn"),
        ("Plats: Biblioteket, Hörsalen", None),
        ("Plats: Hörsalen, Storgatan 4", None),
        ("Plats: Hörsalen och Teams", None),
    ],
)
def test_the_town_where_a_meeting_is_held(place: str, municipality: str | None) -> None:
    header = draft_of(f"Sammanträde 2024-06-13\n\n{place}\n\nPolicy för resor\n\nBeslut\n\nPolicyn antas.\n").header
    assert header.municipality == municipality
    assert "municipality" in dict(header.doubts)
