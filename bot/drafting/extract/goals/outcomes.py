"""The words that say how far a goal is met: "delvis uppfyllt", "uppfylls inte", "god måluppfyllelse"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_HOW = _WORDS.any_of("how")
_MET = _WORDS.any_of("met")
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_HOW}\s(?:{_WORDS.any_of('helping')}\s){{0,3}}{_MET}(?:\s{_HOW})?\b(?!\s{_HOW})",
        rf"\b(?:{_WORDS.any_of('before')}\s)?(?:att\s)?(?:{_HOW}\s)?{_MET}\s(?:\w+\s)?{_HOW}\b",
        rf"\b{_WORDS.any_of('degrees')}\småluppfyllelse\b",
        rf"\bmåluppfyllelsen\s(?:är|bedöms|anses)\s(?:som\s|vara\s)?{_WORDS.any_of('degrees_after')}\b",
        rf"\b(?:inte\s|ej\s)?{_WORDS.any_of('assessed')}\s(?:[\wåäö]+\s){{0,4}}?"
        rf"(?:{_WORDS.any_of('assessed_as')}\s)*[”\"]?(?:{_HOW}\s)?{_MET}(?:\s{_HOW})?\b",
        rf"\b{_WORDS.any_of('expected')}\s(?:att\s)?{_MET}\b",
        rf"\b{_WORDS.any_of('reached')}(?=\s{_WORDS.any_of('goals')}\b)",
        rf"\b{_WORDS.any_of('goals')}\s(?:\w+\s)?{_MET}(?:\s(?:\w+\s)?{_HOW})?\b",
        rf"\b{_WORDS.any_of('on_the_way')}\b",
        rf"\b{_WORDS.any_of('deviates')}\b(?=[^.]*mål)",
    )
)
_BARE = re.compile(rf"(?:{_HOW}|{_WORDS.any_of('bare')})(?:\s[\wåäö]+){{0,3}}", re.IGNORECASE)
_LABEL = re.compile(rf"^{_WORDS.any_of('labels')}\s?:\s*(?P<words>[^.]{{3,60}})", re.IGNORECASE)
_AT_ONCE = re.compile(
    rf"^[\s”\"»:–-]*(?:\([^)]*\)\s)?(?P<words>(?:har\s)?(?:{_HOW}\s)?{_MET}(?:\s{_HOW})?)(?=[.,;]|\s|$)", re.IGNORECASE
)
_OBJECTS = re.compile(
    rf"\b{_WORDS.any_of('may')}\b[^.]{{0,60}}\b{_WORDS.any_of('not_so')}\b|\b{_WORDS.any_of('holds')}\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The words of an assessment, and their span in the sentence."""

    words: str
    start: int
    end: int


def labelled_outcome(text: str) -> Outcome | None:
    """The assessment with which a text begins after a label: "Bedömning: uppnås delvis"."""
    match = _LABEL.match(text)
    if match is None:
        return None
    words = match["words"].strip()
    said = outcome_in(words, False, bare=True)
    if said is not None and said.start == 0:
        words = words[: said.end]
    return Outcome(words, match.start("words"), match.start("words") + len(words))


def right_after(text: str) -> Outcome | None:
    """The assessment that follows a goal's name at once: "... uppnåddes", "...: delvis uppfyllt"."""
    match = _AT_ONCE.match(text)
    return Outcome(match["words"], match.start("words"), match.end("words")) if match else None


def outcome_in(sentence: str, partisan: bool, bare: bool = False) -> Outcome | None:
    """The assessment in a sentence; in what a party says, only one that it reports and does not hold itself.

    With `bare` the sentence is a cell that holds an assessment and nothing else.
    """
    if (labelled := labelled_outcome(sentence)) is not None:
        return labelled
    if partisan and _OBJECTS.search(sentence):
        return None
    found = [match for pattern in _PATTERNS if (match := pattern.search(sentence))]
    if found:
        best = min(found, key=lambda match: (match.start(), -match.end()))
        return Outcome(best.group().strip(), best.start(), best.end())
    if bare and (match := _BARE.match(sentence.strip("●○◐■ "))):
        return Outcome(match.group().strip(), match.start(), match.end())
    return None
