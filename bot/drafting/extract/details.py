"""Details: preparation, the presenter's views, disqualification, signing, who took no part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.findings import FoundDetail, FoundVotes
from bot.drafting.structure.dates import parse_date
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_TOPICS = {
    Part.PREPARATION: "beredning",
    Part.DISQUALIFIED: "jäv",
    Part.SIGNING: "justering",
    Part.VOTES: "omröstning",
}
_ABSTAINS = re.compile(
    rf"\((?:[A-ZÅÄÖ][A-Za-zÅÄÖ]{{0,3}})\)[^.]{{0,80}}?\b{_WORDS.any_of('takes_no_part')}\b|\b{_WORDS.any_of('abstains')}\b"
)
_PREPARED = re.compile(rf"\b{_WORDS.any_of('prepared')}\b")
_MOST = 8  # paragraphs of one topic
_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte", "sjätte")  # in letters: a quote has no such digit


def find_details(reading: Reading, votes: Sequence[FoundVotes]) -> tuple[FoundDetail, ...]:
    """The details of a document, in order; `votes` are its votes."""
    found = [
        *_votes(reading, votes),  # first: of two on the same words it says more
        *_by_section(reading),
        *_by_words(reading.paragraphs),
        *_opinion(reading.paragraphs),
        *_signed(reading.paragraphs),
    ]
    seen: dict[tuple[tuple[int, int], ...], FoundDetail] = {}
    for detail in sorted(found, key=lambda item: item.start):
        seen.setdefault(detail.spans, detail)
    return tuple(seen.values())


def _detail(paragraph: Paragraph, topic: str, begin: int = 0, end: int | None = None) -> FoundDetail:
    text = paragraph.text[begin : len(paragraph.text) if end is None else end]
    return FoundDetail(text, paragraph.source, paragraph.spans(begin, end), topic=topic)


def _by_section(reading: Reading) -> Iterator[FoundDetail]:
    taken: dict[str, int] = {}
    for paragraph in reading.paragraphs:
        topic = _TOPICS.get(paragraph.section.part)
        if topic is None or paragraph.form is Form.HEADING or len(paragraph.text) < 25:
            continue
        if re.search(r"\byrkar\b|reserver", paragraph.text) or taken.get(topic, 0) >= _MOST:
            continue
        taken[topic] = taken.get(topic, 0) + 1
        yield _detail(paragraph, topic)


def _by_words(paragraphs: Sequence[Paragraph]) -> Iterator[FoundDetail]:
    for paragraph in paragraphs:
        if paragraph.form is Form.HEADING:
            continue
        for begin, end in sentences(paragraph.text):
            said = paragraph.text[begin:end]
            if _ABSTAINS.search(said):
                yield _detail(paragraph, "deltagande", begin, end)
            elif paragraph.section.part is Part.TEXT and _PREPARED.search(said):
                yield _detail(paragraph, "beredning", begin, end)


def _opinion(paragraphs: Sequence[Paragraph]) -> Iterator[FoundDetail]:
    """The presenter's views, as one detail: "Mina synpunkter"."""
    found = []
    for paragraph in paragraphs:
        if paragraph.section.part is Part.OPINION and paragraph.form is Form.TEXT:
            if re.search(r"\bföreslår att\b[^.]*beslutar\b", paragraph.text) or (
                parse_date(paragraph.text) and len(paragraph.text) < 60
            ):
                break
            found.append(paragraph)
    if found:
        spans = tuple(span for paragraph in found for span in paragraph.spans())
        yield FoundDetail(" ".join(p.text for p in found), found[0].source, spans, topic="föredragandes synpunkter")


def _votes(reading: Reading, votes: Sequence[FoundVotes]) -> Iterator[FoundDetail]:
    """Each vote of a matter that has several; the decision has the last."""
    for number, vote in enumerate(votes if len(votes) > 1 else (), 1):
        text = re.sub(r"\s+", " ", reading.source.text[vote.spans[0][0] : vote.spans[-1][1]])
        abstained = f" och {vote.abstained} som avstod" if vote.abstained else ""
        which = f"Den {_ORDINALS[number - 1]} omröstningen" if number <= len(_ORDINALS) else "En omröstning"
        summary = f"{which} gav {vote.yes} ja och {vote.no} nej{abstained}."
        yield FoundDetail(
            text, reading.source.id, tuple(vote.spans), topic="omröstning", key=f"omröstning {number}", summary=summary
        )


def _signed(paragraphs: Sequence[Paragraph]) -> Iterator[FoundDetail]:
    for paragraph in paragraphs:
        if re.fullmatch(r"[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ][\wåäö]+)?,?\sden\s\d{1,2}\s[a-z]+\s\d{4}", paragraph.text):
            yield _detail(paragraph, "datum")
            return
