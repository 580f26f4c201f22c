"""Character n-grams of padded words."""

from __future__ import annotations

import pytest

from bot.language.ngrams import count_ngrams, ngrams


@pytest.mark.parametrize(
    ("words", "grams"),
    [
        (["skola"], ["_sko", "skol", "kola", "ola_"]),
        (["ks"], ["_ks_"]),
        (["s"], ["_s_"]),
        (["v", "ks"], ["_v_", "_ks_"]),
        ([], []),
    ],
)
def test_ngrams(words: list[str], grams: list[str]) -> None:
    assert ngrams(words) == grams
    assert count_ngrams(words) == len(grams)


def test_a_compound_shares_grams_with_its_part() -> None:
    assert set(ngrams(["omsorg"])) & set(ngrams(["aldreomsorgen"])) >= {"omso", "msor", "sorg"}
