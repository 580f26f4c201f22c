"""Bodies: the letters that they are known by."""

from __future__ import annotations

import pytest

from bot.language.names.bodies import beginnings, initials


@pytest.mark.parametrize(
    ("body", "known_as"),
    [
        ("kultur- och fritidsnämnden", "kfn"),
        ("vård- och omsorgsnämnden", "von"),
        ("kommunstyrelsens arbetsutskott", "ksau"),
        ("tekniska utskottet", "tu"),
        ("kommunfullmäktige", "kf"),
        ("Socialnämnden", "sn"),
        ("nämnden", ""),
        ("", ""),
    ],
)
def test_a_body_is_known_by_the_letters_its_words_and_kind_begin_with(body: str, known_as: str) -> None:
    assert initials(body) == known_as


def test_words_of_a_body_are_known_in_other_forms() -> None:
    assert all("kommunstyrelsens".startswith(stem) for stem in beginnings("kommunstyrelsen"))
