"""The texts of statements: where each begins and ends, and who makes it.

A statement begins with the sentence that opens it (see statements.py), with a heading that names who
makes it, or with its maker's name in a list, and goes on to the next statement or heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.drafting.findings import FoundPosition
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.speakers.statements import (
    Opening,
    announces,
    form_in,
    heading_opening,
    joined,
    of_no_party,
    opening,
    referring,
    signers_below,
    stance_of,
)
from bot.drafting.structure.dates import DATE
from bot.drafting.structure.folding import sentences
from bot.drafting.structure.forms import Part, is_body
from bot.drafting.structure.names import parties_of
from bot.drafting.structure.paragraph import Form, Paragraph
from bot.knowledge.sources.pages import Span
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_CHAIR = re.compile(rf"{_WORDS.any_of('chair')} {_WORDS.any_of('chairs')}")
_NOT_HERE = {Part.RECIPIENTS, Part.ATTACHMENTS, Part.UNDERLAY, Part.ATTENDANCE}
_FORM_FIRST = re.compile(_WORDS.any_of("begins"))
_RESERVES = re.compile(rf"[^.:]{{0,20}}?\s{_WORDS.any_of('reserves')}\b")
_GROUP_RESERVES = re.compile(
    rf"(?:[\w-]+s\soch\s)?[\w-]+s\s(?:grupp(?:er)?|ledamöter|fullmäktigegrupp)\s{_WORDS.any_of('reserves')}\b"
)
_MEMBERS_RESERVE = re.compile(rf"{_WORDS.any_of('members')}\s[^.:]{{3,60}}\s{_WORDS.any_of('reserve')}\b")
_GOES_ON = re.compile(rf"[”\"“»]|{_WORDS.any_of('goes_on')}\s")
_REASONS = re.compile(rf"{_WORDS.any_of('reasons')}\s?:\s")
_THROUGH = re.compile(_WORDS.any_of("through"))
_WHAT_FOLLOWS = (" följande.", " som följer.")
_LEAST_SAID = 20  # characters that somebody says
_LONGEST_WHOSE = 70  # characters of a line that says whose a statement is
_LATEST = 12  # characters before the first who speaks: "Ledamoten"
_LONGEST_SAYING = 60  # characters between who speaks and what is said: "får till protokollet lämna följande"
_NUMBERED_POINT = re.compile(r"punkt(?:en|erna)?\s(\d{1,2})")


def statement_texts(paragraphs: Sequence[Paragraph], names: PrintedNames) -> Iterator[FoundPosition]:
    """Every statement of a document, as it is met: who makes it, and its whole text."""
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        index += 1
        if paragraph.form is Form.HEADING:
            headed = heading_opening(paragraph.text, names) if paragraph.section.part is Part.STATEMENTS else None
            if headed is None or (index < len(paragraphs) and _opens(paragraphs[index], names)):
                whose = _whose(paragraphs, index, names) if headed is None else ()
                if whose and paragraph.section.part is Part.STATEMENTS:
                    form = form_in(paragraph.text)
                    body, index = _body(paragraphs, index + 1, names)
                    if form is not None and body:
                        yield from _made(Opening(form, (), whose, None, False), None, body, names)
                elif headed is None and paragraph.section.part is Part.STATEMENTS:
                    found, index = _unopened(paragraphs, index, form_in(paragraph.text), names)
                    yield from found
                continue
            body, index = _body(paragraphs, index, names)
            yield from _made(headed, None, body, names)
            continue
        if paragraph.section.part in _NOT_HERE:
            continue
        openings = list(_openings(paragraph, names))
        if not openings and (form := announces(paragraph.text)) is not None:
            found, index = _listed(paragraphs, index, form, names, listed=True)
            yield from found
        for place, (begin, opened) in enumerate(openings):
            last = place + 1 == len(openings)
            stop = len(paragraph.text) if last else openings[place + 1][0]
            rest = (opened.rest[0], stop) if opened.rest and not opened.complete else opened.rest
            if rest and rest[0] == begin and (told := _told(paragraph.text, begin, stop)):
                rest = told
            body = []
            if last and not opened.complete:
                announced = opened.rest is None or opened.rest[0] != begin  # "enligt följande": the text goes on
                body, index = _body(paragraphs, index, names, announced or paragraph.section.part is Part.STATEMENTS)
            if rest and body and opened.rest and opened.rest[0] == begin:
                rest = None  # the sentence that opens is not the text when the text follows
            yield from _made(opened, _stretch(paragraph, rest), body, names)


def _whose(paragraphs: Sequence[Paragraph], index: int, names: PrintedNames) -> tuple[str, ...]:
    """The parties that a line names which says under a heading whose the statement is, and nothing else."""
    text = paragraphs[index].text if index < len(paragraphs) else ""
    if not text or len(text) > _LONGEST_WHOSE or text.endswith((".", ":")) or names.people_in(text):
        return ()
    return names.letters(text) or tuple(re.findall(r"\((\w{1,5})\)$", text))


def _told(text: str, begin: int, stop: int) -> Span | None:
    """What is said after the sentence that opens a statement, where that goes on: "De ansåg ...", "Skäl: ..."."""
    end = next((right for left, right in sentences(text) if left >= begin), stop)
    while end < stop and text[end].isspace():
        end += 1
    if label := _REASONS.match(text, end):
        return (label.end(), stop)
    return (end, stop) if _GOES_ON.match(text, end) and stop - end > _LEAST_SAID else None


def _openings(paragraph: Paragraph, names: PrintedNames) -> Iterator[tuple[int, Opening]]:
    """The openings in a paragraph, each with where its sentence begins; most paragraphs have none."""
    parts = paragraph.section.part in (Part.STATEMENTS, Part.VOTES, Part.DECIDED, Part.CLAIMS)
    goes_on = False  # what an opening has announced
    for begin, end in sentences(paragraph.text):
        said = paragraph.text[begin:end]
        colon = ":" in said and names.people_in(said)
        likely = not begin or parts or colon or _FORM_FIRST.match(paragraph.text, begin)
        if (goes_on or not likely) and not _reserves(said, names):
            continue
        opened = opening(paragraph.text, begin, end, names)
        if opened is not None:
            yield begin, opened
            goes_on = opened.rest is not None and not opened.complete and opened.rest[0] != begin


def _reserves(said: str, names: PrintedNames) -> bool:
    """Whether a sentence begins with those who reserve themselves."""
    if (_GROUP_RESERVES.match(said) or _MEMBERS_RESERVE.match(said)) and names.letters(said):
        return True
    who = names.people_in(said)
    if not who and not names.letters(said) and of_no_party(said):
        return True
    return bool(who) and who[0].start < _LATEST and _RESERVES.match(said, who[-1].end) is not None


def _opens(paragraph: Paragraph, names: PrintedNames) -> bool:
    if paragraph.form is Form.HEADING:
        return False
    return next(_openings(paragraph, names), None) is not None


def _body(
    paragraphs: Sequence[Paragraph], index: int, names: PrintedNames, follows: bool = True
) -> tuple[list[Paragraph], int]:
    """The paragraphs of a statement's text, and the index after them."""
    body: list[Paragraph] = []
    while follows and index < len(paragraphs):
        paragraph = paragraphs[index]
        if (
            paragraph.form is Form.HEADING
            or _opens(paragraph, names)
            or _CHAIR.match(paragraph.text)
            or is_body(DATE.sub("", paragraph.text))
        ):
            break
        if re.match(
            r"\S+ \(\w+\) (?:meddelar|deltar inte)|[^.]{5,60}\(\w+\) (?:meddelar|deltar (?:inte|ej))",
            paragraph.text,
        ):
            break
        body.append(paragraph)
        index += 1
    return body, index


