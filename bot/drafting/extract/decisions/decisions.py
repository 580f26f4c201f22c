"""Decision points: what the document's body decides, or is asked to decide.

The points stand under a heading ("Beslut", "Förslag till beslut") or after a sentence that opens them
("Kommunstyrelsen föreslår kommunfullmäktige besluta"), numbered, as att-satser, or as one sentence. A
document repeats them; they are taken once, from where the body itself speaks. Counter-proposals in
reservations, yrkanden, the att-satser of a motion and answers to a remiss are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.drafting.extract.decisions.decision_lists import DECIDES, point_lists
from bot.drafting.extract.decisions.own_lists import chosen
from bot.drafting.extract.decisions.point_list import PointList, Rank, point_text
from bot.drafting.findings import FoundDecision, FoundVotes
from bot.drafting.structure.forms import BODY, Part, is_body
from bot.drafting.structure.paragraph import Reading
from bot.language.word_patterns import words_of

_SUBJECT = re.compile(rf"(?P<body>{BODY})")
_CHAIN = re.compile(
    rf"(?:föreslå[rs]|föreslog|hemställer|rekommenderar)\s(?:att\s)?(?P<to>{BODY})(?:\s(?:att\s)?(?:besluta[rs]?|fattar|beslutade)|\satt)?"
)
_TO_BODY = re.compile(rf"förslag till (?P<body>{BODY})$")
_BY_BODY = re.compile(r"(?P<body>\S.*?)s beslut\b")
_STATUS = {
    status: re.compile(rf"\b{pattern}", re.IGNORECASE)
    for status, pattern in words_of(__file__).patterns("status").items()
}
_TRAIL = re.compile(r"[,;]?\s(?:samt|och)\s*$|[,;]\s*$|\s+$")


def find_decisions(
    reading: Reading, decides: str | None, votes: Sequence[FoundVotes], mark: str = ""
) -> tuple[FoundDecision, ...]:
    """The decision points of a source; `decides` is the body of the document's header, `votes` its votes in order.

    `mark` is that of the matter of a meeting that the source is ("§ 43"); its only decision goes by that number.
    """
    lists = [found for found in point_lists(reading.paragraphs) if found.points]
    result: list[FoundDecision] = []
    for matter in dict.fromkeys(found.matter for found in lists):
        own = chosen([found for found in lists if found.matter == matter], decides)
        vote = votes[-1] if votes else None
        points = [point for found in own for point in _points(found, decides, reading)]
        only = mark.removeprefix("§").strip() if mark.startswith("§") and len(points) == 1 else ""
        for ordinal, point in enumerate(points, 1):
            numbered = replace(point, number=point.number or only or str(ordinal))
            if vote is not None:
                numbered = replace(numbered, votes=vote)
            result.append(numbered)
    return tuple(result)


def _points(found: PointList, decides: str | None, reading: Reading) -> Iterator[FoundDecision]:
    seen: list[str] = []
    by, to = _who(found.intro, decides)
    proposed = found.part is Part.PROPOSED or (found.part is not Part.DECIDED and _proposes(found.intro))
    for point in found.points:
        mark, paragraphs, begin, end = point
        text = point_text(point)
        trimmed = _TRAIL.sub("", paragraphs[0].text[begin:end])
        if any(fuzz.ratio(text, other) > 97 for other in seen) or len(text) < 4:
            continue
        seen.append(text)
        spans = list(paragraphs[0].spans(begin, begin + len(trimmed) if len(paragraphs) == 1 else end))
        for paragraph in paragraphs[1:]:
            spans.extend(paragraph.spans())
        doubts: tuple[str, ...] = ("punkten har underpunkter",) if len(paragraphs) > 1 else ()
        if found.rank > Rank.OPENING:
            doubts += ("står inte under en rubrik om beslut",)
        yield FoundDecision(
            trimmed if len(paragraphs) == 1 else text,
            reading.source.id,
            tuple(spans),
            doubts=doubts,
            number=mark if mark.isdigit() or (len(mark) == 1 and mark.isalpha()) else "",
            status=_status(text, proposed),
            by=by,
            to=to,
        )


def _proposes(intro: str) -> bool:
    found = re.search(DECIDES, intro)
    return found is not None and not found.group().startswith(("beslut", "beslöt"))


def _status(text: str, proposed: bool) -> str:
    if proposed:
        return "proposed"
    return next((status for status, pattern in _STATUS.items() if pattern.search(text)), "decided")


def _who(intro: str, decides: str | None) -> tuple[str | None, str | None]:
    """Who decides or proposes, and to whom."""
    chain = _CHAIN.search(intro)
    subject = _SUBJECT.search(intro)
    by = _small(subject["body"]) if subject else decides
    to = _small(chain["to"]) if chain else None
    if to and by == to:
        by = None
    return by, to


def _small(body: str) -> str:
    return body[0].lower() + body[1:]


def decided_by(reading: Reading) -> str | None:
    """The body that decides, as the sentence says that opens the document's decision."""
    lists = [found for found in point_lists(reading.paragraphs) if found.points or found.intro]
    for found in chosen(lists) if lists else ():
        by, to = _who(found.intro, None)
        if to or by:
            return to or by
        if named := _TO_BODY.search(found.section):
            return _small(named["body"])
        if (named := _BY_BODY.match(found.section)) and is_body(named["body"]):
            return _small(named["body"])
    return None


def proposers(reading: Reading) -> frozenset[str]:
    """The bodies that the document has propose something to another, in small letters."""
    found = (_who(points.intro, None) for points in point_lists(reading.paragraphs))
    return frozenset(by.lower() for by, to in found if by and to)
