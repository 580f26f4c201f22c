"""Choosing among what was offered: what chooses, and what is a question of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.dialogue.choosing import agrees, chosen


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("1", (0,)),
        ("2.", (1,)),
        ("#3", (2,)),
        ("1:a", (0,)),
        ("2an", (1,)),
        ("den 2:a tack", (1,)),
        ("2nd", (1,)),
        ("nr 3", (2,)),
        ("alternativ 2", (1,)),
        ("den första", (0,)),
        ("Den andra.", (1,)),
        ("jag menar den tredje", (2,)),
        ("tvåan", (1,)),
        ("ettan", (0,)),
        ("den sista", (2,)),
        ("the first one", (0,)),
        ("the second one please", (1,)),
        ("last", (2,)),
        ("ja", (0,)),
        ("Ja, tack!", (0,)),
        ("yes", (0,)),
        ("ok", (0,)),
        ("nej, den andra", (1,)),
        ("1 och 3", (0, 2)),
        ("båda", (0, 1, 2)),
        ("alla", (0, 1, 2)),
        ("both", (0, 1, 2)),
        ("nej", ()),
        ("ingen av dem", ()),
        ("neither", ()),
    ],
)
def test_what_chooses(message: str, places: tuple[int, ...]) -> None:
    assert chosen(message, 3) == places


@pytest.mark.parametrize(
    "message",
    [
        "4",
        "0",
        "nr 99",
        "",
        "?",
        "den",
        "alla beslut",
        "vad kostar den första etappen?",
        "första",  # chooses where three are offered, see below; here none is
        "ja men vad kostar det",
        "nej jag menade cykelbanan",
        "2026",
        "punkt 2 i beslutet",
        "varför?",
        "mer",
        "1 " * 40,
    ],
)
def test_what_does_not_choose(message: str) -> None:
    assert chosen(message, 0 if message == "första" else 3) is None


@given(st.text(max_size=80), st.integers(0, 9))
def test_any_text_chooses_only_what_was_offered(text: str, offered: int) -> None:
    assert all(0 <= place < offered for place in chosen(text, offered) or ())


@pytest.mark.parametrize(
    ("message", "agreed"),
    [
        ("ja", True),
        ("Ja, tack!", True),
        ("jo precis", True),
        ("ok", True),
        ("yes please", True),
        ("right", True),
        ("nej", False),
        ("Nej tack.", False),
        ("no", False),
        ("nope", False),
        ("nej jag menade V", None),
        ("ja men när då?", None),
        ("1", None),
        ("den andra", None),
        ("alla", None),
        ("tack", None),
        ("mer", None),
        ("", None),
        ("?", None),
        ("ja " * 40, None),
    ],
)
def test_agrees(message: str, agreed: bool | None) -> None:
    assert agrees(message) is agreed
