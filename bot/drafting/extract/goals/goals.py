"""Goals that a document names, and how it says they are met.

A goal is named in quotation marks near the word "mål", as a numbered heading ("Mål 2: ..."), or in a
table with a column of assessments. The assessment is the document's own; what a party holds against it
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.extract.goals.goal_lines import goals_on_lines, without_assessment
from bot.drafting.extract.goals.outcomes import Outcome, outcome_in, right_after
from bot.drafting.findings import FoundAssessment, FoundGoal
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import BODY
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.drafting.structure.tables.table import Table
from bot.knowledge.sources.pages import Span
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_QUOTED = re.compile(r"[”\"“»«]\s?(?P<name>[^”\"“»«]{10,300}?)\s?[”\"“»«]")
_GOAL = re.compile(rf"\b(?P<level>[\wåäöÅÄÖ-]*?)mål{_WORDS.any_of('goal_ends')}?\b", re.IGNORECASE)
_ENUMERATED = re.compile(
    rf"\b{_WORDS.any_of('counted')}\s{_WORDS.any_of('ordinals')}?\s?{_WORDS.any_of('names')}?[,:]?\s?$"
)
_UNQUOTED = re.compile(
    rf"\b(?P<goal>{_WORDS.any_of('named_goals', letters='[A-Za-zÅÄÖåäö-]*')})\s"
    r"(?P<name>(?:(?<=att\s)[a-zåäö]|(?<!att\s)[A-ZÅÄÖ])[^.,;]{8,140}?)"
    rf"\s{_WORDS.any_of('is_assessed')}\b"
)
_RIGHT_BEFORE = re.compile(r"mål(?:et)?\s?$", re.IGNORECASE)
_OTHER_THING = re.compile(rf"\b{_WORDS.any_of('other_things')}\w*\s$", re.IGNORECASE)
_HEADED = re.compile(
    r"^(?P<level>(?:KF:?s?-?\s?|[\wåäö]+-?)?(?:mål"
    r"|Mål))(?:område)?\s?(?:(?P<number>\d[\d.]*)\s?[.:–—-]?\s+|[:–—]\s*)(?P<name>[A-ZÅÄÖ][^.:]{11,200})\.?$",
    re.IGNORECASE,
)
_LIST_OF_GOALS = re.compile(r"\b[\wåäö-]*mål(?:en)?\b[^.]*[:.]$", re.IGNORECASE)
_LEVELS = _WORDS.patterns("levels")
_BOTH = re.compile(rf"\b{_WORDS.any_of('both')}\b")
_LETTERS = r"\w+"
_ASSESSED_IN = re.compile(rf"\bi\s({_WORDS.any_of('documents', letters=_LETTERS)}(?:\sför\s\d{{4}})?)")
_ASSESSED_BY = re.compile(rf"\b({BODY}|[\wåäö]+{_WORDS.any_of('offices')})\s{_WORDS.any_of('assesses')}")
_COLUMN = re.compile(_WORDS.any_of("columns"), re.IGNORECASE)
_LEAST_WORDS = 4  # of a heading that is a goal although nothing assesses it
_LEAST_NAME = 2  # words of a row that has an assessment
_REACH = 90  # how far before its quotation marks a goal's name is announced


def find_goals(reading: Reading, statements: Sequence[Span], assessor: str) -> tuple[FoundGoal, ...]:
    """The goals of a document, each once; `statements` are the spans of what parties say."""
    goals: dict[str, FoundGoal] = {}
    on_lines = goals_on_lines(reading.paragraphs, assessor)
    for goal in (*_in_text(reading.paragraphs, statements, assessor), *_in_tables(reading, assessor), *on_lines):
        key = re.sub(r"\W+", " ", goal.name.lower()).strip()
        known = goals.get(key)
        if known is None:
            goals[key] = goal
        elif goal.assessments and not known.assessments:
            goals[key] = replace(known, assessments=goal.assessments)
    return tuple(sorted(goals.values(), key=lambda goal: goal.start))


def _in_text(paragraphs: Sequence[Paragraph], statements: Sequence[Span], assessor: str) -> Iterator[FoundGoal]:
    listed = False
    for index, paragraph in enumerate(paragraphs):
        if paragraph.form is not Form.POINT or not listed:
            listed = (paragraph.form is not Form.HEADING and _LIST_OF_GOALS.search(paragraph.text) is not None) or (
                listed and paragraph.form is Form.POINT
            )
        partisan = any(a <= paragraph.start < b for a, b in statements)
        named = list(_names(paragraph, listed))
        if not named:
            continue
        for place, (begin, end, name, level) in enumerate(named):
            stop = named[place + 1][0] if place + 1 < len(named) else None
            found = _assessed(paragraphs, index, end, stop, partisan)
            if found is None and stop is not None:
                found = _assessed(paragraphs, index, named[-1][1], None, partisan, both=True)
            if found is None and paragraph.form is Form.HEADING and len(name.split()) < _LEAST_WORDS:
                continue  # a field of goals
            passage = _passage(paragraph, begin, end)
            assessments: tuple[FoundAssessment, ...] = ()
            if found is not None:
                where, outcome, span = found
                by = _assessor(where.text[span[0] : span[1]], assessor)
                assessments = (FoundAssessment(by, outcome.words, where.spans(*span)),)
            doubts = ("målet bedöms av den som invänder",) if partisan and not found else ()
            yield FoundGoal(
                paragraph.text[passage[0] : passage[1]],
                paragraph.source,
                paragraph.spans(*passage),
                doubts=doubts,
                name=name,
                level=level,
                assessments=assessments,
            )


def _names(paragraph: Paragraph, listed: bool) -> Iterator[tuple[int, int, str, str | None]]:
    """The goals that a paragraph names: begin, end, name, level."""
    text = paragraph.text
    headed = _HEADED.match(text) if len(text) < 230 else None
    if headed and not _QUOTED.search(text):
        name = without_assessment(headed["name"].strip(), paragraph.lines)
        yield headed.start("name"), headed.start("name") + len(name), name, _level(headed["level"])
        return
    if "mål" not in text.lower() and not listed and "mål" not in paragraph.section.title.lower():
        return
    yield from _unquoted(paragraph)
    announced = False
    for match in _QUOTED.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        after = text[match.end() : match.end() + 60]
        words = list(_GOAL.finditer(before))
        nearest = words[-1] if words else None
        cue = nearest is not None and not re.search(r"[.!?]\s", before[nearest.end() :])
        cue = cue or (listed and paragraph.form is Form.POINT and match.start() < 3)
        cue = cue or (bool(_ENUMERATED.search(before)) and "mål" in text.lower())
        cue = cue or re.match(r"\s(?:är|utgör)\s(?:ett|en)\s[^.]{0,30}mål", after) is not None
        cue = cue or _told_later(text[match.end() :], announced)
        cue = cue or (announced and re.fullmatch(r"[\s,]*(?:och|samt)?\s*", before[-8:].split("”")[-1]) is not None)
        if not cue or (_OTHER_THING.search(before) and not before.rstrip().lower().endswith(("mål", "målet", "målen"))):
            continue
        if right_after(match["name"]) is not None or outcome_in(match["name"], False, bare=True) is not None:
            continue  # the assessment, in quotation marks
        if len(match["name"].split()) < (2 if _RIGHT_BEFORE.search(before) else 3):
            continue
        announced = True
        level = _level(before[nearest.start() - 25 if nearest.start() > 25 else 0 : nearest.end()]) if nearest else None
        yield match.start(), match.end(), match["name"].strip().rstrip(".,"), level


def _told_later(rest: str, among: bool) -> bool:
    """Whether the rest of a sentence says how far "målet" is met; `among` tells that goals were named before."""
    end = next((right for _, right in sentences(rest)), len(rest))
    return outcome_in(rest[:end], False) is not None and (
        "målet" in rest[:end] or right_after(rest[:end]) is not None or among
    )


def _unquoted(paragraph: Paragraph) -> Iterator[tuple[int, int, str, str | None]]:
    """The goals of sentences that assess them, named without quotation marks."""
    for begin, end in sentences(paragraph.text):
        said = paragraph.text[begin:end]
        match = None if _QUOTED.search(said) else _UNQUOTED.search(said)
        if match is None or outcome_in(said[match.end("name") :], False) is None:
            continue
        yield begin + match.start("name"), begin + match.end("name"), match["name"], _level(match["goal"])


def _level(words: str) -> str | None:
    tail = words.lower()
    found = [(tail.rfind(m.group()), name) for name, pattern in _LEVELS.items() if (m := _last(pattern, tail))]
    return max(found)[1] if found else None


def _last(pattern: str, text: str) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, text))
    return matches[-1] if matches else None


def _passage(paragraph: Paragraph, begin: int, end: int) -> Span:
    """The sentence or sentences that hold a goal's name."""
    starts = [a for a, b in sentences(paragraph.text) if b > begin]
    ends = [b for a, b in sentences(paragraph.text) if b >= end]
    return (starts[0] if starts else begin), (ends[0] if ends else end)


