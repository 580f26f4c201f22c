"""A document's header: title, reference, municipality, body, type, date. Told by place and form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.drafting.extract.decisions.decisions import decided_by, proposers
from bot.drafting.header.document_type import closed, document_type, is_type
from bot.drafting.header.municipality import REGION, find_municipality
from bot.drafting.header.signature import OTHER_DATES, signed
from bot.drafting.header.title import find_title
from bot.drafting.structure.dates import DATE, meeting_date, parse_date
from bot.drafting.structure.forms import BODY, Part, is_body, part_of
from bot.drafting.structure.paragraph import Reading
from bot.drafting.structure.references import find_reference
from bot.language.measures.months import SWEDISH_NAMED, WEEKDAYS
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_DATED = re.compile(rf"{_WORDS.any_of('dated')}\b", re.IGNORECASE)
_VAGUE_BODIES = _WORDS.each("vague_bodies")
_MEETS = re.compile(_WORDS.any_of("meets"), re.IGNORECASE)
_HEAD = 600  # characters of a head
_TOP = 3000  # characters in which the day of a meeting is told
_PLACE_BEFORE = re.compile(r"(?P<name>[A-ZÅÄÖ][\wåäö]+)s\s(?=[a-zåäö])")
_HELD = re.compile(rf"{_WORDS.any_of('held')}\b[^.\n]{{0,50}}?\bden\s\d{{1,2}}\s[a-z]+\s\d{{4}}", re.IGNORECASE)
_CALLED = re.compile(_WORDS.any_of("called"), re.IGNORECASE)
_ADOPTED, _MADE = (
    re.compile(rf"(?m)(?:^|\s{{3}})\s*{_WORDS.any_of(name)}:?\s[^\n]{{0,60}}?(?:{DATE.pattern})", re.IGNORECASE)
    for name in ("adopted", "made")
)
_ADOPTED_BY = re.compile(rf"(?mi)^[^\S\n]*{_WORDS.any_of('adopted')}\sav:?\s+(?P<body>{BODY})\b")
_GAP = re.compile(r"\s{2,}|\t|\s[·|•/>]\s")
_BESIDE_BODY = re.compile(
    rf"\s?{DATE.pattern}.*|\si\s[A-ZÅÄÖ][\wåäö-]+$|,\s(?:[A-ZÅÄÖ][\wåäö-]+\s)+(?:kommun|stad)$|,\sRegion\s[A-ZÅÄÖ][\wåäö-]+$",
    re.IGNORECASE,
)
_SITS = re.compile(rf"(?m)^\s*(?P<body>{BODY})\s{_WORDS.any_of('sits')}\b")
_DECISIONS_OF = re.compile(rf"(?m)^\s*(?P<body>\S[^\n]*?)s beslut,?\s(?:{DATE.pattern})\s*$")
_FULLMAKTIGE = "fullmäktige"
_ASSEMBLY = re.compile(rf"\b{_WORDS.any_of('assemblies')}{_FULLMAKTIGE}\b")
_TO_COUNCIL = re.compile(rf"(?mi)^[^\S\n]*till[^\S\n]+(?P<body>[a-zåäö]*{_FULLMAKTIGE})[^\S\n]*(?:[^\S\n]{{2}}.*)?$")
_AGAINST = re.compile(r"\bmot (?P<body>[\wåäö-]+(?:\s[\wåäö-]+){0,3}?)s beslut\b")
_OF_TITLE = re.compile(rf"(?P<body>{BODY})")
NEWS = _WORDS.phrases("news")
"""Types of documents that tell of a meeting that was held."""
_ADDRESSED = _WORDS.phrases("addressed")  # documents that a member writes to it
_DECIDED_ON = re.compile(rf"(?P<body>{BODY}),?\s(?:den\s)?(?:{DATE.pattern})[,.]?\s(?:§|paragraf)", re.IGNORECASE)
_MET = re.compile(
    rf"\b(?:{_WORDS.any_of('held_on')})\b[^.\n]{{0,40}}?[\s(](?:{DATE.pattern})", re.IGNORECASE
)  # with its year
_DAY_HELD = re.compile(
    rf"\b(?:{_WORDS.any_of('held_on')}\b[^.\n]{{0,40}}?|(?:{'|'.join(WEEKDAYS)})(?:en)?\s)den\s(?P<day>\d{{1,2}})\s"
    rf"(?P<month>{SWEDISH_NAMED})\b(?!\s\d{{4}})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}})\s(?P<month>{SWEDISH_NAMED})\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"\d(?:\s{SWEDISH_NAMED})?\s?[–-]\s?\d{{1,2}}\s{SWEDISH_NAMED}", re.IGNORECASE
)  # "1 januari – 31 augusti"


@dataclass(frozen=True)
class Header:
    """What a case's header says. `doubts` tells, key by key, why a person should look."""

    title: str
    reference: str | None = None
    municipality: str | None = None
    body: str | None = None
    document_type: str | None = None
    date: date | None = None
    doubts: tuple[tuple[str, str], ...] = ()


