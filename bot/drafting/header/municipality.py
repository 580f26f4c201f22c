"""The municipality or region whose document it is: as its top says, or else as it is named most often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.drafting.header.document_type import is_type
from bot.drafting.header.signature import signed
from bot.drafting.structure.forms import BODY
from bot.drafting.structure.names import capitalised
from bot.drafting.structure.paragraph import Reading
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_HEAD = 600  # characters of a head
_TOP = 3000  # characters of a top
_NAME = rf"(?!(?:{_WORDS.any_of('no_name')})[ ])[A-ZÅÄÖ][\wåäö-]+(?:[ ][A-ZÅÄÖ][\wåäö]+)?"
REGION = re.compile(rf"\bRegion\s{_NAME}\b")
"""The name of a region."""
_MUNICIPALITY = re.compile(rf"\b(?P<name>{_NAME})[ ](?P<kind>{_WORDS.any_of('municipalities')})(?P<genitive>s)?\b")
_IN_CAPITALS = re.compile(rf"(?P<name>[A-ZÅÄÖ][A-ZÅÄÖ -]+?)\s(?P<kind>{_WORDS.any_of('municipalities').upper()})")
_IN_SMALL = re.compile(rf"(?P<name>[a-zåäö]{{3,}}) (?P<kind>{_WORDS.any_of('municipalities')})")
_BODY_IN = re.compile(
    rf"\b(?P<body>(?i:{BODY}))\si\s(?P<name>{_NAME})(?P<kind>\s(?:{_WORDS.any_of('municipalities')})\b)?"
)
_KIND_UNDER = re.compile(
    rf"(?m)^[^\S\n]*(?P<name>[A-ZÅÄÖ]{{3,}})(?:[^\S\n]{{3,}}[^\n]*)?\n"
    rf"[^\S\n]*(?P<kind>{_WORDS.any_of('municipalities').upper()})(?:[^\S\n]{{3,}}|$)"
)  # in large letters on two lines, with other things beside
_MEETS_AT = re.compile(
    rf"(?mi)^[^\S\n]*{_WORDS.any_of('meets_at')}:?\s+(?-i:[^\d\n]{{3,60}},\s(?P<town>[A-ZÅÄÖ][a-zåäöé]{{3,}}))[^\S\n]*$"
)
_BUILDING = re.compile(rf"{_WORDS.any_of('buildings')}$")
_LONGEST = 60_000  # characters in which the municipality is looked for


def find_municipality(reading: Reading, cells: Sequence[str]) -> tuple[str | None, str]:
    """The municipality or region, and why it is a guess; "" where the top says it."""
    for cell in cells:
        if (match := _MUNICIPALITY.fullmatch(cell)) and not match["genitive"]:
            return match.group(), ""
        if match := _IN_CAPITALS.fullmatch(cell) or _IN_SMALL.fullmatch(cell):
            return f"{capitalised(match['name'])} {match['kind'].lower()}", ""
        if REGION.fullmatch(cell):
            return cell, ""
    if (under := _KIND_UNDER.search(reading.source.text, 0, _HEAD)) and not is_type(under["name"]):
        return f"{capitalised(under['name'])} {under['kind'].lower()}", ""
    if sits := _BODY_IN.search(reading.source.text, 0, _HEAD):
        name = sits["name"].split("\n")[0] + (sits["kind"] or "")
        return f"Region {name}" if sits["body"].lower().startswith("region") else name, f"läst ur ”{sits.group()}”"
    text = reading.source.text[:_LONGEST]
    counts = Counter(f"{match['name']} {match['kind']}" for match in _MUNICIPALITY.finditer(text))
    for name in [name for name in counts if name.partition(" ")[2] in counts]:
        counts[name.partition(" ")[2]] += counts.pop(name)  # somebody's name stands before it
    counts.update(match.group() for match in REGION.finditer(text))
    if counts:
        name = counts.most_common(1)[0][0]
        top = reading.source.text[:_TOP]
        return name, "" if name in top else "gissad: den som nämns oftast"
    for paragraph in reading.paragraphs:
        for line in paragraph.lines:
            if match := signed(line, paragraph):
                return match["place"], "läst ur underskriften"
    if (at := _MEETS_AT.search(reading.source.text, 0, _HEAD)) and not _BUILDING.search(at["town"]):
        return at["town"], "läst ur platsen för mötet"
    return None, ""