def _stretch(paragraph: Paragraph, rest: Span | None) -> tuple[str, tuple[Span, ...]] | None:
    if rest is None or not paragraph.text[rest[0] : rest[1]].strip():
        return None
    return paragraph.text[rest[0] : rest[1]].strip(), paragraph.spans(*rest)


def _made(
    opened: Opening, first: tuple[str, tuple[Span, ...]] | None, body: list[Paragraph], names: PrintedNames
) -> Iterator[FoundPosition]:
    """The position of an opening and its text, with signers from below where the opening has none."""
    signers = opened.signers
    below = signers_below(body[-1].text, names) if len(body) > 1 or (first and body) else ()
    if below:
        body = body[:-1]
        signers = signers or below
    texts = ([first[0]] if first else []) + [p.text for p in body]
    spans = list(first[1] if first else ())
    for paragraph in body:
        spans.extend(paragraph.spans())
    if not spans:
        return
    parties = opened.parties or parties_of(signers)
    doubts: tuple[str, ...] = ("undertecknare saknas",) if not signers else () if parties else ("partiet framgår inte",)
    if len(body) > 40:
        doubts += ("mycket lång text: var slutar den?",)
    text = "\n".join(texts)
    yield FoundPosition(
        text,
        "",
        tuple(spans),
        doubts=doubts,
        party=parties,
        form=opened.form,
        by=tuple(dict.fromkeys(signer.name for signer in signers)),
        stance=stance_of(opened.form, text),
        about=_about(text),
    )