def read_header(reading: Reading, fallback: str) -> Header:
    """The header of a document; `fallback` is its title when it shows none."""
    cells = list(_cells(reading))
    top = [cell for line in _top_lines(reading) for cell in _GAP.split(line)]
    title, sure = find_title(reading.source.text)
    kind = document_type(cells, title or "", reading)
    doubts = []
    if title is None:
        doubts.append(("title", "ingen rubrik hittades"))
    elif not sure:
        doubts.append(("title", "gissad: den rad högst upp som mest liknar en rubrik"))
    decided = _decision_line(reading)
    when = (decided and parse_date(decided.group())) or _date(reading, top, kind, title or "")
    if when is None:
        doubts.append(("date", "inget datum hittades"))
    if kind is None:
        doubts.append(("document_type", "det framgår inte vad det är för sorts handling"))
    body, told = (small(decided["body"]), True) if decided else _body(reading, cells, kind, title or "")
    if body is None:
        doubts.append(("body", "det framgår inte vem som beslutar"))
    elif not told:
        doubts.append(("body", "gissad: den instans som nämns oftast"))
    place, guessed = find_municipality(reading, cells)
    if place is None:
        doubts.append(("municipality", "ingen kommun eller region hittades"))
    elif guessed:
        doubts.append(("municipality", guessed))
    reference = find_reference(top, reading.source.text)
    if reference is None:
        doubts.append(("reference", "inget diarienummer hittades"))
    return Header(title or fallback, reference, place, body, kind, when, tuple(doubts))


def _top_lines(reading: Reading) -> list[str]:
    """The lines of a document's top, running headers among them."""
    lines = [closed(line.strip()) for line in reading.source.text[:4000].splitlines() if line.strip()]
    return lines[:25]


def _cells(reading: Reading) -> Iterator[str]:
    """The pieces of the top's lines up to the first heading whose words are known or the first prose."""
    for line in _top_lines(reading):
        if len(line) > 90 and line.endswith("."):
            return
        for cell in _GAP.split(line):
            if (part_of(cell) not in (None, Part.TEXT) and not is_type(cell)) or re.search(
                rf"(?:{BODY})\s(?:beslut|föreslå)", cell
            ):
                return
            yield cell.strip()


def _decision_line(reading: Reading) -> re.Match[str] | None:
    """The line that says under a heading of decisions who decided, and when: "Skolnämnden 4 juni 2024 § 58"."""
    decided = (p.text for p in reading.paragraphs if p.section.part is Part.DECIDED)
    return next((match for text in decided if (match := _DECIDED_ON.match(text)) and parse_date(match.group())), None)


def _date(reading: Reading, top: Sequence[str], kind: str | None, title: str) -> date | None:
    text = reading.source.text[:_TOP]
    of_meeting = parse_date(title) or _held_on(text) or _of_year(_DAY.search(title), text)
    if kind in NEWS and of_meeting is not None:
        return of_meeting
    if _MEETS.search(text) and (found := meeting_date(text)):
        return found
    if (match := _HELD.search(text[:_HEAD])) and (found := parse_date(match.group())):
        return found
    for index, cell in enumerate(top):
        if _DATED.match(cell) and (found := parse_date(" ".join(top[index : index + 4]))):
            return found
    for day in (_ADOPTED, _MADE):
        if (dated := day.search(text)) and (found := parse_date(dated.group())):
            return found
    for cell in top:
        if OTHER_DATES.search(cell) or _RANGE.search(cell) or len(cell) > 60:
            continue
        if (found := parse_date(cell)) and not re.search(r"\d{4}-\d\d-\d\d[-–,/]\s?\d", cell.replace(", §", "")):
            return found
    for paragraph in reading.paragraphs:
        for line in paragraph.lines:
            if (match := signed(line, paragraph)) and (found := parse_date(match.group())):
                return found
    if (found := _held_on(text) or (kind in NEWS and parse_date(text)) or None) is not None:
        return found
    meetings = (
        p.text
        for p in reading.paragraphs
        if re.search(r"[Ss]ammanträde\w*\s(?:den\s)?\d|[Pp]rotokoll\w*\sjustera", p.text)
    )
    return next((found for text in meetings if (found := parse_date(text))), parse_date(title))


