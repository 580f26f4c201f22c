"""Rates: which words speak of so much in each of something."""

from __future__ import annotations

import pytest

from bot.language.measures.rates import has_rate


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("hur manga bostader per ar ska byggas", True),
        ("vad kostar det i manaden", True),
        ("hur mycket far varje elev varje ar", True),
        ("how many homes a year", True),
        ("1 1 mnkr per ar darefter", True),
        ("hur manga ar i rad", False),
        ("hur manga per cent", False),
        ("hur gick aret", False),
        ("", False),
    ],
)
def test_rates(words: str, rate: bool) -> None:
    assert has_rate(words) is rate
