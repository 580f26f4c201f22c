"""Motions, interpellations and questions that a document tells of."""

from __future__ import annotations

import pytest

from tests.drafting.conftest import draft_of

HEAD = "Ekhamns kommun\nKommunstyrelsen\nDnr KS 2024/1\n\nNy lekplats\n\nÄrendet\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pia Alm (MP) har i en motion föreslagit fler cykelställ.", [(("MP",), "motion", ("Pia Alm",))]),
        ("I en motion ville Bo Ek (SD) att parken stängs.", [(("SD",), "motion", ("Bo Ek",))]),
        (
            "Anna Berg (S) och Bo Ek (V) har lämnat in en motion om läxhjälp.",
            [(("S", "V"), "motion", ("Anna Berg", "Bo Ek"))],
        ),
        (
            "Cia Dal (L) har ställt en interpellation till Bo Ek (M) om broarna.",
            [(("L",), "interpellation", ("Cia Dal",))],
        ),
        ("Motion från Cia Dal (L) om läxhjälp, KS 2024/9", [(("L",), "motion", ("Cia Dal",))]),
        ("En motion om läxhjälp har kommit in.", []),
        ("Cia Dal (L) redogör för ärendet, som gäller en motion.", []),
    ],
)
def test_initiatives(text: str, expected: list[tuple[object, ...]]) -> None:
    found = draft_of(HEAD + text + "\n").positions
    assert [(position.party, position.form, position.by) for position in found] == expected


def test_a_motion_is_a_statement_and_decides_nothing() -> None:
    draft = draft_of(
        "Ekhamns kommun\nDnr KS 2024/1\n\nMOTION\n\nFler lekplatser i Ekhamn\n\nBarnen i Ekhamn har för långt till "
        "närmaste lekplats.\n\nVi föreslår kommunfullmäktige besluta\n\natt bygga en lekplats i varje kvarter.\n\n"
        "Anna Berg (S)          Bo Ek (V)\n"
    )
    assert draft.header.document_type == "motion"
    assert draft.decisions == ()
    [motion] = draft.positions
    assert (motion.party, motion.form, motion.by) == (("S", "V"), "motion", ("Anna Berg", "Bo Ek"))
    assert motion.text.startswith("Barnen i Ekhamn")
