"""Figures with their kind of unit; dates and years are not figures."""

from __future__ import annotations

import pytest

from bot.language.measures.figures import Unit, figures, has_date, has_quantity_word, years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("56,0 mnkr", [(56.0, Unit.MONEY)]),
        ("1,0 mnkr till VINST", [(1.0, Unit.MONEY)]),
        ("2 400 000 kronor", [(2_400_000.0, Unit.MONEY)]),
        ("12\xa0710\xa0000 kronor", [(12_710_000.0, Unit.MONEY)]),
        ("5 miljarder kronor", [(5.0, Unit.MONEY)]),
        ("2.5 million", [(2.5, Unit.MONEY)]),
        ("12 %", [(12.0, Unit.PERCENT)]),
        ("9 procent", [(9.0, Unit.PERCENT)]),
        ("9 procentenheter", [(9.0, Unit.PERCENT)]),
        ("3.5 percent", [(3.5, Unit.PERCENT)]),
        ("23 personer", [(23.0, Unit.COUNT)]),
        ("80 av 100 mnkr", [(80.0, Unit.COUNT), (100.0, Unit.MONEY)]),
        ("120 000 besök mot 74 000", [(120_000.0, Unit.COUNT), (74_000.0, Unit.COUNT)]),
        ("den 10 mars 2021", []),
        ("2021-03-10", []),
        ("under 2020", []),
        ("2021 kronor", [(2021.0, Unit.MONEY)]),
        ("KS 2020/1616", []),
        ("v12", []),
        ("fyra förslag", []),
        ("", []),
    ],
)
def test_figures(text: str, found: list[tuple[float, Unit]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(text)] == found


def test_offsets() -> None:
    text = "Totalt 56,0 mnkr och 12 %."
    assert [text[figure.start : figure.end].strip() for figure in figures(text)] == ["56,0 mnkr", "12 %"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("den 10 mars 2021", True),
        ("on 1 March 2024", True),
        ("den 19:e juni", True),
        ("2023-06-12", True),
        ("hösten 2024", False),
        ("i mars", False),
        ("12 mnkr", False),
    ],
)
def test_has_date(text: str, date: bool) -> None:
    assert has_date(text) is date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("budget 2020 och 2021", (2020, 2021)),
        ("år 2020.", (2020,)),
        ("2 020 kronor", ()),
        ("12020", ()),
        ("2020,5", ()),
    ],
)
def test_years(text: str, found: tuple[int, ...]) -> None:
    assert years(text) == found


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("fyra förslag", True),
        ("för tredje året i rad", True),
        ("har fördubblats", True),
        ("flera förslag", False),
    ],
)
def test_has_quantity_word(text: str, quantity: bool) -> None:
    assert has_quantity_word(text) is quantity
