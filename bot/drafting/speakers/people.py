"""People that a document names, with party and role: signers, members, officials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.drafting.findings import FoundPerson
from bot.drafting.speakers.parties import PrintedNames
from bot.drafting.structure.forms import Part
from bot.drafting.structure.names import NAME, PARTY, ROLE, Signer, begins_given, capitalised, everyone_in
from bot.drafting.structure.paragraph import Form, Paragraph

_ROLE_BEFORE = re.compile(
    rf"(?P<role>{ROLE.pattern}|justerare|vid protokollet)(?:\s?:|\svar|\säreller|\s?–)?\s(?=[A-ZÅÄÖ])",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\bjustera(?:des|t|s)\b|\butses\b", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ-]+(?:\s[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ-]+){1,3}")
_ROLE_AFTER = re.compile(rf"^,?\s?(?P<role>{ROLE.pattern})\b", re.IGNORECASE)
_ROLE_NEXT = re.compile(rf",\s(?P<role>{ROLE.pattern})\b", re.IGNORECASE)
_LISTED = re.compile(r"\s?(?:\([^)]*\))?\s?(?:,|och|samt)\s?")
_LONGEST_PARTY = 40  # characters of a party's name before its members
_PARTY_BELOW = re.compile(rf"\((?P<party>{PARTY})\)")
_COLUMNS = re.compile(r"\s{3,}|\t")
_FOR = "För "  # before the party for which those below sign
_FEW = 2  # so many names may end as given names do
_NO_PEOPLE = {Part.RECIPIENTS, Part.ATTACHMENTS, Part.UNDERLAY}


def find_people(paragraphs: Sequence[Paragraph], names: PrintedNames) -> tuple[FoundPerson, ...]:
    """The people of a document in the order it names them, each once; `names` knows the parties by their names."""
    people = _merged(_surnames_last(_merged((*_grouped(paragraphs, names), *_named(paragraphs, names)))))
    have = {person.name for person in people}
    return tuple(p for p in people if not (p.name.endswith("s") and p.name[:-1] in have))


def _merged(people: Iterable[FoundPerson]) -> Sequence[FoundPerson]:
    """Each name once, with the first party and role that the document gives it."""
    found: dict[str, FoundPerson] = {}
    for person in people:
        known = found.get(person.name, person)
        found[person.name] = FoundPerson(person.name, known.party or person.party, known.role or person.role)
    return tuple(found.values())


def _surnames_last(people: Sequence[FoundPerson]) -> Iterator[FoundPerson]:
    """The people with their given names first, where a list has the surnames first, as in Finland."""
    turned = [person for person in people if _is_turned(person.name)]
    for person in people:
        first, _, rest = person.name.partition(" ")
        yield replace(person, name=f"{rest} {first}") if len(turned) > _FEW and person in turned else person


def _is_turned(name: str) -> bool:
    """Whether a name ends with a common given name, and does not begin with one."""
    return begins_given(name.split()[-1]) and not begins_given(name)


def _grouped(paragraphs: Sequence[Paragraph], names: PrintedNames) -> Iterator[FoundPerson]:
    """Those whom a list of attendance gives by their parties: "Centerpartiet: Anna Berg, Bo Ek"."""
    for paragraph in paragraphs:
        party: str | None = None
        for line in paragraph.lines:
            head, colon, rest = line.partition(":")
            letters = names.letters(head) if colon and len(head) < _LONGEST_PARTY else ()
            party = letters[0] if len(letters) == 1 else None if colon else party
            for person in everyone_in(rest if letters else line) if party else ():
                yield FoundPerson(person.name, person.party or party)


def _named(paragraphs: Sequence[Paragraph], names: PrintedNames) -> Iterator[FoundPerson]:
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        for person in (found for one in everyone_in(text) for found in _apart(one, paragraph.lines)):
            turned = paragraph.section.part is Part.ATTENDANCE and _is_turned(person.name)
            if person.party is not None or begins_given(person.name) or turned:
                yield FoundPerson(person.name, person.party, _role_of(text, person.start, person.end))
        signed = re.fullmatch(NAME, text) is not None and begins_given(text)
        if (paragraph.form is Form.HEADING and not signed) or paragraph.section.part in _NO_PEOPLE:
            continue
        yield from _with_role(text)
        if paragraph.section.part is Part.SIGNING or _SIGNS.search(text):
            yield from _adjusters(paragraph)
        following = paragraphs[index + 1].lines if index + 1 < len(paragraphs) else ()
        yield from _signatures((*paragraph.lines, *following[:1]), names)
        if _CAPITALS.fullmatch(text.strip()) and index and re.search(r"\d{4}$", paragraphs[index - 1].text):
            yield FoundPerson(capitalised(text.strip()))


def _apart(person: Signer, lines: Sequence[str]) -> Iterator[Signer]:
    """The names that a run of capitalised words is where its lines or columns end within it."""
    words = person.name.split()
    cells = [cell for line in lines for cell in _COLUMNS.split(line.strip())]
    for count in range(2, len(words)):
        first = " ".join(words[:count])
        if any(person.name in cell for cell in cells) or not any(cell.endswith(first) for cell in cells):
            continue
        yield replace(
            person, name=first, end=person.start + len(first), party=None if len(words) > count + 1 else person.party
        )
        rest = " ".join(words[count:])
        if len(words) > count + 1:
            yield from _apart(replace(person, name=rest, start=person.end - len(rest)), lines)
        return
    yield person


def _adjusters(paragraph: Paragraph) -> Iterator[FoundPerson]:
    """Those who adjust the minutes, in a sentence or line by line."""
    text = paragraph.text
    lines = [cell for line in paragraph.lines for cell in re.split(r"\s{3,}", line)]
    for piece in [text] if text.rstrip().endswith(".") else lines:
        for person in everyone_in(piece):
            yield FoundPerson(person.name, person.party, _role_of(piece, person.start, person.end))


def _role_of(text: str, start: int, end: int) -> str | None:
    """The role that stands right before or after a name."""
    after = re.match(r"\s?\([^)]*\)", text[end:])
    match = _ROLE_AFTER.match(text[end + (after.end() if after else 0) :])
    if match and text[end + (after.end() if after else 0) :].startswith((",", " ")):
        return match["role"].lower()
    if before := re.search(rf"({ROLE.pattern})\s$", text[:start], re.IGNORECASE):
        return before.group(1).lower()
    return None


def _with_role(text: str) -> Iterator[FoundPerson]:
    """Those whom the text gives a role: "Sekreterare var Lisbet Ekvik", "Karin Holm, ekonomichef"."""
    everyone = everyone_in(text)
    for match in _ROLE_BEFORE.finditer(text):
        at = match.end()
        for person in everyone:
            if person.start == at or (person.start > at and _LISTED.fullmatch(text[at : person.start])):
                yield FoundPerson(person.name, person.party, match["role"].lower() if at == match.end() else None)
                at = person.end
    for person in everyone:
        role = _ROLE_NEXT.match(text, person.end) if person.party is None else None
        if role is not None:
            yield FoundPerson(person.name, None, role["role"].lower())


def _signatures(lines: Sequence[str], names: PrintedNames) -> Iterator[FoundPerson]:
    """Names over their roles or parties, as under a document, one or several beside each other."""
    for line, below in pairwise(lines):
        signed = re.split(r"\s{3,}|\t", line.strip())
        roles = re.split(r"\s{3,}|\t", below.strip())
        if len(signed) != len(roles):
            continue
        groups = [names.letters(cell) for cell in signed] if line.startswith(_FOR) else []
        if groups and all(groups) and all(re.fullmatch(NAME, name) for name in roles):
            yield from (FoundPerson(name, letters[0]) for name, letters in zip(roles, groups, strict=True))
        if not all(re.fullmatch(NAME, name) for name in signed):
            continue
        if any(ROLE.search(role) and len(role) < 50 for role in roles):
            for name, role in zip(signed, roles, strict=True):
                if everyone_in(name):
                    printed = _PARTY_BELOW.search(role)
                    letters = (printed["party"],) if printed else names.letters(role)
                    yield FoundPerson(name, letters[0] if letters else None, _PARTY_BELOW.sub("", role).lower().strip())
