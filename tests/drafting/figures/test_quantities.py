"""Quantities in sentences: text -> value and unit."""

from __future__ import annotations

import pytest

from bot.drafting.figures.measured import period_of, what_is_measured
from bot.drafting.figures.quantities import quantities

COUNTED = [
    ("beviljar två miljoner kronor till gräset", [(2, "mnkr")]),
    ("en halv miljon kronor om året", [(0.5, "mnkr")]),
    ("avgiften är tjugo kronor", [(20, "kr")]),
    ("inte en krona till", []),
    ("I planen finns 4,5 miljoner undanlagda", [(4.5, "mnkr")]),
    ("får 56,0 mnkr överföras till 2021", [(56.0, "mnkr")]),
    ("en årlig kostnad om 4 250 tkr", [(4250, "tkr")]),
    ("en köpeskilling om 12 710 000 kronor", [(12710000, "kr")]),
    ("totalt 12.710.000 kr", [(12710000, "kr")]),
    ("värdet är 2,31 miljoner kronor", [(2.31, "mnkr")]),
    ("skulden är 1 miljard kronor", [(1, "miljarder kronor")]),
    ("22 kronor och 12 öre per skattekrona", [(22.12, "kr")]),
    ("skatten sänks till 21:87 kronor", [(21.87, "kr")]),
    ("ett underskott om −2,9 mnkr", [(-2.9, "mnkr")]),
    ("ett resultat på -14,2 mkr", [(-14.2, "mnkr")]),
    ("höjs med 9,5 procent", [(9.5, "procent")]),
    ("17 % av de vuxna", [(17, "procent")]),
    ("minskade med 0,7 procentenheter", [(0.7, "procentenheter")]),
    ("höjningar om 4–6 procent per år", [(4, "procent"), (6, "procent")]),
    ("mellan 310 och 360 mnkr", [(310, "mnkr"), (360, "mnkr")]),
    ("sjunkit från 82 till 74 procent", [(82, "procent"), (74, "procent")]),
    ("från 7,8 månader till 6,9", [(7.8, "månader"), (6.9, "månader")]),
    ("8,9 procent (8,1 procent 2021)", [(8.9, "procent"), (8.1, "procent")]),
    ("Sjukfrånvaron var 5,9 procent (6,4).", [(5.9, "procent"), (6.4, "procent")]),
    ("14 olika telefonnummer och 9 receptioner", [(14, "telefonnummer"), (9, "receptioner")]),
    ("lämnade 23 av 61 medarbetare sina tjänster", [(23, "medarbetare"), (61, "medarbetare")]),
    ("Antalet platser minskar från 140 till 85 under byggtiden", [(140, "platser"), (85, "platser")]),
    ("omfattar 4 100 kvadratmeter ljus bruttoarea", [(4100, "kvadratmeter")]),
    ("Verket har 11 300 anslutna personer", [(11300, "personer")]),
    ("planen mäter 105 x 65 meter", [(105, "meter"), (65, "meter")]),
    ("Med 30 ja, 12 nej, 2 avstår", [(30, "ja"), (12, "nej"), (2, "avstår")]),
    ("Med 31 ja-röster mot 18 nej-röster", [(31, "ja-röster"), (18, "nej-röster")]),
    ("beslutar med 24 röster mot 17", [(24, "röster"), (17, "röster")]),
    ("Med 8 röster mot 5 beslutar nämnden", [(8, "röster"), (5, "röster")]),
    ("8 röstar ja och 5 ledamöter röstar nej", [(8, "ja"), (5, "nej")]),
    ("bara 80 mnkr av trygghetsfondens 100 mnkr", [(80, "mnkr"), (100, "mnkr")]),
    ("fick 312 personer stöd, jämfört med 287 året innan", [(312, "personer"), (287, "personer")]),
]
NOTHING = [
    "den 8 februari 2023",
    "senast 2022-12-31",
    "åren 2025–2028 och 2026/27",
    "enligt § 58 och 14 kap. 3 § skollagen (2010:800)",
    "beslutade 2023-09-20, § 71, att hemställa",
    "bilaga 1-6 till promemorian, punkterna 1, 2 och 4",
    "Dnr KS 2022/1187 och TN 2023-214",
    "fastigheten Mejeriet 7 samt Björken 3:14",
    "Telefon 0980-319 212, 998 01 Norrvika",
    "Kyrkgatan 4, Box 12",
    "årskurs 7–9 och veckorna 28–31",
    "den sämsta under 2000-talet",
    "arbetet med covid-19 och Agenda 2030",
    "kl. 13.00–15.40",
    "fyra förslag och tredje året",
    "org.nr 212000-0000",
    "se fotnot.3",
    "tabell 1 och sida 12",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=[text for text, _ in COUNTED])
def test_reads_quantities(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(found.value, found.unit) for found in quantities(text)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_leaves_what_counts_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "what", "period"),
    [
        (
            "Den samlade kostnaden för införandet beräknas till 46,2 mnkr.",
            "Den samlade kostnaden för införandet",
            None,
        ),
        ("Under 2021 färdigställdes 49 bostäder.", "bostäder", "2021"),
        ("Personalen får 2 900 tkr för utbildning.", "för utbildning", None),
    ],
)
def test_tells_what_is_measured(text: str, what: str, period: str | None) -> None:
    [quantity] = quantities(text)
    assert (what_is_measured(text, quantity), period_of(text, quantity)) == (what, period)


@pytest.mark.parametrize("text", ["Budgeten för 2024 och 2025 är 12 mnkr.", "Kostnaden är 12 mnkr, 2024 och 2025."])
def test_of_several_years_none_is_the_period(text: str) -> None:
    [quantity] = quantities(text)
    assert period_of(text, quantity) is None


@pytest.mark.parametrize(
    "text",
    [
        "Kostnaden är 2,3 mnkr 2026 och 1,1 mnkr per år därefter.",
        "Kostnaden är 2,3 mnkr 2026 och därefter 1,1 mnkr per år.",
        "År 2026 är kostnaden 2,3 mnkr och därefter 1,1 mnkr per år.",
    ],
)
def test_what_comes_after_a_year_is_not_of_that_year(text: str) -> None:
    assert [(found.value, period_of(text, found)) for found in quantities(text)] == [(2.3, "2026"), (1.1, None)]
