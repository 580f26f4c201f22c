"""Decisions that running text tells of: "Nämnden godkänner rapporten.", "Motionen avslogs."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.extract.decisions.point_list import PointList, Rank
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import BODY, Part
from bot.drafting.structure.names import people_in
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_TOLD_IN = {Part.TEXT, Part.OPENING, Part.MOTION, Part.DECIDED}
_BODIES = rf"(?:{BODY}|{_WORDS.any_of('bodies')})"
_ACTS = re.compile(rf"{_BODIES}\s(?:(?:har|hade)\s)?{_WORDS.any_of('acts')}\b")
_ALSO_ACTS = re.compile(rf"{_WORDS.any_of('also')}\s{_WORDS.any_of('acts')}\s{_BODIES}\b")
_SETS_GOAL = re.compile(rf"\b{_WORDS.any_of('goals')}\s[”\"“»]")
_OPENS_LIST = (" att", ":", " följande.", " följande")
_WHO = 60  # characters of a sentence within which it says who does something
_LEAST = 5  # characters of what a body decides
_DONE = re.compile(
    rf"(?!{_WORDS.any_of('formal')})(?=[A-ZÅÄÖ])[^.]{{0,90}}?\b(?i:{_WORDS.any_of('done')})\b", re.DOTALL
)


def told_decisions(paragraphs: Sequence[Paragraph]) -> Iterator[PointList]:
    """The sentences that tell of a decision where none is listed: "Motionen avslogs."."""
    for paragraph in paragraphs:
        section = paragraph.section
        if paragraph.form is Form.HEADING or section.part not in _TOLD_IN:
            continue
        for begin, end in sentences(paragraph.text):
            said = paragraph.text[begin:end]
            if _SETS_GOAL.search(said):
                continue
            if people_in(said[:_WHO]):
                continue  # it tells of somebody, who decides nothing
            act = _ACTS.match(said) or _ALSO_ACTS.match(said)
            if not said.endswith(_OPENS_LIST) and ((act and len(said) > act.end() + _LEAST) or _DONE.match(said)):
                point = ("", [paragraph], begin, end)
                yield PointList(said, Rank.TOLD, section.matter, section.title, Part.DECIDED, [point])
