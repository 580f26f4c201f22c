"""Seven cases of two towns, two of them of one meeting, in memory and compiled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.compiled.opening import open_knowledge
from bot.knowledge.load import load_knowledge

CASE = """\
id: {id}
reference: {reference}
title: {title}
municipality: {town}
body: {body}
date: {day}
{meeting}sources:
  protokoll: {{file: protokoll.txt, title: "Protokoll {reference}"}}
decisions:
  - id: beslut
    number: 1
    status: decided
    summary: {decision}
    quotes: ["{decision}"]
"""
CASES = (
    ("ek-bad", "KS 2024/31", "Simhallen byggs om", "Ekhamns kommun", "kommunstyrelsen", "2024-05-14", "",
     "Simhallen i Strandparken byggs om för 48 miljoner kronor.",
     "Den öppnar i augusti 2025. Omklädningsrummen får nya duschar, och entrén flyttas till södra sidan."),
    ("ek-skola", "BN 2024/7", "Skolan på Udden läggs ned", "Ekhamns kommun", "barnnämnden", "2024-06-04", "",
     "Skolan på Udden läggs ned den 1 juli 2025.",
     "Barnen är för få. Eleverna flyttar till Centralskolan, och skjuts med buss ordnas av kommunen."),
    ("ek-taxa-23", "TN 2023/90", "Taxa för parkering", "Ekhamns kommun", "tekniska nämnden", "2023-11-08", "",
     "Parkering i centrum kostar 12 kronor i timmen.", "Taxan gäller från nyår. Söndagar är det fritt."),
    ("ek-taxa-24", "TN 2024/95", "Taxa för parkering", "Ekhamns kommun", "tekniska nämnden", "2024-11-06", "",
     "Parkering i centrum kostar 15 kronor i timmen.", "Taxan gäller från nyår. Söndagar är det fritt."),
    ("gr-bad", "KF 2024/12", "Ombyggnad av simhallen", "Granviks kommun", "kommunfullmäktige", "2024-03-18",
     "Kommunfullmäktige 2024-03-18",
     "Simhallen vid torget byggs om för 61 miljoner kronor.",
     "Den öppnar i mars 2026. Omklädningsrummen får nya skåp, och entrén flyttas till norra sidan."),
    ("gr-buss", "KF 2024/13", "Gratis buss för äldre", "Granviks kommun", "kommunfullmäktige", "2024-03-18",
     "Kommunfullmäktige 2024-03-18",
     "Den som har fyllt 75 år åker gratis med bussen.", "Det börjar i april. Kostnaden är 900 000 kronor om året."),
    ("gr-lekplats", "TN 2024/3", "Lekplats i Lillskogen", "Granviks kommun", "tekniska nämnden", "2024-09-12", "",
     "En lekplats anläggs i Lillskogen för 2,4 miljoner kronor.", "Den får gungor och en linbana."),
)  # fmt: skip


def write_cases(folder: Path, cases: Sequence[Sequence[str]] = CASES) -> None:
    """Writes cases into a knowledge folder."""
    for id_, reference, title, town, body, day, meeting, decision, more in cases:
        case = folder / id_
        case.mkdir(parents=True)
        held = f"meeting: {meeting}\n" if meeting else ""
        written = CASE.format(
            id=id_, reference=reference, title=title, town=town, body=body, day=day, meeting=held, decision=decision
        )
        (case / "case.yaml").write_text(written, encoding="utf-8")
        heading = f"{town}\n{body.capitalize()} {day}\n{reference}\n\n{title}\n\n"
        (case / "protokoll.txt").write_text(f"{heading}Beslut\n{decision}\n\nSkäl\n{more}\n", encoding="utf-8")


@pytest.fixture(scope="package", params=["loaded", "compiled"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A bot that knows the cases, without an encoder."""
    folder = tmp_path_factory.mktemp("many") / "knowledge"
    write_cases(folder)
    if request.param == "loaded":
        return Answerer(load_knowledge(folder))
    opened = open_knowledge(folder, tmp_path_factory.mktemp("cache"), few=2)
    assert opened.bundle is not None
    return Answerer(opened.knowledge, bundle=opened.bundle)
