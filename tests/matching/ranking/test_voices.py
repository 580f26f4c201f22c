"""Whose words a fact or a passage has."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.model import Case, Detail, Fact, Knowledge, Position
from bot.knowledge.source import Quote, Source
from bot.matching.ranking.voices import Voice, Voices, statements


@pytest.fixture(scope="module")
def case(invented: Answerer) -> Case:
    return invented.knowledge.cases["gv-2023-0417"]


@pytest.fixture(scope="module")
def found(case: Case) -> Mapping[str, Voice]:
    return Voices(case)


@pytest.mark.parametrize(
    ("fact", "parties", "people"),
    [
        ("positions/c-mp-reservation", ("C", "MP"), ("Lovisa Björnhag", "Henning Askvik")),
        ("positions/c-mp-annan-plats", ("C", "MP"), ("Lovisa Björnhag", "Henning Askvik")),  # a point of it
        ("positions/v-yttrande", ("V",), ("Moa Tallkvist",)),
        ("decisions/simhall-byggs", (), ()),
        ("amounts/renovering", (), ()),
    ],
)
def test_facts(found: Mapping[str, Voice], fact: str, parties: tuple[str, ...], people: tuple[str, ...]) -> None:
    voice = found[f"gv-2023-0417/{fact}"]
    assert (voice.parties, voice.people) == (parties, people)


@pytest.mark.parametrize(
    ("passage", "parties"),
    [("utan att någon har förklarat varför", ("C", "MP")), ("Den nuvarande simhallen från 1968", ())],
)
def test_passages_have_the_voice_of_the_statement_around_them(
    case: Case, found: Mapping[str, Voice], passage: str, parties: tuple[str, ...]
) -> None:
    (id_,) = [p.id for p in case.passages if passage in " ".join(quote.text for quote in p.quotes)]
    assert found[id_].parties == parties


def test_statements_span_their_points(case: Case) -> None:
    reservation = next(s for s in statements(case) if s.position.id.endswith("c-mp-reservation"))
    text = case.sources[reservation.source].text[reservation.start : reservation.end]
    assert text.startswith("Mot beslutet reserverar sig")
    assert text.rstrip().endswith("i fyra år.")


TEXT = "Socialnämnden svarar. Moderaterna i nämnden vill bygga. Det är bråttom. Nämnden tillstyrker."


def quoted(words: str) -> tuple[Quote, ...]:
    start = TEXT.index(words)
    return Source("pm", "PM", TEXT).quotes(start, start + len(words))


def test_a_statement_within_another_has_its_own_voice() -> None:
    facts: tuple[Fact, ...] = (
        Position("a/positions/svar", "a", "", quoted("Socialnämnden svarar."), by=("Socialnämnden",)),
        Position("a/positions/slut", "a", "", quoted("Nämnden tillstyrker."), part_of="a/positions/svar"),
        Position("a/positions/m", "a", "", quoted("Moderaterna i nämnden vill bygga. Det är"), party=("M",)),
        Detail("a/details/bygga", "a", "", quoted("vill bygga")),
        Detail("a/details/tillstyrker", "a", "", quoted("tillstyrker")),
    )
    found = Voices(Case("a", "Ett ärende", {}, facts))
    assert found["a/details/bygga"].parties == ("M",)
    assert found["a/details/tillstyrker"] == Voice((), ("Socialnämnden",), "a/positions/svar")


def test_every_fact_of_the_real_case_has_a_voice_or_none(knowledge: Knowledge) -> None:
    for case in knowledge.cases.values():
        found = Voices(case)
        assert set(found) == {fact.id for fact in (*case.facts, *case.passages)}
        for fact in case.facts:
            if fact.parties:
                assert found[fact.id].parties == fact.parties
