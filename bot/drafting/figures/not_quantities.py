"""Digits that count nothing: dates, years, references, paragraphs of law, list numbers, telephone numbers."""

from __future__ import annotations

import re

from bot.knowledge.sources.pages import Span
from bot.language.measures.months import SWEDISH_SHORTENED
from bot.language.measures.units import written_as
from bot.language.word_patterns import words_of

_UNIT = rf"{written_as()}(?![^\W\d_])"
_WORDS = words_of(__file__)
_LABEL = _WORDS.any_of("labels")
_COUNTED = _WORDS.any_of("counted")
_LIST = r"\d{1,4}(?:\s?[a-z](?![\wåäö]))?(?:\.\d+)*"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_YEAR}-\d\d-\d\d(?:\s?[-–]\s?(?:{_YEAR}-)?\d\d-\d\d)?", 0),
        (
            rf"\b\d{{1,2}}(?:\s?[-–,]\s?\d{{1,2}}|\s{_WORDS.any_of('in_dates')}\s(?:den\s)?\d{{1,2}})*\.?\s"
            rf"{SWEDISH_SHORTENED}\b\.?(?:\s(?:år\s)?\d{{4}})?",
            re.IGNORECASE,
        ),
        (rf"\b\d{{1,2}}/\d{{1,2}}(?:[\s-]\d{{2,4}})?\b(?!\s?{_UNIT})", 0),
        (r"\b\d{6}-\d{4}\b|\b\d{8}-\d{4}\b", 0),
        (r"\b[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}(?:\s|-|/)?\d{2,4}[/:.-]\d+(?:[-/:.]\d+)*", 0),
        (r"\b\d{4}[/:]\d{1,6}(?:[-/:]\d+)*", 0),
        (rf"\b(?:19|20)\d\d-\d{{1,6}}(?:-\d+)*\b(?!\s?{_UNIT})", 0),
        (
            rf"\b{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d)\b)?(?!\s?(?:{_UNIT}"
            rf"|{_COUNTED}))(?![\d.,]\d)",
            0,
        ),
        (r"(?:\d{1,3}(?:\s[a-z](?![\wåäö]))?(?:,\s|\soch\s|[-–]|\seller\s))*\d{1,3}(?:\s[a-z])?\s?§+", 0),
        (r"\b\d{1,3}\s?kap\b\.?", 0),
        (
            rf"(?<![\wåäö]){_LABEL}\s?:?{_LIST}(?:(?:\s?[-–]\s?|,\s?|\s{_WORDS.any_of('in_lists')}\s)"
            rf"{_LIST}(?!\s{_UNIT}|[,\d]\d))*(?!\s?{_UNIT})",
            re.IGNORECASE,
        ),
        (r"\bkl(?:\.|ockan)?\s?\d{1,2}(?:[.:]\d{2})?(?:\s?[-–]\s?\d{1,2}(?:[.:]\d{2})?)?", re.IGNORECASE),
        (r"\b\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}\b", 0),
        (rf"(?:\b{_WORDS.any_of('telephones')}\.?:?\s?)[\d\s()+-]{{6,}}", re.IGNORECASE),
        (r"\b0\d{1,3}\s?-\s?\d[\d\s]{4,}", 0),
        (r"\+\d{2}[\d\s()-]{6,}", 0),
        (r"(?<!\d\s)\b\d{3}\s\d{2}\s(?=[A-ZÅÄÖ])", 0),
        (r"\S+@\S+|https?://\S+|www\.\S+", 0),
        (r"\b(?:[A-ZÅÄÖ][\wåäö]+)\s\d+:\d+(?:[-,]\s?\d+:?\d*)*", 0),
        (rf"\b[A-ZÅÄÖ][\wåäö]*{_WORDS.any_of('streets')}\s\d+\s?[A-Z]?\b", 0),
        (rf"\b\d+(?:-|–)?{_WORDS.any_of('named_by_number')}\b", 0),
        (r"(?<=[^\s\d][.!?:”)])\d{1,2}(?=\s|$)", 0),
        (rf"\b\d{{1,3}}\s?\(\d{{1,3}}\)(?=\s|$)(?!\s?{_UNIT})", 0),
    )
)


def masked(text: str) -> list[Span]:
    """The spans of a text whose digits count nothing."""
    return [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
