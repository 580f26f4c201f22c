"""What buttons carry: short enough, read back as it was written, and nothing else is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.views.callback_data import (
    LONGEST,
    MOST_CODES,
    Press,
    Verb,
    codes_of,
    read_press,
)
from bot.channels.telegram.views.menus import KINDS
from bot.knowledge.codes import CODE, code
from bot.knowledge.load import load_knowledge

KNOWLEDGE = Path(__file__).parents[3] / "telegram" / "knowledge"

presses = st.builds(
    Press,
    st.sampled_from(Verb),
    st.sampled_from(["sv", "en"]),
    st.lists(st.text().map(code), max_size=MOST_CODES).map(tuple),
)


@given(presses)
def test_a_press_is_read_as_it_was_written(press: Press) -> None:
    assert read_press(str(press)) == press
    assert len(str(press).encode()) <= LONGEST


@given(st.text(), st.sampled_from(KINDS), st.integers(0, 9999))
def test_a_page_of_a_list_has_room(case: str, kind: str, page: int) -> None:
    press = Press(Verb.LIST, "en", (code(case),), f"{kind}{page}")
    assert read_press(str(press)) == press
    assert len(str(press).encode()) <= LONGEST


@given(st.text())
def test_any_data_is_read_or_refused(data: str) -> None:
    press = read_press(data)
    assert press is None or str(press) == data or data.endswith(".")


@pytest.mark.parametrize("data", [None, 7, "", "f", "fx", "fs123456", "?s1234567", "fs1234567.a b", "fsåäöåäöå"])
def test_what_is_not_ours_is_refused(data: object) -> None:
    assert read_press(data) is None


@given(st.text())
def test_a_code_is_short_and_always_the_same(id_: str) -> None:
    assert len(code(id_)) == CODE
    assert code(id_) == code(id_)


def test_a_code_does_not_change_between_versions() -> None:
    """It is in buttons already sent."""
    assert code("ks-2020-1616/decisions/beslut-vinst") == "nucG7wK"


def test_codes_lead_back_to_their_ids() -> None:
    knowledge = load_knowledge(KNOWLEDGE)
    codes = codes_of(knowledge)
    for id_ in (*knowledge.by_id, *knowledge.cases):
        assert codes.get(code(id_)) == id_
    assert codes.get("-------") is None
