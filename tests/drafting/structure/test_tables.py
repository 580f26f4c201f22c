"""Tables: text -> rows of figures with their columns and unit."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

GAPS = """Tabell 1. Driftramar, tkr

Nämnd                    Budget 2024    Budget 2025
Kommunstyrelsen              118 900        121 350
Tekniska nämnden              63 450         −1 550
"""
BARS = """| Nämnd | Utfall (mnkr) | Andel % |
| Skolnämnden | 512,5 | 61 |
| Socialnämnden | 398,2 | 39 |
"""
SINGLE_SPACES = """Belopp i tkr
Kommunstyrelsen 118 900 121 350
Tekniska nämnden 63 450 61 200
Socialnämnden 512 300 508 750
"""
STACKED = """Verksamhet, tkr Utfall
Budget
Skillnad
Simhall -4 210 -4 050 -160
Ishall -2 105 -2 380 275
"""
GLUED = """Belopp i tkr
Förskola 118 900 121 350
Lokalvård 63 450 61 200 Summa 182 350 182 550
"""
COUNTS = """Nyckeltal                  2023     2024
Antal elever              2 940    2 985
Soliditet, %               38,2     37,5
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GAPS,
            [(118900, "tkr", "2024"), (121350, "tkr", "2025"),
             (63450, "tkr", "2024"), (-1550, "tkr", "2025")],
        ),
        (BARS, [(512.5, "mnkr", None), (61, "procent", None), (398.2, "mnkr", None), (39, "procent", None)]),
        (
            SINGLE_SPACES,
            [(118900, "tkr", None), (121350, "tkr", None), (63450, "tkr", None), (61200, "tkr", None),
             (512300, "tkr", None), (508750, "tkr", None)],
        ),
        (
            STACKED,
            [(-4210, "tkr", None), (-4050, "tkr", None), (-160, "tkr", None),
             (-2105, "tkr", None), (-2380, "tkr", None), (275, "tkr", None)],
        ),
        (
            GLUED,
            [(118900, "tkr", None), (121350, "tkr", None), (63450, "tkr", None), (61200, "tkr", None),
             (182350, "tkr", None), (182550, "tkr", None)],
        ),
        (
            COUNTS,
            [(2940, "elever", "2023"), (2985, "elever", "2024"), (38.2, "procent", "2023"),
             (37.5, "procent", "2024")],
        ),
    ],
    ids=["gaps", "bars", "single spaces", "stacked", "glued", "counts"],
)  # fmt: skip
def test_reads_tables(text: str, expected: list[tuple[float, str, str | None]]) -> None:
    amounts = draft_of(f"Ärendet avser nästa års ramar.\n\n{text}\nDärefter följer text.\n").amounts
    assert [(amount.value, amount.unit, amount.period) for amount in amounts] == expected


@pytest.mark.parametrize(
    ("table", "what"), [(GAPS, "Kommunstyrelsen, Budget 2024"), (STACKED, "Simhall, Utfall")], ids=["gaps", "stacked"]
)
def test_names_row_and_column(table: str, what: str) -> None:
    assert draft_of(f"Ärendet.\n\n{table}").amounts[0].what == what
