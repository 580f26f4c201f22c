"""Goals that lines give with their assessments: after a dash, in a column, or below the name ("Bedömning: uppnås")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.drafting.extract.goals.outcomes import Outcome, labelled_outcome, outcome_in
from bot.drafting.findings import FoundAssessment, FoundGoal
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.knowledge.sources.pages import Span
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_ABOUT_GOALS = re.compile(rf"\b[\wåäö-]*mål(?:en|et)?\b|{_WORDS.any_of('assessed')}", re.IGNORECASE)
_DASH = re.compile(
    r"(?:[A-Z]\.|\d{1,2}[.)]|[-–•])?\s*(?P<name>[A-ZÅÄÖ”\"][^–:.]{7,150}?)[”\"]?\s?[–:]\s(?P<outcome>[^–:]{3,60}?)\.?"
)
_NUMBER = re.compile(r"[\wåäö]*mål\s\d[\d.]*[.:]?", re.IGNORECASE)
_COLUMNS = re.compile(r"\s{2,}|\t")
_NAME = re.compile(r"(?:Mål\s)?(?:\d[\d.]*[.:]?\s+)?[”\"]?(?P<name>[A-ZÅÄÖ].{9,170}?)[”\"]?")
_ENDS = (".", ":", ";")


def goals_on_lines(paragraphs: Sequence[Paragraph], assessor: str) -> Iterator[FoundGoal]:
    """The goals that stand on lines of their own with how far they are met, where the text is of goals."""
    listed = False  # a sentence has said that goals follow
    for before, paragraph in pairwise((None, *paragraphs)):
        if paragraph is None or paragraph.form is Form.HEADING:
            listed = False
            if paragraph is not None and _NUMBER.match(paragraph.text):
                yield from _in_lines(paragraph, assessor)
            continue
        if listed and (found := tuple(_in_lines(paragraph, assessor))):
            yield from found
            continue
        listed = paragraph.text.endswith(":") and _ABOUT_GOALS.search(paragraph.text) is not None
        if before is not None and (outcome := labelled_outcome(paragraph.text)) is not None:
            yield from _over_label(before, paragraph, outcome, assessor)
        if _ABOUT_GOALS.search(paragraph.section.title) or _ABOUT_GOALS.search(" ".join(paragraph.lines[:2])):
            yield from _in_lines(paragraph, assessor)


def without_assessment(name: str, lines: Sequence[str]) -> str:
    """A goal's name without the assessment that stands in the last column of its line."""
    last = _COLUMNS.split(lines[-1].strip())[-1] if lines else ""
    if last and name.endswith(f" {last}") and outcome_in(last, False, bare=True) is not None:
        return name.removesuffix(f" {last}")
    return name


def _over_label(name: Paragraph, label: Paragraph, outcome: Outcome, assessor: str) -> Iterator[FoundGoal]:
    """The goal whose name stands over "Bedömning: ..."."""
    match = _NAME.fullmatch(name.text)
    if match is None or name.text.endswith(_ENDS) or not _ABOUT_GOALS.search(name.section.title):
        return
    made = FoundAssessment(assessor, outcome.words, label.spans(0, outcome.end))
    yield FoundGoal(name.text, name.source, name.spans(), name=match["name"], assessments=(made,))


def _in_lines(paragraph: Paragraph, assessor: str) -> Iterator[FoundGoal]:
    """The goals of the lines that end with an assessment, after a dash or in the last column."""
    waiting = ""  # the first line of a name that goes on in the next
    at = 0
    for line in paragraph.lines:
        cells = [cell for cell in _COLUMNS.split(line.strip()) if cell and not _NUMBER.fullmatch(cell)]
        found = _DASH.fullmatch(line.strip()) if len(cells) == 1 else None
        said = found["outcome"] if found else cells[-1] if len(cells) > 1 else ""
        outcome = outcome_in(said, False, bare=True) if said else None
        begin = paragraph.text.find(" ".join(line.split()), at)
        if begin < 0:
            continue
        at = begin + len(" ".join(line.split()))
        if outcome is None or outcome.start > 0:
            waiting = cells[0] if len(cells) == 1 and not line.rstrip().endswith(_ENDS) else ""
            continue
        name = found["name"] if found else f"{waiting} {cells[0]}".strip()
        start = paragraph.text.rfind(waiting, 0, begin) if waiting and not found else begin
        waiting = ""
        if match := _NAME.fullmatch(name):
            yield _goal(paragraph, (max(start, 0), at), match["name"], outcome, assessor)


def _goal(paragraph: Paragraph, span: Span, name: str, outcome: Outcome, assessor: str) -> FoundGoal:
    spans = paragraph.spans(*span)
    return FoundGoal(
        paragraph.text[span[0] : span[1]],
        paragraph.source,
        spans,
        name=name.strip(),
        assessments=(FoundAssessment(assessor, outcome.words, spans),),
    )
