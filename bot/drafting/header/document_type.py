"""What kind of document it is: as it says itself at its top, or as its title says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Form, Reading

TYPES: tuple[tuple[str, str], ...] = (
    ("protokollsutdrag", r"protokollsutdrag|utdrag ur (?:sammanträdes)?protokoll(?:et)?"),
    ("tjänsteskrivelse", r"tjänsteskrivelse"),
    ("tjänsteutlåtande", r"tjänsteutlåtande"),
    ("PM", r"pm\b.*|promemoria\b.*"),
    ("utlåtande", r"utlåtande(?: \d{4}:\d+)?\b.*"),
    ("protokoll", r"(?:sammanträdes)?protokoll(?: nr.*| \d{1,3}/?\d*| \d{4}-\d\d-\d\d.*)?"),
    ("beslut", r"beslut \d{4}-\d\d-\d\d\b.*"),
    ("motionssvar", r"motionssvar|svar på motion"),
    ("remissvar", r"remissvar|remissyttrande"),
    ("yttrande", r"yttrande"),
    ("budget", r"budget(?: \d{4}.*)?"),
    ("delårsrapport", r"delårsrapport\b.*"),
    ("årsredovisning", r"årsredovisning\b.*"),
    ("verksamhetsberättelse", r"verksamhetsberättelse"),
    ("måluppföljning", r"måluppföljning\b.*|uppföljning av mål\b.*"),
    ("skrivelse", r"skrivelse"),
    ("rapport", r"rapport"),
    ("missiv", r"missiv"),
    ("beslut", r"beslut"),
)
_TYPE_IN_TITLE: tuple[tuple[str, str], ...] = (
    ("motionssvar", r"(?:svar på|besvarande av) motion"),
    ("yttrande", r"yttrande (?:över|till)"),
    ("remissvar", r"(?:remissvar|svar på remiss)"),
    ("måluppföljning", r"(?:mål|uppföljning av).{0,30}uppföljning|uppföljning av .{0,30}mål"),
    ("delårsrapport", r"delårs(?:rapport|bokslut)"),
    ("årsredovisning", r"årsredovisning"),
    ("verksamhetsberättelse", r"verksamhetsberättelse"),
    ("budget", r"budget"),
)


def document_type(cells: Sequence[str], title: str, reading: Reading) -> str | None:
    for name, pattern in TYPES:
        if any(re.fullmatch(pattern, cell, re.IGNORECASE) and len(cell) < 70 and cell != title for cell in cells):
            return _decision_kind(reading) if name == "beslut" else name
    for name, pattern in _TYPE_IN_TITLE:
        if re.search(pattern, title, re.IGNORECASE):
            return name
    for cell in cells:
        if cell.isupper() and re.fullmatch(r"[A-ZÅÄÖ-]{5,30}", cell):
            return cell.lower()
    if any(re.match(r"§\s?\d+", p.text) for p in reading.paragraphs[:12]):
        return "protokollsutdrag"
    return None


def _decision_kind(reading: Reading) -> str:
    """A decision that carries its own investigation is called so."""
    reasons = sum(p.form is Form.HEADING and p.section.part is Part.TEXT for p in reading.paragraphs)
    return "beslut med utredning" if reasons > 3 else "beslut"
