"""A memory of the latest: what is kept anew stays, what was kept longest ago goes."""

from __future__ import annotations

import pytest

from bot.channels.telegram.state.recent import Recent


@pytest.mark.parametrize(
    ("kept", "remembered"),
    [
        ("", ""),
        ("ab", "ab"),
        ("abc", "abc"),
        ("abcd", "bcd"),
        ("abcad", "cad"),  # a was kept anew
        ("abca", "bca"),
        ("abcb", "acb"),  # and nothing had to go for it
        ("aaaa", "a"),
    ],
)
def test_the_latest_three_are_remembered(kept: str, remembered: str) -> None:
    recent: Recent[str, int] = Recent(3)
    for number, key in enumerate(kept):
        recent.keep(key, number)
    assert {key for key in "abcd" if key in recent} == set(remembered)
    assert len(recent) == len(remembered)
    assert [recent.get(key) for key in remembered] == [kept.rindex(key) for key in remembered]


def test_what_is_forgotten_leaves_room() -> None:
    recent: Recent[str, int] = Recent(2)
    for key in "ab":
        recent.keep(key, 1)
    recent.forget("a")
    recent.forget("z")
    recent.keep("c", 1)
    assert [recent.get(key) for key in "abc"] == [None, 1, 1]
