"""Yrkanden: what members move at a meeting, one position for each who moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.findings import FoundPosition
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.speakers.statements import form_in, stance_of
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part
from bot.drafting.structure.names import AFTER_NAME, Signer, parties_of
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_LETTERS = r"\w+"
_VERB = re.compile(rf"\b{_WORDS.any_of('verbs', letters=_LETTERS)}\b")
_WEAK_VERB = re.compile(rf"\b{_WORDS.any_of('weak_verbs')}\b")
_MOVES = re.compile(rf"\b{_WORDS.any_of('moves')}\b")
_ELSEWHERE = re.compile(rf"\b{_WORDS.any_of('elsewhere')}\b", re.IGNORECASE)
_WORDS_BEFORE = 5  # words before who moves something, at most
_ONLY_AGREES = re.compile(rf"^[^.]*?\s{_WORDS.any_of('only_agrees')}\.?$")
_LABEL = re.compile(r"[^.:(]{5,60}:\s")  # where somebody moved it: "Arbetsutskottet 2024-10-17, § 118: ..."
_BARE = re.compile(rf"[^.]{{0,60}}?\)\s{_WORDS.any_of('bare')}\b")
_PROCEDURE = re.compile(rf"\s(?:om\s)?{_WORDS.any_of('procedure')}\b")
_WHICH = re.compile(rf"\b{_WORDS.any_of('which')}\s(?=[^.]*\b{_WORDS.any_of('agrees')})")
_SECONDED = re.compile(_WORDS.any_of("seconded"))
_WITH = re.compile(_WORDS.any_of("concurs"))
_ON_MOTION = re.compile(rf"\b{_WORDS.any_of('on_motion')}\s(?:ledamoten\s)?")
_AGREED_FIRST = re.compile(
    rf",\s{_WORDS.any_of('agrees')}\w*\s[^,.]*,\s(?={_WORDS.any_of('verbs', letters=_LETTERS)}\b)"
)
_JOINED = re.compile(rf"^{_WORDS.any_of('joined')}\b")
_BETWEEN = re.compile(rf"(?:\s|,|{_WORDS.any_of('between')}|[\wåäö]*råde[tn])*")
_OF = re.compile(rf"^{_WORDS.any_of('named')}[^.:]{{0,40}}?{_WORDS.any_of('by')}\s")
_OF_PARTY = re.compile(rf"{_WORDS.any_of('of_party', letters=_LETTERS)}\s{_WORDS.any_of('by')}\s")
_VOTES = re.compile(rf"{_WORDS.any_of('votes')}(?:\s\(\d+\))?:")  # how each one voted
_MEETING = re.compile(_WORDS.any_of("meeting"))


def find_claims(paragraphs: Sequence[Paragraph], names: PrintedNames) -> Iterator[FoundPosition]:
    """The yrkanden of a document, in order; the same one twice is given once."""
    seen: set[str] = set()
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        index += 1
        if paragraph.form is Form.HEADING:
            continue
        found = list(_in_paragraph(paragraph, names))
        while found and index < len(paragraphs) and _goes_on(paragraphs[index - 1], paragraphs[index], names):
            last = paragraphs[index]
            found[-1] = replace(
                found[-1], text=f"{found[-1].text} {last.text}", spans=(*found[-1].spans, *last.spans())
            )
            index += 1
        for claim in found:
            if claim.text not in seen:
                seen.add(claim.text)
                yield replace(claim, stance=stance_of("yrkande", claim.text))


def _goes_on(before: Paragraph, after: Paragraph, names: PrintedNames) -> bool:
    """Whether a paragraph is a point of the claim before it."""
    opened = before.text.rstrip().endswith((":", "att", "följande", "följande.")) or before.form is Form.POINT
    return (
        after.form is Form.POINT and opened and after.section == before.section and not names.people_in(after.text[:80])
    )


def _in_paragraph(paragraph: Paragraph, names: PrintedNames) -> Iterator[FoundPosition]:
    text = paragraph.text
    current: tuple[int, int, tuple[Signer, ...], tuple[str, ...]] | None = None
    for begin, end in sentences(text):
        said = text[begin:end]
        if current is not None and (_JOINED.search(said) or _ONLY_AGREES.search(said)):
            agreeing = () if _SECONDED.search(said) else names.people_in(said)
            current = (current[0], end, (*current[2], *agreeing), current[3])
            continue
        label = _LABEL.match(said)
        if label is not None and any(person.start == label.end() for person in names.people_in(said)):
            begin += label.end()
            said = text[begin:end]
        moved = _moved(said, paragraph.section.part, names)
        if moved is not None:
            if current is not None:
                yield _claim(paragraph, *current)
            current = (begin, end, *moved)
        elif current is not None and form_in(said) is not None:
            yield _claim(paragraph, *current)
            current = None
        elif current is not None and not _MEETING.match(said):
            current = (current[0], end, current[2], current[3])
    if current is not None:
        yield _claim(paragraph, *current)


def _moved(said: str, part: Part, names: PrintedNames) -> tuple[tuple[Signer, ...], tuple[str, ...]] | None:
    """Who moves something in a sentence: those who move and those who concur; None when nobody does."""
    if re.match(r"[a-zåäö”\"]", said) or (form_in(said) is not None and "yrkar" not in said):
        return None
    if _ELSEWHERE.search(said) or _VOTES.match(said):
        return None
    people = names.people_in(said)
    if not people and _OF_PARTY.match(said) and (letters := names.letters(said)):
        return (), letters
    if (motion := _ON_MOTION.search(said)) is not None and (own := list(_right_after(said, people, motion.end()))):
        return tuple(own), ()
    seconded = _SECONDED.search(said)
    verb = _VERB.search(said) or (_WEAK_VERB.search(said) if part is Part.CLAIMS or seconded else None)
    verb = verb or (_MOVES.search(said) if people and said[: people[0].start].count(" ") < _WORDS_BEFORE else None)
    if verb is None:
        if (
            part is Part.CLAIMS
            and people
            and (re.match(r"[^.]{0,160}?\)[^.]{0,40}?:\s", said) or _OF.match(said) or _BARE.match(said))
        ):
            return _first_of(said, people), ()
        return None
    if _PROCEDURE.match(said, verb.end()):
        return None
    if (agreed := _AGREED_FIRST.search(said)) is not None:
        verb = _VERB.search(said, agreed.end()) or verb
    movers = [
        person for person in people if person.end <= verb.start() and not (seconded and seconded.end() <= person.start)
    ]
    if not movers:
        movers = list(_right_after(said, people, verb.end()))
    if not movers:
        letters = names.letters(said[: verb.start()]) if part is Part.CLAIMS else ()
        unknown = _of_no_party(said, names) if not letters and (seconded or part is Part.CLAIMS) else ()
        return (unknown, letters) if unknown or letters else None
    if verb.group().startswith("instäm") and part is not Part.CLAIMS and "yrkande" not in said:
        return None
    for helper in (*_WITH.finditer(said), *_WHICH.finditer(said)):
        movers += [p for p in _right_after(said, people, helper.end()) if p not in movers]
    return tuple(movers), ()


def _of_no_party(said: str, names: PrintedNames) -> tuple[Signer, ...]:
    """Who moves something with whom a sentence begins, where the document does not tell the party."""
    verb = _MOVES.search(said)
    people = tuple(p for p in names.everyone_in(said) if verb and p.end <= verb.start() and " " in p.name)
    return people[:1] if people and said[: people[0].start].count(" ") < _WORDS_BEFORE else ()


def _first_of(said: str, people: Sequence[Signer]) -> tuple[Signer, ...]:
    colon = said.find(":")
    return tuple(p for p in people if colon < 0 or p.end <= colon)


def _right_after(said: str, people: Sequence[Signer], place: int) -> Iterator[Signer]:
    """The people named one after the other from a place on."""
    at = place
    for person in people:
        if person.start < place:
            continue
        between = AFTER_NAME.sub("", said[at : person.start])
        if not _BETWEEN.fullmatch(between):
            return
        yield person
        at = person.end


def _doubts(by: tuple[str, ...], parties: tuple[str, ...]) -> tuple[str, ...]:
    return () if by and parties else ("partiet framgår inte",) if by else ("ingen person nämns",)


def _claim(
    paragraph: Paragraph, begin: int, end: int, people: tuple[Signer, ...], letters: tuple[str, ...]
) -> FoundPosition:
    by = tuple(dict.fromkeys(person.name for person in people))
    return FoundPosition(
        paragraph.text[begin:end],
        paragraph.source,
        paragraph.spans(begin, end),
        doubts=_doubts(by, parties_of(people) or letters),
        party=parties_of(people) or letters,
        form="yrkande",
        by=by,
    )
