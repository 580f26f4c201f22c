"""Tables that came out a cell a line."""

from __future__ import annotations

import pytest

from bot.drafting.structure.tables.finding import find_tables
from bot.knowledge.sources.pages import read_pages


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        pytest.param(
            "Enhet\nPlatser 2025\nPlatser 2029\nLillviken\n12\n0\nEkåsen\n62\n80\n",
            ("Enhet", "Platser 2025", "Platser 2029"),
            {"Lillviken": ["12", "0"], "Ekåsen": ["62", "80"]},
            id="names of columns, then rows",
        ),
        pytest.param(
            "Förening\n2025\n2026\nRidklubben\n118\n231\nSimsällskapet\n96\n187\n",
            ("Förening", "2025", "2026"),
            {"Ridklubben": ["118", "231"], "Simsällskapet": ["96", "187"]},
            id="years as names",
        ),
        pytest.param(
            "Nämnd\nBudget\nUtfall\nBarn- och\nutbildningsnämnden\n210\n215\nSocialnämnden\n190\n-2\n",
            ("Nämnd", "Budget", "Utfall"),
            {"Barn- och utbildningsnämnden": ["210", "215"], "Socialnämnden": ["190", "-2"]},
            id="a name of two lines",
        ),
        pytest.param("Lillviken\n12\nDet regnar i dag.\nEkåsen\n", (), {}, id="one figure is no table"),
    ],
)
def test_tables(text: str, header: tuple[str, ...], rows: dict[str, list[str]]) -> None:
    tables = list(find_tables(read_pages(text).lines))
    assert {row.name: [cell.text for cell in row.cells] for table in tables for row in table.rows} == rows
    assert [table.header for table in tables] == [header] * bool(rows)
