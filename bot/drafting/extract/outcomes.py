"""The words that say how far a goal is met: "delvis uppfyllt", "uppfylls inte", "god måluppfyllelse"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOW = (
    r"(?:helt|i sin helhet|delvis"
    r"|inte|ej|icke|i huvudsak|till stor del|till övervägande del|i stort(?: sett)?"
    r"|i hög grad|i låg grad|till viss del|i viss mån|endast delvis"
    r"|nästan|till fullo|ännu inte|inte fullt ut|fullt(?: ut)?|inte fullt|i allt väsentligt|väl"
    r"|delvis inte|inte helt|bara delvis)"
)
_MET = r"(?:uppfyll(?:t|da|d|as|s|ts)|uppnå(?:tt|dda|dd|s|tts|as)|nå(?:tts|dda|s|tt)|infria(?:t|de|d|s|ts))"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_HOW}\s(?:har\s|att\s|kommer\s|kunna\s|bli\s|vara\s"
        rf"|anses\s){{0,3}}{_MET}(?:\s{_HOW})?\b(?!\s{_HOW})",
        rf"\b(?:har\s|kommer\s|bedöms\s|kan\s|bli\s)?(?:att\s)?(?:{_HOW}\s)?{_MET}\s(?:\w+\s)?{_HOW}\b",
        r"\b(?:mycket god|god|hög|låg|bristande|begränsad|tillfredsställande|svag|viss)\småluppfyllelse\b",
        r"\bmåluppfyllelsen\s(?:är|bedöms|anses)\s(?:som\s|vara\s)?(?:mycket\s)?(?:god|hög|låg|svag"
        r"|bristande|delvis god|tillfredsställande)\b",
        rf"\b(?:inte\s|ej\s)?(?:är|blir|bedöms|anses|anges|redovisas|betraktas|har"
        rf"|beräknas)\s(?:[\wåäö]+\s){{0,4}}?(?:som\s|att\s|bli\s|vara\s)*{_MET}\b",
        rf"\b(?:[Mm]ålet|[Mm]ålen|[Mm]ål)\s(?:\w+\s)?{_MET}(?:\s(?:\w+\s)?{_HOW})?\b",
        r"\bpå (?:god )?väg (?:mot målet|att (?:nås|uppnås|uppfyllas|nå målet))\b|\bpå god väg\b",
        r"\bavvike(?:r|lse)\b(?=[^.]*mål)",
    )
)
_BARE = re.compile(
    rf"(?:{_HOW}|ja|nej|grön|gul|röd|god|hög|låg|pågår|på väg|avviker|uppfyll\w*|uppnå\w*|når\w*"
    rf"|inte bedömt|ej bedömt)(?:\s[\wåäö]+){{0,3}}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:måluppfyllelse|bedömning(?:\sav\s(?:mål|måluppfyllelse)\w*)?|samlad bedömning|målbedömning"
    r"|status|uppfyllelse)\s?:\s*(?P<words>[^.]{3,60})",
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    r"\b(?:kan|bör|borde|ska|får)\b[^.]{0,60}\b(?:inte|ej|bedömas|anses)\b|\bvi (?:anser|bedömer|menar)\b"
    r"|\bvår (?:mening|bedömning)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The words of an assessment, and their span in the sentence."""

    words: str
    start: int
    end: int


def outcome_in(sentence: str, partisan: bool, bare: bool = False) -> Outcome | None:
    """The assessment in a sentence; in what a party says, only one that it reports and does not hold itself.

    With `bare` the sentence is a cell that holds an assessment and nothing else.
    """
    if match := _LABEL.match(sentence):
        words = match["words"].strip()
        return Outcome(words, match.start("words"), match.start("words") + len(words))
    if partisan and _OBJECTS.search(sentence):
        return None
    found = [match for pattern in _PATTERNS if (match := pattern.search(sentence))]
    if found:
        best = min(found, key=lambda match: (match.start(), -match.end()))
        return Outcome(best.group().strip(), best.start(), best.end())
    if bare and (match := _BARE.match(sentence.strip("●○◐■ "))):
        return Outcome(match.group().strip(), match.start(), match.end())
    return None