def _unopened(
    paragraphs: Sequence[Paragraph], index: int, form: str | None, names: PrintedNames
) -> tuple[list[FoundPosition], int]:
    """The statements under a bare heading that no sentence opens, signed below or listed, and the index after them."""
    found, after = _listed(paragraphs, index, form, names, announces(paragraphs[index - 1].text) is not None)
    if found or form is None or index >= len(paragraphs) or _opens(paragraphs[index], names):
        return found, after
    body, after = _body(paragraphs, index, names)
    signers = signers_below(body[-1].text, names) if body else ()
    parties = parties_of(signers) or (names.letters(body[0].text)[:1] if body else ())
    if not parties:
        return [], index
    return list(_made(Opening(form, (), parties, None, False), None, body, names)), after


def _listed(
    paragraphs: Sequence[Paragraph], index: int, form: str | None, names: PrintedNames, listed: bool = False
) -> tuple[list[FoundPosition], int]:
    """The statements that stand one by one after who makes them, and the index after them.

    `listed` tells that the line before announces that who reserve follow.
    """
    found: list[FoundPosition] = []
    while form is not None and index < len(paragraphs) and not _opens(paragraphs[index], names):
        said = _said(paragraphs[index], form, names) or (_row(paragraphs[index], form, names) if listed else None)
        if said is None:
            break
        found.append(said)
        index += 1
    return found, index


def _said(paragraph: Paragraph, form: str, names: PrintedNames) -> FoundPosition | None:
    """What stands after somebody's name and party: "Anna Berg (S): ...", "Bo Ek (M) till förmån för ..."."""
    text = paragraph.text
    sentence = next(iter(sentences(text)), (0, 0))[1]
    colon = text.find(":", 0, sentence)
    announced = sentence if text[:sentence].endswith(_WHAT_FOLLOWS) else 0
    begin = colon + 1 if colon > 0 else announced or referring(text[:sentence])
    head = text[: begin or 0]
    signers = names.people_in(head) or names.speakers(head) or names.surnames(head)
    form = form_in(head) or form
    parties = joined(parties_of(signers), names.letters(head))
    late = signers and signers[0].start > _LATEST and not (announced or _THROUGH.search(head))
    if paragraph.form is Form.HEADING or not begin or not parties or late or len(text) < begin + _LEAST_SAID:
        return None
    if len(head) - (signers[-1].end if signers else 0) > _LONGEST_SAYING:
        return None
    opened = Opening(form, signers, parties, (begin, len(text)), True)
    return next(_made(opened, _stretch(paragraph, opened.rest), [], names), None)


def _row(paragraph: Paragraph, form: str, names: PrintedNames) -> FoundPosition | None:
    """The statement of those with whom a paragraph begins: "Anna Berg (S), som anser att ..."."""
    signers = names.people_in(paragraph.text)
    if paragraph.form is Form.HEADING or not signers or signers[0].start > _LATEST:
        return None
    opened = Opening(form, signers, parties_of(signers), (0, len(paragraph.text)), True)
    return next(_made(opened, _stretch(paragraph, opened.rest), [], names), None)


def _about(text: str) -> tuple[str, ...]:
    """The decision points that a statement names in its first words."""
    return tuple(dict.fromkeys(f"punkt {n}" for n in _NUMBERED_POINT.findall(text[:300])))
