"""Opposites: what contradicts what."""

from __future__ import annotations

import pytest

from bot.language.opposites import contradicts
from bot.language.tokens import tokenize


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Varför minskade mordförsöken?", "Antalet mordförsök ökade med 30 procent.", True),
        ("Varför ökade mordförsöken?", "Antalet mordförsök ökade med 30 procent.", False),
        ("Varför avslog beredningen förslaget?", "Borgarrådsberedningen tillstyrker förslaget.", True),
        ("Why did they reject it?", "The committee approves the proposal.", True),
        ("Varför är det den bästa budgeten?", "Den sämsta budgeten under 2000-talet.", True),
        ("Varför sänktes kraven?", "Kraven sänktes fast lönerna höjdes.", False),
        ("Varför höjs avgiften?", "Avgiften betalas varje månad.", False),
        ("", "", False),
    ],
)
def test_contradicts(question: str, text: str, expected: bool) -> None:
    assert contradicts((t.word for t in tokenize(question)), (t.word for t in tokenize(text))) is expected
