"""A case's reference number: "KS 2022/1187", "KS/2023:301", "106-1234/2015"."""

from __future__ import annotations

import re
from collections.abc import Sequence

REFERENCE = re.compile(
    r"(?<![\wåäö-])(?:(?:[A-ZÅÄÖ]{2,4}-)?[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,7}[ /.-]?)?(?:19"
    r"|20)\d\d[/:.-]\d{1,6}(?:[-/.]\d+)*(?![\w-]*:)|(?<!\w)[A-ZÅÄÖ]{1,5}[ -]?\d{1,5}[/:]\d{2,4}(?:-\d{1,3})?\b"
    r"|(?<![\w/])[A-ZÅÄÖ]{2,5}/\d{2,5}/(?:19|20)\d\d\b|(?<!\w)\d\d[A-ZÅÄÖ]{2,4}\d{3,5}\b"
    r"|(?<![\w/])(?:19|20)\d\d[/-][A-ZÅÄÖ]{2,4}[ -]?\d{3,5}\b"
    r"|(?<!\w)[A-ZÅÄÖ]{2,5}/\d{1,5}/(?:\d\d\.){2,3}\d\d/(?:19|20)\d\d\b"
    r"|(?<!\d)\d{1,4}-\d{1,5}/(?:19|20)\d\d\b|(?<!\d)(?:19|20)\d\d/[A-ZÅÄÖ]{1,5}\s\d{3,5}(?:\s\d{3})?"
)
_LABEL = (
    r"(?<!\bert\s)(?<!\ber\s)\b(?:dnr|d-nr|diarie(?:nummer|nr)?|ärende(?:nummer|nr|-?id)|ärendebeteckning|(?:vår\s|(?<=\n))beteckning"
    r"|vår ref(?:erens)?)"
    r"\.?:?\s*"
)
_LABELLED = re.compile(rf"{_LABEL}(?P<reference>{REFERENCE.pattern})", re.IGNORECASE)
_ANY = re.compile(
    rf"(?i:{_LABEL})(?P<reference>(?:[A-ZÅÄÖ]{{1,6}}\s)?(?=\S*\d)(?!\d{{4}}-\d\d-\d\d\b)[A-ZÅÄÖ\d][\w./:-]{{3,}})"
)


def find_reference(top: Sequence[str], text: str) -> str | None:
    joined = "\n".join(top)
    for place in (joined, text[:20000]):
        if match := _LABELLED.search(place):
            return _clean(match["reference"])
    if match := _ANY.search(joined):
        return _clean(match["reference"])
    for cell in top:
        for match in REFERENCE.finditer(cell):
            if not re.fullmatch(r"(?:[A-ZÅÄÖ]+\s)?(?:19|20)\d\d-\d\d-\d\d", match.group()) and not re.match(
                r"[Uu]tlåtande|[Mm]otion|[Pp]rot", cell
            ):
                if re.match(r"(?:19|20)\d\d-\d\d$", match.group()):
                    continue
                return _clean(match.group())
    return None


def is_reference(text: str) -> bool:
    """Whether a text is a reference, with its label or without, and nothing else."""
    bare = re.sub(r"\s*\(\d+\)$", "", text.strip())
    return any(pattern.fullmatch(bare) is not None for pattern in (REFERENCE, _LABELLED, _ANY))


def _clean(reference: str) -> str:
    return re.sub(r"\s+", " ", reference).strip(" .,;)")
