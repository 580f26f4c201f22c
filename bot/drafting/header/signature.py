"""The place and the day over a signature: "Granvika den 8 februari 2023"."""

from __future__ import annotations

import re

from bot.drafting.structure.dates import SIGNED
from bot.drafting.structure.forms import Part, is_body
from bot.drafting.structure.paragraph import Paragraph
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
OTHER_DATES = re.compile(_WORDS.any_of("other_dates"), re.IGNORECASE)
"""What stands before dates that are not the document's own."""
_NO_PLACE = re.compile(rf"{_WORDS.any_of('no_place')}\b", re.IGNORECASE)


def signed(line: str, paragraph: Paragraph) -> re.Match[str] | None:
    """A line with a place and a date, as over a signature; not the title and date of a document."""
    if paragraph.section.part in (Part.UNDERLAY, Part.ATTACHMENTS, Part.RECIPIENTS):
        return None
    match = SIGNED.match(line)
    no_place = match is not None and (
        _NO_PLACE.search(match["place"]) or OTHER_DATES.search(line) or is_body(match["place"])
    )
    return None if no_place else match
