"""A case's reference number: "KS 2022/1187", "KS/2023:301", "106-1234/2015"."""

from __future__ import annotations

import re
from collections.abc import Sequence

REFERENCE = re.compile(
    r"(?<![\w/])(?:[A-ZÅÄÖ]{2,5}[/ ])?\d{1,5}/(?:\d\d\.){2,3}\d\d/(?:19|20)\d\d\b"
    r"|(?<!\w)[A-ZÅÄÖ]{2,4}-\d\d-\d{1,5}(?![\w-])"
    r"|(?<![\wåäö-])(?:(?:[A-ZÅÄÖ]{2,4}-)?[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,7}[ /.-]?)?(?:19"
    r"|20)\d\d[/:.-]\d{1,6}(?:[-/.]\d+|\s/\s\d{3}\b)*(?![\w-]*:)"
    r"|(?<!\w)[A-ZÅÄÖ]{1,5}[ -]?\d{1,5}[/:]\d{2,4}(?:-\d{1,3})?\b"
    r"|(?<![\w/])[A-ZÅÄÖ]{2,5}/\d{2,5}/(?:19|20)\d\d\b|(?<!\w)\d\d[A-ZÅÄÖ]{2,4}\d{3,5}\b"
    r"|(?<![\w/])(?:19|20)\d\d[/-][A-ZÅÄÖ]{2,4}[ -]?\d{3,5}\b"
    r"|(?<!\d)\d{1,4}-\d{1,5}/(?:19|20)\d\d\b|(?<!\d)(?:19|20)\d\d/[A-ZÅÄÖ]{1,5}\s\d{3,5}(?:\s\d{3})?"
)
_LABEL = (
    r"(?<!\bert\s)(?<!\ber\s)\b(?:dnr|d-nr|diarie(?:nummer|nr)?|ärende(?:nummer|nr|-?id|(?=:))|ärendebeteckning|(?:vår\s|(?<=\n))beteckning"
    r"|vår ref(?:erens)?)"
    r"\.?:?\s*"
)
_LABELLED = re.compile(rf"{_LABEL}(?P<reference>{REFERENCE.pattern})", re.IGNORECASE)
_LONGEST = 20_000  # characters in which a reference with its label is looked for
_ANY = re.compile(
    rf"(?i:{_LABEL})(?P<reference>(?:[A-ZÅÄÖ]{{1,6}}\s)?(?=\S*\d)(?!\d{{4}}-\d\d-\d\d\b|0\d{{1,3}}-\d)[A-ZÅÄÖ\d][\w./:-]{{3,}})"
)


_DAY = re.compile(r"(?:[\wåäöÅÄÖ]+\s)?(?:19|20)\d\d-\d\d(?:-\d\d)?")


def find_reference(top: Sequence[str], text: str) -> str | None:
    joined = "\n".join(top)
    for cell in top:
        if match := _LABELLED.match(cell):
            return _clean(match["reference"])
    for cell in top:
        if REFERENCE.fullmatch(cell) and not _DAY.fullmatch(cell):
            return _clean(cell)
    if match := _LABELLED.search(joined) or _LABELLED.search(text, 0, _LONGEST):
        return _clean(match["reference"])
    if match := _ANY.search(joined):
        return _clean(match["reference"])
    for cell in top:
        for match in REFERENCE.finditer(cell):
            if not _DAY.fullmatch(match.group()) and not re.match(r"[Uu]tlåtande|[Mm]otion|[Pp]rot", cell):
                return _clean(match.group())
    return None


def is_reference(text: str) -> bool:
    """Whether a text is a reference, with its label or without, and nothing else."""
    bare = re.sub(r"\s*\(\d+\)$", "", text.strip())
    return any(pattern.fullmatch(bare) is not None for pattern in (REFERENCE, _LABELLED, _ANY))


def _clean(reference: str) -> str:
    return re.sub(r"\s+", " ", reference).removeprefix("Dnr").strip(" .,;)")
