"""Thirty small cases, as many as are compiled: each a matter of its own in one of three towns."""

from __future__ import annotations

from pathlib import Path

MATTERS = (
    "simhallen biblioteket ishallen skolgården busslinjen hamnkajen torget återvinningen friluftsbadet ridhuset"
    " cykelbanan parkeringen vattentornet museet konsthallen hembygdsgården förskolan äldreboendet avloppsverket"
    " skateparken utsiktstornet bryggan campingplatsen stationen brandstationen lekplatsen begravningsplatsen"
    " fjärrvärmen solcellerna gångbron"
).split()
TOWNS = ("Ekhamn", "Granvik", "Tallbo")
ALONE = 4  # the number of the only case that hears KD


def write_many(folder: Path) -> Path:
    """Writes the cases, the first the oldest; gives the folder."""
    for number, matter in enumerate(MATTERS):
        write_one(folder, number, matter)
    return folder


def write_one(folder: Path, number: int, matter: str, cost: int | None = None) -> None:
    """Writes a case about a matter, which costs so many thousand kronor."""
    town, party = TOWNS[number % 3], "KD" if number == ALONE else "M"
    price = f"Kostnaden för {matter} uppgår till {cost or 100 + number} tusen kronor."
    decided = f"Kommunen ska rusta upp {matter} under nästa år."
    said = f"Karin Ek ({party}) anser att {matter} bör vänta."
    at = folder / f"arende-{number}"
    at.mkdir(parents=True, exist_ok=True)
    (at / "text.txt").write_text(
        f"Beslut\n\n{decided}\n\n{price}\n\n{said}\n\nDimman låg tät över {matter}.\n", "utf-8"
    )
    (at / "case.yaml").write_text(
        f"""\
id: arende-{number}
reference: KS 2024/{number}
title: Upprustning av {matter}
municipality: {town}s kommun
body: kommunstyrelsen
date: 2024-01-{number + 1:02}
contact: registrator@{town.lower()}.example
sources:
  text: {{file: text.txt, title: Protokoll}}
decisions:
  - {{id: beslut, summary: "{decided}", status: decided, quotes: ["{decided}"]}}
amounts:
  - id: kostnad
    summary: "{price}"
    value: {cost or 100 + number}
    unit: tkr
    what: {matter}
    quotes: ["{price}"]
positions:
  - {{id: ek, summary: "{said}", party: {party}, form: yttrande, by: [Karin Ek], stance: against, quotes: ["{said}"]}}
""",
        "utf-8",
    )
