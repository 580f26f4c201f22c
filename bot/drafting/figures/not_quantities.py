"""Digits that count nothing: dates, years, references, paragraphs of law, list numbers, telephone numbers."""

from __future__ import annotations

import re

from bot.knowledge.pages import Span
from bot.language.measures.months import SWEDISH_SHORTENED
from bot.language.measures.units import written_as

_UNIT = rf"{written_as()}(?![^\W\d_])"
_LABEL = (
    r"(?:bilag(?:a|an|or|orna)|punkt(?:en|er|erna)?|att-sats(?:en|er|erna)?|beslutspunkt(?:en|er|erna)?|§+"
    r"|sid(?:a|an|or|orna)?\.?|s\.|tabell(?:en|er)?"
    r"|diagram(?:met)?|figur(?:en)?|avsnitt(?:et|en)?|kapitel|kap\.?|alternativ(?:en|et)?|etapp(?:en"
    r"|erna)?|fas|steg|artikel|art\.|årskurs(?:en|erna)?"
    r"|åk\.?|klass|nr\.?|nummer|omröstning(?:en)?|rotel|delmål|mål|uppdrag|version|vecka|veckorna|v\."
    r"|kvartal|tertial|linje|väg|länsväg"
    r"|riksväg|rv|prop(?:osition)?\.?|skr\.?|sou|sfs|bet\.?|dnr:?|diarienummer:?|fotnot|not|zon|område"
    r"|kategori|stycke"
    r"|yrkande|strategi|rad|kolumn|paragraf(?:en|erna)?|ärende|ärendepunkt|reservation|motion|moment|mom\."
    r"|nivå|delområde|rubrik|del|box|"
    r"hus|byggnad|lokal|plan|grupp|kryss|tillägg|insats|åtgärd|inriktningsmål|nämndmål|indikator|konto"
    r"|ansvar|verksamhet|projekt|lgh|trappa|upplaga|rev|agenda)"
)
_LIST = r"\d{1,4}(?:\s?[a-z](?![\wåäö]))?(?:\.\d+)*"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_YEAR}-\d\d-\d\d(?:\s?[-–]\s?(?:{_YEAR}-)?\d\d-\d\d)?", 0),
        (
            rf"\b\d{{1,2}}(?:\s?[-–,]\s?\d{{1,2}}|\s(?:och|till"
            rf"|respektive)\s(?:den\s)?\d{{1,2}})*\.?\s{SWEDISH_SHORTENED}\b\.?(?:\s(?:år\s)?\d{{4}})?",
            re.IGNORECASE,
        ),
        (rf"\b\d{{1,2}}/\d{{1,2}}(?:[\s-]\d{{2,4}})?\b(?!\s?{_UNIT})", 0),
        (r"\b\d{6}-\d{4}\b|\b\d{8}-\d{4}\b", 0),
        (r"\b[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}(?:\s|-|/)?\d{2,4}[/:.-]\d+(?:[-/:.]\d+)*", 0),
        (r"\b\d{4}[/:]\d{1,6}(?:[-/:]\d+)*", 0),
        (rf"\b(?:19|20)\d\d-\d{{1,6}}(?:-\d+)*\b(?!\s?{_UNIT})", 0),
        (
            rf"\b{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d)\b)?(?!\s?(?:{_UNIT}"
            rf"|kvadrat|kubik|kvm|m²|m2|meter|kWh|MWh|GWh|ton\b))(?![\d.,]\d)",
            0,
        ),
        (r"(?:\d{1,3}(?:\s[a-z](?![\wåäö]))?(?:,\s|\soch\s|[-–]|\seller\s))*\d{1,3}(?:\s[a-z])?\s?§+", 0),
        (r"\b\d{1,3}\s?kap\b\.?", 0),
        (
            rf"(?<![\wåäö]){_LABEL}\s?:?{_LIST}(?:(?:\s?[-–]\s?|,\s?|\s(?:och|till|samt|respektive"
            rf"|eller)\s){_LIST}(?!\s{_UNIT}|[,\d]\d))*(?!\s?{_UNIT})",
            re.IGNORECASE,
        ),
        (r"\bkl(?:\.|ockan)?\s?\d{1,2}(?:[.:]\d{2})?(?:\s?[-–]\s?\d{1,2}(?:[.:]\d{2})?)?", re.IGNORECASE),
        (r"\b\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}\b", 0),
        (r"(?:\b(?:tele?fon|tfn|mobil|växel|fax)\.?:?\s?)[\d\s()+-]{6,}", re.IGNORECASE),
        (r"\b0\d{1,3}\s?-\s?\d[\d\s]{4,}", 0),
        (r"\+\d{2}[\d\s()-]{6,}", 0),
        (r"(?<!\d\s)\b\d{3}\s\d{2}\s(?=[A-ZÅÄÖ])", 0),
        (r"\S+@\S+|https?://\S+|www\.\S+", 0),
        (r"\b(?:[A-ZÅÄÖ][\wåäö]+)\s\d+:\d+(?:[-,]\s?\d+:?\d*)*", 0),
        (r"\b[A-ZÅÄÖ][\wåäö]*(?:gatan|vägen|gränd|torget|stigen|plan|allén|backen)\s\d+\s?[A-Z]?\b", 0),
        (r"\b\d+(?:-|–)?(?:talet|tals|årig\w*|åring\w*)\b", 0),
        (r"(?<=[^\s\d][.!?:”)])\d{1,2}(?=\s|$)", 0),
        (rf"\b\d{{1,3}}\s?\(\d{{1,3}}\)(?=\s|$)(?!\s?{_UNIT})", 0),
    )
)


def masked(text: str) -> list[Span]:
    """The spans of a text whose digits count nothing."""
    return [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