def _held_on(text: str) -> date | None:
    """The day of a meeting that a news text gives without its year, which its date of publication has."""
    if met := _MET.search(text):
        return parse_date(met.group())
    return _of_year(_DAY_HELD.search(text), text)


def _of_year(day: re.Match[str] | None, text: str) -> date | None:
    """A day without its year, in that of the first date of a text."""
    published = parse_date(text)
    if published is None or day is None:
        return None
    return parse_date(f"{day['day']} {day['month']} {published.year}")


def _body(reading: Reading, cells: Sequence[str], kind: str | None, title: str) -> tuple[str | None, bool]:
    """The body that decides, and whether the document says that it does."""
    if kind in NEWS and (named := _OF_TITLE.search(title)) and small(named["body"]) not in _VAGUE_BODIES:
        return _whole(small(named["body"]), reading.source.text), True
    if meets := _SITS.search(reading.source.text[:_HEAD]):
        return small(meets["body"]), True
    if (deciding := _DECISIONS_OF.search(reading.source.text, 0, _HEAD)) and is_body(deciding["body"]):
        return _whole(small(deciding["body"]), reading.source.text), True
    if to_council := _TO_COUNCIL.search(reading.source.text, 0, _HEAD):
        return _whole(to_council["body"].lower(), reading.source.text), True
    if (against := _AGAINST.search(title)) and is_body(against["body"]):
        return _whole(small(against["body"]), reading.source.text), True
    adopted = _ADOPTED_BY.search(reading.source.text, 0, _TOP)
    if adopted is not None and small(adopted["body"]) not in _VAGUE_BODIES:
        return _whole(small(adopted["body"]), reading.source.text), True
    bare_cells = (_BESIDE_BODY.sub("", cell) for cell in cells)
    bodies = (cell for cell in bare_cells if cell and (is_body(cell) or is_body(small(cell))))
    shown = next((name for name in bodies if small(name) not in _VAGUE_BODIES), None)
    said = decided_by(reading)
    if kind in _ADDRESSED and (to := _ASSEMBLY.search(reading.source.text[:_HEAD].lower())):
        return _whole(to.group(), reading.source.text), True
    said = _whole(said, reading.source.text) if said else None
    vague = said is None or said in _VAGUE_BODIES
    own = _CALLED.search(reading.source.text[:_HEAD]) is not None
    proposes = shown is not None and shown.lower() in proposers(reading)
    own = own or (proposes and ((kind or "").startswith("protokoll") or not (said or "").endswith("fullmäktige")))
    chosen = shown if shown and (vague or own or (kind or "").startswith("protokoll")) else said
    if said and chosen == shown and not own and _names(reading.source.text[:_HEAD], said):
        chosen = said  # the head names it, and it is the one that decides
    told = chosen is not None
    if chosen is None:
        counts = Counter(
            match.group()
            for match in re.finditer(rf"\b(?:{BODY})", reading.source.text[:20000])
            if len(match.group()) > 9
        )
        chosen = counts.most_common(1)[0][0] if counts else None
    if chosen is None:
        return None, False
    place = _PLACE_BEFORE.match(chosen)
    bare = chosen[place.end() :] if place and not is_body(place["name"]) else chosen
    return _whole(small(bare), reading.source.text), told


def _whole(body: str, text: str) -> str:
    """A body's name; of "fullmäktige" the one that the document is of."""
    if body != _FULLMAKTIGE:
        return body
    named = _ASSEMBLY.search(text.lower())
    return named.group() if named else f"region{body}" if REGION.search(text) else f"kommun{body}"


def small(body: str) -> str:
    """A body's name as it stands within a sentence."""
    return body.lower() if body.isupper() else body[0].lower() + body[1:]


def _names(head: str, body: str) -> bool:
    """Whether a head names a body, and not a committee of it."""
    return re.search(rf"\b{re.escape(body)}s?(?!\w)(?!\s\w*utskott)", head, re.IGNORECASE) is not None
