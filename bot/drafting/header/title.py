"""A document's title: the first text at its top that is no metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafting.header.document_type import TYPES
from bot.drafting.header.references import REFERENCE
from bot.drafting.structure.dates import SIGNED, parse_date
from bot.drafting.structure.forms import BODY, Part, is_body, part_of
from bot.drafting.structure.names import NAME, ROLE
from bot.drafting.structure.paragraph import Form, Paragraph, Reading
from bot.language.word_patterns import words_of

_WORDS = words_of(__file__)
_PARAGRAPH_TITLE = re.compile(r"§+\s?\d+[.:]?\s+(?P<title>(?!Dnr|Diarie)[A-ZÅÄÖ](?:\S|\s(?!\s\s))+?)(?:\s{3,}.*)?$")
_MATTER = re.compile(r"(?:§+|Paragraf)\s?\d+\b(?!.*\.$)")
_SUBTITLE = re.compile(rf"{_WORDS.any_of('subtitles')}\b.*\b{_WORDS.any_of('by')}\b")
_REFERRED = re.compile(rf"\s\((?:[Dd]nr:?\s)?(?!{_WORDS.any_of('laws')})[A-ZÅÄÖ]{{1,6}}[ /-]?\d{{2,4}}[/:-]\d+\)$")
_OFFICE = re.compile(rf"(?:[\wåäö-]+\s){{0,3}}?[\wåäö-]*{_WORDS.any_of('offices')}")
_NOT_TITLE = re.compile(
    r"^(?:§+\s?\d+|paragraf\s\d+|till\s\S+$|till$|motion(?:\s\(|\sav\b)|beslut \d{4}|org\.?\s?nr"
    rf"|{_WORDS.any_of('no_title')})",
    re.IGNORECASE,
)


def opening(reading: Reading) -> list[Paragraph]:
    """The paragraphs before the first known heading and the first prose."""
    found: list[Paragraph] = []
    titled = False
    matter = next((i for i, p in enumerate(reading.paragraphs[:80]) if _MATTER.match(p.text)), 0)
    for paragraph in reading.paragraphs[matter : matter + 30]:
        heading = paragraph.form is Form.HEADING
        if heading and titled and part_of(paragraph.text) is not None:
            break
        if not heading and (re.search(rf"(?:{BODY})\s(?:beslut|föreslå)", paragraph.text) or len(paragraph.text) > 220):
            break
        found.append(paragraph)
        titled = titled or any(True for _ in _candidates(paragraph))
    return found


def find_title(reading: Reading) -> str | None:
    """The first text at the top that is no metadata; one of several words, if there is one."""
    candidates = [text for paragraph in opening(reading) for text in _candidates(paragraph)]
    long = [text for text in candidates if len(text.split()) > 2]
    return (long or candidates)[0].strip() if candidates else None


def _candidates(paragraph: Paragraph) -> Iterator[str]:
    """What a paragraph holds that may be a title: the whole of it, or each line by itself."""
    lines = paragraph.lines
    subtitle = next((i for i, line in enumerate(lines) if i and _SUBTITLE.match(line)), len(lines))
    text = " ".join(lines[:subtitle]) if subtitle < len(lines) else paragraph.text
    lines = lines[:subtitle]
    if lines and (numbered := _PARAGRAPH_TITLE.match(lines[0])):
        texts = [" ".join([numbered["title"], *lines[1:]])]
    elif any(re.search(r"\S\s{3,}\S", line) for line in lines):
        texts = [line for line in lines if not re.search(r"\S\s{3,}\S", line)]
    elif len(lines) > 1 and not all(
        _may_be_title(line) or line[0].islower() or lines[index - 1].endswith(("-", " och", " för", " av"))
        for index, line in enumerate(lines)
    ):
        texts = list(lines)
    else:
        texts = [text]
    return (_REFERRED.sub("", text) for text in texts if _may_be_title(text))


def _may_be_title(text: str) -> bool:
    bare = text.strip()
    if _NOT_TITLE.match(bare) or len(bare) < 8 or len(bare) > 260 or "@" in bare or re.search(r"\S\s{3,}\S", bare):
        return False
    if is_body(bare) or _OFFICE.fullmatch(bare) or (parse_date(bare) and len(bare.split()) < 5):
        return False
    typed = any(re.fullmatch(pattern, bare, re.IGNORECASE) for _, pattern in TYPES)
    if typed and (
        len(bare.split()) < 3 or re.match(r"PM\b|Promemoria\b|Utlåtande \d|Protokoll|Sammanträdes|Beslut \d", bare)
    ):
        return False
    if re.fullmatch(rf"{NAME},\s.{{3,60}}", bare) and ROLE.search(bare):
        return False
    if re.search(r"\b(?:beslut(?:ar|ade)|beslöt|föreslår|föreslog|att)$", bare):  # the points follow
        return False
    if bare.endswith((".", ":", ",")) or REFERENCE.fullmatch(bare) or SIGNED.match(bare):
        return False
    return part_of(bare) in (None, Part.TEXT) and not bare[0].islower()
