"""Opposites: what words claim, and what contradicts what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.meaning.opposites import Claim, claims, contradicted, is_negative, negatives
from bot.language.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mordförsöken ökade", {Claim("amount", 1)}),
        ("Mordförsöken ökade inte", {Claim("amount", -1)}),
        ("Regionen prioriterade bort de äldre", {Claim("priority", -1), Claim("absence", -1)}),
        ("Regionen prioriterade de äldre", {Claim("priority", 1)}),
        ("Partiet röstade sedan ned förslaget", {Claim("decision", -1)}),
        ("Why is she so keen on it?", {Claim("stance", 1)}),
        ("Alla fick ett svar", {Claim("all", 1)}),
        ("En stad för alla", set()),
        ("Hur snabbt gick det?", set()),
        ("Vem skrev under?", set()),
        ("", set()),
    ],
)
def test_claims(text: str, expected: set[Claim]) -> None:
    assert claims(words(text)) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Varför minskade mordförsöken?", "Antalet mordförsök ökade med 30 procent.", True),
        ("Varför ökade mordförsöken?", "Antalet mordförsök ökade med 30 procent.", False),
        ("Varför ökade inte mordförsöken?", "Antalet mordförsök ökade med 30 procent.", True),
        ("Varför avslog beredningen förslaget?", "Borgarrådsberedningen tillstyrker förslaget.", True),
        ("Why did they reject it?", "The committee approves the proposal.", True),
        ("Varför är det den bästa budgeten?", "Den sämsta budgeten under 2000-talet.", True),
        ("Varför sänktes kraven?", "Kraven sänktes fast lönerna höjdes.", False),
        ("Varför höjs avgiften?", "Avgiften betalas varje månad.", False),
        ("Varför fick alla kvinnor ja?", "Endast nio procent av alla kvinnor fick ja.", True),
        ("", "", False),
    ],
)
def test_contradicted(question: str, text: str, expected: bool) -> None:
    assert contradicted(claims(words(question)), claims(words(text))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Personalen har gjort enastående insatser", False),
        ("Planen saknas", True),
        ("Det blev ingen plan", True),
        ("De är kritiska", True),
        ("De borde ha frågat", True),
        ("", False),
    ],
)
def test_is_negative(text: str, expected: bool) -> None:
    assert is_negative(words(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det är ohållbart att sänka skatten", 1),
        ("S beklagar att ingen utreder", 2),
        ("V vill bygga mer", 0),
        ("", 0),
    ],
)
def test_negatives(text: str, expected: int) -> None:
    assert negatives(words(text)) == expected


@given(st.lists(st.sampled_from(words("inte ökade minskade bara alla så bra dåligt prioriterade bort ned emot är"))))
def test_nothing_contradicts_itself(said: list[str]) -> None:
    """What a text claims is never contradicted by the same text, but that all are meant."""
    taken = {claim for claim in claims(said) if claim.pair != "all"}
    assert not contradicted(taken, claims(said))
