"""Numbers, units and months as they are written."""

from __future__ import annotations

import re

import pytest

from bot.language.measures import months
from bot.language.measures.numbers import possible_values, swedish_value_of, value_of
from bot.language.measures.units import MONEY, SHARES, unit_named, written_as, written_money, written_percent


@pytest.mark.parametrize(
    ("written", "value"),
    [("56,0", 56.0), ("1 234,5", 1234.5), ("1\xa0234", 1234.0), ("3.5", 3.5), ("−2", -2.0), ("1.234", 1.234)],
)
def test_value(written: str, value: float) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12 710 000", 12_710_000.0),
        ("12.710.000", 12_710_000.0),
        ("1.234,5", 1234.5),
        ("3.5", 3.5),
        ("−2,9", -2.9),
        ("+4", 4.0),
        ("22:12", 22.12),
    ],
)
def test_swedish_value(written: str, value: float) -> None:
    assert swedish_value_of(written) == value


@pytest.mark.parametrize(
    ("written", "values"),
    [("056,0", {"56"}), ("1.234", {"1.234", "1234"}), ("1,234,567", {"1234567"}), ("1.2.3", {"1", "2", "3"})],
)
def test_possible_values(written: str, values: set[str]) -> None:
    assert possible_values(written) == values


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("MSEK", "mnkr"),
        ("miljoner\xa0kronor", "mnkr"),
        ("tusentals kronor", "tkr"),
        (":-", "kr"),
        ("%", "procent"),
        ("procentenhet", "procentenheter"),
        ("personer", None),
    ],
)
def test_unit_named(written: str, unit: str | None) -> None:
    assert unit_named(written) == unit


def test_a_unit_is_read_whole() -> None:
    assert re.match(written_as(), "kronor")[0] == "kronor"  # type: ignore[index]
    assert re.match(written_as("kr"), "mnkr") is None
    assert all(re.fullmatch(written_as(), unit) for unit in MONEY | SHARES)


@pytest.mark.parametrize("written", ["miljoner", "billion", "tkr", "miljarder kronor"])
def test_money_in_both_languages(written: str) -> None:
    assert re.fullmatch(written_money(), written)
    assert not re.fullmatch(written_percent(), written)


def test_months() -> None:
    assert len(months.SWEDISH) == len(months.ENGLISH) == 12
    for written in ("september", "sept", "sep", "mars", "mar", "maj"):
        assert re.fullmatch(months.SWEDISH_SHORTENED, written)
