"""Browsing: who else speaks of a matter."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser

CASE = "ks-2020-1616/positions"


@pytest.mark.parametrize(
    ("position", "closest"),
    [
        ("s-aldreomsorgen-forvantningar", "v-privatiserad-aldreomsorg"),
        ("v-skolplattformen", "foredragande-innovation"),
    ],
)
def test_siblings_are_what_others_say_of_the_same(bot: Answerer, position: str, closest: str) -> None:
    siblings = Browser(bot).siblings(f"{CASE}/{position}")
    known = bot.knowledge.by_id
    assert siblings[0] == f"{CASE}/{closest}"
    assert not any(set(known[id_].parties) & set(known[f"{CASE}/{position}"].parties) for id_ in siblings)


@pytest.mark.parametrize("id_", ["ks-2020-1616/amounts/belopp-vinst", "nothing"])
def test_what_is_no_position_has_no_siblings(bot: Answerer, id_: str) -> None:
    assert Browser(bot).siblings(id_) == ()
