"""Text without line breaks, and lines that hold more than one thing."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import reading_of

LONG = (
    "Nämnden har under våren sett över reglerna tillsammans med föreningarna, som har fått lämna synpunkter på dem i "
    "flera omgångar."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Bakgrund\n{LONG} {LONG}\nBeslut\nReglerna antas.\n",
            [("Bakgrund", "text"), ("Beslut", "decided")],
            id="a paragraph a line",
        ),
        pytest.param(
            f"Beslut Nämnden beslutar 1. att anta reglerna, 2. att de gäller i ett år. Bakgrund {LONG} {LONG}\n",
            [("Beslut", "decided"), ("Bakgrund", "text")],
            id="all in one line",
        ),
        pytest.param(
            "Innehåll\n\nBeslut ............ 2\nBakgrund .......... 3\n\nBeslut\n\nReglerna antas i dag av nämnden.\n",
            [("Innehåll", "text"), ("Beslut", "decided")],
            id="a list of contents",
        ),
        pytest.param(
            "Ny bro\nNämndens beslut: Bron byggs nästa år.\nDelges: rektorerna\n",
            [("Ny bro", "text"), ("Nämndens beslut", "decided"), ("Delges", "recipients")],
            id="a heading before its text",
        ),
    ],
)
def test_headings(text: str, expected: list[tuple[str, str]]) -> None:
    sections = [(p.section.title, p.section.part.value) for p in reading_of(text).paragraphs if p.section.title]
    assert list(dict.fromkeys(sections)) == expected
