"""Invented cases by the thousand: varied Swedish by templates, words of the knowledge that ships, a fixed seed.

Each case is what a draft would be: a source of forty sentences and some prose, a fact on each of the forty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bot.knowledge.load import default_folder

FACTS = 40  # of a case
_TOWNS = (
    "Ekhamn Granvik Björkenäs Tallbo Almvik Lindesund Aspeboda Rönnholm Hasselby Enköpa Furuvik Sälgnäs Oxelvik"
).split()
_BODIES = ("kommunstyrelsen", "kommunfullmäktige", "byggnadsnämnden", "kulturnämnden", "miljönämnden", "skolnämnden")
_PARTIES = "S M V C L KD MP SD".split()
_FIRST = "Karin Jan Emilia Kadir Lovisa Henning Moa Torvald Clara Sven Amina Göran Ylva Petter".split()
_LAST = "Ekmyren Tallkvist Björnhag Askvik Lindmark Grahn Sundell Norberg Hallin Öman Wallgren Åkesdotter".split()
_VERBS = "utreda bygga rusta förlänga avveckla samordna upphandla utöka bevara digitalisera öppna stänga".split()
_WORD = re.compile(r"\b[a-zåäö]{6,18}\b")
_LETTER = re.compile(r"[^a-zåäö]")


def words() -> list[str]:
    """The words that what ships writes in small letters, in order of the alphabet."""
    shipped = default_folder()
    texts = [file.read_text("utf-8") for file in (shipped / "glossary.yaml", *sorted(shipped.glob("*/*.txt")))]
    return sorted({word for text in texts for word in _WORD.findall(text)})


def write_cases(folder: Path, count: int, *, seed: int = 16) -> None:
    """Writes so many cases into a folder, a folder each. The same count and seed give the same bytes."""
    known = words()
    for number in range(count):
        write_case(folder, number, known, seed=seed)


def write_case(folder: Path, number: int, known: list[str], *, seed: int = 16) -> None:
    """Writes one case, by its number."""
    random, own, town, body = _about(number, known, seed)
    day = date(2015, 1, 1) + timedelta(random.randrange(4000))
    made = [_fact(random, own, place) for place in range(FACTS)]
    entries = [entry for _, entry in made]
    lines = [
        f"id: arende-{number}",
        f"reference: {body[:2].upper()} {day.year}/{number}",
        f"title: {own[0].capitalize()} och {own[1]} i {town}",
        f"municipality: {town}s kommun",
        f"body: {body}",
        "document_type: protokoll",
        f"date: {day}",
        "sources:",
        f"  text: {{file: text.txt, title: Protokoll {body}}}",
    ]
    for kind in ("decisions", "amounts", "positions", "details"):
        lines += [f"{kind}:", *(line for of, entry in entries if of == kind for line in entry)]
    at = folder / f"arende-{number}"
    at.mkdir(parents=True, exist_ok=True)
    (at / "case.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (at / "text.txt").write_text("".join(_laid_out(random, own, [sentence for sentence, _ in made])), "utf-8")


def sentences(number: int, known: list[str], *, seed: int = 16) -> list[str]:
    """The sentences that the facts of a case stand on, by its number; what it is about begins each."""
    random, own, town, _ = _about(number, known, seed)
    random.randrange(4000)  # its date
    return [f"{own[0]} {own[1]} {town} {_fact(random, own, place)[0]}" for place in range(FACTS)]


def _about(number: int, known: list[str], seed: int) -> tuple[Random, list[str], str, str]:
    """What a case's chance is, the words it is about, its town and body."""
    random = Random(f"{seed}-{number}")
    return random, random.sample(known, 60), random.choice(_TOWNS), random.choice(_BODIES)


def _fact(random: Random, own: list[str], place: int) -> tuple[str, tuple[str, list[str]]]:
    """A sentence of its own, and the entry on it. Each kind comes, whatever the chance."""
    a, b, c = random.sample(own, 3)
    verb, number = random.choice(_VERBS), random.randint(2, 9899)
    match place % 4:
        case 0:
            sentence = f"Kommunen ska {verb} {a} och {b} enligt förslag {place} om {c}."
            return sentence, ("decisions", _entry(place, sentence, "status: decided"))
        case 1:
            sentence = f"Kostnaden för {a} och {b} uppgår till {number} tusen kronor i punkt {place}."
            more = [f"value: {number}", "unit: tkr", f"what: {a}"]
            return sentence, ("amounts", _entry(place, sentence, *more))
        case 2:
            party, name = random.choice(_PARTIES), f"{random.choice(_FIRST)} {random.choice(_LAST)}"
            sentence = f"{name} ({party}) anser i yttrande {place} att {a} inte får gå ut över {b} och {c}."
            more = [f"party: {party}", "form: yttrande", f"by: [{name}]", "stance: against"]
            return sentence, ("positions", _entry(place, sentence, *more))
        case _:
            sentence = f"Samråd {place} om {a} hölls med {number} boende, som tog upp {b} och {c}."
            return sentence, ("details", _entry(place, sentence, f"topic: {a}"))


def _entry(place: int, sentence: str, *more: str) -> list[str]:
    return [
        f"  - id: punkt-{place}",
        f"    summary: {sentence}",
        *(f"    {line}" for line in more),
        "    quotes:",
        f"      - {sentence}",
    ]


def _laid_out(random: Random, own: list[str], facts: list[str]) -> Iterator[str]:
    """The source: headings, paragraphs of the facts' sentences with prose between them, and pages."""
    for start in range(0, len(facts), 8):
        yield f"{' ' if start else ''}{random.choice(own).capitalize()} och {random.choice(own)}\n\n"
        for pair in range(start, start + 8, 2):
            prose = f"Ärendet gäller {', '.join(random.sample(own, 4))} och {random.choice(own)}."
            yield "\n".join((facts[pair], facts[pair + 1], prose)) + "\n\n"
