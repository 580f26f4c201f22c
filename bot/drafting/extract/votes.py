"""Counts of votes: "Med 30 ja, 12 nej, 2 avstår", "31 ja-röster mot 18 nej-röster", "8 röstar ja"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.drafting.findings import FoundVotes
from bot.drafting.structure.folding import sentence_at
from bot.drafting.structure.paragraph import Form, Paragraph

_YES = re.compile(
    r"(\d{1,3})\s(?:ledam\w+\s)?(?:ja\b|ja-?röst\w*|röst\w*\s(?:ja|för|på)\b)|\bja-?röst\w*:\s(\d{1,3})", re.IGNORECASE
)
_NO = re.compile(
    r"(\d{1,3})\s(?:ledam\w+\s)?(?:nej\b|nej-?röst\w*|röst\w*\s(?:nej|mot)\b)|\bnej-?röst\w*:\s(\d{1,3})", re.IGNORECASE
)
_ABSTAINED = re.compile(
    r"(\d{1,3})\s(?:ledam\w+\s)?(?:av(?:står|stod|stått|stående|stannar)|nedlagd\w*|blank\w*|som\savst\w+)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"(\d{1,3})\sröster\smot\s(\d{1,3})\b")


def votes_in(paragraphs: Sequence[Paragraph]) -> FoundVotes | None:
    """The last vote of a matter, which is the one on the decision itself."""
    for paragraph in reversed(paragraphs):
        if paragraph.form is Form.HEADING:
            continue
        text = paragraph.text
        against = list(_AGAINST.finditer(text))
        if against:
            match = against[-1]
            spans = paragraph.spans(*sentence_at(text, match.start()))
            return FoundVotes(int(match.group(1)), int(match.group(2)), 0, spans)
        yes, no = list(_YES.finditer(text)), list(_NO.finditer(text))
        if yes and no:
            abstained = [match for match in _ABSTAINED.finditer(text) if match.start() > yes[-1].start()]
            begin, end = sentence_at(text, yes[-1].start())
            count = int(abstained[-1].group(1)) if abstained else 0
            return FoundVotes(_count(yes[-1]), _count(no[-1]), count, paragraph.spans(begin, end))
    return None


def _count(match: re.Match[str]) -> int:
    return int(match[1] or match[2])
