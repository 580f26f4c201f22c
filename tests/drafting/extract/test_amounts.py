"""Amounts in the text of a document, and numbers there that are none."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

HEAD = "Ekhamns kommun\nKommunstyrelsen\nTjänsteskrivelse\n2024-05-14\nDnr KS 2024/88\n\nNy bro\n\nBakgrund\n\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Bron kostar 40 miljoner kronor.", [40]),
        ("Bron kostar 40 miljoner kronor. Telefon: 0411-57 70 00 Org.nr 212000-1132.", [40]),
        ("Bron kostar 40 miljoner kronor. E-post kommunen@ekhamn.se Besöksadress: Hamngatan 12, 3 tr.", [40]),
        ("Nya telefoner kostar 200 000 kronor och e-post 3 000 kronor.", [200_000, 3_000]),
    ],
)
def test_amounts(text: str, values: list[float]) -> None:
    assert [amount.value for amount in draft_of(HEAD + text + "\n\nBron blir lång.\n").amounts] == values
