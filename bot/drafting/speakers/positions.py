"""Positions: reservations and their kin, each with its signers and its whole text.

A statement that is announced and printed later is given once. One that is divided into numbered points
about named goals gives a position for each point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.drafting.findings import FoundPosition
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.speakers.statement_texts import statement_texts
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_GOAL_NAME = re.compile(r"[”\"“»«]\s?([^”\"“»«]{12,240}?)\s?[”\"“»«]")
_OBJECTS = re.compile(rf"\b{_WORDS.any_of('may')}\b[^.]{{0,40}}\binte\b|{_WORDS.any_of('objects')}")
_SEE = re.compile(_WORDS.any_of("see"))
_LONGEST_NOTICE = 250  # characters of a sentence that says where a statement is printed


def find_positions(reading: Reading, names: PrintedNames) -> tuple[FoundPosition, ...]:
    """The statements of a document in order; one that is printed twice is given once."""
    found: list[FoundPosition] = []
    for made in _joined_with_texts(list(statement_texts(reading.paragraphs, names)), names):
        position = replace(made, source=reading.source.id)
        if not any(_same(position, other) for other in found):
            found.append(position)
            found.extend(_points(position, reading))
    return tuple(found)


def _joined_with_texts(made: Sequence[FoundPosition], names: PrintedNames) -> Iterator[FoundPosition]:
    """The statements, those that are announced first and printed later ("..., se sida 3") once, with who makes them."""
    announced = [one for one in made if one.by and len(one.text) < _LONGEST_NOTICE and _SEE.search(one.text)]
    printed: set[int] = set()
    for one in made:
        if one in announced:
            continue
        notice = next((n for n in announced if n.form == one.form and set(one.party) <= set(n.party)), None)
        if one.by or notice is None:
            yield one
            continue
        printed.add(id(notice))
        yield replace(one, by=tuple(name for name in notice.by if names.party_of(name) in one.party), doubts=())
    yield from (notice for notice in announced if id(notice) not in printed)


def _same(one: FoundPosition, other: FoundPosition) -> bool:
    return (
        one.party == other.party
        and one.form == other.form
        and one.by == other.by
        and fuzz.ratio(one.text[:300], other.text[:300]) > 95
    )


def _points(position: FoundPosition, reading: Reading) -> Iterator[FoundPosition]:
    """A position for each numbered point that names a goal and says something of it."""
    begin, end = position.spans[0][0], position.spans[-1][1]
    inside = [p for p in reading.paragraphs if begin <= p.start < end and p.form is not Form.HEADING]
    groups: list[list[Paragraph]] = []
    for paragraph in inside:
        names_goal = _GOAL_NAME.match(paragraph.text) is not None
        if paragraph.form is Form.POINT and paragraph.mark.isdigit():
            groups.append([paragraph] if names_goal else [])
        elif groups and groups[-1] and paragraph.form is Form.POINT:
            groups[-1].append(paragraph)
        elif groups:
            groups.append([])
    for group in groups:
        if len(group) < 2:
            continue
        text = " ".join(p.text for p in group)
        goals = tuple(_GOAL_NAME.findall(group[0].text))
        spans = tuple(span for p in group for span in p.spans())
        yield FoundPosition(
            text,
            position.source,
            spans,
            party=position.party,
            form=position.form,
            by=position.by,
            stance=_of_goal(text),
            about=goals,
            part_of=position,
        )


def _of_goal(text: str) -> str:
    return "against" if _OBJECTS.search(text) else "partly"