def _assessed(
    paragraphs: Sequence[Paragraph],
    index: int,
    begin: int,
    stop: int | None,
    partisan: bool,
    both: bool = False,
) -> tuple[Paragraph, Outcome, Span] | None:
    """The first assessment after a goal's name: in its paragraph, or in the next ones that go on about it."""
    paragraph = paragraphs[index]
    for a, b in sentences(paragraph.text):
        if b <= begin or (stop is not None and a >= stop):
            continue
        low, high = max(a, begin), min(b, stop) if stop is not None else b
        at_once = right_after(paragraph.text[low:high]) if low == begin and not partisan else None
        outcome = at_once or outcome_in(paragraph.text[low:high], partisan)
        if outcome is None and low == begin and not partisan:  # "... har vi nått målet ”Trygga äldre”"
            outcome = outcome_in(paragraph.text[a:begin], partisan)
        if outcome is not None and (not both or _BOTH.search(paragraph.text[a:b])):
            return paragraph, outcome, (a, b)
    if stop is None or both:
        return _assessed_below(paragraphs, index, partisan)
    return None


def _assessed_below(
    paragraphs: Sequence[Paragraph], index: int, partisan: bool
) -> tuple[Paragraph, Outcome, Span] | None:
    first = paragraphs[index]
    for following in paragraphs[index + 1 : index + (4 if partisan else 7)]:
        if following.form is Form.HEADING:
            if first.form is not Form.HEADING or any(_names(following, False)):
                return None
            if outcome := outcome_in(following.text, partisan):
                return following, outcome, (0, len(following.text))
            continue
        if (following.mark.isdigit() and first.mark.isdigit()) or any(_names(following, False)):
            return None
        for a, b in sentences(following.text):
            if outcome := outcome_in(following.text[a:b], partisan):
                return following, outcome, (a, b)
        if (
            first.form is Form.TEXT
            and not partisan
            and following.form is Form.TEXT
            and not _short_label(following.text)
        ):
            return None
    return None


def _short_label(text: str) -> bool:
    return len(text) < 90


def _assessor(sentence: str, default: str) -> str:
    """Who assesses, in the sentence's own words where it says so."""
    match = _ASSESSED_IN.search(sentence) or _ASSESSED_BY.search(sentence)
    return match.group(1) if match else default


def _in_tables(reading: Reading, assessor: str) -> Iterator[FoundGoal]:
    """Goals in the first column of a table that has a column of assessments."""
    for table in reading.tables:
        column = _column_of_assessments(table)
        if column is None and not _is_of_goals(reading, table):
            continue
        for row in table.rows:
            cell = row.cells[-1 if column is None or column >= len(row.cells) else column]
            if len(row.name.split()) < (_LEAST_NAME if outcome_in(cell.text, False, bare=True) else 3):
                continue
            if column is None and outcome_in(cell.text, False, bare=True) is None:
                continue
            quoted = _QUOTED.search(row.name)
            name = quoted["name"] if quoted else re.sub(r"^(?:Mål\s)?\d[\d.]*[.:]?\s+", "", row.name).strip('”"“ ')
            outcome = outcome_in(cell.text, False, bare=True)
            made = (FoundAssessment(assessor, outcome.words, ((row.start, row.end),)),) if outcome else ()
            yield FoundGoal(
                row.name,
                reading.source.id,
                ((row.start, row.end),),
                doubts=("ur en tabell",),
                name=name,
                level=_level(table.header[0] if table.header else ""),
                assessments=made,
            )


def _is_of_goals(reading: Reading, table: Table) -> bool:
    """Whether a table's heading or caption says that it is of goals."""
    start = table.rows[0].start if table.rows else 0
    return _GOAL.search(f"{reading.section_at(start).title} {table.caption}") is not None


def _column_of_assessments(table: Table) -> int | None:
    if not table.header or not re.search(r"\bmål|mål\b", table.header[0], re.IGNORECASE):
        return None
    for index, title in enumerate(table.header[1:]):
        if _COLUMN.search(title):
            return index
    return None
